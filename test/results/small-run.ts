/** A run made by hand: a street of three nodes, two neighbourhoods and the world outside, 40 households of two persons, 12 cars with a plug,
 *  two transformers, two days of hours. Every number can be followed with a pencil. */
import { makeCalendar } from '../../engine/core/time.ts';
import type { District } from '../../engine/district/district.ts';
import { MODES, type TravelDay } from '../../engine/mobility/stores.ts';
import { buildRoadGraph } from '../../engine/network/build-road-graph.ts';
import type { LinkDraft } from '../../engine/network/road-graph.ts';
import type { RunParts } from '../../engine/results/parts.ts';
import { scenarioSchema } from '../../engine/scenario/schema.ts';

export const HOUSEHOLDS = 40;
const PERSONS = 80;
const CARS = 12;
const ETA = 0.9;

const f64 = (...values: number[]): Float64Array => Float64Array.from(values);
const fill = (length: number, value: number): Float64Array => new Float64Array(length).fill(value);

function district(): District {
  const nodes = { lonDeg: [5.0, 5.01, 5.02], latDeg: [52.09, 52.09, 52.1] };
  const street = (fromNode: number, toNode: number, name: string, roadClass: LinkDraft['roadClass']): LinkDraft => ({
    fromNode,
    toNode,
    via: [],
    roadClass,
    name,
    speedKmh: 50,
    lanes: 1,
    car: 3,
    bike: 3,
    walk: 3,
    flags: 0,
  });
  const { graph } = buildRoadGraph(
    nodes,
    [street(0, 1, 'Eerste laan', 'secondary'), street(1, 2, 'Tweede laan', 'residential')],
    {
      bikeSpeedKmh: 15,
      walkSpeedKmh: 5,
    },
  );
  const perZone = (a: number, b: number): Float64Array => f64(a, b, 0);
  const square = (lon: number): ReadonlyArray<readonly [number, number]> => [
    [lon, 52.08],
    [lon + 0.01, 52.08],
    [lon + 0.01, 52.1],
    [lon, 52.1],
  ];
  return {
    id: 'hand-made',
    name: 'Hand-made',
    timeZone: 'Europe/Amsterdam',
    bbox: [5, 52.08, 5.02, 52.1],
    zones: {
      count: 3,
      code: ['A', 'B', 'X'],
      name: ['Alfa', 'Beta', 'Elders'],
      lonDeg: f64(5.005, 5.015, 5.1),
      latDeg: f64(52.09, 52.09, 52.1),
      external: Uint8Array.of(0, 0, 1),
      residents: perZone(76, 4),
      households: perZone(38, 2),
      dwellings: perZone(38, 2),
      flatShare: perZone(0.5, 0.5),
      socialRentShare: perZone(0.2, 0.2),
      onePersonShare: perZone(0.3, 0.3),
      withChildrenShare: perZone(0.3, 0.3),
      under15Share: perZone(0.2, 0.2),
      over65Share: perZone(0.1, 0.1),
      carsPerHousehold: perZone(1, 1),
      licencesPerAdult: perZone(0.8, 0.8),
      incomeKeurPerHousehold: perZone(38, 38),
      lowIncomeShare: perZone(0.3, 0.3),
      highIncomeShare: perZone(0.3, 0.3),
      electricityKwhPerDwelling: perZone(2500, 2500),
      gasM3PerDwelling: perZone(0, 0),
      districtHeatingShare: perZone(1, 1),
      pvDwellingShare: perZone(0.5, 0.5),
      jobs: f64(10, 0, 1000),
      outline: [[square(5)], [square(5.01)], []],
    },
    places: {
      count: 0,
      name: [],
      lonDeg: f64(),
      latDeg: f64(),
      zone: new Uint32Array(),
      jobs: f64(),
      pupils: f64(),
      students: f64(),
      shopVisits: f64(),
      leisureVisits: f64(),
    },
    hubs: {
      count: 1,
      id: ['h1'],
      name: ['Hub'],
      lonDeg: f64(5.01),
      latDeg: f64(52.09),
      kind: Uint8Array.of(2),
      carPlaces: Uint32Array.of(0),
    },
    chargePoints: { count: 0, id: [], lonDeg: f64(), latDeg: f64(), sockets: new Uint8Array(), socketKw: f64() },
    roads: graph,
    timetable: {
      stopCount: 0,
      patternCount: 0,
      tripCount: 0,
      stopLonDeg: f64(),
      stopLatDeg: f64(),
      stopIds: [],
      stopNames: [],
      parentStation: new Int32Array(),
      wheelchair: new Uint8Array(),
      patternFirstStop: Uint32Array.of(0),
      patternStop: new Uint32Array(),
      patternStopUse: new Uint8Array(),
      patternStopDistanceM: new Float32Array(),
      patternFirstTrip: Uint32Array.of(0),
      patternMode: new Uint8Array(),
      patternLine: new Uint32Array(),
      lineIds: [],
      lineNames: [],
      tripIds: [],
      tripFirstTime: new Uint32Array(),
      arrivalS: new Int32Array(),
      departureS: new Int32Array(),
      tripDayMask: new Uint8Array(),
      transferFrom: new Uint32Array(),
      transferTo: new Uint32Array(),
      transferS: new Uint32Array(),
    },
    weather: {
      startUtcS: 0,
      stepS: 3600,
      ghiWm2: f64(),
      dniWm2: null,
      dhiWm2: null,
      airTemperatureC: f64(),
      windSpeedMps: f64(),
      source: 'none',
    },
    prices: { startUtcS: 0, stepS: 3600, priceEurPerKwh: f64(), source: 'none' },
    sources: [
      {
        title: 'Made by hand',
        file: 'small-run.ts',
        sha256: '0'.repeat(64),
        licence: 'EUPL-1.2',
        attribution: 'Rijnstroom',
      },
    ],
  };
}

