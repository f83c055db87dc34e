/** Sessions as they end, in order of their end; grows in blocks so that nothing large is ever copied twice. */
import type { SessionStore } from './stores.ts';

const BLOCK = 1 << 16;

type Block = ReturnType<typeof block>;

const block = (size: number) => ({
  car: new Uint32Array(size),
  area: new Uint32Array(size),
  kind: new Uint8Array(size),
  arrivalStep: new Uint32Array(size),
  departureStep: new Uint32Array(size),
  requestedKwh: new Float32Array(size),
  chargedKwh: new Float32Array(size),
  dischargedKwh: new Float32Array(size),
  unservedKwh: new Float32Array(size),
  gainedKwh: new Float32Array(size),
  spareKwh: new Float32Array(size),
  roomKwh: new Float32Array(size),
});

/** A session that has ended, as in SessionStore. */
export type EndedSession = { readonly [K in keyof Block]: number };

export class SessionLog {
  count = 0;
  private readonly blocks: Block[] = [];
  private last: Block = block(0);

  add(session: EndedSession): void {
    const at = this.count++ % BLOCK;
    if (at === 0) {
      this.last = block(BLOCK);
      this.blocks.push(this.last);
    }
    const { last } = this;
    last.car[at] = session.car;
    last.area[at] = session.area;
    last.kind[at] = session.kind;
    last.arrivalStep[at] = session.arrivalStep;
    last.departureStep[at] = session.departureStep;
    last.requestedKwh[at] = session.requestedKwh;
    last.chargedKwh[at] = session.chargedKwh;
    last.dischargedKwh[at] = session.dischargedKwh;
    last.unservedKwh[at] = session.unservedKwh;
    last.gainedKwh[at] = session.gainedKwh;
    last.spareKwh[at] = session.spareKwh;
    last.roomKwh[at] = session.roomKwh;
  }

  store(): SessionStore {
    const whole = block(this.count);
    this.blocks.forEach((part, b) => {
      const length = Math.min(BLOCK, this.count - b * BLOCK);
      for (const key of Object.keys(whole) as Array<keyof Block>)
        whole[key].set(part[key].subarray(0, length), b * BLOCK);
    });
    return { count: this.count, ...whole };
  }
}
