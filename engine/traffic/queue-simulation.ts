/** Queue simulation of traffic: vehicles drive their routes link by link; a link lets one unit out per headway, holds only so many, and a
 *  vehicle that finds the next link full waits and blocks those behind it (spillback). A gap that opens at the exit reaches the entry
 *  after the time a backward wave needs, so that queues dissolve at the right speed.
 *  In: links, vehicles with departure and route. Out: trip times, link flows and times by bin, who is left inside. Pure, deterministic.
 *  Method: point queue with storage (Gawron 1998, Int. J. Mod. Phys. C 9, 393–407; Charypar, Axhausen, Nagel 2007, Transportation Research
 *  Record 2003, 35–40), entry condition by Newell's simplified kinematic waves (Newell 1993, Transportation Research B 27, 281–313). */
import { throwIfCancelled } from '../core/errors.ts';
import { breathe } from '../core/progress.ts';
import { EventQueue } from './event-queue.ts';
import { findGridlocks, NO_LINK } from './gridlocks.ts';
import type { Gridlock, QueueOptions, QueueResult, Vehicles } from './queue-day.ts';
import type { QueueNetwork } from './queue-network.ts';

export type { Gridlock, QueueOptions, QueueResult, Vehicles };

const NONE = 0xffffffff;
/** Events between two looks at the world: well under 200 ms. */
const STEPS_PER_BREATH = 100_000;

export function simulateQueues(network: QueueNetwork, vehicles: Vehicles, options: QueueOptions): QueueResult {
  return new QueueRun(network, vehicles, options).run();
}

/** The same with events let in now and then: for stages that must end soon after they are cancelled. @throws CancelledError */
export function simulateQueuesBreathing(
  network: QueueNetwork,
  vehicles: Vehicles,
  options: QueueOptions,
): Promise<QueueResult> {
  return new QueueRun(network, vehicles, options).runBreathing();
}

class QueueRun {
  private readonly network: QueueNetwork;
  private readonly vehicles: Vehicles;
  private readonly options: QueueOptions;
  private readonly catchUp: number;
  private readonly onLeave: QueueOptions['onLeave'];
  private readonly events: EventQueue;
  /** [link] first and last vehicle, in order of entry; [vehicle] the one behind it */
  private readonly front: Uint32Array;
  private readonly back: Uint32Array;
  private readonly behind: Uint32Array;
  /** [vehicle] place in the route, entry and earliest exit of the present link */
  private readonly position: Uint32Array;
  private readonly linkEntryMs: Float64Array;
  private readonly readyMs: Float64Array;
  /** [link] units on it; ring of the last `storage` exit times, where the next one goes, and the one that the next entry looks at */
  private readonly inside: Int32Array;
  private readonly ringFirst: Uint32Array;
  private readonly ring: Float64Array;
  private readonly outAt: Uint32Array;
  private readonly inAt: Uint32Array;
  /** [link] earliest next exit by flow capacity */
  private readonly exitMs: Float64Array;
  /** Who waits to enter a link: upstream links (by number) and starting vehicles (linkCount + vehicle), first come first served. */
  private readonly waitFront: Uint32Array;
  private readonly waitBack: Uint32Array;
  private readonly waitNext: Uint32Array;
  private readonly waitSinceMs: Float64Array;
  private readonly waiting: Uint8Array;
  private readonly binCount: number;
  private readonly entered: Float32Array;
  private readonly timeSum: Float64Array;
  private readonly arrivalMs: Float64Array;
  private readonly enteredMs: Float64Array;
  private linkEvents = 0;
  private arrived = 0;
  private started = 0;
  private removed = 0;
  private waitingStarts = 0;
  /** Vehicles by departure, the next of them, and when stuck ones are looked for. */
  private readonly order: Uint32Array;
  private next = 0;
  private nextSweepMs: number;

