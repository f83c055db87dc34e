/** The year's totals by car: empty at the start, and what is derived from them at the end. */
import { ageingEur, calendarLossShare, cyclicLossShare } from './ageing.ts';
import type { FleetCars } from './fleet-cars.ts';
import { NO_AREA } from './fleet-cars.ts';
import { ageingModel } from './settings.ts';
import type { CarYear, DriverYear } from './stores.ts';
import type { ChargingInput } from './year.ts';

/** @param limited true where limits of the grid may keep energy from cars */
export function emptyYear(cars: FleetCars, areaCount: number, limited: boolean): CarYear {
  const zeros = (): Float64Array => new Float64Array(cars.count);
  return {
    carCount: cars.count,
    car: cars.car,
    homeArea: cars.homeSite.map((site) => (site === areaCount ? NO_AREA : site)),
    drivenKwh: zeros(),
    drivenKm: zeros(),
    petrolKm: zeros(),
    chargedKwh: zeros(),
    chargedOutsideKwh: zeros(),
    dischargedKwh: zeros(),
    lostKwh: zeros(),
    storedStartKwh: cars.storedKwh.slice(),
    storedEndKwh: zeros(),
    fastChargedKwh: zeros(),
    unservedKwh: zeros(),
    sessions: new Uint32Array(cars.count),
    sessionsUnserved: new Uint32Array(cars.count),
    ...(limited && { withheldKwh: zeros(), unservedByGridKwh: zeros() }),
    bookings: new Uint32Array(cars.count),
    bookingsShort: new Uint32Array(cars.count),
  };
}

/** @param socketsByArea public sockets, empty when they are not counted */
export function emptyDrivers(count: number, socketsByArea: Uint32Array): DriverYear {
  const zeros = (): Float64Array => new Float64Array(count);
  return {
    belowFloorMin: zeros(),
    missedKm: zeros(),
    compensationEur: zeros(),
    turnedAway: new Uint32Array(count),
    waitedMin: zeros(),
    turnedAwayByArea: new Uint32Array(socketsByArea.length),
    socketsByArea,
    chargeNow: new Uint32Array(count),
    cyclicLossShare: zeros(),
    calendarLossShare: zeros(),
    ageingEur: zeros(),
  };
}

/** Ageing of a car's battery over the period, and what its driver missed. @param efficiencyShare of discharging */
export function closeCar(
  { scenario, calendar, population }: ChargingInput,
  cars: FleetCars,
  year: CarYear,
  drivers: DriverYear,
  efficiencyShare: number,
  i: number,
): void {
  const model = ageingModel(scenario);
  const capacityKwh = cars.batteryKwh[i]!;
  const { grid } = calendar;
  const takenKwh = year.drivenKwh[i]! + year.dischargedKwh[i]! / efficiencyShare;
  const throughputKwh = 2 * takenKwh + year.storedEndKwh[i]! - year.storedStartKwh[i]!;
  drivers.cyclicLossShare[i] = cyclicLossShare(model, capacityKwh, throughputKwh);
  const meanSoc = cars.storedSteps[i]! / (grid.count * capacityKwh);
  drivers.calendarLossShare[i] = calendarLossShare(model, meanSoc, (grid.count * grid.stepS) / 3600);
  drivers.ageingEur[i] = ageingEur(model, capacityKwh, drivers.cyclicLossShare[i]! + drivers.calendarLossShare[i]!);
  drivers.missedKm[i] = year.unservedKwh[i]! / population.cars.consumptionKwhPerKm[cars.car[i]!]!;
  drivers.compensationEur[i] = year.unservedKwh[i]! * scenario.charging.compensationEurPerKwh;
}
