/** The map screen: what is drawn and how it is coloured, the time of day, the panel of the thing pointed at, and the figures as a table. */
import { type ReactNode, useMemo, useRef, useState } from 'react';
import type { BridgeTable } from '../../../shared/bridge.ts';
import { useShared } from '../context.tsx';
import { DistrictMap, type MapHandle } from '../map/district-map.tsx';
import type { MapFigures } from '../map/layers.ts';
import { MapLegend } from '../map/legend.tsx';
import { besides, changeBounds, type MapTables, modelOf, quintiles } from '../map/model.ts';
import { Movers } from '../map/moving.ts';
import { DARK, LIGHT, LOADING_BOUNDS, TRAFFIC_BOUNDS } from '../map/palette.ts';
import { ThingPanel, tableOf } from '../map/panel.tsx';
import type { Shown, Thing } from '../map/pick.ts';
import { FindThing } from '../map/find.tsx';
import { TimeOfDay } from '../map/time-of-day.tsx';
import { FIGURE_WORDS, MAP_FIGURES, type MapFigure } from '../map/words.ts';
import { ChooseResults, useResultNames } from '../parts/choose-results.tsx';
import { Failure } from '../parts/failure.tsx';
import { numbers, PlainTable } from '../parts/plain-table.tsx';
import { useCall } from '../parts/use-call.ts';
import { useDark } from '../parts/use-theme.ts';

const INSIDE = { column: 'external', equals: 0 } as const;
const SHOWN: Shown = { zones: true, streets: true, transformers: false, hubs: true };
/** The id column by which the same thing is found in another result. */
const KEYS: Readonly<Record<Thing['kind'], string>> = {
  zone: 'zone',
  // Streets are numbered anew when the network is built; their drawing stays.
  street: 'geometry',
  transformer: 'area',
  hub: 'hub',
};

export function MapScreen(): ReactNode {
  const { t, chosen } = useShared();
  const first = useMapTables(chosen[0]);
  const second = useMapTables(chosen[1]);
  return (
    <>
      <div className="row spread">
        <h1>{t('map.title')}</h1>
        <ChooseResults />
      </div>
      {first.failure !== null && <Failure failure={first.failure} />}
      {first.tables === null && first.failure === null && chosen.length > 0 && (
        <p role="status">{t('common.loading')}</p>
      )}
      {first.tables !== null && chosen[0] !== undefined && (
        <MapOf key={chosen[0]} id={chosen[0]} tables={first.tables} second={second.tables} />
      )}
    </>
  );
}

function useMapTables(id: string | undefined): {
  tables: MapTables | null;
  failure: ReturnType<typeof useCall>['failure'];
} {
  const zones = useCall('readTable', id === undefined ? null : { id, table: 'zones', where: INSIDE });
  const links = useCall('readTable', id === undefined ? null : { id, table: 'links' });
  const transformers = useCall('readTable', id === undefined ? null : { id, table: 'transformers' });
  const hubs = useCall('readTable', id === undefined ? null : { id, table: 'hubs' });
  // Results of before this table, and runs without feeders, have a map all the same.
  const lines = useCall(
    'readTable',
    id === undefined ? null : { id, table: 'lines', columns: ['peakLoadingShare', 'geometry'] },
  );
  const tables = useMemo(
    () =>
      zones.value === null || links.value === null || transformers.value === null || hubs.value === null
        ? null
        : {
            zones: zones.value,
            links: links.value,
            transformers: transformers.value,
            hubs: hubs.value,
            lines: lines.value,
          },
    [zones.value, links.value, transformers.value, hubs.value, lines.value],
  );
  return { tables, failure: zones.failure ?? links.failure ?? transformers.failure ?? hubs.failure };
}