  constructor(network: QueueNetwork, vehicles: Vehicles, options: QueueOptions) {
    const { linkCount } = network;
    this.network = network;
    this.vehicles = vehicles;
    this.options = options;
    this.catchUp = options.catchUpHeadways ?? 0;
    this.onLeave = options.onLeave;
    this.events = new EventQueue(linkCount);
    this.front = new Uint32Array(linkCount).fill(NONE);
    this.back = new Uint32Array(linkCount).fill(NONE);
    this.behind = new Uint32Array(vehicles.count).fill(NONE);
    this.position = new Uint32Array(vehicles.count);
    this.linkEntryMs = new Float64Array(vehicles.count);
    this.readyMs = new Float64Array(vehicles.count);
    this.inside = new Int32Array(linkCount);
    this.outAt = new Uint32Array(linkCount);
    this.inAt = new Uint32Array(linkCount);
    this.ringFirst = new Uint32Array(linkCount + 1);
    for (let link = 0; link < linkCount; link++)
      this.ringFirst[link + 1] = this.ringFirst[link]! + network.storagePcu[link]!;
    // A place that nobody left yet stands for a gap that came back long ago.
    this.ring = new Float64Array(this.ringFirst[linkCount]!).fill(-Infinity);
    this.exitMs = new Float64Array(linkCount).fill(-Infinity);
    this.waitFront = new Uint32Array(linkCount).fill(NONE);
    this.waitBack = new Uint32Array(linkCount).fill(NONE);
    this.waitNext = new Uint32Array(linkCount + vehicles.count).fill(NONE);
    this.waitSinceMs = new Float64Array(linkCount + vehicles.count);
    this.waiting = new Uint8Array(linkCount);
    this.binCount = Math.max(1, Math.ceil((options.endMs - options.startMs) / options.binMs));
    this.entered = new Float32Array(this.binCount * linkCount);
    this.timeSum = new Float64Array(this.binCount * linkCount);
    this.arrivalMs = new Float64Array(vehicles.count).fill(Number.NaN);
    this.enteredMs = new Float64Array(vehicles.count).fill(Number.NaN);
    this.order = Uint32Array.from({ length: vehicles.count }, (_, v) => v).sort(
      (a, b) => vehicles.departureMs[a]! - vehicles.departureMs[b]! || a - b,
    );
    this.nextSweepMs = options.startMs + options.removeAfterMs;
  }

  run(): QueueResult {
    this.advance(Infinity);
    return this.result();
  }

  async runBreathing(): Promise<QueueResult> {
    while (!this.advance(STEPS_PER_BREATH)) await breathe();
    return this.result();
  }

  /** @returns true when the simulation is over */
  private advance(maxSteps: number): boolean {
    const { vehicles, options, events, order } = this;
    for (let steps = 0; steps < maxSteps; ) {
      const departMs = this.next < order.length ? vehicles.departureMs[order[this.next]!]! : Infinity;
      const eventMs = events.firstTime;
      const nowMs = Math.min(departMs, eventMs);
      if (nowMs >= this.nextSweepMs && this.nextSweepMs < options.endMs && (nowMs < Infinity || this.anyoneWaits())) {
        this.removeStuck(this.nextSweepMs);
        this.nextSweepMs += Math.max(1000, options.removeAfterMs / 4);
        continue;
      }
      if (nowMs >= options.endMs) return true;
      if ((++steps & 0xffff) === 0) throwIfCancelled(options.signal);
      if (departMs <= eventMs) this.depart(order[this.next++]!, departMs);
      else this.serve(events.pop(), eventMs);
    }
    return false;
  }

  private anyoneWaits(): boolean {
    return this.started + this.waitingStarts > this.arrived + this.removed;
  }

  private depart(vehicle: number, nowMs: number): void {
    const first = this.vehicles.firstLink[vehicle]!;
    if (first === this.vehicles.firstLink[vehicle + 1]!) {
      this.started++;
      this.arrived++;
      this.enteredMs[vehicle] = nowMs;
      this.arrivalMs[vehicle] = nowMs;
      return;
    }
    const link = this.vehicles.routeLink[first]!;
    this.position[vehicle] = first;
    const waiter = this.network.linkCount + vehicle;
    if (this.waitFront[link] === NONE && this.entryMs(link, this.vehicles.pcu[vehicle]!, nowMs) < Infinity)
      this.start(vehicle, link, nowMs);
    else {
      this.waitingStarts++;
      this.enqueueWaiter(link, waiter, nowMs);
    }
  }

  private start(vehicle: number, link: number, nowMs: number): void {
    this.started++;
    this.enteredMs[vehicle] = nowMs;
    this.enter(vehicle, link, nowMs);
  }

  /** Earliest time at which `units` may enter a link by its storage and the gaps on their way back; Infinity while it is full.
   *  An empty link admits any vehicle, even one longer than itself. */
  private entryMs(link: number, units: number, nowMs: number): number {
    const storage = this.network.storagePcu[link]!;
    const inside = this.inside[link]!;
    if (inside + units > storage) return inside === 0 ? nowMs : Infinity;
    let at = this.inAt[link]! + units - 1;
    if (at >= storage) at -= storage;
    const leftMs = this.ring[this.ringFirst[link]! + at]!;
    return leftMs === -Infinity ? nowMs : leftMs + this.network.gapTimeMs[link]!;
  }