/** One trip a person: persons 0–39 drive 10 km in 20 min for EUR 3 and 2 kg CO2, 40–78 cycle 3 km in 12 min, person 79 finds everything full. */
function travelDay(roads: District['roads'], dayType: number): TravelDay {
  const drives = (person: number): boolean => person < 40;
  const each = (value: (person: number) => number): number[] =>
    Array.from({ length: PERSONS }, (_, person) => value(person));
  const u8 = (value: (person: number) => number): Uint8Array => Uint8Array.from(each(value));
  const u32 = (value: (person: number) => number): Uint32Array => Uint32Array.from(each(value));
  const f32 = (value: (person: number) => number): Float32Array => Float32Array.from(each(value));
  return {
    dayType,
    trips: {
      dayType,
      count: PERSONS,
      person: u32((p) => p),
      tour: u8(() => 0),
      purpose: u8(() => 1),
      fromZone: u32(() => 0),
      toZone: u32(() => 2),
      fromNode: u32(() => 0),
      toNode: u32(() => 2),
      mode: u8((p) => MODES.indexOf(drives(p) ? 'car' : 'bike')),
      failure: u8((p) => (p === 79 ? 3 : 0)),
      turnedAwayFrom: u8((p) => (p === 79 ? MODES.indexOf('shared-car') : 255)),
      departureS: Int32Array.from(each(() => 8 * 3600)),
      travelTimeS: f32((p) => (drives(p) ? 1200 : 720)),
      distanceM: f32((p) => (drives(p) ? 10_000 : 3000)),
      walkM: f32(() => 0),
      bikeM: f32((p) => (drives(p) ? 0 : 3000)),
      carM: f32((p) => (drives(p) ? 10_000 : 0)),
      costEur: f32((p) => (drives(p) ? 3 : 0)),
      parkingEur: f32(() => 0),
      co2G: f32((p) => (drives(p) ? 2000 : 0)),
      car: u32((p) => (drives(p) ? p : 0xffffffff)),
      logsumEur: f32(() => 0),
    },
    parking: {
      dayType,
      stayCount: 0,
      firstStay: new Uint32Array(HOUSEHOLDS + 1),
      kind: new Uint8Array(),
      node: new Uint32Array(),
      zone: new Uint32Array(),
      arrivalS: new Int32Array(),
      departureS: new Int32Array(),
      drivenM: new Float32Array(),
    },
    flows: {
      dayType,
      carPerH: new Float32Array(24 * roads.arcCount).fill(1),
      bikePerDay: new Float32Array(roads.arcCount).fill(5),
      walkPerDay: new Float32Array(roads.arcCount),
      carTimeMs: Uint32Array.from(
        { length: 24 * roads.arcCount },
        (_, i) => roads.carTimeMs[i % roads.arcCount]! + 1000,
      ),
    },
    hubs: {
      dayType,
      sharedCars: new Float32Array(96).fill(2),
      sharedBikes: new Float32Array(96).fill(3),
      parkAndRide: new Float32Array(96),
      turnedAwayCar: Uint32Array.of(1),
      turnedAwayBike: Uint32Array.of(0),
      turnedAwayParkAndRide: Uint32Array.of(0),
    },
  };
}

export interface SmallRun {
  readonly strategy?: 'uncontrolled' | 'solar-following';
  readonly seed?: number;
  /** Factor on the load of buildings, to make a difference. */
  readonly loadFactor?: number;
}

