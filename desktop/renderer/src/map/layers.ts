/** The drawing of the map by WebGL, from the ground up: neighbourhoods, streets, public transport, grid, hubs and chargers. Pure: model, figures and
 *  palette in, layers out. */
import type { Layer } from '@deck.gl/core';
import { PathLayer, PolygonLayer } from '@deck.gl/layers';
import type { Rgb } from '../parts/colour.ts';
import type { Classed } from './figures.ts';
import { gridLayers } from './layers-grid.ts';
import { placeLayers } from './layers-places.ts';
import type { MapModel, Street, ZoneShape } from './model.ts';
import { classOf, type MapPalette } from './palette.ts';
import type { Shown, Thing } from './pick.ts';

/** What is drawn of each thing: its figure, or the change of it. */
export interface MapFigures {
  readonly zone: Classed;
  /** By row of the links table. */
  readonly street: Classed;
  readonly transformer: Classed;
  /** Transformers at a moment: feed-in below zero. */
  readonly moment: boolean;
  readonly change: boolean;
  /** [hub] part of its places or of its most that stands there now; null without a clock. */
  readonly hubFull: ArrayLike<number> | null;
}

export interface Drawing {
  readonly model: MapModel;
  readonly figures: MapFigures;
  readonly shown: Shown;
  readonly palette: MapPalette;
  readonly zoom: number;
  /** Grows with the zoom. */
  readonly grow: number;
  /** Row of the thing pointed at, of a kind; −1 for none. */
  readonly at: (kind: Thing['kind']) => number;
  /** Changes when colours do. */
  readonly key: string;
}

export const colour = (rgb: Rgb, alpha = 255): [number, number, number, number] => [rgb[0], rgb[1], rgb[2], alpha];

/** Width of a street by class [px], before its traffic. */
const CLASS_PX = [0.7, 1, 1.4, 2, 2.6];
const BUSY_PX = [0, 0.4, 1, 2, 3.2];

/** Turns until all is drawn: neighbourhoods, points, and each part of the streets. */
export const lastTurn = (model: MapModel): number => 1 + model.streetParts.length;

/** @param turn how much has its turn: each kind of layer, and each part of the streets, takes a while to make */
export function layersOf(
  model: MapModel,
  figures: MapFigures,
  shown: Shown,
  palette: MapPalette,
  picked: Thing | null,
  zoom: number,
  turn: number,
): Layer[] {
  const drawing: Drawing = {
    model,
    figures,
    shown,
    palette,
    zoom,
    grow: Math.min(2.2, Math.max(0.8, 2 ** ((zoom - 13) / 2))),
    at: (kind) => (picked?.kind === kind ? picked.row : -1),
    key: [palette.ground[0], figures.change, figures.moment, figures.zone.bounds, figures.street.bounds].join('|'),
  };
  const layers = [
    zonesLayer(drawing),
    ...streetLayers(drawing, turn - 1),
    ...(turn > 0 ? [...placeLayers(drawing, 'under'), ...gridLayers(drawing), ...placeLayers(drawing, 'over')] : []),
  ];
  return layers.filter((layer): layer is Layer => layer !== false);
}

function zonesLayer({ model, figures, shown, palette, at, key }: Drawing): Layer {
  const steps = figures.change ? palette.change : palette.steps;
  const { values, bounds } = figures.zone;
  return new PolygonLayer<ZoneShape>({
    id: 'zones',
    data: model.zones as ZoneShape[],
    getPolygon: (d) => d.rings as never,
    filled: shown.zones,
    getFillColor: (d) => colour(steps[classOf(values[d.row] ?? 0, bounds)]!, 215),
    getLineColor: (d) => colour(d.row === at('zone') ? palette.mark : palette.outline),
    getLineWidth: (d) => (d.row === at('zone') ? 3.5 : 0.8),
    lineWidthUnits: 'pixels',
    updateTriggers: { getFillColor: [key, values], getLineColor: [at('zone'), key], getLineWidth: at('zone') },
  });
}

/** A layer for each part of the streets that has its turn. */
function streetLayers({ model, figures, shown, palette, grow, at, key }: Drawing, parts: number): Layer[] {
  if (!shown.streets || parts < 1) return [];
  const { values, bounds } = figures.street;
  const step = (row: number): number => classOf(values[row] ?? 0, bounds);
  const streetColour = (row: number): Rgb => {
    const own = step(row);
    if (figures.change) return own === 2 ? palette.street : palette.change[own]!;
    return palette.busy[own]!;
  };
  const widthPx = (street: Street): number => {
    if (street.row === at('street')) return 6;
    const own = step(street.row);
    return CLASS_PX[street.rank]! + (figures.change ? (own === 2 ? 0 : 2) : BUSY_PX[own]!);
  };
  // Busy streets have their turn first and lie over the others all the same.
  return model.streetParts.slice(-parts).map(({ first, length, startIndices, positions }) => {
    const own = (index: number): Street => model.streets[first + index]!;
    // Only the parts with the street that was and the one that is pointed at are coloured anew.
    const mark = model.streets.slice(first, first + length).some(({ row }) => row === at('street')) ? at('street') : -1;
    return new PathLayer({
      id: `streets-${first}`,
      data: { length, startIndices, attributes: { getPath: { value: positions, size: 2 } } },
      _pathType: 'open',
      positionFormat: 'XY',
      getColor: (_: unknown, { index }: { index: number }) =>
        colour(own(index).row === mark ? palette.mark : streetColour(own(index).row)),
      getWidth: (_: unknown, { index }: { index: number }) => widthPx(own(index)),
      widthUnits: 'pixels',
      widthScale: grow,
      capRounded: true,
      jointRounded: true,
      updateTriggers: { getColor: [mark, key, values], getWidth: [mark, key, values] },
    });
  });
}
