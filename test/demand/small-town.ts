/** A small town for tests: a grid of streets in two zones, a third zone across, one city outside behind a motorway, a bus line and a train.
 *  Every number is invented; what tests assert are properties and hand calculations. */

import { distanceM } from '../../engine/core/units.ts';
import type { District } from '../../engine/district/district.ts';
import { NO_ACCESS, ROAD_CLASSES, type RoadClass, type RoadGraph } from '../../engine/network/road-graph.ts';
import { resolveScenario } from '../../engine/scenario/load.ts';
import type { Scenario } from '../../engine/scenario/schema.ts';

const SIDE = 16;
const LON = 5.03;
const LAT = 52.08;
/** 150 m in degrees at this latitude. */
const STEP_LON = 0.00219;
const STEP_LAT = 0.00135;
const LON_CITY = 5.33;

export const town = (overrides: readonly string[] = []): Scenario =>
  resolveScenario(
    'test.yaml',
    () => 'version: 1\nname: { nl: Dorp, en: Town }\nquestion: { nl: Wat?, en: What? }\n',
    (_, reference) => reference,
    overrides,
  );

function roads(): RoadGraph {
  const lon: number[] = [];
  const lat: number[] = [];
  for (let y = 0; y < SIDE; y++)
    for (let x = 0; x < SIDE; x++) {
      lon.push(LON + x * STEP_LON);
      lat.push(LAT + y * STEP_LAT);
    }
  const city = lon.push(LON_CITY) - 1;
  lat.push(LAT + 8 * STEP_LAT);
  const links: Array<[number, number, RoadClass, number]> = [];
  for (let y = 0; y < SIDE; y++)
    for (let x = 0; x < SIDE; x++) {
      const at = y * SIDE + x;
      const main = x % 5 === 0 || y % 5 === 0;
      if (x + 1 < SIDE)
        links.push([at, at + 1, main && y % 5 === 0 ? 'secondary' : 'residential', y % 5 === 0 ? 50 : 30]);
      if (y + 1 < SIDE)
        links.push([at, at + SIDE, main && x % 5 === 0 ? 'secondary' : 'residential', x % 5 === 0 ? 50 : 30]);
    }
  links.push([8 * SIDE + SIDE - 1, city, 'secondary', 90]);
  const arcs = links.flatMap(([a, b, kind, speed], link) => [
    { tail: a, head: b, kind, speed, link },
    { tail: b, head: a, kind, speed, link },
  ]);
  arcs.sort((p, q) => p.tail - q.tail || p.head - q.head);
  const firstOut = new Uint32Array(lon.length + 1);
  for (const { tail } of arcs) firstOut[tail + 1]!++;
  for (let node = 0; node < lon.length; node++) firstOut[node + 1]! += firstOut[node]!;
  const metres = arcs.map(({ tail, head }) => distanceM(lon[tail]!, lat[tail]!, lon[head]!, lat[head]!));
  const times = (kmh: (i: number) => number): Uint32Array =>
    Uint32Array.from(arcs, (_, i) => (kmh(i) > 0 ? Math.round((metres[i]! / (kmh(i) / 3.6)) * 1000) : NO_ACCESS));
  return {
    nodeCount: lon.length,
    arcCount: arcs.length,
    linkCount: links.length,
    lonDeg: Float64Array.from(lon),
    latDeg: Float64Array.from(lat),
    firstOut,
    head: Uint32Array.from(arcs, ({ head }) => head),
    tail: Uint32Array.from(arcs, ({ tail }) => tail),
    lengthM: Float32Array.from(metres),
    carTimeMs: times((i) => arcs[i]!.speed * 0.75),
    bikeTimeMs: times(() => 14.5),
    walkTimeMs: times(() => 4.5),
    roadClass: Uint8Array.from(arcs, ({ kind }) => ROAD_CLASSES.indexOf(kind)),
    lanes: new Uint8Array(arcs.length).fill(1),
    freeSpeedKmh: Uint8Array.from(arcs, ({ speed }) => speed),
    capacityPcuPerH: new Float32Array(arcs.length).fill(900),
    arcFlags: new Uint8Array(arcs.length),
    linkOfArc: Uint32Array.from(arcs, ({ link }) => link),
    shapeFirst: Uint32Array.from({ length: links.length + 1 }, (_, i) => 2 * i),
    shapeLonDeg: Float64Array.from(links.flatMap(([a, b]) => [lon[a]!, lon[b]!])),
    shapeLatDeg: Float64Array.from(links.flatMap(([a, b]) => [lat[a]!, lat[b]!])),
    linkName: new Uint32Array(links.length),
    names: [''],
    forbiddenFirst: new Uint32Array(1),
    forbiddenArc: new Uint32Array(0),
  };
}

