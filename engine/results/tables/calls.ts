/** Table of ships' calls at berths; only with a harbour. Pure. */
import type { Table } from '../../core/table.ts';
import type { RunParts } from '../parts.ts';
import { column, table } from './column.ts';

export function callsTable({ harbour, energy, scenario }: RunParts): Table | null {
  if (harbour === undefined) return null;
  const { calls, areaOfBerth, chargedKwh, dischargedKwh, unservedKwh } = harbour;
  const { startUtcS, stepS } = energy.calendar.grid;
  const utcS = (steps: Uint32Array): Float64Array => Float64Array.from(steps, (step) => startUtcS + step * stepS);
  return table('calls', calls.count, [
    column(
      'berth',
      '',
      'name of the berth',
      Array.from(calls.berth, (berth) => scenario.harbour.berths[berth]!.name),
    ),
    column(
      'area',
      '',
      'transformer of the berth',
      Uint32Array.from(calls.berth, (berth) => areaOfBerth[berth]!),
    ),
    column('arrivalUtcS', 's since 1970 UTC', 'moored', utcS(calls.arrivalStep)),
    column('departureUtcS', 's since 1970 UTC', 'left', utcS(calls.departureStep)),
    column('shorePower', '', '1: on shore power', calls.shorePower.slice()),
    column('hotelKw', 'kW', 'what the ship uses for itself', calls.hotelKw.slice()),
    column('batteryKwh', 'kWh', 'battery to sail on, 0: none', calls.batteryKwh.slice()),
    column('needKwh', 'kWh', 'asked for, at the battery', calls.needKwh.slice()),
    column('chargedKwh', 'kWh', 'charged', chargedKwh.slice()),
    column('dischargedKwh', 'kWh', 'discharged', dischargedKwh.slice()),
    column('unservedKwh', 'kWh', 'missing at departure', unservedKwh.slice()),
  ]);
}