/** Thursday 2 and Friday 3 January 2025 by the hour. Transformer 0: 30 kW load always, sun 100 kW at 12 h; transformer 1: 10 kW, no sun.
 *  Cars at transformer 0 take 20 kW at 18 h (uncontrolled) or at 12 h (solar-following) and give 5 kW at 20 h of the first day. */
export function smallParts({ strategy = 'uncontrolled', seed = 1, loadFactor = 1 }: SmallRun = {}): RunParts {
  const scenario = scenarioSchema.parse({
    version: 1,
    name: { nl: `Proef ${strategy}`, en: `Test ${strategy}` },
    question: { nl: 'Klopt het?', en: 'Is it right?' },
    seed,
    period: { start: '2025-01-02', days: 2, stepMinutes: 60 },
    travel: { sampleShare: 1, walkSpeedKmh: 5, bikeSpeedKmh: 15 },
    charging: { strategy },
    tariff: { networkEurPerYear: 480, energyTaxRebateEurPerYear: 0 },
  });
  const place = district();
  const calendar = makeCalendar('2025-01-02', 2, 3600, 'Europe/Amsterdam');
  const count = calendar.grid.count;
  const byStep = (value: (hour: number, day: number) => number): Float64Array =>
    Float64Array.from({ length: count }, (_, s) => value(s % 24, Math.floor(s / 24)));
  const chargeHour = strategy === 'uncontrolled' ? 18 : 12;
  const chargeKw = byStep((hour) => (hour === chargeHour ? 20 : 0));
  const dischargeKw = byStep((hour, day) => (hour === 20 && day === 0 ? 5 : 0));
  const loadKw = new Float32Array(2 * count);
  loadKw.fill(30 * loadFactor, 0, count);
  loadKw.fill(10 * loadFactor, count);
  const pvProducedKw = new Float32Array(2 * count);
  const evKw = new Float32Array(2 * count);
  for (let s = 0; s < count; s++) {
    if (s % 24 === 12) pvProducedKw[s] = 100;
    evKw[s] = chargeKw[s]! - dischargeKw[s]!;
  }
  const chargedKwh = fill(CARS, 40 / CARS);
  const dischargedKwh = fill(CARS, 5 / CARS);
  const drivenKwh = fill(CARS, 30 / CARS);
  const lostKwh = chargedKwh.map((charged, i) => charged * (1 - ETA) + dischargedKwh[i]! * (1 / ETA - 1));
  const households = Array.from({ length: HOUSEHOLDS }, (_, h) => h);
  return {
    scenario,
    district: place,
    population: {
      sampleShare: 1,
      households: {
        count: HOUSEHOLDS,
        key: Uint32Array.from(households),
        inSample: new Uint8Array(HOUSEHOLDS).fill(1),
        zone: Uint32Array.from(households, (h) => (h < 38 ? 0 : 1)),
        homeNode: new Uint32Array(HOUSEHOLDS),
        homeLonDeg: fill(HOUSEHOLDS, 5.005),
        homeLatDeg: fill(HOUSEHOLDS, 52.09),
        size: new Uint8Array(HOUSEHOLDS).fill(2),
        type: new Uint8Array(HOUSEHOLDS).fill(1),
        incomeClass: Uint8Array.from(households, (h) => (h < 20 ? 2 : h < 38 ? 1 : 0)),
        incomeEurPerYear: new Float32Array(HOUSEHOLDS).fill(38_000),
        flat: new Uint8Array(HOUSEHOLDS),
        cars: new Uint8Array(HOUSEHOLDS).fill(1),
        firstPerson: Uint32Array.from({ length: HOUSEHOLDS + 1 }, (_, h) => 2 * h),
        pvKwp: new Float32Array(HOUSEHOLDS),
        heatPump: new Uint8Array(HOUSEHOLDS),
        electricityKwhPerYear: new Float32Array(HOUSEHOLDS).fill(3650),
      },
      persons: {
        count: PERSONS,
        key: Uint32Array.from({ length: PERSONS }, (_, p) => (p >> 1) * 16 + (p & 1)),
        household: Uint32Array.from({ length: PERSONS }, (_, p) => p >> 1),
        ageYears: new Uint8Array(PERSONS).fill(40),
        group: new Uint8Array(PERSONS).fill(2),
        licence: new Uint8Array(PERSONS).fill(1),
        bike: new Uint8Array(PERSONS).fill(1),
        eBike: new Uint8Array(PERSONS),
        reducedMobility: new Uint8Array(PERSONS),
        lowDigitalSkill: new Uint8Array(PERSONS),
        studentCard: new Uint8Array(PERSONS),
      },
      cars: {
        count: HOUSEHOLDS,
        privateCount: HOUSEHOLDS,
        key: Uint32Array.from(households, (car) => car * 16),
        lease: new Uint8Array(HOUSEHOLDS),
        household: Uint32Array.from(households),
        hub: new Uint32Array(HOUSEHOLDS).fill(0xffffffff),
        driveType: Uint8Array.from(households, (car) => (car < CARS ? 2 : 0)),
        batteryKwh: new Float32Array(HOUSEHOLDS).fill(50),
        consumptionKwhPerKm: new Float32Array(HOUSEHOLDS).fill(0.18),
        maxAcKw: new Float32Array(HOUSEHOLDS).fill(11),
        phases: new Uint8Array(HOUSEHOLDS).fill(3),
        v2g: new Uint8Array(HOUSEHOLDS),
        homeCharger: new Uint8Array(HOUSEHOLDS).fill(1),
      },
      fit: [],
      residuals: [],
    },
    travel: [0, 1, 2].map((type) => travelDay(place.roads, type)),
    energy: {
      calendar,
      areas: { areaCount: 2, stepCount: count, loadKw, pvProducedKw },
      tariff: {
        wholesaleEurPerKwh: fill(count, 0.1),
        consumptionEurPerKwh: byStep((hour) => (hour === 18 ? 0.4 : 0.2)),
        feedInEurPerKwh: fill(count, 0.1),
      },
      airTemperatureC: new Float32Array(count).fill(5),
      pvKwPerKwp: Float32Array.from({ length: count }, (_, s) => (s % 24 === 12 ? 0.5 : 0)),
    },
    areas: {
      count: 2,
      lonDeg: f64(5.005, 5.015),
      latDeg: f64(52.09, 52.09),
      ratedKva: f64(40, 100),
      zone: Uint32Array.of(0, 1),
      homes: Uint32Array.of(38, 2),
      jobs: f64(10, 0),
      areaOfHome: Uint32Array.from(households, (h) => (h < 38 ? 0 : 1)),
      feederOfHome: new Uint16Array(HOUSEHOLDS),
      areaOfNode: new Uint32Array(3),
      feeders: {
        busCount: 0,
        firstBusOfArea: Uint32Array.of(0, 0, 0),
        feeder: new Uint16Array(),
        lonDeg: f64(),
        latDeg: f64(),
        parent: new Uint32Array(),
        cableM: f64(),
        distanceM: f64(),
        homes: f64(),
        busOfHome: new Uint32Array(),
      },
    },
    charging: {
      strategy,
      evKw,
      chargeKw,
      dischargeKw,
      storedKwh: fill(count, 100),
      connectedCars: new Uint32Array(count),
      cars: {
        carCount: CARS,
        car: Uint32Array.from({ length: CARS }, (_, car) => car),
        homeArea: new Uint32Array(CARS),
        drivenKwh,
        drivenKm: fill(CARS, 100),
        petrolKm: fill(CARS, 0),
        chargedKwh,
        chargedOutsideKwh: fill(CARS, 0),
        dischargedKwh,
        lostKwh,
        storedStartKwh: fill(CARS, 25),
        storedEndKwh: drivenKwh.map((driven, i) => 25 + chargedKwh[i]! - driven - lostKwh[i]! - dischargedKwh[i]!),
        fastChargedKwh: fill(CARS, 0),
        unservedKwh: fill(CARS, 0.5),
        sessions: new Uint32Array(CARS).fill(1),
        sessionsUnserved: Uint32Array.from({ length: CARS }, (_, car) => (car < 3 ? 1 : 0)),
      },
      sessions: {
        count: CARS,
        car: Uint32Array.from({ length: CARS }, (_, car) => car),
        area: new Uint32Array(CARS),
        kind: new Uint8Array(CARS),
        arrivalStep: new Uint32Array(CARS).fill(17),
        departureStep: new Uint32Array(CARS).fill(31),
        requestedKwh: new Float32Array(CARS).fill(4),
        chargedKwh: new Float32Array(CARS).fill(40 / CARS),
        dischargedKwh: new Float32Array(CARS).fill(5 / CARS),
        unservedKwh: new Float32Array(CARS).fill(0.5),
      },
    },
    grid: {
      peakLoadKw: f64(50, 10),
      peakFeedInKw: f64(70, 0),
      peakLoadingShare: f64(1.75, 0.1),
      overloadHours: f64(4, 0),
      minVoltagePu: f64(0.95, 0.99),
      maxVoltagePu: f64(1.06, 1.03),
      voltageBreachHours: f64(0, 0),
      lossKwh: f64(20, 5),
      examinedSteps: 48,
      failedSteps: 0,
    },
    notes: [],
  };
}
