/** Energy by month: what the chart of power shows, as figures. */
import { SCREEN_ORIGINS } from '../../../../engine/results/provenance-screens.ts';
import type { ReactNode } from 'react';
import type { BridgeTable } from '../../../shared/bridge.ts';
import { useShared } from '../context.tsx';
import { figure, LOCALE } from './format.ts';
import { OriginsBelow } from './origins-below.tsx';
import { numbers, texts } from './plain-table.tsx';

const NAMES = ['loadKw', 'pvKw', 'chargeKw', 'dischargeKw'] as const;
const WORDS = ['load', 'pv', 'charge', 'discharge'] as const;

export function MonthTable({ table, id }: { readonly table: BridgeTable; readonly id: string }): ReactNode {
  const { t, language } = useShared();
  const x = numbers(table, 'startUtcS');
  const dates = texts(table, 'localDate');
  const stepH = x.length > 1 ? (x[1]! - x[0]!) / 3600 : 0.25;
  const columns = NAMES.map((name) => numbers(table, name));
  const net = numbers(table, 'netKw');
  const months = new Map<string, number[]>();
  for (let i = 0; i < x.length; i++) {
    const key = (dates[i] ?? '').slice(0, 7);
    let sums = months.get(key);
    if (sums === undefined) {
      sums = [0, 0, 0, 0, 0];
      months.set(key, sums);
    }
    for (let c = 0; c < 4; c++) sums[c]! += (Math.abs(columns[c]![i] ?? 0) * stepH) / 1000;
    sums[4] = Math.max(sums[4]!, net[i]! / 1000);
  }
  const month = new Intl.DateTimeFormat(LOCALE[language], { month: 'long', year: 'numeric' });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
    <section className="scroll" tabIndex={0} aria-label={t('energy.months')}>
      <table>
        <thead>
          <tr>
            <th>{t('energy.month')}</th>
            {WORDS.map((name) => (
              <th key={name} className="number">
                {t(`energy.${name}`)} (MWh)
              </th>
            ))}
            <th className="number">{t('energy.peak')} (MW)</th>
          </tr>
        </thead>
        <tbody>
          {[...months].map(([name, sums]) => (
            <tr key={name}>
              <th scope="row">{month.format(new Date(`${name}-15T12:00:00Z`))}</th>
              {sums.map((value, i) => (
                <td key={WORDS[i] ?? 'peak'} className="number">
                  {figure(value, 'MWh', language)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <OriginsBelow
        ids={[id]}
        lines={[
          ...WORDS.map((word) => ({
            label: t(`energy.${word}`),
            of: SCREEN_ORIGINS.monthSum,
          })),
          {
            label: t('energy.peak'),
            of: SCREEN_ORIGINS.monthPeak,
          },
        ]}
      />
    </section>
  );
}
