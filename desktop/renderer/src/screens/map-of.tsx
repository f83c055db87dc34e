/** The map of a result: what is drawn and by which figure, the clock and the calendar, the thing pointed at, and the figures as tables. */
import { SCREEN_ORIGINS } from '../../../../engine/results/provenance-screens.ts';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import { useShared } from '../context.tsx';
import { FIRST_CHOICES, MapChoices } from '../map/choices.tsx';
import { useDays, useHubStock, useStreetHours, useTransformerDay } from '../map/clock.ts';
import { DistrictMap, type MapHandle } from '../map/district-map.tsx';
import { figuresAt, KEYS } from '../map/figures-at.ts';
import { FindThing } from '../map/find.tsx';
import { JourneyPanel } from '../map/journeys.tsx';
import { MapLegend } from '../map/legend.tsx';
import { dayTripsOf } from '../map/day-trips.ts';
import { besides, type MapModel, type MapTables, readyToCompare } from '../map/model.ts';
import { Movers } from '../map/moving.ts';
import { graphOf } from '../map/streets-graph.ts';
import { NO_OVERLAY, type Overlay } from '../map/overlay.ts';
import { DARK, LIGHT } from '../map/palette.ts';
import { ThingPanel, tableOf } from '../map/panel.tsx';
import type { Shown, Thing } from '../map/pick.ts';
import { MapTablesFolded } from '../map/tables.tsx';
import { TimeOfDay } from '../map/time-of-day.tsx';
import { useResultNames } from '../parts/choose-results.tsx';
import { OriginsBelow } from '../parts/origins-below.tsx';
import { numbers, texts } from '../parts/plain-table.tsx';
import { useMade } from '../parts/slices.ts';
import { useCall } from '../parts/use-call.ts';
import { useDark } from '../parts/theme.ts';
import { Button } from '../parts/controls.tsx';

/** A simulated trip is shown at most so many times. */
const MOST_COPIES = 100;

