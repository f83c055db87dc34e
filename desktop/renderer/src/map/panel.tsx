/** The panel beside the map: what was pointed at, its figures, and its day. */
import { SCREEN_ORIGINS } from '../../../../engine/results/provenance-screens.ts';
import type { ReactNode } from 'react';
import type { BridgeTable, FigureOrigin } from '../../../shared/bridge.ts';
import { useShared } from '../context.tsx';
import { figure, unitText } from '../parts/format.ts';
import { linesOfTable, OriginsBelow } from '../parts/origins-below.tsx';
import { numbers, texts } from '../parts/plain-table.tsx';
import type { MapDay } from './clock.ts';
import type { MapTables } from './model.ts';
import type { Thing } from './pick.ts';
import { ThingDay } from './thing-day.tsx';
import { FIGURE_WORDS } from './words.ts';
import { Button } from '../parts/controls.tsx';

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
    'pvKwp',
    'peakLoadKw',
    'peakFeedInKw',
    'homes',
    'jobs',
    'plugInCars',
    'loadMwh',
    'pvMwh',
    'chargedMwh',
    'dischargedMwh',
    'chargingCostEur',
    'chargingRegretEur',
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
    'no2FacadeUgM3',
    'pm25FacadeUgM3',
    'pm25ExposureUgM3',
    'noxG',
    'pm10G',
    'pm25G',
    'co2Kg',
    'lengthM',
  ],
  stop: ['departuresPerWeekday'],
  charger: ['sockets', 'socketKw'],
};

/** What the day of a thing is drawn from. */
const DAY: Readonly<Record<Thing['kind'], FigureOrigin>> = {
  zone: SCREEN_ORIGINS.zoneDay,
  street: SCREEN_ORIGINS.streetDay,
  transformer: SCREEN_ORIGINS.transformerDay,
  hub: SCREEN_ORIGINS.hubDay,
  stop: SCREEN_ORIGINS.stopDay,
  charger: SCREEN_ORIGINS.chargerDay,
};

const NO_TABLE: BridgeTable = { name: '', rowCount: 0, columns: {}, units: {} };
export const tableOf = (tables: MapTables, kind: Thing['kind']): BridgeTable =>
  ({
    zone: tables.zones,
    transformer: tables.transformers,
    hub: tables.hubs,
    street: tables.links,
    stop: tables.stops ?? NO_TABLE,
    charger: tables.chargePoints ?? NO_TABLE,
  })[kind];

export function nameOf(tables: MapTables, thing: Thing, unnamed: string): string {
  if (thing.kind === 'charger') return `${unnamed} ${texts(tables.chargePoints, 'chargePoint')[thing.row] ?? ''}`;
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
  id,
  trips,
  day,
  close,
}: {
  readonly id: string;
  readonly tables: MapTables;
  /** The same row in the second result, by column. */
  readonly beside: ((column: string) => number) | null;
  readonly thing: Thing;
  readonly trips: BridgeTable | null;
  readonly day: MapDay | undefined;
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
        <Button look="subtle" onClick={close}>
          {t('common.close')}
        </Button>
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
      <ThingDay id={id} tables={tables} thing={thing} trips={trips} day={day} />
      <OriginsBelow
        ids={[id]}
        lines={[
          ...linesOfTable(table.name, shown, (name) => FIGURE_WORDS[name]?.[language] ?? name),
          { label: t('map.itsDay'), of: DAY[thing.kind] },
        ]}
      />
    </section>
  );
}
