/** Where each simulated car stands over the day, gathered tour by tour and laid out by car. Scratch state of one day. */
import { sharedF32, sharedI32, sharedU8, sharedU32 } from '../core/shared.ts';
import { type ParkingStore, STAY_HOME, STAY_HUB } from './stores.ts';

const DAY_END_S = 86_400;
/** A stay that begins at the very end of the day still lasts this long [s]. */
const LEAST_S = 60;
/** Speed of bringing cars back at night: 30 km/h door to door. */
const RELOCATION_MPS = 30 / 3.6;

interface Stay {
  kind: number;
  node: number;
  zone: number;
  arrivalS: number;
  departureS: number;
  drivenM: number;
}

export class ParkingStays {
  private readonly dayType: number;
  /** [car] stays so far; null for cars that are not simulated. */
  private readonly stays: Array<Stay[] | null>;

  constructor(carCount: number, dayType: number) {
    this.dayType = dayType;
    this.stays = new Array<Stay[] | null>(carCount).fill(null);
  }

  /** Begins the day of a simulated car where it belongs. */
  begin(car: number, shared: boolean, node: number, zone: number): void {
    const kind = shared ? STAY_HUB : STAY_HOME;
    this.stays[car] = [{ kind, node, zone, arrivalS: 0, departureS: DAY_END_S, drivenM: 0 }];
  }

  /** The car leaves where it stands and stands somewhere else after a drive. */
  drive(
    car: number,
    departureS: number,
    arrivalS: number,
    drivenM: number,
    kind: number,
    node: number,
    zone: number,
  ): void {
    const stays = this.stays[car]!;
    const last = stays[stays.length - 1]!;
    const leaveS = Math.max(last.arrivalS, Math.min(departureS, DAY_END_S - 2 * LEAST_S));
    if (last.arrivalS >= DAY_END_S - 2 * LEAST_S) {
      // Drives after midnight are counted with the last stay.
      last.drivenM += drivenM;
      last.kind = kind;
      last.node = node;
      last.zone = zone;
      return;
    }
    last.departureS = leaveS;
    stays.push({
      kind,
      node,
      zone,
      arrivalS: Math.max(leaveS, Math.min(arrivalS, DAY_END_S - LEAST_S)),
      departureS: DAY_END_S,
      drivenM,
    });
  }

  /** Drives a car home at night, from wherever it stands. @param metres from the node it stands at */
  bringBack(
    car: number,
    fromS: number,
    kind: number,
    node: number,
    zone: number,
    metres: (from: number) => number,
  ): void {
    const last = this.stays[car]!.at(-1)!;
    const far = metres(last.node);
    const leaveS = Math.max(fromS, last.arrivalS + LEAST_S);
    this.drive(car, leaveS, leaveS + far / RELOCATION_MPS, far, kind, node, zone);
  }

  store(): ParkingStore {
    const firstStay = sharedU32(this.stays.length + 1);
    this.stays.forEach((stays, car) => {
      firstStay[car + 1] = firstStay[car]! + (stays?.length ?? 0);
    });
    const stayCount = firstStay[this.stays.length]!;
    const store = {
      dayType: this.dayType,
      stayCount,
      firstStay,
      kind: sharedU8(stayCount),
      node: sharedU32(stayCount),
      zone: sharedU32(stayCount),
      arrivalS: sharedI32(stayCount),
      departureS: sharedI32(stayCount),
      drivenM: sharedF32(stayCount),
    };
    this.stays.forEach((stays, car) => {
      stays?.forEach((stay, i) => {
        const at = firstStay[car]! + i;
        store.kind[at] = stay.kind;
        store.node[at] = stay.node;
        store.zone[at] = stay.zone;
        store.arrivalS[at] = Math.round(stay.arrivalS);
        store.departureS[at] = Math.round(stay.departureS);
        store.drivenM[at] = stay.drivenM;
      });
    });
    return store;
  }
}
