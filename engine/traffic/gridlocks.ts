/** Links that wait for each other in a circle. Pure. */
import type { Gridlock } from './queue-day.ts';

export const NO_LINK = 0xffffffff;

/** Circles in the graph "link waits for link"; each link waits for at most one other.
 *  @param waitsFor link that the first vehicle of a link waits for, NO_LINK where it waits for none  @param sinceMs [link] since when it waits */
export function findGridlocks(
  linkCount: number,
  waitsFor: (link: number) => number,
  sinceMs: ArrayLike<number>,
): Gridlock[] {
  const colour = new Uint32Array(linkCount);
  const gridlocks: Gridlock[] = [];
  for (let origin = 0; origin < linkCount; origin++) {
    let link = origin;
    while (link !== NO_LINK && colour[link] === 0) {
      colour[link] = origin + 1;
      link = waitsFor(link);
    }
    if (link === NO_LINK || colour[link] !== origin + 1) continue;
    const links: number[] = [];
    let lastMs = -Infinity;
    for (let at = link; links.length === 0 || at !== link; at = waitsFor(at)) {
      links.push(at);
      lastMs = Math.max(lastMs, sinceMs[at]!);
    }
    gridlocks.push({ links, sinceMs: lastMs });
  }
  return gridlocks;
}
