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
});

export class SessionLog {
  count = 0;
  private readonly blocks: Block[] = [];
  private last: Block = block(0);

  /** @param unservedKwh missing from what was asked, at the battery */
  add(
    car: number,
    area: number,
    kind: number,
    arrivalStep: number,
    departureStep: number,
    requestedKwh: number,
    chargedKwh: number,
    dischargedKwh: number,
    unservedKwh: number,
  ): void {
    const at = this.count++ % BLOCK;
    if (at === 0) {
      this.last = block(BLOCK);
      this.blocks.push(this.last);
    }
    const { last } = this;
    last.car[at] = car;
    last.area[at] = area;
    last.kind[at] = kind;
    last.arrivalStep[at] = arrivalStep;
    last.departureStep[at] = departureStep;
    last.requestedKwh[at] = requestedKwh;
    last.chargedKwh[at] = chargedKwh;
    last.dischargedKwh[at] = dischargedKwh;
    last.unservedKwh[at] = unservedKwh;
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
