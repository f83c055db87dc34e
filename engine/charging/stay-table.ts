/** The stays of one day type with all that is asked of one lying side by side: a year looks up millions of them in no order, and each look
 *  at an array of its own is a wait for memory.
 *  In: parking, areas. Out: rows. Pure. */
import type { ParkingStore } from '../mobility/stores.ts';
import { NO_AREA } from './fleet-cars.ts';
import { NO_JOINT } from './grid-room.ts';
import type { ChargingAreas } from './year.ts';

/** Places of a row. */
export const STAY = { size: 8, arrivalS: 0, departureS: 1, drivenM: 2, kind: 3, site: 4, joint: 5 } as const;

export interface StayTable {
  /** [car + 1] */
  readonly firstStay: Uint32Array;
  /** [stay × STAY.size]; `site` is the area, or the number of areas outside of them. */
  readonly rows: Int32Array;
  /** The same memory: `drivenM` is read here. */
  readonly metres: Float32Array;
}

export function stayTable(day: ParkingStore, areas: Pick<ChargingAreas, 'count' | 'areaOfNode' | 'places'>): StayTable {
  const rows = new Int32Array(STAY.size * day.stayCount);
  const metres = new Float32Array(rows.buffer);
  for (let stay = 0; stay < day.stayCount; stay++) {
    const at = STAY.size * stay;
    const node = day.node[stay]!;
    const area = areas.areaOfNode[node] ?? NO_AREA;
    rows[at + STAY.arrivalS] = day.arrivalS[stay]!;
    rows[at + STAY.departureS] = day.departureS[stay]!;
    metres[at + STAY.drivenM] = day.drivenM[stay]!;
    rows[at + STAY.kind] = day.kind[stay]!;
    rows[at + STAY.site] = area === NO_AREA ? areas.count : area;
    rows[at + STAY.joint] = areas.places?.jointOfNode[node] ?? NO_JOINT;
  }
  return { firstStay: day.firstStay, rows, metres };
}
