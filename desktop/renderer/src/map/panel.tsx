/** The panel beside the map: what was pointed at, its figures, and its day. */
import { type ReactNode, useMemo } from 'react';
import type { BridgeTable } from '../../../shared/bridge.ts';
import { useShared } from '../context.tsx';
import { figure, unitText } from '../parts/format.ts';
import { numbers, texts } from '../parts/plain-table.tsx';
import { DayLines, HourBars } from '../parts/small-charts.tsx';
import type { MapTables } from './model.ts';
import { MODE_COLOUR, MODE_GROUP, MODE_GROUPS } from './palette.ts';
import type { Thing } from './pick.ts';
import { FIGURE_WORDS } from './words.ts';

const ROWS: Readonly<Record<Thing['kind'], readonly string[]>> = {
  zone: [
    'persons',
    'households',
    'jobs',
    'tripsPerPersonPerDay',
    'carTripShare',
    'travelTimeMinPerTrip',
    'activeMinPerPersonPerDay',
    'turnedAwayPerDay',
    'mobilityEurPerMonth',
    'energyEurPerMonth',
    'pvMwh',
    'chargedMwh',
    'dischargedMwh',
    'peakLoadingShare',
    'overloadHours',
  ],
  transformer: [
    'peakLoadingShare',
    'overloadHours',
    'ratedKva',
    'peakLoadKw',
    'peakFeedInKw',
    'homes',
    'jobs',
    'plugInCars',
    'loadMwh',
    'pvMwh',
    'chargedMwh',
    'dischargedMwh',
  ],
  hub: [
    'sharedCarsLeast',
    'sharedCarsMost',
    'sharedBikesLeast',
    'sharedBikesMost',
    'carPlaces',
    'parkAndRideMost',
    'turnedAwayCar',
    'turnedAwayBike',
    'turnedAwayParkAndRide',
  ],
  street: [
    'carsPerWeekday',
    'bikesPerWeekday',
    'walkersPerWeekday',
    'busiestHourShare',
    'delayS',
    'noiseDb',
    'pm25ExposureUgM3',
    'noxG',
    'co2Kg',
    'lengthM',
  ],
};

export const tableOf = (tables: MapTables, kind: Thing['kind']): BridgeTable =>
  ({ zone: tables.zones, transformer: tables.transformers, hub: tables.hubs, street: tables.links })[kind];

export function nameOf(tables: MapTables, thing: Thing, unnamed: string): string {
  if (thing.kind === 'transformer') {
    const zone = texts(tables.transformers, 'zone')[thing.row];
    const at = texts(tables.zones, 'zone').indexOf(zone ?? '');
    return `${unnamed} ${thing.row + 1}${at < 0 ? '' : `, ${texts(tables.zones, 'name')[at]}`}`;
  }
  const name = texts(tableOf(tables, thing.kind), 'name')[thing.row];
  return name === null || name === undefined || name === '' ? unnamed : name;
}

export function ThingPanel({
  tables,
  beside,
  thing,
  trips,
  steps,
  close,
}: {
  readonly tables: MapTables;
  /** The same row in the second result, by column. */
  readonly beside: ((column: string) => number) | null;
  readonly thing: Thing;
  readonly trips: BridgeTable | null;
  readonly steps: BridgeTable | null;
  readonly close: () => void;
}): ReactNode {
  const { t, language } = useShared();
  const table = tableOf(tables, thing.kind);
  const rows = ROWS[thing.kind].filter(
    (name) => table.columns[name] !== undefined && Number.isFinite(numbers(table, name)[thing.row]),
  );
  const shown = rows.filter((name) => thing.kind !== 'hub' || numbers(table, name)[thing.row] !== 0);
  return (
    <section className="thing" aria-label={t('map.pointedAt')} aria-live="polite">
      <div className="row spread">
        <h2>{nameOf(tables, thing, t(`map.one.${thing.kind}`))}</h2>
        <button type="button" className="quiet" onClick={close}>
          {t('common.close')}
        </button>
      </div>
      <p className="soft">{t(`map.one.${thing.kind}`)}</p>
      <table>
        {beside !== null && (
          <thead>
            <tr>
              <td />
              <th className="number">{t('map.first')}</th>
              <th className="number">{t('map.second')}</th>
            </tr>
          </thead>
        )}
        <tbody>
          {shown.map((name) => {
            const unit = table.units[name] ?? '';
            return (
              <tr key={name}>
                <th scope="row">
                  {FIGURE_WORDS[name]?.[language] ?? name}{' '}
                  {unitText(unit, language) !== '' && <span className="soft">{unitText(unit, language)}</span>}
                </th>
                <td className="number">{figure(numbers(table, name)[thing.row] ?? null, unit, language)}</td>
                {beside !== null && <td className="number">{figure(beside(name), unit, language)}</td>}
              </tr>
            );
          })}
        </tbody>
      </table>
      {thing.kind === 'zone' && trips !== null && (
        <ZoneDay trips={trips} zone={texts(tables.zones, 'zone')[thing.row] ?? ''} />
      )}
      {thing.kind === 'transformer' && steps !== null && (
        <BusiestDay
          steps={steps}
          own={isFullest(tables.transformers, thing.row)}
          ratedKva={numbers(tables.transformers, 'ratedKva')[thing.row] ?? 0}
        />
      )}
    </section>
  );
}

