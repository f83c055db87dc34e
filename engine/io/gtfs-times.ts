/** Times of one trip made whole: clock texts to seconds, gaps filled between timepoints, times that go back taken out. Pure.
 *  Source: GTFS reference, stop_times.txt (hours may exceed 24; empty times lie between timepoints). */

/** Seconds after midnight of `H:MM:SS`; -1 when empty, NaN when it is no time. */
export function parseClock(text: string): number {
  const n = text.length;
  if (n === 0) return -1;
  if (n < 7 || n > 9 || text.charCodeAt(n - 3) !== 58 || text.charCodeAt(n - 6) !== 58) return Number.NaN;
  const digit = (at: number): number => {
    const d = text.charCodeAt(at) - 48;
    return d >= 0 && d <= 9 ? d : Number.NaN;
  };
  let hours = 0;
  for (let i = 0; i < n - 6; i++) hours = hours * 10 + digit(i);
  const minutes = digit(n - 5) * 10 + digit(n - 4);
  const seconds = digit(n - 2) * 10 + digit(n - 1);
  return minutes < 60 && seconds < 60 ? hours * 3600 + minutes * 60 + seconds : Number.NaN;
}

/** Times of a trip while they are being mended, all arrays [stop of the trip]; -1 is "not given". */
export interface TripTimes {
  readonly arrivalS: number[];
  readonly departureS: number[];
  /** Distance along the trip [m], never decreasing. */
  readonly alongM: readonly number[];
}

export interface MendCount {
  interpolated: number;
  backwards: number;
}

/** Mends in place. False when the trip cannot be used: its first or last stop has no time. */
export function mendTimes({ arrivalS, departureS, alongM }: TripTimes, count: MendCount): boolean {
  const n = arrivalS.length;
  let lastS = -1;
  for (let i = 0; i < n; i++) {
    let arrival = arrivalS[i]!;
    let departure = departureS[i]!;
    if (arrival < 0) arrival = departure;
    if (departure < 0) departure = arrival;
    if (arrival >= 0 && departure < arrival) {
      count.backwards++;
      departure = arrival;
    }
    if (arrival >= 0 && arrival < lastS) {
      count.backwards++;
      arrival = -1;
      departure = -1;
    }
    if (departure >= 0) lastS = departure;
    arrivalS[i] = arrival;
    departureS[i] = departure;
  }
  if (n < 2 || departureS[0]! < 0 || arrivalS[n - 1]! < 0) return false;
  for (let i = 1; i < n; i++) {
    if (arrivalS[i]! >= 0) continue;
    let next = i;
    while (arrivalS[next]! < 0) next++;
    fillBetween(arrivalS, departureS, alongM, i - 1, next);
    count.interpolated += next - i;
    i = next;
  }
  return true;
}

/** By distance, or by the number of stops where the distance does not grow. */
function fillBetween(
  arrivalS: number[],
  departureS: number[],
  alongM: readonly number[],
  from: number,
  to: number,
): void {
  const startS = departureS[from]!;
  const spanS = arrivalS[to]! - startS;
  const lengthM = alongM[to]! - alongM[from]!;
  for (let k = from + 1; k < to; k++) {
    const share = lengthM > 0 ? (alongM[k]! - alongM[from]!) / lengthM : (k - from) / (to - from);
    arrivalS[k] = departureS[k] = Math.round(startS + spanS * Math.min(1, Math.max(0, share)));
  }
}

const UNITS_M = [1, 1000, 1609.344, 0.3048];

/** Tagged distances [any unit] in metres when one of the usual units makes them fit the straight lines between the stops; else the straight lines. */
export function distancesAlong(tagged: readonly number[], straightM: readonly number[]): readonly number[] {
  const n = straightM.length;
  const total = straightM[n - 1]!;
  const last = tagged[n - 1]!;
  if (!(total > 0) || !(last > 0)) return straightM;
  for (let i = 0; i < n; i++) if (!(tagged[i]! >= (i === 0 ? 0 : tagged[i - 1]!))) return straightM;
  const span = last - tagged[0]!;
  const unit = UNITS_M.find((metres) => span * metres > 0.95 * total && span * metres < 4 * total);
  return unit === undefined ? straightM : tagged.map((d) => (d - tagged[0]!) * unit);
}