const box = (west: number, south: number, east: number, north: number) => [
  [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ] as Array<[number, number]>,
];
const f64 = (...values: number[]): Float64Array => Float64Array.from(values);
const east = LON + SIDE * STEP_LON;
const middle = LON + 7.5 * STEP_LON;
const north = LAT + SIDE * STEP_LAT;

/** Two zones inside (0, 1) and the city outside (2). */
export function smallTown(residents: readonly [number, number] = [2400, 1800]): District {
  const households = [residents[0] / 2.4, residents[1] / 2];
  const point = (x: number, y: number): [number, number] => [LON + x * STEP_LON, LAT + y * STEP_LAT];
  const spots: Array<[string, [number, number], number, [number, number, number, number, number]]> = [
    // name, point, zone, [jobs, pupils, students, shop visits, leisure visits]
    ['centre', point(6, 7), 0, [400, 0, 0, 3000, 1500]],
    ['school west', point(3, 4), 0, [30, 300, 0, 0, 100]],
    ['school east', point(11, 9), 1, [30, 300, 0, 0, 100]],
    ['college', point(9, 12), 1, [80, 900, 0, 0, 200]],
    ['works', point(14, 2), 1, [700, 0, 0, 200, 0]],
    ['park', point(2, 13), 0, [0, 0, 0, 0, 1200]],
    ['city', [LON_CITY, LAT + 8 * STEP_LAT], 2, [20000, 0, 9000, 20000, 20000]],
  ];
  const column = (i: number): Float64Array => Float64Array.from(spots, (spot) => spot[3][i]!);
  const hubs: Array<[string, [number, number], number, number]> = [
    ['station', point(8, 8), 0, 0],
    ['park and ride', point(15, 8), 1, 40],
    ['hub west', point(4, 8), 2, 0],
    ['hub east', point(12, 7), 2, 0],
  ];
  return {
    id: 'small-town',
    name: 'Small town',
    timeZone: 'Europe/Amsterdam',
    bbox: [LON, LAT, east, north],
    zones: {
      count: 3,
      code: ['W', 'E', 'X'],
      name: ['West', 'East', 'City'],
      lonDeg: f64(...[point(3.5, 7.5)[0], point(11.5, 7.5)[0], LON_CITY]),
      latDeg: f64(point(0, 7.5)[1], point(0, 7.5)[1], LAT + 8 * STEP_LAT),
      external: Uint8Array.of(0, 0, 1),
      residents: f64(residents[0], residents[1], 0),
      households: f64(households[0]!, households[1]!, 0),
      dwellings: f64(households[0]!, households[1]!, 0),
      flatShare: f64(0.2, 0.6, 0),
      socialRentShare: f64(0.2, 0.3, 0),
      onePersonShare: f64(0.28, 0.42, 0),
      withChildrenShare: f64(0.4, 0.25, 0),
      under15Share: f64(0.22, 0.15, 0),
      over65Share: f64(0.1, 0.15, 0),
      carsPerHousehold: f64(1.1, 0.75, 0),
      licencesPerAdult: f64(0.8, 0.75, 0),
      incomeKeurPerHousehold: f64(40, 34, 0),
      lowIncomeShare: f64(0.25, 0.35, 0),
      highIncomeShare: f64(0.35, 0.25, 0),
      electricityKwhPerDwelling: f64(3000, 2200, 0),
      gasM3PerDwelling: f64(1100, 0, 0),
      districtHeatingShare: f64(0.1, 0.9, 0),
      pvDwellingShare: f64(0.5, 0.3, 0),
      jobs: f64(430, 810, 20000),
      outline: [box(LON - 0.01, LAT - 0.01, middle, north), box(middle, LAT - 0.01, east + 0.01, north), []],
    },
    places: {
      count: spots.length,
      name: spots.map(([name]) => name),
      lonDeg: Float64Array.from(spots, (spot) => spot[1][0]),
      latDeg: Float64Array.from(spots, (spot) => spot[1][1]),
      zone: Uint32Array.from(spots, (spot) => spot[2]),
      jobs: column(0),
      pupils: column(1),
      students: column(2),
      shopVisits: column(3),
      leisureVisits: column(4),
    },
    hubs: {
      count: hubs.length,
      id: hubs.map(([name]) => name),
      name: hubs.map(([name]) => name),
      lonDeg: Float64Array.from(hubs, (hub) => hub[1][0]),
      latDeg: Float64Array.from(hubs, (hub) => hub[1][1]),
      kind: Uint8Array.from(hubs, (hub) => hub[2]),
      carPlaces: Uint32Array.from(hubs, (hub) => hub[3]),
    },
    chargePoints: {
      count: 0,
      id: [],
      lonDeg: f64(),
      latDeg: f64(),
      sockets: new Uint8Array(0),
      socketKw: f64(),
    },
    roads: roads(),
    timetable: timetable(),
    weather: {
      startUtcS: 0,
      stepS: 3600,
      ghiWm2: f64(0),
      dniWm2: null,
      dhiWm2: null,
      airTemperatureC: f64(10),
      windSpeedMps: f64(3),
      source: 'invented',
    },
    prices: { startUtcS: 0, stepS: 3600, priceEurPerKwh: f64(0.1), source: 'invented' },
    sources: [],
  };
}