function isFullest(transformers: BridgeTable, row: number): boolean {
  const loading = numbers(transformers, 'peakLoadingShare');
  return loading.every((value) => value <= loading[row]!);
}

function ZoneDay({ trips, zone }: { readonly trips: BridgeTable; readonly zone: string }): ReactNode {
  const { t } = useShared();
  const series = useMemo(() => {
    const counts = MODE_GROUPS.map(() => new Array<number>(24).fill(0));
    const from = texts(trips, 'fromZone');
    const modes = texts(trips, 'mode');
    numbers(trips, 'departureS').forEach((departure, i) => {
      if (from[i] !== zone) return;
      const hour = Math.floor(departure / 3600) % 24;
      counts[MODE_GROUPS.indexOf(MODE_GROUP[modes[i] ?? ''] ?? 'car')]![hour]!++;
    });
    return MODE_GROUPS.map((group, g) => ({
      name: t(`map.modes.${group}`),
      colour: MODE_COLOUR[group],
      values: counts[g]!,
    }));
  }, [trips, zone, t]);
  return (
    <>
      <h3>{t('map.zoneDay')}</h3>
      <HourBars series={series} label={t('map.zoneDay')} />
      <ul className="legend">
        {series.map((one) => (
          <li key={one.name}>
            <i style={{ background: one.colour }} />
            {one.name}
          </li>
        ))}
      </ul>
    </>
  );
}

/** The day of the highest demand: of the fullest transformer where this is the one, else of the district. */
function BusiestDay({
  steps,
  own,
  ratedKva,
}: {
  readonly steps: BridgeTable;
  readonly own: boolean;
  readonly ratedKva: number;
}): ReactNode {
  const { t, language } = useShared();
  const column = own && steps.columns['worstTransformerKw'] !== undefined ? 'worstTransformerKw' : 'netKw';
  const { values, start } = useMemo(() => {
    const all = numbers(steps, column);
    const dates = texts(steps, 'localDate');
    let peak = 0;
    all.forEach((value, i) => {
      if (value > all[peak]!) peak = i;
    });
    const first = dates.indexOf(dates[peak] ?? '');
    const last = dates.lastIndexOf(dates[peak] ?? '');
    return { values: all.slice(first, last + 1), start: (numbers(steps, 'startUtcS')[peak] ?? 0) * 1000 };
  }, [steps, column]);
  const day = new Intl.DateTimeFormat(language === 'nl' ? 'nl-NL' : 'en-GB', {
    dateStyle: 'long',
    timeZone: 'Europe/Amsterdam',
  }).format(start);
  const label = t(column === 'netKw' ? 'map.districtDay' : 'map.ownDay', { day });
  const mega = column === 'netKw';
  const lines = [
    {
      name: 'kW',
      colour: 'var(--charge)',
      values: mega ? values.map((kw) => kw / 1000) : values,
    },
    ...(mega ? [] : [{ name: 'kVA', colour: 'var(--limit)', dash: '5 3', values: values.map(() => ratedKva) }]),
  ];
  return (
    <>
      <h3>
        {label} ({mega ? 'MW' : 'kW'})
      </h3>
      <DayLines series={lines} label={label} unit="" />
    </>
  );
}
