/** The district on a map, from the result's own geometry: neighbourhoods, streets by traffic, transformers by loading, hubs, people on the
 *  way over the day. Everything on the map is in the table below it too. */
import { MapboxOverlay } from '@deck.gl/mapbox';
import { PathLayer, PolygonLayer, ScatterplotLayer, TextLayer } from '@deck.gl/layers';
import * as maplibregl from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import 'maplibre-gl/dist/maplibre-gl.css';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { useShared } from '../context.tsx';
import { ChooseResults } from '../parts/choose-results.tsx';
import { figure } from '../parts/format.ts';
import { numbers, PlainTable, texts } from '../parts/plain-table.tsx';
import { useCall } from '../parts/use-call.ts';
import { lineOf, polygonsOf, type Ring } from '../parts/wkt.ts';
import { type Journeys, journeysOf, positionsAt } from './moving.ts';

maplibregl.setWorkerUrl(workerUrl);

const FIGURES = [
  'peakLoadingShare',
  'carTripShare',
  'mobilityEurPerMonth',
  'chargedMwh',
  'pvMwh',
  'activeMinPerPersonPerDay',
] as const;
type FigureName = (typeof FIGURES)[number];
const FIGURE_WORDS: Readonly<Record<FigureName, { nl: string; en: string }>> = {
  peakLoadingShare: { nl: 'drukste transformator', en: 'busiest transformer' },
  carTripShare: { nl: 'ritten als autobestuurder', en: 'trips as car driver' },
  mobilityEurPerMonth: { nl: 'vervoerskosten per huishouden', en: 'mobility cost a household' },
  chargedMwh: { nl: 'geladen door auto’s', en: 'charged by cars' },
  pvMwh: { nl: 'zonnestroom', en: 'solar power' },
  activeMinPerPersonPerDay: { nl: 'minuten lopen en fietsen', en: 'minutes walking and cycling' },
};
/** Five steps of one hue (ColorBrewer YlGnBu, safe for colour blindness). */
const STEPS: readonly [number, number, number][] = [
  [255, 255, 204],
  [161, 218, 180],
  [65, 182, 196],
  [44, 127, 184],
  [37, 52, 148],
];
const stepOf = (value: number, bounds: readonly number[]): number => bounds.filter((bound) => value > bound).length;

export function MapScreen(): ReactNode {
  const { t, chosen } = useShared();
  const id = chosen[0] ?? '';
  return (
    <>
      <h1>{t('map.title')}</h1>
      <ChooseResults />
      {id !== '' && <DistrictMap key={id} id={id} />}
    </>
  );
}