/** A bus every 10 minutes from west to east and back, a train every 15 minutes from the station to the city and back. */
function timetable(): District['timetable'] {
  const stops: Array<[string, number, number]> = [
    ['bus west', LON + 2 * STEP_LON, LAT + 8 * STEP_LAT],
    ['bus middle', LON + 8 * STEP_LON, LAT + 8 * STEP_LAT],
    ['bus east', LON + 14 * STEP_LON, LAT + 8 * STEP_LAT],
    ['station', LON + 8 * STEP_LON, LAT + 8.2 * STEP_LAT],
    ['city', LON_CITY, LAT + 8 * STEP_LAT],
  ];
  const patterns: Array<{ stops: number[]; mode: number; line: number; headwayS: number; rideS: number[] }> = [
    { stops: [0, 1, 2], mode: 3, line: 0, headwayS: 600, rideS: [0, 180, 360] },
    { stops: [2, 1, 0], mode: 3, line: 0, headwayS: 600, rideS: [0, 180, 360] },
    { stops: [3, 4], mode: 2, line: 1, headwayS: 900, rideS: [0, 1080] },
    { stops: [4, 3], mode: 2, line: 1, headwayS: 900, rideS: [0, 1080] },
  ];
  const tripIds: string[] = [];
  const tripFirstTime: number[] = [];
  const timesS: number[] = [];
  const patternFirstTrip = [0];
  const patternFirstStop = [0];
  for (const [index, pattern] of patterns.entries()) {
    for (let at = 6 * 3600; at < 24 * 3600; at += pattern.headwayS) {
      tripIds.push(`${index}-${at}`);
      tripFirstTime.push(timesS.length);
      timesS.push(...pattern.rideS.map((ride) => at + ride));
    }
    patternFirstTrip.push(tripIds.length);
    patternFirstStop.push(patternFirstStop[index]! + pattern.stops.length);
  }
  const patternStop = patterns.flatMap((pattern) => pattern.stops);
  return {
    stopCount: stops.length,
    patternCount: patterns.length,
    tripCount: tripIds.length,
    stopLonDeg: Float64Array.from(stops, (stop) => stop[1]),
    stopLatDeg: Float64Array.from(stops, (stop) => stop[2]),
    stopIds: stops.map(([name]) => name),
    stopNames: stops.map(([name]) => name),
    parentStation: new Int32Array(stops.length).fill(-1),
    wheelchair: new Uint8Array(stops.length),
    patternFirstStop: Uint32Array.from(patternFirstStop),
    patternStop: Uint32Array.from(patternStop),
    patternStopUse: new Uint8Array(patternStop.length).fill(3),
    patternStopDistanceM: Float32Array.from(
      patterns.flatMap((pattern) =>
        pattern.stops.map((stop) => {
          const [first, at] = [stops[pattern.stops[0]!]!, stops[stop]!];
          return distanceM(first[1], first[2], at[1], at[2]);
        }),
      ),
    ),
    patternFirstTrip: Uint32Array.from(patternFirstTrip),
    patternMode: Uint8Array.from(patterns, ({ mode }) => mode),
    patternLine: Uint32Array.from(patterns, ({ line }) => line),
    lineIds: ['bus', 'train'],
    lineNames: ['Bus', 'Train'],
    tripIds,
    tripFirstTime: Uint32Array.from(tripFirstTime),
    arrivalS: Int32Array.from(timesS),
    departureS: Int32Array.from(timesS),
    tripDayMask: new Uint8Array(tripIds.length).fill(7),
    transferFrom: Uint32Array.of(1, 3),
    transferTo: Uint32Array.of(3, 1),
    transferS: Uint32Array.of(60, 60),
  };
}
