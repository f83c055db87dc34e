/** Chosen indicators of one result as a small table: name that opens its origin, figure, unit. */
import type { ReactNode } from 'react';
import type { BridgeCalls } from '../../../shared/bridge.ts';
import { useShared } from '../context.tsx';
import { figure, unitText } from './format.ts';
import { Origin } from './origin.tsx';

type Indicators = BridgeCalls['readResult']['indicators'];
type Made = BridgeCalls['readResult']['made'];

/** Those of the keys that the result has, in their order. */
export const chosen = (indicators: Indicators, keys: readonly string[]) =>
  keys.flatMap((key) => (indicators[key] === undefined ? [] : [{ key, ...indicators[key] }]));

export function IndicatorRows({
  rows,
  made,
  caption,
}: {
  readonly rows: ReturnType<typeof chosen>;
  readonly made: Made;
  readonly caption: string;
}): ReactNode {
  const { language } = useShared();
  return (
    <table className="facts">
      <caption>{caption}</caption>
      <tbody>
        {rows.map(({ key, label, value, unit, origin }) => (
          <tr key={key}>
            <th scope="row">
              <Origin label={label[language]} origin={origin} made={[made]} />
            </th>
            <td className="number">{figure(value, unit, language)}</td>
            <td className="soft">{unitText(unit, language)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
