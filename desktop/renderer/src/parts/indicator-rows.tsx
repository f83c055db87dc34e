/** Chosen indicators of one result as a small table: name, figure, unit. */
import type { ReactNode } from 'react';
import type { BridgeCalls } from '../../../shared/bridge.ts';
import { useShared } from '../context.tsx';
import { figure, unitText } from './format.ts';

type Indicators = BridgeCalls['readResult']['indicators'];

/** Those of the keys that the result has, in their order. */
export const chosen = (indicators: Indicators, keys: readonly string[]) =>
  keys.flatMap((key) => (indicators[key] === undefined ? [] : [{ key, ...indicators[key] }]));

export function IndicatorRows({
  rows,
  caption,
}: {
  readonly rows: ReturnType<typeof chosen>;
  readonly caption: string;
}): ReactNode {
  const { language } = useShared();
  return (
    <table>
      <caption>{caption}</caption>
      <tbody>
        {rows.map(({ key, label, value, unit }) => (
          <tr key={key}>
            <th scope="row">{label[language]}</th>
            <td className="number">{figure(value, unit, language)}</td>
            <td className="soft">{unitText(unit, language)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
