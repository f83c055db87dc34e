/** Measured rides of sniffer bikes (CSV) set against the streets of a result. In: file, result. Out: comparison and an import report. Touches files.
 *  Columns and units: `ride-points.ts`. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import Flatbush from 'flatbush';
import { InputError } from '../core/errors.ts';
import { parseWkt } from '../results/wkt.ts';
import { cleanRides, type Ride } from '../values/rides/clean.ts';
import { compareRides, type RideComparison } from '../values/rides/compare.ts';
import type { ImportReport } from './report.ts';
import { ReportBuilder } from './report-builder.ts';
import { openTables, queryRows, type StoredResult } from './result-folder.ts';
import { readRidePoints } from './ride-points.ts';
import { hasColumns } from './values-data.ts';

/** A point further than this from every street is on none. */
const REACH_M = 30;
/** Rides may leave the district by this much [degrees, about 2 km]. */
const MARGIN_DEG = 0.02;
const M_PER_DEG = 111_320;

export interface RidesAnswer {
  readonly file: string;
  readonly sha256: string;
  readonly comparison: RideComparison;
  readonly report: ImportReport;
  /** Name of each street of the comparison. */
  readonly streetNames: ReadonlyMap<number, string>;
}

/** @throws InputError when the file is no table of rides, nothing usable is left, or the result has no exposure by street */
export async function readRides(file: string, result: StoredResult): Promise<RidesAnswer> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new InputError(file, '', `must be a file that can be read (${(error as NodeJS.ErrnoException).code})`);
  }
  return compareRidesText(text, file, result);
}

/** @param file name of what was read, for problems and as the source */
export async function compareRidesText(text: string, file: string, result: StoredResult): Promise<RidesAnswer> {
  if (!hasColumns(result, 'links', 'pm25ExposureUgM3', 'geometry', 'link'))
    throw new InputError(
      result.folder,
      'links',
      'must have exposure by street (pm25ExposureUgM3): run the scenario again',
    );
  const builder = new ReportBuilder(file, 'measured rides');
  const points = readRidePoints(text, file, builder);
  using connection = await openTables(result);
  const rows = await queryRows(
    connection,
    'SELECT link, name, "pm25ExposureUgM3" AS pm, geometry FROM links ORDER BY link',
  );
  const streets = rows.map((row) => ({
    link: Number(row['link']),
    name: String(row['name'] ?? ''),
    pm25UgM3: Number(row['pm']),
    shape: parseWkt(String(row['geometry']))[0] ?? [],
  }));
  const index = new StreetSegments(streets.map(({ shape }) => shape));
  const rides = cleanRides(points, index.box, (reason, example, count = 1) => builder.dropped(reason, example, count));
  builder.kept('rides', rides.length);
  builder.kept(
    'points',
    rides.reduce((sum, { points: own }) => sum + own.length, 0),
  );
  if (rides.length === 0)
    throw new InputError(
      file,
      '',
      'must hold a ride in the district: nothing usable is left',
      `${points.length} points`,
    );
  const streetOf = rides.map(({ points: own }: Ride) => own.map(({ lonDeg, latDeg }) => index.nearest(lonDeg, latDeg)));
  return {
    file: basename(file),
    sha256: createHash('sha256').update(text).digest('hex'),
    comparison: compareRides(rides, streetOf, (street) => streets[street]!.pm25UgM3),
    report: builder.done(),
    streetNames: new Map(streets.map(({ name, link }, street) => [street, name === '' ? String(link) : name])),
  };
}

/** Segments of all streets in a spatial index. */
class StreetSegments {
  readonly box: readonly [number, number, number, number];
  private readonly index: Flatbush;
  private readonly street: number[] = [];
  private readonly ends: number[] = [];

  constructor(shapes: ReadonlyArray<ReadonlyArray<readonly [number, number]>>) {
    shapes.forEach((shape, street) => {
      for (let i = 1; i < shape.length; i++) {
        this.street.push(street);
        this.ends.push(...shape[i - 1]!, ...shape[i]!);
      }
    });
    this.index = new Flatbush(Math.max(1, this.street.length));
    for (let s = 0; s < this.street.length; s++) {
      const [a, b, c, d] = [this.ends[4 * s]!, this.ends[4 * s + 1]!, this.ends[4 * s + 2]!, this.ends[4 * s + 3]!];
      this.index.add(Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d));
    }
    if (this.street.length === 0) this.index.add(0, 0, 0, 0);
    this.index.finish();
    const { minX, minY, maxX, maxY } = this.index;
    this.box = [minX - MARGIN_DEG, minY - MARGIN_DEG, maxX + MARGIN_DEG, maxY + MARGIN_DEG];
  }

  /** Street nearest to a point, −1 beyond reach. */
  nearest(lonDeg: number, latDeg: number): number {
    const lonM = M_PER_DEG * Math.cos((latDeg * Math.PI) / 180);
    const [dx, dy] = [REACH_M / lonM, REACH_M / M_PER_DEG];
    let best = -1;
    let bestM = REACH_M;
    for (const s of this.index.search(lonDeg - dx, latDeg - dy, lonDeg + dx, latDeg + dy)) {
      const street = this.street[s];
      if (street === undefined) continue;
      const ax = (this.ends[4 * s]! - lonDeg) * lonM;
      const ay = (this.ends[4 * s + 1]! - latDeg) * M_PER_DEG;
      const bx = (this.ends[4 * s + 2]! - lonDeg) * lonM;
      const by = (this.ends[4 * s + 3]! - latDeg) * M_PER_DEG;
      const [ux, uy] = [bx - ax, by - ay];
      const length2 = ux * ux + uy * uy;
      const along = length2 === 0 ? 0 : Math.min(1, Math.max(0, -(ax * ux + ay * uy) / length2));
      const metres = Math.hypot(ax + along * ux, ay + along * uy);
      if (metres < bestM || (metres === bestM && street < best)) {
        bestM = metres;
        best = street;
      }
    }
    return best;
  }
}
