/** A made-up district for charging: households on areas, cars with plain days, a year of load and sun of simple shapes. */
import type { ChargingInput } from '../../engine/charging/year.ts';
import { serial } from '../../engine/core/parallel.ts';
import { purposeId, uniform } from '../../engine/core/random.ts';
import { makeCalendar } from '../../engine/core/time.ts';
import type { Cars, Households, Population } from '../../engine/demand/population.ts';
import type { EnergyYear } from '../../engine/energy/stores.ts';
import { type ParkingStore, STAY_HOME, STAY_HUB, STAY_PUBLIC, STAY_WORK } from '../../engine/mobility/stores.ts';
import { type Scenario, scenarioSchema } from '../../engine/scenario/schema.ts';

export const NO_AREA = 0xffffffff;

export function scenarioWith(charging: Partial<Scenario['charging']>, rest: Record<string, unknown> = {}): Scenario {
  return scenarioSchema.parse({
    version: 1,
    name: { nl: 'proef', en: 'trial' },
    question: { nl: 'proef?', en: 'trial?' },
    charging,
    ...rest,
  });
}

export interface Fixture {
  readonly carCount?: number;
  readonly sharedCount?: number;
  readonly areaCount?: number;
  readonly days?: number;
  readonly start?: string;
  readonly stepS?: number;
  readonly limitKw?: number;
  readonly charging?: Partial<Scenario['charging']>;
  readonly signal?: AbortSignal;
  /** Share of plug-in cars that are hybrids with a small battery. */
  readonly hybridShare?: number;
  /** Factor on all distances. */
  readonly distanceFactor?: number;
  readonly seed?: number;
}

const draw = (what: string, agent: number): number => uniform(7, purposeId(what), agent);

export function chargingInput(fixture: Fixture = {}): ChargingInput {
  const privateCount = fixture.carCount ?? 200;
  const sharedCount = fixture.sharedCount ?? 10;
  const areaCount = fixture.areaCount ?? 4;
  const scenario = scenarioWith(fixture.charging ?? {}, { seed: fixture.seed ?? 1 });
  const calendar = makeCalendar(
    fixture.start ?? '2025-03-01',
    fixture.days ?? 7,
    fixture.stepS ?? 900,
    'Europe/Amsterdam',
  );
  const carCount = privateCount + sharedCount;
  const household = new Uint32Array(carCount).fill(0xffffffff);
  const hub = new Uint32Array(carCount).fill(0xffffffff);
  const fill = (value: (car: number) => number) => Float32Array.from({ length: carCount }, (_, car) => value(car));
  const bytes = (value: (car: number) => number) => Uint8Array.from({ length: carCount }, (_, car) => value(car));
  for (let car = 0; car < privateCount; car++) household[car] = car;
  for (let car = privateCount; car < carCount; car++) hub[car] = car % 3;
  const hybrid = (car: number): boolean => draw('hybrid', car) < (fixture.hybridShare ?? 0.2) && car < privateCount;
  const cars: Cars = {
    count: carCount,
    privateCount,
    key: Uint32Array.from({ length: carCount }, (_, car) => car),
    lease: new Uint8Array(carCount),
    household,
    hub,
    driveType: bytes((car) => (hybrid(car) ? 1 : 2)),
    batteryKwh: fill((car) => (hybrid(car) ? 12 : 40 + 40 * draw('battery', car))),
    consumptionKwhPerKm: fill(() => 0.18),
    maxAcKw: fill((car) => (draw('phases', car) < 0.16 ? 7.4 : 11)),
    phases: bytes((car) => (draw('phases', car) < 0.16 ? 1 : 3)),
    v2g: bytes((car) => (draw('v2g', car) < 0.5 && !hybrid(car) ? 1 : 0)),
    homeCharger: bytes((car) => (draw('home', car) < 0.35 ? 1 : 0)),
  };
  const households = {
    count: privateCount,
    zone: Uint32Array.from({ length: privateCount }, (_, h) => h % 5),
    cars: new Uint8Array(privateCount).fill(1),
    inSample: new Uint8Array(privateCount).fill(1),
  } as Households;
  const population = { sampleShare: 1, households, cars } as Population;
  const nodeCount = 50;
  const areaOf = (node: number): number => (node % 10 === 9 ? NO_AREA : node % areaCount);
  return {
    scenario,
    calendar,
    energy: energyYear(calendar, areaCount),
    areas: {
      count: areaCount,
      limitKw: new Float64Array(areaCount).fill(fixture.limitKw ?? 400),
      areaOfHousehold: Uint32Array.from({ length: privateCount }, (_, h) => h % areaCount),
      areaOfNode: Uint32Array.from({ length: nodeCount }, (_, node) => areaOf(node)),
    },
    population,
    days: [0, 1, 2].map((dayType) => parkingDay(dayType, cars, fixture.distanceFactor ?? 1)) as unknown as [
      ParkingStore,
      ParkingStore,
      ParkingStore,
    ],
    parallel: serial,
    context: { signal: fixture.signal, onProgress: () => {} },
  };
}

