/** The drawing of public transport, public charge points, and hubs with what stands there. Pure. */
import type { Layer } from '@deck.gl/core';
import { PathLayer, ScatterplotLayer } from '@deck.gl/layers';
import type { BridgeTable } from '../../../shared/bridge.ts';
import { numbers, texts } from '../parts/plain-table.tsx';
import { colour, type Drawing } from './layers.ts';
import type { TransitLine } from './model.ts';

/** Radius of a hub [px]; small ones stand in neighbourhoods. */
const HUB_PX = { big: 6.5, small: 4.5, picked: 9 } as const;

export function placeLayers(drawing: Drawing, height: 'under' | 'over'): (Layer | false)[] {
  return height === 'under' ? transitLayers(drawing) : [chargers(drawing), ...hubs(drawing), stops(drawing)];
}

const points = (table: BridgeTable | null): { rows: number[]; position: (row: number) => [number, number] } => {
  const lon = numbers(table, 'lonDeg');
  const lat = numbers(table, 'latDeg');
  return { rows: Array.from(lon.keys()), position: (row) => [lon[row]!, lat[row]!] };
};

function transitLayers({ model, shown, palette, grow, key }: Drawing): (Layer | false)[] {
  return [
    shown.transit &&
      model.transit.length > 0 &&
      new PathLayer<TransitLine>({
        id: 'transit',
        data: model.transit as TransitLine[],
        getPath: (d) => d.path as never,
        positionFormat: 'XY',
        getColor: colour(palette.transit, 190),
        // More trips, a wider line: 16 a day is a bus an hour, 300 a tram every few minutes.
        getWidth: (d) => 1 + Math.min(3, Math.sqrt(d.trips) / 7),
        widthUnits: 'pixels',
        widthScale: grow,
        updateTriggers: { getColor: key },
      }),
  ];
}

function stops({ model, shown, palette, at, key }: Drawing): Layer | false {
  const { rows, position } = points(model.tables.stops);
  const picked = at('stop');
  return (
    shown.transit &&
    rows.length > 0 &&
    new ScatterplotLayer<number>({
      id: 'stops',
      data: rows,
      getPosition: position,
      getFillColor: colour(palette.ground),
      getRadius: (i) => (i === picked ? 8 : 3.6),
      radiusUnits: 'pixels',
      stroked: true,
      getLineColor: (i) => colour(i === picked ? palette.mark : palette.transit),
      getLineWidth: 2,
      lineWidthUnits: 'pixels',
      updateTriggers: { getRadius: picked, getLineColor: [picked, key], getFillColor: key },
    })
  );
}

function chargers({ model, shown, palette, grow, at, key }: Drawing): Layer | false {
  const { rows, position } = points(model.tables.chargePoints);
  const sockets = numbers(model.tables.chargePoints, 'sockets');
  const picked = at('charger');
  return (
    shown.chargers &&
    rows.length > 0 &&
    new ScatterplotLayer<number>({
      id: 'chargers',
      data: rows,
      getPosition: position,
      getFillColor: (i) => colour(i === picked ? palette.mark : palette.charger),
      getRadius: (i) => (i === picked ? 7 : 1.3 + 0.5 * Math.sqrt(sockets[i]!)),
      radiusUnits: 'pixels',
      radiusScale: grow,
      stroked: true,
      getLineColor: colour(palette.ground),
      getLineWidth: 0.8,
      lineWidthUnits: 'pixels',
      updateTriggers: { getRadius: picked, getFillColor: [picked, key], getLineColor: key },
    })
  );
}

function hubs({ model, figures, shown, palette, at, key }: Drawing): (Layer | false)[] {
  if (!shown.hubs) return [];
  const { rows, position } = points(model.tables.hubs);
  const kind = texts(model.tables.hubs, 'kind');
  const picked = at('hub');
  const radius = (i: number): number =>
    i === picked ? HUB_PX.picked : kind[i] === 'neighbourhood' ? HUB_PX.small : HUB_PX.big;
  const full = figures.hubFull;
  return [
    new ScatterplotLayer<number>({
      id: 'hubs',
      data: rows,
      getPosition: position,
      getFillColor: colour(palette.ground),
      getRadius: radius,
      radiusUnits: 'pixels',
      stroked: true,
      getLineColor: (i) => colour(i === picked ? palette.mark : palette.hub),
      getLineWidth: 2.2,
      lineWidthUnits: 'pixels',
      updateTriggers: { getRadius: picked, getLineColor: [picked, key], getFillColor: key },
    }),
    full !== null &&
      new ScatterplotLayer<number>({
        id: 'hub-stock',
        data: rows,
        getPosition: position,
        getFillColor: colour(palette.hub),
        // Area follows what stands there.
        getRadius: (i) => radius(i) * Math.sqrt(Math.max(0, Math.min(1, full[i] ?? 0))),
        radiusUnits: 'pixels',
        updateTriggers: { getRadius: [picked, full], getFillColor: key },
      }),
  ];
}
