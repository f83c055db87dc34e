/** What goes into a queue simulation and what comes out. Declarations only. */

export interface Vehicles {
  readonly count: number;
  /** [vehicle] ms after midnight, ≥ 0, any order */
  readonly departureMs: Float64Array;
  /** [vehicle] passenger-car units, whole, ≥ 1 */
  readonly pcu: Uint8Array;
  /** [vehicle + 1] into routeLink */
  readonly firstLink: Uint32Array;
  readonly routeLink: Uint32Array;
  /** [place in routeLink] delay of the turn from that link to the next one [ms], none where absent: crossing the opposite stream, the phase of left
   *  turns. It holds up those behind as well, but takes nothing of the capacity. */
  readonly turnMs?: Uint16Array;
}

export interface QueueOptions {
  readonly startMs: number;
  readonly endMs: number;
  readonly binMs: number;
  /** A vehicle that has waited this long for a full link is taken out of the traffic and counted; Infinity never does. */
  readonly removeAfterMs: number;
  /** Headways that an idle link may catch up, default 0. A sampled vehicle stands for several that come spread out: without this, two of them
   *  close together would queue where the many would not. Flow over a time T is then at most capacity × T + this. */
  readonly catchUpHeadways?: number;
  /** Part of the capacity that is left by traffic which is not simulated: [bin × classCount + class], in (0, 1]. */
  readonly freeShare?: { readonly classOfLink: Uint8Array; readonly classCount: number; readonly share: Float32Array };
  /** Told of each vehicle that leaves a link, in the order of time: for traces and checks. */
  readonly onLeave?: (vehicle: number, link: number, enteredMs: number, leftMs: number) => void;
  readonly signal?: AbortSignal | undefined;
}

/** Links that wait for each other in a circle when the simulation ends or stops moving. */
export interface Gridlock {
  readonly links: readonly number[];
  readonly sinceMs: number;
}

export interface QueueResult {
  readonly binCount: number;
  /** [vehicle] NaN for those that did not arrive */
  readonly arrivalMs: Float64Array;
  /** [vehicle] when it got onto its first link; NaN when it never did */
  readonly enteredMs: Float64Array;
  /** [bin × linkCount + link] units that entered in the bin, and the mean time they took, without their turns' delay [ms] (0 where none did) */
  readonly entered: Float32Array;
  readonly meanTimeMs: Float32Array;
  readonly linkEvents: number;
  readonly arrivedCount: number;
  readonly insideCount: number;
  readonly waitingToStartCount: number;
  readonly removedCount: number;
  /** Of those inside or waiting to start: who stands on a street whose first vehicle waits for a full one, or before a full one. The others drive. */
  readonly stuckCount: number;
  readonly gridlocks: readonly Gridlock[];
}
