/** The year of one transformer area as a job for threads: load, sun, batteries.
 *  In: shapes, composition, roofs. Out: written to the area's own places of shared arrays. Pure apart from that. */
import type { Job } from '../core/parallel.ts';
import type { Scenario } from '../scenario/schema.ts';
import { type AreaBatteries, addBooks, type HomeBatteryYear, NO_BATTERIES, runAreaBatteries } from './area-battery.ts';
import { type AreaLoadInput, fillAreaLoad, homesOf } from './area-load.ts';
import { fillAreaPv } from './area-pv.ts';
import type { BatteryLedger, BatterySpec } from './battery.ts';
import type { AreaComposition } from './stores.ts';

export const ENERGY_AREA_JOB = 'energy of an area';

/** Books of a battery in the order in which they lie in shared memory. */
const BOOKS = [
  'chargedKwh',
  'dischargedKwh',
  'standbyKwh',
  'lostKwh',
  'storedStartKwh',
  'storedEndKwh',
  'fullCycles',
  'wearEur',
] as const satisfies ReadonlyArray<keyof BatteryLedger>;

export interface EnergyAreas {
  readonly load: AreaLoadInput;
  /** [roof of DISTRICT_ROOFS][step] */
  readonly roofKwPerKwp: readonly Float32Array[];
  readonly battery: BatterySpec;
  /** [area] */
  readonly batteries: readonly AreaBatteries[];
  /** [area × step], in shared memory, zero at the start. */
  readonly loadKw: Float32Array;
  readonly pvProducedKw: Float32Array;
  /** [area × book] of one battery. */
  readonly books: Float64Array;
}

const shared = (bytes: number): SharedArrayBuffer => new SharedArrayBuffer(bytes);

/** Room for the year of all areas. */
export function energyAreas(
  scenario: Scenario,
  load: AreaLoadInput,
  roofKwPerKwp: readonly Float32Array[],
  battery: BatterySpec,
): EnergyAreas {
  const { count } = load.areas;
  const size = count * load.heatPumpShape.length;
  return {
    load,
    roofKwPerKwp,
    battery,
    batteries: Array.from({ length: count }, (_, area) => areaBatteries(scenario, load.areas, area)),
    loadKw: new Float32Array(shared(size * 4)),
    pvProducedKw: new Float32Array(shared(size * 4)),
    books: new Float64Array(shared(count * BOOKS.length * 8)),
  };
}

/** One chunk is one area. */
export const energyAreaJob: Job<EnergyAreas> = ({
  load,
  roofKwPerKwp,
  battery,
  batteries,
  loadKw,
  pvProducedKw,
  books,
}) => {
  const stepCount = load.heatPumpShape.length;
  const scratch = new Float32Array(stepCount);
  return (area) => {
    const from = area * stepCount;
    fillAreaLoad(load, area, loadKw, from, scratch);
    fillAreaPv(load.seed, load.areas, roofKwPerKwp, area, pvProducedKw, from);
    const here = batteries[area]!;
    if (!(here.count > 0)) return;
    const part = (values: Float32Array): Float32Array => values.subarray(from, from + stepCount);
    const ledger = runAreaBatteries(battery, load.stepS, here, part(loadKw), part(pvProducedKw));
    BOOKS.forEach((book, i) => {
      books[area * BOOKS.length + i] = ledger[book];
    });
  };
};

/** Books of all batteries, summed in the order of the areas. */
export function batteryYear({ batteries, books }: EnergyAreas): HomeBatteryYear {
  return batteries.reduce((sum, { count }, area) => {
    if (!(count > 0)) return sum;
    const book = (name: (typeof BOOKS)[number]): number => books[area * BOOKS.length + BOOKS.indexOf(name)]!;
    const ledger: BatteryLedger = {
      chargedKwh: book('chargedKwh'),
      dischargedKwh: book('dischargedKwh'),
      standbyKwh: book('standbyKwh'),
      lostKwh: book('lostKwh'),
      storedStartKwh: book('storedStartKwh'),
      storedEndKwh: book('storedEndKwh'),
      fullCycles: book('fullCycles'),
      wearEur: book('wearEur'),
    };
    return addBooks(sum, ledger, count);
  }, NO_BATTERIES);
}

/** Batteries of an area: a share of the homes with panels; each with the mean home's load and its own panels. */
function areaBatteries(scenario: Scenario, areas: AreaComposition, area: number): AreaBatteries {
  const { houseKwp } = scenario.solar;
  const { homeBatteryShare, loadFactor, businessKwhPerJob, heatPumpKwhPerYear } = scenario.buildings;
  const homes = homesOf(areas, area);
  const panelKwp = areas.pvKwpHomes[area]! + areas.pvKwpBusiness[area]!;
  const withPanels = houseKwp > 0 ? Math.min(homes, areas.pvKwpHomes[area]! / houseKwp) : 0;
  const homesKwh =
    (areas.houseKwhPerYear[area]! + areas.flatKwhPerYear[area]!) * loadFactor +
    areas.heatPumps[area]! * heatPumpKwhPerYear;
  const allKwh = homesKwh + areas.jobs[area]! * businessKwhPerJob * loadFactor;
  const count = homeBatteryShare * withPanels;
  if (!(count > 0) || !(allKwh > 0)) return { count: 0, loadShare: 0, sunShare: 0 };
  return { count, loadShare: homesKwh / allKwh / homes, sunShare: houseKwp / panelKwp };
}
