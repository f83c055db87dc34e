/** Charging sessions as a partner's file tells them, after reading: what the laboratory works on. Made by io/sessions.ts. */
import type { Column, Table } from '../core/table.ts';

/** All arrays [session], in order of arrival. Unknown numbers are NaN, unknown texts ''. */
export interface SessionRecords {
  readonly count: number;
  /** Pseudonym or id of the session, unique. */
  readonly id: readonly string[];
  /** Socket or charge point, and who charged (pseudonym). */
  readonly point: readonly string[];
  readonly user: readonly string[];
  readonly arrivalUtcS: Float64Array;
  /** When the car was unplugged. */
  readonly departureUtcS: Float64Array;
  /** What the driver said at plug-in, NaN when nobody asked. */
  readonly statedDepartureUtcS: Float64Array;
  /** Delivered (or asked) at the grid side, ≥ 0. */
  readonly energyKwh: Float64Array;
  /** What the driver asked for at plug-in, NaN when nobody asked. */
  readonly requestedKwh?: Float64Array;
  /** Highest power of car and point, NaN when unknown. */
  readonly maximumKw: Float64Array;
  /** 1, 2 or 3; 0 when unknown. */
  readonly phases: Uint8Array;
}

/** The records as a table, e.g. for a district folder. */
export function recordsTable(records: SessionRecords): Table {
  const column = (name: string, unit: string, description: string, values: Column['values']): Column => ({
    name,
    unit,
    description,
    values,
  });
  return {
    name: 'session-records',
    rowCount: records.count,
    columns: [
      column('id', '', 'session', records.id),
      column('point', '', 'socket or charge point', records.point),
      column('user', '', 'driver, pseudonym', records.user),
      column('arrivalUtcS', 's', 'plugged in', records.arrivalUtcS),
      column('departureUtcS', 's', 'unplugged', records.departureUtcS),
      column('statedDepartureUtcS', 's', 'departure the driver stated', records.statedDepartureUtcS),
      column('energyKwh', 'kWh', 'energy at the grid side', records.energyKwh),
      column('maximumKw', 'kW', 'highest power of car and point', records.maximumKw),
      column('phases', '', 'phases, 0 unknown', records.phases),
    ],
  };
}