export function MapOf({
  id,
  model,
  second,
}: {
  readonly id: string;
  readonly model: MapModel;
  readonly second: MapTables | null;
}): ReactNode {
  const { t, say } = useShared();
  const { tables } = model;
  const { names } = useResultNames();
  const dark = useDark();
  const palette = dark ? DARK : LIGHT;
  const [choices, choose] = useState(FIRST_CHOICES);
  const [picked, setPicked] = useState<Thing | null>(null);
  const [chosenDay, setDay] = useState<number | null>(null);
  const [hour, setHour] = useState(8);
  const [wantsClock, setFollows] = useState(false);
  const [overlay, setOverlay] = useState<Overlay>(NO_OVERLAY);
  const [pointing, setPointing] = useState<'from' | 'to' | null>(null);
  const timeS = useRef(8 * 3600 + 900);
  const map = useRef<MapHandle>(null);
  // Streets have long ids: the change waits until they are known.
  const comparable = useMade(
    second === null ? null : (pause) => readyToCompare(tables.links, second.links, KEYS.street, pause),
    [tables, second],
  );
  const change = choices.asChange && second !== null && comparable === true;
  const follows = wantsClock && !change;
  const { days, peak } = useDays(id);
  const dayIndex = Math.min(chosenDay ?? peak, Math.max(0, days.length - 1));
  const day = days[dayIndex];
  const dayType = day?.dayType ?? 'weekday';
  const streetHours = useStreetHours(id, tables.links, follows);
  const transformerDay = useTransformerDay(id, tables.transformers, follows ? day : undefined);
  const hubStock = useHubStock(id, dayType);
  const movers = useMovers(id, model, dayType);
  // Without the clock the hour changes nothing: drawing the whole map again is dear without a graphics card.
  const shownHour = follows ? hour : 0;
  const figures = useMemo(
    () =>
      figuresAt({
        tables,
        second: change ? second : null,
        zone: choices.zone,
        street: choices.street,
        clock: follows ? { hour: shownHour, streetHours, transformerDay, hubStock } : null,
      }),
    [tables, second, change, choices.zone, choices.street, follows, shownHour, streetHours, transformerDay, hubStock],
  );
  const beside = useMemo(() => {
    if (picked === null || second === null) return null;
    const key = KEYS[picked.kind];
    const mine = tableOf(tables, picked.kind);
    const other = tableOf(second, picked.kind);
    if (mine.columns[key] === undefined || other.columns[key] === undefined) return null;
    return (column: string): number => besides(mine, other, key, column)[picked.row] ?? Number.NaN;
  }, [picked, second, tables]);
  const present: Partial<Shown> = {
    transit: model.transit.length > 0,
    chargers: (tables.chargePoints?.rowCount ?? 0) > 0,
    panels: numbers(tables.transformers, 'pvKwp').length > 0,
  };
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
            shown={choices.shown}
            palette={palette}
            movers={choices.people ? movers.movers : null}
            timeS={timeS}
            picked={picked}
            onPick={setPicked}
            overlay={overlay}
            onPoint={
              pointing === null
                ? null
                : (place) => {
                    setOverlay({ ...overlay, [pointing]: place, journey: null, reach: [] });
                    setPointing(pointing === 'from' && overlay.to === null ? 'to' : null);
                  }
            }
            label={names.get(id) ?? id}
          >
            <MapLegend
              figures={figures}
              shown={choices.shown}
              people={choices.people}
              palette={palette}
              present={present}
            />
          </DistrictMap>
          <TimeOfDay
            timeS={timeS}
            setHour={setHour}
            days={days}
            day={dayIndex}
            setDay={setDay}
            follows={follows}
            setFollows={setFollows}
            empty={movers.empty}
            movers={choices.people ? movers.movers : null}
          />
          <OriginsBelow
            ids={[id]}
            lines={[
              ...[figures.zone, figures.street, figures.transformer].map(({ words, column }) => ({
                label: say(words),
                of: column,
              })),
              { label: t('map.hubs'), of: 'hubQuarters.sharedCars' },
              { label: t('map.movers'), of: SCREEN_ORIGINS.movers },
            ]}
          />
        </div>
        <div className="map-side">
          {picked !== null ? (
            <ThingPanel
              id={id}
              tables={tables}
              beside={beside}
              thing={picked}
              trips={movers.trips}
              day={day}
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
          <MapChoices
            choices={choices}
            choose={choose}
            second={second !== null}
            present={present}
            streetColumns={new Set(Object.keys(tables.links.columns))}
          />
          <JourneyPanel
            id={id}
            tables={tables}
            dayType={dayType}
            overlay={overlay}
            setOverlay={setOverlay}
            pointing={pointing}
            setPointing={setPointing}
          />
          <Button onClick={() => void save()}>{t('report.png')}</Button>
        </div>
      </div>
      <MapTablesFolded id={id} tables={tables} figures={figures} />
    </>
  );
}

/** Trips of a kind of day as points; null until they are worked out. */
function useMovers(
  id: string,
  model: MapModel,
  dayType: string,
): { movers: Movers | null; trips: ReturnType<typeof useCall<'readTable'>>['value']; empty: boolean } {
  const trips = useCall('readTable', {
    id,
    table: 'trips',
    columns: ['mode', 'departureS', 'travelTimeS', 'fromZone', 'toZone'],
    where: { column: 'dayType', equals: dayType },
    limit: 1_000_000,
  }).value;
  const places = useCall('readTable', { id, table: 'zones', columns: ['zone', 'lonDeg', 'latDeg'] }).value;
  const result = useCall('readResult', { id }).value;
  const perDay = result === null ? null : (result.indicators['tripsPerDay']?.value ?? 0);
  const ready =
    trips !== null && places !== null && perDay !== null && numbers(model.tables.zones, 'persons').length > 0;
  const movers = useMade(
    ready
      ? async (pause) => {
          const copies = Math.max(1, Math.min(MOST_COPIES, Math.round(perDay / Math.max(1, trips.rowCount))));
          const classes = texts(model.tables.links, 'roadClass');
          const graph = await graphOf(model.streets, (row) => classes[row] ?? '', pause);
          return new Movers(model, graph, await dayTripsOf(model, graph, trips, places, copies, pause));
        }
      : null,
    [model, trips, places, perDay],
  );
  return { movers, trips, empty: trips !== null && trips.rowCount === 0 };
}
