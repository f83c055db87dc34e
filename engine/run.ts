/** The story of a run: from a person's trip to a transformer. It calls the stages in order and does nothing else. */
import { withBerths } from './charging/harbour.ts';
import { simulateCharging } from './charging/year.ts';
import { throwIfCancelled } from './core/errors.ts';
import type { OnProgress, StageContext } from './core/progress.ts';
import { DAY_TYPES, makeCalendar } from './core/time.ts';
import { buildPlans } from './demand/build-plans.ts';
import { buildPopulation } from './demand/build-population.ts';
import type { District } from './district/district.ts';
import { buildEnergyYear } from './energy/build.ts';
import { hostingCapacity } from './grid/hosting.ts';
import { simulateGrid } from './grid/simulate-grid.ts';
import { keepRoads } from './io/kept-roads.ts';
import { areasOf, chargingAreasOf, compositionOf, netPowerKw, quayOf } from './joints.ts';
import { accessOfAll } from './mobility/access.ts';
import { simulateTravelDay } from './mobility/simulate-travel-day.ts';
import type { TravelDay } from './mobility/stores.ts';
import { prepareTravel } from './mobility/travel-network.ts';
import { ROAD_MODES } from './network/road-graph.ts';
import { collectResult } from './results/collect.ts';
import type { RunResult } from './results/result.ts';
import type { Scenario } from './scenario/schema.ts';
import { openPool } from './workers/pool.ts';

export interface RunOptions {
  /** Threads for the stages that share work; the result does not depend on it. Default 1. */
  readonly threads?: number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: OnProgress;
  /** A district that is loaded already; by default the scenario's. */
  readonly district?: District;
  /** Where prepared roads are kept between runs; null: nowhere. Default: the user's cache folder. */
  readonly cacheFolder?: string | null;
}

/** The readers are loaded where there is something to read: a thread that is handed its district starts in half the time. */
const readDistrict = async (name: string): Promise<District> => (await import('./io/district.ts')).loadDistrict(name);

/** Runs a scenario.
 *  @throws InputError when an input cannot serve, RunError when a ledger does not close, CancelledError when the signal is raised */
export async function run(scenario: Scenario, options: RunOptions = {}): Promise<RunResult> {
  const context: StageContext = { signal: options.signal, onProgress: options.onProgress ?? (() => {}) };
  const stage = (name: string): void => {
    throwIfCancelled(context.signal);
    context.onProgress({ stage: name, fraction: 0 });
  };
  const parallel = await openPool(options.threads ?? 1);
  try {
    stage('district');
    const district = options.district ?? (await readDistrict(scenario.district));
    const calendar = makeCalendar(
      scenario.period.start,
      scenario.period.days,
      scenario.period.stepMinutes * 60,
      district.timeZone,
    );

    stage('population');
    const population = buildPopulation(scenario, district);

    stage('routes');
    await keepRoads(district.roads, ROAD_MODES, { cacheFolder: options.cacheFolder, signal: context.signal });
    const routing = await prepareTravel(scenario, district);
    const access = await accessOfAll(scenario, district, routing, context.signal);
    const travel: TravelDay[] = [];
    for (let dayType = 0; dayType < DAY_TYPES.length; dayType++) {
      stage(`travel ${DAY_TYPES[dayType]}`);
      const plans = await buildPlans(scenario, district, population, dayType, parallel, context);
      travel.push(
        await simulateTravelDay({ scenario, district, population, plans, dayType, routing, parallel, context }),
      );
    }

    stage('areas');
    const areas = areasOf(scenario, district, population);

    stage('energy');
    const landEnergy = await buildEnergyYear({
      scenario,
      calendar,
      weather: district.weather,
      prices: district.prices,
      latDeg: (district.bbox[1] + district.bbox[3]) / 2,
      lonDeg: (district.bbox[0] + district.bbox[2]) / 2,
      seed: scenario.seed,
      areas: compositionOf(scenario, population, areas),
      parallel,
      context,
    });

    stage('charging');
    const quay = quayOf(scenario, calendar, areas);
    const quayEnergy = quay === null ? landEnergy : withBerths(landEnergy, quay.areaOfBerth, quay.hotelKw);
    const days = [travel[0]!.parking, travel[1]!.parking, travel[2]!.parking] as const;
    const charging = await simulateCharging({
      scenario,
      calendar,
      energy: quayEnergy,
      areas: chargingAreasOf(scenario, areas, district, quayEnergy),
      population,
      days,
      ...(quay !== null && { harbour: quay }),
      parallel,
      context,
    });

    const { harbour } = charging;
    const energy = harbour === undefined ? quayEnergy : withBerths(quayEnergy, harbour.areaOfBerth, harbour.batteryKw);

    stage('grid');
    const grid = await simulateGrid({
      areas,
      netKw: netPowerKw(energy, charging),
      loadKw: energy.areas.loadKw,
      pvKw: energy.areas.pvProducedKw,
      evKw: charging.evKw,
      evByFeeder: charging.byFeeder,
      airTemperatureC: energy.airTemperatureC,
      calendar,
      scenario,
      parallel,
      context,
    });

    const { hostingOrders } = scenario.grid;
    if (hostingOrders > 0) stage('hosting');
    const hosting =
      hostingOrders > 0 ? await hostingCapacity(areas, scenario, hostingOrders, parallel, context) : undefined;

    stage('results');
    return collectResult({
      scenario,
      district,
      population,
      travel,
      energy,
      areas,
      charging,
      grid,
      hosting,
      harbour,
      notes: [],
      access,
    });
  } finally {
    await parallel.close();
  }
}
