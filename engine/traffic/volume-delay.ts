/** Volume-delay functions: how a link's travel time grows with its flow. Pure.
 *  BPR: US Bureau of Public Roads (1964), Traffic Assignment Manual. Conical: Spiess (1990), Transportation Science 24(2), 153–158. */

export const BPR = 0;
export const CONICAL = 1;

/** Parameters by link; a conical link uses `b` for its steepness α > 1. */
export interface VolumeDelay {
  /** [link] BPR or CONICAL */
  readonly kind: Uint8Array;
  /** [link] free-flow time, in the network's own unit of time */
  readonly freeTime: Float64Array;
  /** [link] capacity in the unit of flow, > 0 */
  readonly capacity: Float64Array;
  readonly b: Float64Array;
  readonly power: Float64Array;
}

function powerOf(x: number, p: number): number {
  if (p === 4) return x * x * x * x;
  if (p === 1) return x;
  if (p === 0) return 1;
  return x ** p;
}

/** Travel time at a flow ≥ 0. */
export function travelTime(vdf: VolumeDelay, link: number, flow: number): number {
  const free = vdf.freeTime[link]!;
  const ratio = flow / vdf.capacity[link]!;
  if (vdf.kind[link] === CONICAL) return free * conical(vdf.b[link]!, ratio);
  const b = vdf.b[link]!;
  return b === 0 ? free : free * (1 + b * powerOf(ratio, vdf.power[link]!));
}

/** Derivative of the travel time with respect to flow. */
export function travelTimeSlope(vdf: VolumeDelay, link: number, flow: number): number {
  const free = vdf.freeTime[link]!;
  const capacity = vdf.capacity[link]!;
  const ratio = flow / capacity;
  const b = vdf.b[link]!;
  if (vdf.kind[link] === CONICAL) {
    const a = b * (1 - ratio);
    const beta = (2 * b - 1) / (2 * b - 2);
    return (free * (b - (b * a) / Math.sqrt(a * a + beta * beta))) / capacity;
  }
  const p = vdf.power[link]!;
  return b === 0 || p === 0 ? 0 : (free * b * p * powerOf(ratio, p - 1)) / capacity;
}

/** Integral of the travel time from 0 to a flow (the link's part of Beckmann's sum). */
export function travelTimeIntegral(vdf: VolumeDelay, link: number, flow: number): number {
  const free = vdf.freeTime[link]!;
  const capacity = vdf.capacity[link]!;
  const ratio = flow / capacity;
  const b = vdf.b[link]!;
  if (vdf.kind[link] === CONICAL) {
    const beta = (2 * b - 1) / (2 * b - 2);
    const primitive = (a: number): number =>
      (a * Math.sqrt(a * a + beta * beta) + beta * beta * Math.asinh(a / beta)) / 2;
    const root = (primitive(b) - primitive(b * (1 - ratio))) / b;
    return free * capacity * (2 * ratio + root - b * (ratio - (ratio * ratio) / 2) - beta * ratio);
  }
  const p = vdf.power[link]!;
  return free * flow * (1 + (b * powerOf(ratio, p)) / (p + 1));
}

/** Spiess: f(x) = 2 + √(α²(1 − x)² + β²) − α(1 − x) − β with β = (2α − 1)/(2α − 2); f(0) = 1, f(1) = 2. */
function conical(alpha: number, ratio: number): number {
  const a = alpha * (1 - ratio);
  const beta = (2 * alpha - 1) / (2 * alpha - 2);
  return 2 + Math.sqrt(a * a + beta * beta) - a - beta;
}

/** Second derivative of the travel time with respect to flow (needed for the system optimum's step length). */
export function travelTimeCurvature(vdf: VolumeDelay, link: number, flow: number): number {
  const free = vdf.freeTime[link]!;
  const capacity = vdf.capacity[link]!;
  const ratio = flow / capacity;
  const b = vdf.b[link]!;
  if (vdf.kind[link] === CONICAL) {
    const a = b * (1 - ratio);
    const beta = (2 * b - 1) / (2 * b - 2);
    return (free * b * b * beta * beta) / (a * a + beta * beta) ** 1.5 / (capacity * capacity);
  }
  const p = vdf.power[link]!;
  return b === 0 || p === 0 || p === 1 ? 0 : (free * b * p * (p - 1) * powerOf(ratio, p - 2)) / (capacity * capacity);
}
