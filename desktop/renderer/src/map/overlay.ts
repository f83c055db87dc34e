/** What a question of a traveller draws over the map: two ends, the legs of a journey, areas within reach. Pure. */
import type { Layer } from '@deck.gl/core';
import { PathLayer, PolygonLayer, ScatterplotLayer } from '@deck.gl/layers';
import type { BridgeCalls, JourneyShown } from '../../../shared/bridge.ts';
import { type Rgb, rgbOf } from '../parts/colour.ts';
import { colour } from './layers.ts';
import { type MapPalette, MODE_COLOUR, type ModeGroup } from './palette.ts';

export type Place = readonly [lonDeg: number, latDeg: number];

export interface Overlay {
  readonly from: Place | null;
  readonly to: Place | null;
  readonly journey: JourneyShown | null;
  /** Widest first. */
  readonly reach: BridgeCalls['reach'];
}
export const NO_OVERLAY: Overlay = { from: null, to: null, journey: null, reach: [] };

const LEG_GROUP: Readonly<Record<string, ModeGroup>> = {
  walk: 'foot',
  bike: 'bike',
  car: 'car',
  'shared-car': 'shared',
  'shared-bike': 'shared',
};

const pairs = (flat: Float64Array): [number, number][] =>
  Array.from({ length: flat.length / 2 }, (_, i) => [flat[2 * i]!, flat[2 * i + 1]!]);

export function overlayLayers({ from, to, journey, reach }: Overlay, palette: MapPalette): Layer[] {
  const ends = [
    { at: from, fill: palette.ground },
    { at: to, fill: palette.mark },
  ].filter((end): end is { at: Place; fill: Rgb } => end.at !== null);
  const areas = reach.flatMap(({ polygons, minutes }) =>
    polygons.map((rings) => ({ rings: rings.map(pairs), minutes })),
  );
  return [
    new PolygonLayer<(typeof areas)[number]>({
      id: 'reach',
      data: areas,
      getPolygon: (d) => d.rings as never,
      getFillColor: colour(palette.mark, 46),
      getLineColor: colour(palette.mark),
      getLineWidth: 2,
      lineWidthUnits: 'pixels',
      updateTriggers: { getFillColor: palette.mark, getLineColor: palette.mark },
    }),
    new PathLayer<JourneyShown['legs'][number]>({
      id: 'legs-rim',
      data: journey === null ? [] : [...journey.legs],
      getPath: (d) => pairs(d.shape) as never,
      positionFormat: 'XY',
      getColor: colour(palette.ground),
      getWidth: 9,
      widthUnits: 'pixels',
      capRounded: true,
      jointRounded: true,
      updateTriggers: { getColor: palette.ground },
    }),
    new PathLayer<JourneyShown['legs'][number]>({
      id: 'legs',
      data: journey === null ? [] : [...journey.legs],
      getPath: (d) => pairs(d.shape) as never,
      positionFormat: 'XY',
      getColor: (d) => colour(rgbOf(MODE_COLOUR[LEG_GROUP[d.mode] ?? 'transit'])),
      getWidth: 5,
      widthUnits: 'pixels',
      capRounded: true,
      jointRounded: true,
    }),
    new ScatterplotLayer<(typeof ends)[number]>({
      id: 'ends',
      data: ends,
      getPosition: (d) => [d.at[0], d.at[1]],
      getFillColor: (d) => colour(d.fill),
      getRadius: 7,
      radiusUnits: 'pixels',
      stroked: true,
      getLineColor: colour(palette.mark),
      getLineWidth: 3,
      lineWidthUnits: 'pixels',
      updateTriggers: { getFillColor: palette.mark, getLineColor: palette.mark },
    }),
  ];
}
