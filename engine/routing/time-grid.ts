/** Times on a grid of points around what is reached: each place spreads its time to the points near it, at walking speed. Scratch of one
 *  isochrone. */
import { EARTH_RADIUS_M } from '../core/units.ts';

/** Width of a cell, at most so many cells a side; how far people get off a street [m] (assumption). */
const CELL_M = 40;
const MOST_CELLS = 300;
const OFF_STREET_M = 120;
const DEG_LAT_M = (Math.PI / 180) * EARTH_RADIUS_M;

export class TimeGrid {
  readonly cellM: number;
  private readonly reachM: number;
  private readonly degLonM: number;
  private readonly west: number;
  private readonly south: number;
  private readonly columns: number;
  private readonly rows: number;
  private readonly timeS: Float64Array;

  /** @param points places reached, [lon, lat], at least one @param farS time of points that nothing reaches */
  constructor(points: ReadonlyArray<readonly [number, number]>, walkMps: number, farS: number) {
    let west = Infinity;
    let south = Infinity;
    let east = -Infinity;
    let north = -Infinity;
    for (const [lon, lat] of points) {
      west = Math.min(west, lon);
      east = Math.max(east, lon);
      south = Math.min(south, lat);
      north = Math.max(north, lat);
    }
    this.walkMps = walkMps;
    this.degLonM = DEG_LAT_M * Math.cos((((south + north) / 2) * Math.PI) / 180);
    const widthM = (east - west) * this.degLonM;
    const heightM = (north - south) * DEG_LAT_M;
    this.cellM = Math.max(CELL_M, Math.max(widthM, heightM) / MOST_CELLS);
    this.reachM = Math.max(OFF_STREET_M, 1.5 * this.cellM);
    // A rim that nothing reaches closes every outline. Streets may lead out of the box of their nodes by a little.
    const rimM = 2 * this.reachM + 2 * this.cellM;
    this.west = west - rimM / this.degLonM;
    this.south = south - rimM / DEG_LAT_M;
    this.columns = Math.ceil((widthM + 2 * rimM) / this.cellM) + 1;
    this.rows = Math.ceil((heightM + 2 * rimM) / this.cellM) + 1;
    this.timeS = new Float64Array(this.columns * this.rows).fill(farS);
  }

  private readonly walkMps: number;

  /** Distance in the plane of the grid [m]. */
  distanceM(lonA: number, latA: number, lonB: number, latB: number): number {
    return Math.hypot((lonB - lonA) * this.degLonM, (latB - latA) * DEG_LAT_M);
  }

  /** Lowers the times of the points near a place. */
  spread(lonDeg: number, latDeg: number, timeS: number): void {
    const x = ((lonDeg - this.west) * this.degLonM) / this.cellM;
    const y = ((latDeg - this.south) * DEG_LAT_M) / this.cellM;
    const reach = this.reachM / this.cellM;
    // The outermost points stay unreached.
    const lastRow = Math.min(this.rows - 2, Math.floor(y + reach));
    const lastColumn = Math.min(this.columns - 2, Math.floor(x + reach));
    for (let row = Math.max(1, Math.ceil(y - reach)); row <= lastRow; row++)
      for (let column = Math.max(1, Math.ceil(x - reach)); column <= lastColumn; column++) {
        const offM = this.cellM * Math.hypot(column - x, row - y);
        if (offM > this.reachM) continue;
        const at = row * this.columns + column;
        this.timeS[at] = Math.min(this.timeS[at]!, timeS + offM / this.walkMps);
      }
  }

  /** Every point with its time, row by row from the south-west. */
  each(use: (lonLat: [number, number], timeS: number) => void): void {
    for (let row = 0; row < this.rows; row++)
      for (let column = 0; column < this.columns; column++)
        use(
          [this.west + (column * this.cellM) / this.degLonM, this.south + (row * this.cellM) / DEG_LAT_M],
          this.timeS[row * this.columns + column]!,
        );
  }
}