type Stay = [kind: number, node: number, arrivalS: number, departureS: number, drivenM: number];

/** Weekdays: two thirds commute, some shop in the evening; weekends: half go out. A sixth of the cars stays at home. */
function parkingDay(dayType: number, cars: Cars, distanceFactor: number): ParkingStore {
  const stays: Stay[] = [];
  const firstStay = new Uint32Array(cars.count + 1);
  for (let car = 0; car < cars.count; car++) {
    const base = car < cars.privateCount ? STAY_HOME : STAY_HUB;
    const u = draw(`day${dayType}`, car);
    const km = 5 + 60 * draw('km', car) ** 2;
    const node = car % 50;
    const out = 6.5 * 3600 + 2.5 * 3600 * draw('out', car);
    const back = 15.5 * 3600 + 4 * 3600 * draw('back', car);
    const drive = Math.round((km / 45) * 3600);
    const m = km * 1000 * distanceFactor;
    if (u < 1 / 6) stays.push([base, node, 0, 86_400, 0]);
    else if (u < (dayType === 0 ? 5 / 6 : 1 / 2)) {
      stays.push([base, node, 0, Math.round(out), 0]);
      stays.push([
        dayType === 0 ? STAY_WORK : STAY_PUBLIC,
        (car * 7) % 50,
        Math.round(out) + drive,
        Math.round(back),
        m,
      ]);
      stays.push([base, node, Math.round(back) + drive, 86_400, m]);
    } else {
      stays.push([base, node, 0, 68_000, 0]);
      stays.push([STAY_PUBLIC, (car * 3) % 50, 69_000, 72_000, 4000 * distanceFactor]);
      stays.push([base, node, 73_000, 86_400, 4000 * distanceFactor]);
    }
    firstStay[car + 1] = stays.length;
  }
  const column = (at: number): number[] => stays.map((stay) => stay[at]!);
  return {
    dayType,
    stayCount: stays.length,
    firstStay,
    kind: Uint8Array.from(column(0)),
    node: Uint32Array.from(column(1)),
    zone: new Uint32Array(stays.length),
    arrivalS: Int32Array.from(column(2)),
    departureS: Int32Array.from(column(3)),
    drivenM: Float32Array.from(column(4)),
  };
}

function energyYear(calendar: ChargingInput['calendar'], areaCount: number): EnergyYear {
  const { count } = calendar.grid;
  const loadKw = new Float32Array(areaCount * count);
  const pvProducedKw = new Float32Array(areaCount * count);
  const price = new Float64Array(count);
  const airTemperatureC = new Float32Array(count);
  const pvKwPerKwp = new Float32Array(count);
  for (let step = 0; step < count; step++) {
    const hour = calendar.localS[step]! / 3600;
    const season = -Math.cos((2 * Math.PI * (calendar.monthOfStep[step]! + 0.5)) / 12);
    const cloud = 0.3 + 0.7 * draw('cloud', calendar.dayOfStep[step]!);
    pvKwPerKwp[step] = Math.max(0, Math.sin((Math.PI * (hour - 7)) / 12)) * (0.55 + 0.35 * season) * cloud;
    airTemperatureC[step] = 10 + 8 * season;
    price[step] = 0.25 + 0.08 * Math.sin((Math.PI * (hour - 13)) / 12) - 0.1 * pvKwPerKwp[step]!;
    for (let area = 0; area < areaCount; area++) {
      loadKw[area * count + step] = 60 + 40 * Math.exp(-(((hour - 19) / 2.5) ** 2)) + 5 * (area % 4);
      pvProducedKw[area * count + step] = 220 * pvKwPerKwp[step]!;
    }
  }
  return {
    calendar,
    areas: { areaCount, stepCount: count, loadKw, pvProducedKw },
    tariff: { wholesaleEurPerKwh: price, consumptionEurPerKwh: price, feedInEurPerKwh: price.map((p) => p / 2) },
    airTemperatureC,
    pvKwPerKwp,
  };
}