  private enter(vehicle: number, link: number, nowMs: number): void {
    const { events, network } = this;
    const units = this.vehicles.pcu[vehicle]!;
    this.inside[link]! += units;
    this.inAt[link] = (this.inAt[link]! + units) % network.storagePcu[link]!;
    this.linkEntryMs[vehicle] = nowMs;
    this.readyMs[vehicle] = nowMs + network.freeTimeMs[link]! + this.turnMsOf(vehicle);
    this.behind[vehicle] = NONE;
    const last = this.back[link]!;
    this.back[link] = vehicle;
    if (last === NONE) {
      this.front[link] = vehicle;
      events.schedule(link, Math.max(this.readyMs[vehicle]!, this.exitMs[link]!));
    } else this.behind[last] = vehicle;
    this.entered[this.binOf(nowMs) * network.linkCount + link]! += units;
  }

  private turnMsOf(vehicle: number): number {
    const { turnMs } = this.vehicles;
    return turnMs === undefined ? 0 : turnMs[this.position[vehicle]!]!;
  }

  private binOf(timeMs: number): number {
    return Math.max(0, Math.min(this.binCount - 1, Math.floor((timeMs - this.options.startMs) / this.options.binMs)));
  }

  private freeShareOf(link: number, timeMs: number): number {
    const free = this.options.freeShare;
    return free === undefined ? 1 : free.share[this.binOf(timeMs) * free.classCount + free.classOfLink[link]!]!;
  }

  /** The first vehicle of a link is at its end and may leave by capacity. */
  private serve(link: number, nowMs: number): void {
    const vehicle = this.front[link]!;
    // The only vehicle was taken out of the traffic after its turn was set.
    if (vehicle === NONE) return;
    const at = this.position[vehicle]! + 1;
    if (at === this.vehicles.firstLink[vehicle + 1]!) {
      this.leave(vehicle, link, nowMs);
      this.arrivalMs[vehicle] = nowMs;
      this.arrived++;
      return;
    }
    const next = this.vehicles.routeLink[at]!;
    const first = this.waitFront[next]!;
    if (first !== NONE && first !== link) {
      if (this.waiting[link] === 0) this.enqueueWaiter(next, link, nowMs);
      return;
    }
    const entryMs = this.entryMs(next, this.vehicles.pcu[vehicle]!, nowMs);
    if (entryMs <= nowMs) {
      if (first === link) this.dequeueWaiter(next);
      this.leave(vehicle, link, nowMs);
      this.position[vehicle] = at;
      this.enter(vehicle, next, nowMs);
      this.wake(next, nowMs);
    } else {
      if (this.waiting[link] === 0) this.enqueueWaiter(next, link, nowMs);
      if (entryMs < Infinity) this.events.schedule(link, entryMs);
    }
  }

  private leave(vehicle: number, link: number, nowMs: number): void {
    const { network } = this;
    this.linkEvents++;
    if (this.onLeave !== undefined) this.onLeave(vehicle, link, this.linkEntryMs[vehicle]!, nowMs);
    const units = this.vehicles.pcu[vehicle]!;
    const storage = network.storagePcu[link]!;
    const first = this.ringFirst[link]!;
    let at = this.outAt[link]!;
    for (let unit = 0; unit < units; unit++) {
      this.ring[first + at] = nowMs;
      if (++at === storage) at = 0;
    }
    this.outAt[link] = at;
    this.inside[link]! -= units;
    const headwayMs =
      this.options.freeShare === undefined
        ? network.headwayMs[link]!
        : network.headwayMs[link]! / this.freeShareOf(link, nowMs);
    this.exitMs[link] = Math.max(this.exitMs[link]!, nowMs - this.catchUp * headwayMs) + headwayMs * units;
    const bin = this.binOf(this.linkEntryMs[vehicle]!) * network.linkCount + link;
    this.timeSum[bin]! += (nowMs - this.linkEntryMs[vehicle]! - this.turnMsOf(vehicle)) * units;
    const following = this.behind[vehicle]!;
    this.front[link] = following;
    if (following === NONE) this.back[link] = NONE;
    // With catching up the next may go by capacity long since, but not before the one in front has left.
    else this.events.schedule(link, Math.max(nowMs, this.readyMs[following]!, this.exitMs[link]!));
    this.wake(link, nowMs);
  }

  private enqueueWaiter(link: number, waiter: number, nowMs: number): void {
    if (waiter < this.network.linkCount) this.waiting[waiter] = 1;
    this.waitSinceMs[waiter] = nowMs;
    this.waitNext[waiter] = NONE;
    const last = this.waitBack[link]!;
    this.waitBack[link] = waiter;
    if (last === NONE) {
      this.waitFront[link] = waiter;
      this.wake(link, nowMs);
    } else this.waitNext[last] = waiter;
  }

