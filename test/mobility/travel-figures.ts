/** What a travel day looks like beside published figures: for tests, benchmarks and calibration. */

import {
  distanceClass,
  TARGET_FROM_KM,
  TARGET_MODES,
  TARGET_OF_MODE,
  TARGET_PERCENT,
} from '../../engine/demand/mode-targets.ts';
import { ACTIVITIES } from '../../engine/demand/plans.ts';
import type { Population } from '../../engine/demand/population.ts';
import type { District } from '../../engine/district/district.ts';
import { MODES, type TravelDay } from '../../engine/mobility/stores.ts';

export interface TravelFigures {
  readonly trips: number;
  readonly failed: number;
  /** Of persons of 6 years and over, as ODiN counts. */
  readonly tripsPerPerson: number;
  readonly meanKm: number;
  readonly meanMin: number;
  /** [mode] share of trips. */
  readonly share: readonly number[];
  /** [distance class][target mode] percent, and trips in the class. */
  readonly byDistance: ReadonlyArray<{ readonly percent: readonly number[]; readonly trips: number }>;
  /** [activity] share of trips and mean km of trips towards it. */
  readonly purposes: ReadonlyArray<{ readonly share: number; readonly meanKm: number }>;
  readonly carKmPerCar: number;
  readonly residentKmByCarPerPerson: number;
  readonly leavesDistrictShare: number;
  readonly beyondRegionShare: number;
  readonly departures: readonly number[];
  readonly turnedAway: number;
  readonly meanSpeedKmh: readonly number[];
}

export function travelFigures(district: District, population: Population, { trips }: TravelDay): TravelFigures {
  const { persons, households, cars } = population;
  let people = 0;
  let everybody = 0;
  for (let p = 0; p < persons.count; p++) {
    if (households.inSample[persons.household[p]!] === 0) continue;
    everybody++;
    if (persons.ageYears[p]! >= 6) people++;
  }
  let sampledCars = 0;
  for (let car = 0; car < cars.privateCount; car++) sampledCars += households.inSample[cars.household[car]!]!;
  const modeCount = new Array<number>(MODES.length).fill(0);
  const modeKm = new Array<number>(MODES.length).fill(0);
  const modeH = new Array<number>(MODES.length).fill(0);
  const classes = TARGET_FROM_KM.map(() => ({ counts: new Array<number>(TARGET_MODES.length).fill(0), trips: 0 }));
  const purposes = ACTIVITIES.map(() => ({ trips: 0, km: 0 }));
  const hours = new Array<number>(24).fill(0);
  let made = 0;
  let km = 0;
  let seconds = 0;
  let carKm = 0;
  let leaves = 0;
  let beyond = 0;
  let adultTrips = 0;
  let turned = 0;
  for (let t = 0; t < trips.count; t++) {
    if (trips.turnedAwayFrom[t] !== 255) turned++;
    if (trips.failure[t] !== 0) continue;
    made++;
    if (persons.ageYears[trips.person[t]!]! >= 6) adultTrips++;
    const mode = trips.mode[t]!;
    const metres = trips.distanceM[t]!;
    modeCount[mode]!++;
    modeKm[mode]! += metres / 1000;
    modeH[mode]! += trips.travelTimeS[t]! / 3600;
    km += metres / 1000;
    seconds += trips.travelTimeS[t]!;
    carKm += trips.carM[t]! / 1000;
    const row = classes[distanceClass(trips.roadM![t]!)]!;
    row.trips++;
    row.counts[TARGET_OF_MODE[mode]!]!++;
    purposes[trips.purpose[t]!]!.trips++;
    purposes[trips.purpose[t]!]!.km += metres / 1000;
    hours[Math.floor(trips.departureS[t]! / 3600) % 24]!++;
    const outside = (zone: number): boolean => district.zones.external[zone] === 1;
    if (outside(trips.fromZone[t]!) !== outside(trips.toZone[t]!)) leaves++;
    // Zones outside the province by their codes' order in the built-in district: X18 and up.
    const far = (zone: number): boolean =>
      /^X(18|19|20|21|22|23)$/.test(district.zones.code[zone]!) && !/^X21$/.test(district.zones.code[zone]!);
    if (far(trips.fromZone[t]!) || far(trips.toZone[t]!)) beyond++;
  }
  return {
    trips: trips.count,
    failed: trips.count - made,
    tripsPerPerson: adultTrips / people,
    meanKm: km / made,
    meanMin: seconds / 60 / made,
    share: modeCount.map((n) => n / made),
    byDistance: classes.map((row) => ({
      trips: row.trips,
      percent: row.counts.map((n) => (row.trips > 0 ? (100 * n) / row.trips : 0)),
    })),
    purposes: purposes.map(({ trips: n, km: length }) => ({ share: n / made, meanKm: n > 0 ? length / n : 0 })),
    carKmPerCar: carKm / sampledCars,
    residentKmByCarPerPerson: carKm / everybody,
    leavesDistrictShare: leaves / made,
    beyondRegionShare: beyond / made,
    departures: hours.map((n) => n / made),
    turnedAway: turned,
    meanSpeedKmh: modeKm.map((length, m) => (modeH[m]! > 0 ? length / modeH[m]! : 0)),
  };
}

export function figuresText(figures: TravelFigures): string {
  const n = (value: number, digits = 1): string => value.toFixed(digits).padStart(6);
  const lines = [
    `trips ${figures.trips}, failed ${figures.failed}, turned away ${figures.turnedAway}`,
    `trips per person (6+) ${n(figures.tripsPerPerson, 2)}   mean ${n(figures.meanKm)} km (ODiN 11.8)   ${n(figures.meanMin)} min (ODiN 27)`,
    `car ${n(figures.carKmPerCar)} km per car and day (28–33), out of the district ${n(100 * figures.leavesDistrictShare)} %, beyond the province ${n(100 * figures.beyondRegionShare)} % (12–24)`,
    `modes: ${figures.share.map((s, m) => `${MODES[m]} ${(100 * s).toFixed(1)}`).join(', ')}`,
    `km/h: ${figures.meanSpeedKmh.map((s, m) => `${MODES[m]} ${s.toFixed(1)}`).join(', ')}`,
    `purposes: ${figures.purposes.map((p, a) => `${ACTIVITIES[a]} ${(100 * p.share).toFixed(1)} % ${p.meanKm.toFixed(1)} km`).join(', ')}`,
    `departures %: ${figures.departures.map((s, h) => `${h}:${(100 * s).toFixed(1)}`).join(' ')}`,
    `from km    trips   walk          bicycle       public        car           (made / target, %)`,
    ...figures.byDistance.map(
      ({ percent, trips }, k) =>
        `${String(TARGET_FROM_KM[k]).padStart(6)} ${String(trips).padStart(8)}  ${percent.map((p, m) => `${n(p)} /${n(TARGET_PERCENT[k]![m]!)}`).join(' ')}`,
    ),
  ];
  return lines.join('\n');
}
