/** Tables of cars that plug in: vehicles and their charging sessions. Pure. */

import type { ChargingYear } from '../../charging/stores.ts';
import type { Column, Table } from '../../core/table.ts';
import { DRIVE_TYPES, NO_HOUSEHOLD } from '../../demand/population.ts';
import { STAY_KINDS } from '../../mobility/stores.ts';
import type { RunParts } from '../parts.ts';
import { coded, column, orMinusOne, table } from './column.ts';

export function vehiclesTable({ charging, population }: RunParts): Table {
  const { cars } = charging;
  const store = population.cars;
  const ofCar = (values: ArrayLike<number>): Uint8Array => Uint8Array.from(cars.car, (car) => values[car]!);
  const kwh = (name: string, description: string, values: Float64Array): Column =>
    column(name, 'kWh', description, values.slice());
  return table('vehicles', cars.carCount, [
    column('car', '', 'number of the car, as in trips and sessions', cars.car.slice()),
    column(
      'household',
      '',
      'household of the car, −1: shared',
      Int32Array.from(cars.car, (car) => (store.household[car] === NO_HOUSEHOLD ? -1 : store.household[car]!)),
    ),
    column('homeArea', '', 'transformer of its home or hub, -1: outside', orMinusOne(cars.homeArea.slice())),
    coded('drive', 'kind of drive', ofCar(store.driveType), DRIVE_TYPES),
    coded(
      'owner',
      'household or hub',
      Uint8Array.from(cars.car, (car) => (car < store.privateCount ? 0 : 1)),
      ['household', 'shared'],
    ),
    column(
      'batteryKwh',
      'kWh',
      'usable battery',
      Float32Array.from(cars.car, (car) => store.batteryKwh[car]!),
    ),
    column('v2g', '', '1: can discharge', ofCar(store.v2g)),
    column('homeCharger', '', '1: charger at home', ofCar(store.homeCharger)),
    column('drivenKm', 'km', 'driven over the period', cars.drivenKm.slice()),
    kwh('drivenKwh', 'used for driving, at the battery', cars.drivenKwh),
    kwh('chargedKwh', 'from the grid of the district', cars.chargedKwh),
    kwh('chargedOutsideKwh', 'from the grid elsewhere', cars.chargedOutsideKwh),
    kwh('dischargedKwh', 'into the grid of the district', cars.dischargedKwh),
    kwh('lostKwh', 'lost in charging and discharging', cars.lostKwh),
    kwh('storedStartKwh', 'in the battery at the start', cars.storedStartKwh),
    kwh('storedEndKwh', 'in the battery at the end', cars.storedEndKwh),
    kwh('fastChargedKwh', 'charged fast on the way', cars.fastChargedKwh),
    kwh('unservedKwh', 'asked for and missing at departures', cars.unservedKwh),
    column('sessions', 'sessions', 'charging sessions', cars.sessions.slice()),
    column('sessionsUnserved', 'sessions', 'sessions with something missing', cars.sessionsUnserved.slice()),
    ...driverColumns(charging.drivers),
  ]);
}

export function sessionsTable({ charging, energy }: RunParts): Table {
  const { sessions } = charging;
  const { startUtcS, stepS } = energy.calendar.grid;
  const utcS = (steps: Uint32Array): Float64Array => {
    const seconds = new Float64Array(sessions.count);
    for (let i = 0; i < seconds.length; i++) seconds[i] = startUtcS + steps[i]! * stepS;
    return seconds;
  };
  return table('sessions', sessions.count, [
    column('car', '', 'number of the car', sessions.car.slice()),
    column('area', '', 'transformer of the charger, -1: outside', orMinusOne(sessions.area.slice())),
    coded('place', 'where the car stood', sessions.kind.slice(), STAY_KINDS),
    column('arrivalUtcS', 's since 1970 UTC', 'plugged in', utcS(sessions.arrivalStep)),
    column('departureUtcS', 's since 1970 UTC', 'unplugged', utcS(sessions.departureStep)),
    column('requestedKwh', 'kWh', 'asked for, at the battery', sessions.requestedKwh.slice()),
    column('chargedKwh', 'kWh', 'charged', sessions.chargedKwh.slice()),
    column('dischargedKwh', 'kWh', 'discharged', sessions.dischargedKwh.slice()),
    column('unservedKwh', 'kWh', 'missing at departure', sessions.unservedKwh.slice()),
  ]);
}

function driverColumns(drivers: ChargingYear['drivers']): Column[] {
  if (drivers === undefined) return [];
  return [
    column('belowFloorMin', 'min', 'plugged in below the minimum state of charge', drivers.belowFloorMin.slice()),
    column('missedKm', 'km', 'made impossible by energy missing at departure', drivers.missedKm.slice()),
    column('compensationEur', 'EUR', 'paid for energy missing at departure', drivers.compensationEur.slice()),
    column('turnedAway', 'stays', 'in which no public socket was free', drivers.turnedAway.slice()),
    column('waitedMin', 'min', 'waited for a public socket', drivers.waitedMin.slice()),
    column('chargeNow', 'sessions', 'in which the driver pressed charge now', drivers.chargeNow.slice()),
    column('agedByUseShare', 'share', 'capacity lost by use', drivers.cyclicLossShare.slice()),
    column('agedByTimeShare', 'share', 'capacity lost in time', drivers.calendarLossShare.slice()),
    column('ageingEur', 'EUR', 'worth of the capacity lost', drivers.ageingEur.slice()),
  ];
}
