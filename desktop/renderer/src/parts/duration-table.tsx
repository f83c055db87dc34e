/** The load duration curve as figures: what is demanded, or fed in, for at least so many hours. */
import type { ReactNode } from 'react';
import type { BridgeTable } from '../../../shared/bridge.ts';
import { useShared } from '../context.tsx';
import { durationOf } from './energy-series.ts';
import { figure } from './format.ts';

/** Shares of the period. */
const SHARES = [0, 0.001, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 1];

export function DurationTable({
  sides,
}: {
  readonly sides: ReadonlyArray<{ readonly name: string; readonly table: BridgeTable }>;
}): ReactNode {
  const { t, language } = useShared();
  const curves = sides.map(({ table }) => durationOf(table));
  const hours = curves[0]?.x ?? new Float64Array();
  const stepH = hours.length > 1 ? hours[1]! - hours[0]! : 0;
  return (
    <table>
      <caption className="hidden">{t('energy.duration')}</caption>
      <thead>
        <tr>
          <th className="number">{t('energy.hours')}</th>
          {sides.map(({ name }, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two results may have one name, and they do not move.
            <th key={i} className="number">
              {name} (MW)
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {SHARES.map((share) => (
          <tr key={share}>
            <th scope="row" className="number">
              {figure(share * hours.length * stepH, '', language)}
            </th>
            {curves.map(({ mw }, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: as the heads.
              <td key={i} className="number">
                {figure(mw[Math.min(mw.length - 1, Math.floor(share * mw.length))] ?? null, '', language)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
