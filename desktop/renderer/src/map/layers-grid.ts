/** The drawing of the grid: cables and transformers by loading, panels on roofs by their size. Pure. */
import type { Layer } from '@deck.gl/core';
import { PathLayer, ScatterplotLayer } from '@deck.gl/layers';
import { numbers } from '../parts/plain-table.tsx';
import type { Rgb } from '../parts/colour.ts';
import { colour, type Drawing } from './layers.ts';
import { classOf, LOADING_BOUNDS } from './palette.ts';

/** Further out, cables are a grey mist. */
const CABLES_FROM_ZOOM = 13.5;
/** Radius of the panels behind a transformer [px]: area follows the power. */
const PX_PER_ROOT_KWP = 0.32;

export function gridLayers(drawing: Drawing): (Layer | false)[] {
  const { model, figures, shown, palette, grow, at, key } = drawing;
  const { transformers } = model.tables;
  const lon = numbers(transformers, 'lonDeg');
  const lat = numbers(transformers, 'latDeg');
  const kwp = numbers(transformers, 'pvKwp');
  const rows = Array.from(lon.keys());
  const position = (i: number): [number, number] => [lon[i]!, lat[i]!];
  const { values, bounds } = figures.transformer;
  const loadingColour = (row: number): Rgb => {
    const step = classOf(values[row] ?? 0, bounds);
    return (figures.change ? palette.change : figures.moment ? palette.moment : palette.loading)[step]!;
  };
  const picked = at('transformer');
  return [
    ...cableLayers(drawing),
    shown.panels &&
      kwp.length > 0 &&
      new ScatterplotLayer<number>({
        id: 'panels',
        data: rows,
        getPosition: position,
        getFillColor: colour(palette.panels, 150),
        getLineColor: colour(palette.outline),
        getRadius: (i) => PX_PER_ROOT_KWP * Math.sqrt(kwp[i]!),
        radiusUnits: 'pixels',
        radiusScale: grow,
        stroked: true,
        getLineWidth: 0.8,
        lineWidthUnits: 'pixels',
        updateTriggers: { getFillColor: key, getLineColor: key },
      }),
    shown.transformers &&
      new ScatterplotLayer<number>({
        id: 'transformers',
        data: rows,
        getPosition: position,
        getFillColor: (i) => colour(loadingColour(i)),
        getRadius: (i) => (i === picked ? 8 : 3.6),
        radiusUnits: 'pixels',
        radiusScale: grow,
        stroked: true,
        getLineColor: (i) => (i === picked ? colour(palette.mark) : colour(palette.outline)),
        getLineWidth: (i) => (i === picked ? 3 : 1),
        lineWidthUnits: 'pixels',
        updateTriggers: {
          getFillColor: [key, values],
          getRadius: picked,
          getLineColor: [picked, key],
          getLineWidth: picked,
        },
      }),
  ];
}

function cableLayers({ model, figures, shown, palette, zoom, grow, key }: Drawing): Layer[] {
  if (!shown.transformers || figures.change || zoom < CABLES_FROM_ZOOM) return [];
  return model.cableParts.map(
    ({ first, length, startIndices, positions }, i) =>
      new PathLayer({
        id: `cables-${i}`,
        data: { length, startIndices, attributes: { getPath: { value: positions, size: 2 } } },
        _pathType: 'open',
        positionFormat: 'XY',
        getColor: (_: unknown, { index }: { index: number }) =>
          colour(palette.loading[classOf(model.cables[first + index]!.loadingShare, LOADING_BOUNDS)]!),
        getWidth: 1.6,
        widthUnits: 'pixels',
        widthScale: grow,
        updateTriggers: { getColor: key },
      }),
  );
}
