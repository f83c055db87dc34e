/** Which steps of a period the feeders are solved for: all, or each month's hardest. Pure. */
import type { AreaYearPayload } from './area-year.ts';

export const allSteps = (count: number): Uint32Array => Uint32Array.from({ length: count }, (_, step) => step);

/** The steps of highest and of lowest net load of each month, in order of time. */
export function extremeSteps(payload: AreaYearPayload, area: number): Uint32Array {
  const { stepCount, netKw, monthOfStep, dayOfStep, extremesPerMonth } = payload;
  const chosen = new Set<number>();
  const at = (step: number): number => netKw[area * stepCount + step]!;
  const highest: number[] = [];
  const lowest: number[] = [];
  /** Keeps the first steps of an order in which `value` falls, earlier steps before later ones of equal value. */
  const offer = (best: number[], step: number, value: (step: number) => number): void => {
    if (best.length === extremesPerMonth && value(step) <= value(best[best.length - 1]!)) return;
    if (best.length === extremesPerMonth) best.pop();
    let place = best.length;
    while (place > 0 && value(step) > value(best[place - 1]!)) place--;
    best.splice(place, 0, step);
  };
  const negative = (step: number): number => -at(step);
  const close = (): void => {
    for (const step of highest.splice(0)) chosen.add(step);
    for (const step of lowest.splice(0)) chosen.add(step);
  };
  let from = 0;
  for (let step = 0; step < stepCount; step++) {
    // A month ends where its number changes; more than 31 days of one number cannot follow each other.
    if (monthOfStep[step] !== monthOfStep[from] || dayOfStep[step]! - dayOfStep[from]! >= 31) {
      close();
      from = step;
    }
    offer(highest, step, at);
    offer(lowest, step, negative);
  }
  close();
  return Uint32Array.from(chosen).sort();
}
