/** Where the nodes of a grid file are: CSV with node id and longitude, latitude (WGS 84) or Dutch grid coordinates. Pure.
 *  Format of the file in a district folder: id,lonDeg,latDeg. */
import proj4 from 'proj4';
import { InputError, type Problem } from '../core/errors.ts';
import { readCsvTable } from './csv-table.ts';
import { csvText } from './district-files.ts';

export type GridPlaces = ReadonlyMap<number, readonly [lonDeg: number, latDeg: number]>;

/** RD New, EPSG:28992. @source EPSG registry, with the datum shift of NSGI (2018) to a quarter of a metre */
const RD_NEW =
  '+proj=sterea +lat_0=52.1561605555556 +lon_0=5.38763888888889 +k=0.9999079 +x_0=155000 +y_0=463000 +ellps=bessel ' +
  '+towgs84=565.4171,50.3319,465.5524,-0.398957,0.343988,-1.877402,4.0725 +units=m +no_defs';

const ID = { kind: 'number', min: 0, max: 2 ** 31 - 1, integer: true } as const;

/** @param nodes ids that the grid has. @throws InputError with every problem by line */
export function parseGridPlaces(text: string, file: string, nodes: ReadonlySet<number>): GridPlaces {
  const rows = isRd(text) ? rdRows(text, file) : degreeRows(text, file);
  const places = new Map<number, readonly [number, number]>();
  const problems: Problem[] = [];
  for (const { id, line, place } of rows) {
    if (!nodes.has(id))
      problems.push({ file, line, key: 'id', rule: 'must be the id of a node of the grid', value: id });
    else if (places.has(id)) problems.push({ file, line, key: 'id', rule: 'must stand once', value: id });
    places.set(id, place);
  }
  if (problems.length > 0) throw new InputError(problems.slice(0, 50));
  return places;
}

interface PlaceRow {
  readonly id: number;
  readonly line: number;
  readonly place: readonly [number, number];
}

function degreeRows(text: string, file: string): PlaceRow[] {
  const rules = {
    id: ID,
    lonDeg: { kind: 'number', min: -180, max: 180 },
    latDeg: { kind: 'number', min: -90, max: 90 },
  } as const;
  return readCsvTable(text, file, rules).map(({ id, line, lonDeg, latDeg }) => ({ id, line, place: [lonDeg, latDeg] }));
}

/** Bounds of the Dutch grid. */
function rdRows(text: string, file: string): PlaceRow[] {
  const rules = {
    id: ID,
    xRdM: { kind: 'number', min: -7000, max: 300_000 },
    yRdM: { kind: 'number', min: 289_000, max: 629_000 },
  } as const;
  const rd = proj4(RD_NEW, 'WGS84');
  return readCsvTable(text, file, rules).map(({ id, line, xRdM, yRdM }) => {
    const [lonDeg, latDeg] = rd.forward([xRdM, yRdM]) as [number, number];
    return { id, line, place: [lonDeg, latDeg] };
  });
}

const isRd = (text: string): boolean => /\bxRdM\b/.test(text.slice(0, text.indexOf('\n') + 1));

/** The file of a district folder. */
export const gridPlacesText = (places: GridPlaces): string =>
  csvText(
    ['id', 'lonDeg', 'latDeg'],
    [...places].map(([id, [lonDeg, latDeg]]) => [id, lonDeg.toFixed(7), latDeg.toFixed(7)]),
  );