function DistrictMap({ id }: { readonly id: string }): ReactNode {
  const { t, language } = useShared();
  const zones = useCall('readTable', { id, table: 'zones', where: { column: 'external', equals: 0 } });
  const links = useCall('readTable', {
    id,
    table: 'links',
    columns: ['name', 'roadClass', 'carsPerWeekday', 'geometry'],
  });
  const transformers = useCall('readTable', { id, table: 'transformers' });
  const hubs = useCall('readTable', { id, table: 'hubs', columns: ['name', 'kind', 'lonDeg', 'latDeg'] });
  const trips = useCall('readTable', {
    id,
    table: 'trips',
    columns: ['mode', 'departureS', 'travelTimeS', 'fromZone', 'toZone'],
    where: { column: 'dayType', equals: 'weekday' },
    limit: 60_000,
  });
  const allZones = useCall('readTable', { id, table: 'zones', columns: ['zone', 'lonDeg', 'latDeg'] });
  const [figureName, setFigureName] = useState<FigureName>('peakLoadingShare');
  const [layers, setLayers] = useState({ zones: true, roads: true, transformers: true, hubs: true });
  const [timeS, setTimeS] = useState(8 * 3600);
  const [playing, setPlaying] = useState(false);
  const [picked, setPicked] = useState('');
  const [drawn, setDrawn] = useState(true);
  const place = useRef<HTMLDivElement>(null);
  const map = useRef<maplibregl.Map | null>(null);
  const overlay = useRef<MapboxOverlay | null>(null);

  const zoneShapes = useMemo(
    () => texts(zones.value, 'geometry').flatMap((wkt, row) => polygonsOf(wkt ?? '').map((rings) => ({ rings, row }))),
    [zones.value],
  );
  const roads = useMemo(() => {
    const cars = numbers(links.value, 'carsPerWeekday');
    return texts(links.value, 'geometry').map((wkt, row) => ({ path: lineOf(wkt ?? ''), row, cars: cars[row] ?? 0 }));
  }, [links.value]);
  const journeys = useMemo<Journeys | null>(
    () => (trips.value === null || allZones.value === null ? null : journeysOf(trips.value, allZones.value)),
    [trips.value, allZones.value],
  );
  const values = numbers(zones.value, figureName);
  const bounds = useMemo(() => quintiles(values), [values]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the map is made once, when the outline of the district is known.
  useEffect(() => {
    if (place.current === null || zoneShapes.length === 0 || map.current !== null) return;
    try {
      const box = boxOf(zoneShapes.map(({ rings }) => rings[0] ?? []));
      const made = new maplibregl.Map({
        container: place.current,
        style: { version: 8, sources: {}, layers: [] },
        bounds: box,
        fitBoundsOptions: { padding: 20 },
        attributionControl: false,
      });
      made.addControl(new maplibregl.NavigationControl({ showCompass: true }), 'top-right');
      made.addControl(new maplibregl.ScaleControl({ unit: 'metric' }), 'bottom-left');
      const deck = new MapboxOverlay({ interleaved: false, layers: [] });
      made.addControl(deck as unknown as maplibregl.IControl);
      map.current = made;
      overlay.current = deck;
    } catch {
      setDrawn(false);
    }
    return () => {
      map.current?.remove();
      map.current = null;
      overlay.current = null;
    };
  }, [zoneShapes]);

  useEffect(() => {
    if (!playing) return;
    let last = performance.now();
    let frame = requestAnimationFrame(function step(now) {
      setTimeS((time) => (time + ((now - last) / 1000) * 600) % 86_400);
      last = now;
      frame = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(frame);
  }, [playing]);

  useEffect(() => {
    if (overlay.current === null) return;
    const names = texts(zones.value, 'name');
    const lon = numbers(transformers.value, 'lonDeg');
    const lat = numbers(transformers.value, 'latDeg');
    const loading = numbers(transformers.value, 'peakLoadingShare');
    const hubLon = numbers(hubs.value, 'lonDeg');
    const hubLat = numbers(hubs.value, 'latDeg');
    const hubNames = texts(hubs.value, 'name');
    const zoneLon = numbers(zones.value, 'lonDeg');
    const zoneLat = numbers(zones.value, 'latDeg');
    const moving =
      journeys === null
        ? { count: 0, positions: new Float32Array(0), colours: new Uint8Array(0) }
        : positionsAt(journeys, timeS);
    overlay.current.setProps({
      onClick: ({ layer, index, object }) => {
        if (layer === null || layer === undefined) return;
        if (layer.id === 'zones') {
          const { row } = object as { row: number };
          setPicked(
            `${names[row]}: ${FIGURE_WORDS[figureName][language]} ${figure(values[row] ?? null, zones.value?.units[figureName] ?? '', language)} ${zones.value?.units[figureName] ?? ''}`,
          );
        } else if (layer.id === 'transformers')
          setPicked(`${t('map.peak')}: ${figure(loading[index] ?? null, 'share', language)}`);
        else if (layer.id === 'hubs') setPicked(String(hubNames[index]));
        else if (layer.id === 'roads') {
          const { row, cars } = object as { row: number; cars: number };
          setPicked(`${texts(links.value, 'name')[row] ?? ''}: ${figure(cars, '', language)} ${t('map.cars')}`);
        }
      },
      layers: [
        layers.zones &&
          new PolygonLayer<{ rings: Ring[]; row: number }>({
            id: 'zones',
            data: zoneShapes,
            getPolygon: (d) => d.rings as never,
            getFillColor: (d) => [...STEPS[stepOf(values[d.row] ?? 0, bounds)]!, 130],
            getLineColor: [90, 100, 110],
            lineWidthMinPixels: 1,
            pickable: true,
            updateTriggers: { getFillColor: [figureName, bounds] },
          }),
        layers.roads &&
          new PathLayer<(typeof roads)[number]>({
            id: 'roads',
            data: roads,
            getPath: (d) => d.path as never,
            getColor: (d) =>
              d.cars > 8000
                ? [140, 45, 4]
                : d.cars > 3000
                  ? [204, 76, 2]
                  : d.cars > 800
                    ? [120, 120, 120]
                    : [170, 176, 182],
            getWidth: (d) => 1 + Math.sqrt(d.cars) / 14,
            widthUnits: 'pixels',
            pickable: true,
          }),
        layers.transformers &&
          new ScatterplotLayer({
            id: 'transformers',
            data: { length: lon.length },
            getPosition: (_: unknown, { index }: { index: number }) => [lon[index]!, lat[index]!],
            getFillColor: (_: unknown, { index }: { index: number }) =>
              loading[index]! > 1
                ? [179, 0, 0]
                : loading[index]! > 0.8
                  ? [227, 74, 51]
                  : loading[index]! > 0.5
                    ? [252, 141, 89]
                    : [253, 204, 138],
            getRadius: 5,
            radiusUnits: 'pixels',
            stroked: true,
            getLineColor: [60, 60, 60],
            lineWidthMinPixels: 0.5,
            pickable: true,
          }),
        layers.hubs &&
          new ScatterplotLayer({
            id: 'hubs',
            data: { length: hubLon.length },
            getPosition: (_: unknown, { index }: { index: number }) => [hubLon[index]!, hubLat[index]!],
            getFillColor: [27, 120, 55],
            getRadius: 4,
            radiusUnits: 'pixels',
            pickable: true,
          }),
        new ScatterplotLayer({
          id: 'moving',
          data: {
            length: moving.count,
            attributes: {
              getPosition: { value: moving.positions, size: 2 },
              getFillColor: { value: moving.colours, size: 4, type: 'unorm8' },
            },
          } as never,
          getRadius: 2.5,
          radiusUnits: 'pixels',
        }),
        new TextLayer({
          id: 'names',
          data: { length: zoneLon.length },
          getPosition: (_: unknown, { index }: { index: number }) => [zoneLon[index]!, zoneLat[index]!],
          getText: (_: unknown, { index }: { index: number }) => String(names[index] ?? ''),
          getSize: 12,
          getColor: [20, 30, 40],
          outlineColor: [255, 255, 255],
          outlineWidth: 3,
          fontSettings: { sdf: true },
          characterSet: 'auto',
        }),
      ],
    });
  }, [
    zoneShapes,
    roads,
    zones.value,
    transformers.value,
    hubs.value,
    links.value,
    journeys,
    timeS,
    layers,
    figureName,
    values,
    bounds,
    language,
    t,
  ]);

  const clock = `${String(Math.floor(timeS / 3600)).padStart(2, '0')}:${String(Math.floor((timeS % 3600) / 60)).padStart(2, '0')}`;
  return (
    <>
      <div className="row">
        <label>
          {t('map.colour')}{' '}
          <select
            value={figureName}
            onChange={(event) =>
              setFigureName(FIGURES.find((name) => name === event.target.value) ?? 'peakLoadingShare')
            }
          >
            {FIGURES.map((name) => (
              <option key={name} value={name}>
                {FIGURE_WORDS[name][language]}
              </option>
            ))}
          </select>
        </label>
        {(Object.keys(layers) as (keyof typeof layers)[]).map((name) => (
          <label key={name}>
            <input
              type="checkbox"
              checked={layers[name]}
              onChange={(event) => setLayers({ ...layers, [name]: event.target.checked })}
            />{' '}
            {t(`map.${name}`)}
          </label>
        ))}
      </div>
      <div className="row">
        <label style={{ flex: 1 }}>
          {t('map.people', { time: clock })}
          <input
            type="range"
            min={0}
            max={86_399}
            step={300}
            value={Math.round(timeS)}
            aria-label={t('map.time')}
            aria-valuetext={clock}
            style={{ width: '100%' }}
            onChange={(event) => setTimeS(Number(event.target.value))}
          />
        </label>
        <button type="button" onClick={() => setPlaying(!playing)}>
          {playing ? t('map.pause') : t('map.play')}
        </button>
      </div>
      {!drawn && <p role="alert">{t('map.noGl')}</p>}
      <div className="map-frame">
        <section className="map" ref={place} aria-label={t('map.title')} style={{ background: '#f5f4ef' }} />
      </div>
      <ul className="legend" aria-label={FIGURE_WORDS[figureName][language]}>
        {STEPS.map((colour, step) => (
          <li key={colour.join()}>
            <i style={{ background: `rgba(${colour.join()}, 0.55)` }} />
            {step === 0
              ? `≤ ${figure(bounds[0] ?? 0, zones.value?.units[figureName] ?? '', language)}`
              : `> ${figure(bounds[step - 1] ?? 0, zones.value?.units[figureName] ?? '', language)}`}
          </li>
        ))}
      </ul>
      <p aria-live="polite">{picked === '' ? t('map.click') : picked}</p>
      {zones.value !== null && (
        <details>
          <summary>{t('common.table')}</summary>
          <PlainTable
            table={zones.value}
            columns={['name', ...FIGURES]}
            names={{
              name: t('map.zones'),
              ...Object.fromEntries(FIGURES.map((name) => [name, FIGURE_WORDS[name][language]])),
            }}
            caption={t('map.title')}
          />
        </details>
      )}
    </>
  );
}

function quintiles(values: Float64Array): number[] {
  const sorted = [...values].filter(Number.isFinite).sort((a, b) => a - b);
  return [0.2, 0.4, 0.6, 0.8].map((share) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0);
}

function boxOf(rings: readonly Ring[]): [number, number, number, number] {
  const box: [number, number, number, number] = [180, 90, -180, -90];
  for (const ring of rings)
    for (const [lon, lat] of ring) {
      box[0] = Math.min(box[0], lon);
      box[1] = Math.min(box[1], lat);
      box[2] = Math.max(box[2], lon);
      box[3] = Math.max(box[3], lat);
    }
  return box;
}
