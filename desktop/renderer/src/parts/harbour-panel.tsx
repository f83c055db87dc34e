/** The harbour of one result: what ships do and need, each berth, and who lies where in a week. Nothing without berths. */
import { SCREEN_ORIGINS } from '../../../../engine/results/provenance-screens.ts';
import { type ReactNode, useMemo } from 'react';
import { BERTH_COLUMNS, berthRows, type CallRow, HARBOUR_KEYS } from '../../../../engine/results/berths.ts';
import type { BridgeTable } from '../../../shared/bridge.ts';
import { useShared } from '../context.tsx';
import { BerthWeek } from './berth-week.tsx';
import { figure } from './format.ts';
import { chosen, IndicatorRows } from './indicator-rows.tsx';
import { OriginsBelow } from './origins-below.tsx';
import { numbers, texts } from './plain-table.tsx';
import { useCall } from './use-call.ts';

type Berths = Parameters<typeof berthRows>[0];

export function HarbourPanel({ id }: { readonly id: string }): ReactNode {
  const { t, say, language } = useShared();
  const result = useCall('readResult', { id });
  const { harbour } = (result.value?.scenario ?? {}) as { readonly harbour?: { readonly berths?: Berths } };
  const berths = harbour?.berths ?? [];
  const ask = berths.length === 0 ? null : { id };
  const table = useCall('readTable', ask === null ? null : { ...ask, table: 'calls' }).value;
  const transformers = useCall(
    'readTable',
    ask === null ? null : { ...ask, table: 'transformers', columns: ['area', 'peakLoadingShare'] },
  ).value;
  const calls = useMemo(() => (table === null ? [] : callsOf(table)), [table]);
  if (result.value === null || berths.length === 0 || table === null) return null;
  const loading = numbers(transformers, 'peakLoadingShare');
  const areas = numbers(transformers, 'area');
  return (
    <section>
      <h4>{t('harbour.title')}</h4>
      <p className="soft">{t('harbour.text')}</p>
      <IndicatorRows
        rows={chosen(result.value.indicators, HARBOUR_KEYS)}
        made={result.value.made}
        caption={t('harbour.figures')}
      />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard. */}
      <section className="scroll" tabIndex={0} aria-label={t('harbour.berths')}>
        <table>
          <caption>{t('harbour.berths')}</caption>
          <thead>
            <tr>
              <th>{t('harbour.berth')}</th>
              <th className="number">{t('harbour.shorePower')} (kW)</th>
              {BERTH_COLUMNS.map(({ key, unit, ...words }) => (
                <th key={key} className="number">
                  {say(words)} {unit !== '' && <span className="soft">({unit})</span>}
                </th>
              ))}
              <th className="number">{t('harbour.transformer')}</th>
            </tr>
          </thead>
          <tbody>
            {berthRows(berths, calls).map(({ name, shorePowerKw, area, sums }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td className="number">{figure(shorePowerKw, 'kW', language)}</td>
                {BERTH_COLUMNS.map(({ key, unit }) => (
                  <td key={key} className="number">
                    {figure(sums?.[key] ?? null, unit, language)}
                  </td>
                ))}
                <td className="number">{figure(loading[areas.indexOf(area)] ?? null, 'share', language)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <BerthWeek berths={berths.map(({ name }) => name)} calls={calls} />
      <OriginsBelow
        ids={[id]}
        lines={[
          { label: t('harbour.shorePower'), of: SCREEN_ORIGINS.berths },
          ...BERTH_COLUMNS.map(({ formula, ...words }) => ({ label: say(words), of: { formula, tables: ['calls'] } })),
          { label: t('harbour.transformer'), of: 'transformers.peakLoadingShare' },
          {
            label: t('harbour.week'),
            of: SCREEN_ORIGINS.berthWeek,
          },
        ]}
      />
    </section>
  );
}

function callsOf(table: BridgeTable): CallRow[] {
  const berth = texts(table, 'berth');
  const column = (name: string): Float64Array => numbers(table, name);
  const [area, arrival, departure, shore, hotel] = [
    'area',
    'arrivalUtcS',
    'departureUtcS',
    'shorePower',
    'hotelKw',
  ].map(column) as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];
  const [battery, need, charged, discharged, unserved] = [
    'batteryKwh',
    'needKwh',
    'chargedKwh',
    'dischargedKwh',
    'unservedKwh',
  ].map(column) as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];
  return Array.from({ length: table.rowCount }, (_, i) => ({
    berth: berth[i] ?? '',
    area: area[i]!,
    arrivalUtcS: arrival[i]!,
    departureUtcS: departure[i]!,
    shorePower: shore[i]!,
    hotelKw: hotel[i]!,
    batteryKwh: battery[i]!,
    needKwh: need[i]!,
    chargedKwh: charged[i]!,
    dischargedKwh: discharged[i]!,
    unservedKwh: unserved[i]!,
  }));
}