function MapOf({
  id,
  tables,
  second,
}: {
  readonly id: string;
  readonly tables: MapTables;
  readonly second: MapTables | null;
}): ReactNode {
  const { t, language } = useShared();
  const { names } = useResultNames();
  const dark = useDark();
  const palette = dark ? DARK : LIGHT;
  const [figureName, setFigureName] = useState<MapFigure>('peakLoadingShare');
  const [shown, setShown] = useState(SHOWN);
  const [asChange, setAsChange] = useState(false);
  const [people, setPeople] = useState(true);
  const [picked, setPicked] = useState<Thing | null>(null);
  const [dayType, setDayType] = useState('weekday');
  const timeS = useRef(8 * 3600 + 900);
  const map = useRef<MapHandle>(null);
  const change = asChange && second !== null;
  const trips = useCall('readTable', {
    id,
    table: 'trips',
    columns: ['mode', 'departureS', 'travelTimeS', 'fromZone', 'toZone'],
    where: { column: 'dayType', equals: dayType },
  });
  const places = useCall('readTable', { id, table: 'zones', columns: ['zone', 'lonDeg', 'latDeg'] });
  const steps = useCall(
    'readTable',
    picked?.kind === 'transformer'
      ? { id, table: 'steps', columns: ['startUtcS', 'localDate', 'netKw', 'worstTransformerKw'] }
      : null,
  );
  const model = useMemo(() => modelOf(tables), [tables]);
  const movers = useMemo(
    () =>
      people && trips.value !== null && places.value !== null ? new Movers(model, trips.value, places.value) : null,
    [people, model, trips.value, places.value],
  );
  const figures = useMemo(
    () => figuresOf(tables, change ? second : null, figureName),
    [tables, second, change, figureName],
  );
  const beside = useMemo(() => {
    if (picked === null || second === null) return null;
    const key = KEYS[picked.kind];
    const mine = tableOf(tables, picked.kind);
    const other = tableOf(second, picked.kind);
    if (mine.columns[key] === undefined || other.columns[key] === undefined) return null;
    return (column: string): number => besides(mine, other, key, column)[picked.row] ?? Number.NaN;
  }, [picked, second, tables]);
  const unit = tables.zones.units[figureName] ?? '';
  const save = async (): Promise<void> => {
    const picture = await map.current?.picture();
    if (picture === null || picture === undefined) return;
    const link = document.createElement('a');
    link.href = URL.createObjectURL(picture);
    link.download = `rijnstroom-${id}.png`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  };
  return (
    <>
      <div className="map-and-side">
        <div className="map-column">
          <DistrictMap
            ref={map}
            model={model}
            figures={figures}
            shown={shown}
            palette={palette}
            movers={movers}
            timeS={timeS}
            picked={picked}
            onPick={setPicked}
            label={`${names.get(id) ?? id}: ${FIGURE_WORDS[figureName]![language]}`}
          />
          <TimeOfDay
            timeS={timeS}
            dayType={dayType}
            setDayType={setDayType}
            empty={trips.value !== null && trips.value.rowCount === 0}
            movers={movers}
          />
        </div>
        <div className="map-side">
          {picked !== null ? (
            <ThingPanel
              tables={tables}
              beside={beside}
              thing={picked}
              trips={trips.value}
              steps={steps.value}
              close={() => setPicked(null)}
            />
          ) : (
            <p className="soft">{t('map.click')}</p>
          )}
          <FindThing
            tables={tables}
            picked={picked}
            pick={(thing, lonDeg, latDeg) => {
              setPicked(thing);
              map.current?.show(lonDeg, latDeg);
            }}
          />
          <fieldset>
            <legend>{t('map.show')}</legend>
            <label className="field">
              <span>{t('map.colour')}</span>
              <select
                value={figureName}
                onChange={(event) =>
                  setFigureName(MAP_FIGURES.find((name) => name === event.target.value) ?? 'peakLoadingShare')
                }
              >
                {MAP_FIGURES.map((name) => (
                  <option key={name} value={name}>
                    {FIGURE_WORDS[name]![language]}
                  </option>
                ))}
              </select>
            </label>
            {second !== null && (
              <label className="check">
                <input type="checkbox" checked={asChange} onChange={(event) => setAsChange(event.target.checked)} />
                {t('map.asChange')}
              </label>
            )}
            {(Object.keys(SHOWN) as (keyof Shown)[]).map((name) => (
              <label key={name} className="check">
                <input
                  type="checkbox"
                  checked={shown[name]}
                  onChange={(event) => setShown({ ...shown, [name]: event.target.checked })}
                />
                {t(`map.${name}`)}
              </label>
            ))}
            <label className="check">
              <input type="checkbox" checked={people} onChange={(event) => setPeople(event.target.checked)} />
              {t('map.movers')}
            </label>
          </fieldset>
          <MapLegend
            figures={figures}
            figureName={figureName}
            unit={unit}
            shown={shown}
            people={people}
            palette={palette}
          />
          <button type="button" onClick={() => void save()}>
            {t('report.png')}
          </button>
        </div>
      </div>
      <details>
        <summary>{t('common.table')}</summary>
        <PlainTable
          table={tables.zones}
          columns={['name', 'persons', ...MAP_FIGURES]}
          names={Object.fromEntries(
            ['name', 'persons', ...MAP_FIGURES].map((name) => [name, FIGURE_WORDS[name]![language]]),
          )}
          caption={t('map.title')}
        />
      </details>
    </>
  );
}

function figuresOf(tables: MapTables, second: MapTables | null, figureName: string): MapFigures {
  const one = (table: BridgeTable, other: BridgeTable | undefined, key: string, column: string): Float64Array => {
    const values = numbers(table, column);
    if (other === undefined) return values;
    const others = besides(table, other, key, column);
    // What the other result does not have is no change.
    return values.map((value, row) => (Number.isFinite(others[row]!) ? others[row]! - value : 0));
  };
  const zone = one(tables.zones, second?.zones, 'zone', figureName);
  const street = one(tables.links, second?.links, 'geometry', 'carsPerWeekday');
  const transformer = one(tables.transformers, second?.transformers, 'area', 'peakLoadingShare');
  return {
    zone,
    zoneBounds: second === null ? quintiles(zone) : changeBounds(zone),
    street,
    streetBounds: second === null ? TRAFFIC_BOUNDS : [-1000, -200, 200, 1000],
    transformer,
    transformerBounds: second === null ? LOADING_BOUNDS : [-0.1, -0.02, 0.02, 0.1],
    change: second !== null,
  };
}
