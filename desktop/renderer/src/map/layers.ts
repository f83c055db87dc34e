/** The drawing of the map by WebGL: neighbourhoods, streets, transformers, hubs. Pure: model and palette in, layers out. */
import type { Layer } from '@deck.gl/core';
import { PathLayer, PolygonLayer, ScatterplotLayer } from '@deck.gl/layers';
import { numbers, texts } from '../parts/plain-table.tsx';
import type { Cable, MapModel, Street, ZoneShape } from './model.ts';
import { classOf, type MapPalette, type Rgb } from './palette.ts';
import type { Shown, Thing } from './pick.ts';

/** What is drawn of each thing: its figure, or the change of it. */
export interface MapFigures {
  readonly zone: ArrayLike<number>;
  readonly zoneBounds: readonly number[];
  /** By row of the links table. */
  readonly street: ArrayLike<number>;
  readonly streetBounds: readonly number[];
  readonly transformer: ArrayLike<number>;
  readonly transformerBounds: readonly number[];
  readonly change: boolean;
}

const colour = (rgb: Rgb, alpha = 255): [number, number, number, number] => [rgb[0], rgb[1], rgb[2], alpha];

/** Width of a street by class [px], before its traffic. */
const CLASS_PX = [0.7, 1, 1.4, 2, 2.6];
const BUSY_PX = [0, 0.4, 1, 2, 3.2];

/** Further out, cables are a grey mist. */
const CABLES_FROM_ZOOM = 13.5;

export function layersOf(
  model: MapModel,
  figures: MapFigures,
  shown: Shown,
  palette: MapPalette,
  picked: Thing | null,
  zoom: number,
): Layer[] {
  const steps = figures.change ? palette.change : palette.steps;
  const grow = Math.min(2.2, Math.max(0.8, 2 ** ((zoom - 13) / 2)));
  const key = [palette.ground[0], figures.change, figures.zoneBounds.join(), figures.streetBounds.join()].join('|');
  const lon = numbers(model.tables.transformers, 'lonDeg');
  const lat = numbers(model.tables.transformers, 'latDeg');
  const hubLon = numbers(model.tables.hubs, 'lonDeg');
  const hubLat = numbers(model.tables.hubs, 'latDeg');
  const hubKind = texts(model.tables.hubs, 'kind');
  const streetClass = (row: number): number => classOf(figures.street[row] ?? 0, figures.streetBounds);
  const streetColour = (street: Street): Rgb => {
    const step = streetClass(street.row);
    if (figures.change) return step === 2 ? palette.street : palette.change[step]!;
    return palette.busy[step]!;
  };
  const loadingColour = (row: number): Rgb => {
    const step = classOf(figures.transformer[row] ?? 0, figures.transformerBounds);
    return figures.change ? palette.change[step]! : palette.loading[step]!;
  };
  const at = (kind: Thing['kind']): number => (picked?.kind === kind ? picked.row : -1);
  const layers: (Layer | false)[] = [
    new PolygonLayer<ZoneShape>({
      id: 'zones',
      data: model.zones as ZoneShape[],
      getPolygon: (d) => d.rings as never,
      filled: shown.zones,
      getFillColor: (d) => colour(steps[classOf(figures.zone[d.row] ?? 0, figures.zoneBounds)]!, 215),
      getLineColor: (d) => colour(d.row === at('zone') ? palette.mark : palette.outline),
      getLineWidth: (d) => (d.row === at('zone') ? 3.5 : 0.8),
      lineWidthUnits: 'pixels',
      updateTriggers: {
        getFillColor: [key, figures.zone],
        getLineColor: [at('zone'), key],
        getLineWidth: at('zone'),
      },
    }),
    shown.streets &&
      new PathLayer<Street>({
        id: 'streets',
        data: model.streets as Street[],
        getPath: (d) => d.path as never,
        positionFormat: 'XY',
        getColor: (d) => colour(d.row === at('street') ? palette.mark : streetColour(d)),
        getWidth: (d) =>
          d.row === at('street')
            ? 6
            : CLASS_PX[d.rank]! + (figures.change ? (streetClass(d.row) === 2 ? 0 : 2) : BUSY_PX[streetClass(d.row)]!),
        widthUnits: 'pixels',
        widthScale: grow,
        capRounded: true,
        jointRounded: true,
        updateTriggers: { getColor: [at('street'), key, figures.street], getWidth: [at('street'), key] },
      }),
    shown.transformers &&
      !figures.change &&
      zoom >= CABLES_FROM_ZOOM &&
      new PathLayer<Cable>({
        id: 'cables',
        data: model.cables as Cable[],
        getPath: (d) => d.path as never,
        positionFormat: 'XY',
        getColor: (d) => colour(palette.loading[classOf(d.loadingShare, figures.transformerBounds)]!),
        getWidth: 1.6,
        widthUnits: 'pixels',
        widthScale: grow,
        updateTriggers: { getColor: key },
      }),
    shown.transformers &&
      new ScatterplotLayer<number>({
        id: 'transformers',
        data: Array.from(lon.keys()),
        getPosition: (i) => [lon[i]!, lat[i]!],
        getFillColor: (i) => colour(loadingColour(i)),
        getRadius: (i) => (i === at('transformer') ? 8 : 3.6),
        radiusUnits: 'pixels',
        radiusScale: grow,
        stroked: true,
        getLineColor: (i) => (i === at('transformer') ? colour(palette.mark) : colour(palette.outline)),
        getLineWidth: (i) => (i === at('transformer') ? 3 : 1),
        lineWidthUnits: 'pixels',
        updateTriggers: {
          getFillColor: [key, figures.transformer],
          getRadius: at('transformer'),
          getLineColor: [at('transformer'), key],
          getLineWidth: at('transformer'),
        },
      }),
    shown.hubs &&
      new ScatterplotLayer<number>({
        id: 'hubs',
        data: Array.from(hubLon.keys()),
        getPosition: (i) => [hubLon[i]!, hubLat[i]!],
        getFillColor: colour(palette.ground),
        getRadius: (i) => (i === at('hub') ? 9 : hubKind[i] === 'neighbourhood' ? 4 : 6),
        radiusUnits: 'pixels',
        stroked: true,
        getLineColor: (i) => colour(i === at('hub') ? palette.mark : palette.hub),
        getLineWidth: 2.6,
        lineWidthUnits: 'pixels',
        updateTriggers: { getRadius: at('hub'), getLineColor: [at('hub'), key], getFillColor: key },
      }),
  ];
  return layers.filter((layer): layer is Layer => layer !== false);
}