  private dequeueWaiter(link: number): void {
    const waiter = this.waitFront[link]!;
    if (waiter < this.network.linkCount) this.waiting[waiter] = 0;
    const next = this.waitNext[waiter]!;
    this.waitFront[link] = next;
    if (next === NONE) this.waitBack[link] = NONE;
  }

  /** Tells the first waiter of a link when it may try; a starting vehicle enters at once or leaves a note with the link itself. */
  private wake(link: number, nowMs: number): void {
    for (;;) {
      const waiter = this.waitFront[link]!;
      if (waiter === NONE) return;
      if (waiter < this.network.linkCount) {
        const vehicle = this.front[waiter]!;
        const entryMs = this.entryMs(link, this.vehicles.pcu[vehicle]!, nowMs);
        if (entryMs < Infinity) this.events.schedule(waiter, Math.max(nowMs, entryMs));
        return;
      }
      const vehicle = waiter - this.network.linkCount;
      // A start does not wait for the gap to travel: it comes from the kerb, not from the entry. It needs the room only.
      if (this.entryMs(link, this.vehicles.pcu[vehicle]!, nowMs) === Infinity) return;
      this.dequeueWaiter(link);
      this.waitingStarts--;
      this.start(vehicle, link, nowMs);
    }
  }

  /** Takes out vehicles that have waited longer than allowed; they count as removed and free their place. */
  private removeStuck(nowMs: number): void {
    for (let link = 0; link < this.network.linkCount; link++) {
      if (this.waiting[link] === 0 || nowMs - this.waitSinceMs[link]! < this.options.removeAfterMs) continue;
      const vehicle = this.front[link]!;
      this.unlinkWaiter(this.vehicles.routeLink[this.position[vehicle]! + 1]!, link, nowMs);
      this.removed++;
      this.leave(vehicle, link, nowMs);
    }
  }

  private unlinkWaiter(link: number, waiter: number, nowMs: number): void {
    this.waiting[waiter] = 0;
    let before = NONE;
    let at = this.waitFront[link]!;
    while (at !== waiter) {
      before = at;
      at = this.waitNext[at]!;
    }
    const next = this.waitNext[waiter]!;
    if (before === NONE) this.waitFront[link] = next;
    else this.waitNext[before] = next;
    if (next === NONE) this.waitBack[link] = before;
    if (before === NONE) this.wake(link, nowMs);
  }

  /** Who stands on a link when the simulation ends took at least the time until then: a locked link must not look empty. With them, all that
   *  entered a link in a bin have their time in its sum. */
  private countInside(): void {
    const { linkCount } = this.network;
    const endMs = Math.min(this.options.endMs, this.options.startMs + this.binCount * this.options.binMs);
    for (let link = 0; link < linkCount; link++)
      for (let vehicle = this.front[link]!; vehicle !== NONE; vehicle = this.behind[vehicle]!) {
        const bin = this.binOf(this.linkEntryMs[vehicle]!) * linkCount + link;
        const units = this.vehicles.pcu[vehicle]!;
        this.timeSum[bin]! += Math.max(0, endMs - this.linkEntryMs[vehicle]!) * units;
      }
  }

  private countStuck(): number {
    let stuck = this.waitingStarts;
    for (let link = 0; link < this.network.linkCount; link++)
      if (this.waiting[link] === 1)
        for (let vehicle = this.front[link]!; vehicle !== NONE; vehicle = this.behind[vehicle]!) stuck++;
    return stuck;
  }

  private result(): QueueResult {
    this.countInside();
    const meanTimeMs = new Float32Array(this.timeSum.length);
    for (let i = 0; i < meanTimeMs.length; i++)
      if (this.entered[i]! > 0) meanTimeMs[i] = this.timeSum[i]! / this.entered[i]!;
    return {
      binCount: this.binCount,
      arrivalMs: this.arrivalMs,
      enteredMs: this.enteredMs,
      entered: this.entered,
      meanTimeMs,
      linkEvents: this.linkEvents,
      arrivedCount: this.arrived,
      insideCount: this.started - this.arrived - this.removed,
      waitingToStartCount: this.waitingStarts,
      removedCount: this.removed,
      stuckCount: this.countStuck(),
      gridlocks: findGridlocks(
        this.network.linkCount,
        (link) =>
          this.waiting[link] === 1 ? this.vehicles.routeLink[this.position[this.front[link]!]! + 1]! : NO_LINK,
        this.waitSinceMs,
      ),
    };
  }
}
