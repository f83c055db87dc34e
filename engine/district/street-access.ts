/** Decides where cars get in: inner stretches and ends on main roads are shut as far as every street stays reachable by car, and green routes
 *  are opened where cars need them. In: stretches. Out: the way of each. Draws from a named stream. */
import { Stream } from '../core/random.ts';
import type { StreetPlan } from './street-plan.ts';
import { closedWay, openedWay, type Way } from './way.ts';

export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly way: Way;
}

/** The stretches of the largest network, whoever may use it; scraps between two barriers are left out. */
export function largestNetwork(stretches: readonly Stretch[], nodeCount: number): Stretch[] {
  const { find, join } = unionFind(nodeCount);
  for (const stretch of stretches) join(stretch);
  const size = new Map<number, number>();
  for (const { from } of stretches) size.set(find(from), (size.get(find(from)) ?? 0) + 1);
  const largest = [...size].reduce((best, entry) => (entry[1] > best[1] ? entry : best), [-1, 0]);
  return stretches.filter(({ from }) => find(from) === largest[0]);
}

function unionFind(nodeCount: number): { find(node: number): number; join(ends: Stretch): boolean } {
  const parent = Int32Array.from({ length: nodeCount }, (_, node) => node);
  const find = (node: number): number => {
    let root = node;
    while (parent[root] !== root) root = parent[root]!;
    for (let at = node; at !== root; ) {
      const next = parent[at]!;
      parent[at] = root;
      at = next;
    }
    return root;
  };
  return {
    find,
    /** Joins the ends of a stretch; false when they were joined already. */
    join({ from, to }) {
      const a = find(from);
      const b = find(to);
      parent[Math.max(a, b)] = Math.min(a, b);
      return a !== b;
    },
  };
}

/** [stretch] its way after the decision; nodes are 0 … nodeCount - 1. */
export function decideAccess(stretches: readonly Stretch[], nodeCount: number, plan: StreetPlan): Way[] {
  const { find, join } = unionFind(nodeCount);
  const stream = new Stream(plan.seed, 'street-access');
  const drawn = stretches.map(() => stream.uniform());
  const ways = stretches.map((stretch) => stretch.way);
  const each = (wanted: (stretch: Stretch, draw: number) => boolean, then: (stretch: Stretch, at: number) => void) =>
    stretches.forEach((stretch, at) => {
      if (wanted(stretch, drawn[at]!)) then(stretch, at);
    });
  const shut = (way: Way, draw: number): boolean =>
    (way.gate === 'through' && draw < plan.cutThroughShare) ||
    (way.gate === 'direct' && draw >= plan.directAccessShare);
  each(
    ({ way }, draw) => way.car !== 0 && !shut(way, draw),
    (stretch) => join(stretch),
  );
  for (const gate of ['through', 'direct'] as const)
    each(
      ({ way }, draw) => way.gate === gate && shut(way, draw),
      (stretch, at) => {
        if (!join(stretch)) ways[at] = closedWay(stretch.way);
      },
    );
  openIslands(stretches, ways, find, (stretch) => join(stretch));
  return ways;
}

/** Opens green routes to streets that cars could not reach otherwise: the fewest stretches from each island to the main network. */
function openIslands(
  stretches: readonly Stretch[],
  ways: Way[],
  find: (node: number) => number,
  join: (stretch: Stretch) => void,
): void {
  const size = new Map<number, number>();
  const around = new Map<number, number[]>();
  const islands: number[] = [];
  stretches.forEach(({ from, to }, at) => {
    if (ways[at]!.car !== 0) {
      const root = find(from);
      if (!size.has(root)) islands.push(root);
      size.set(root, (size.get(root) ?? 0) + 1);
    }
    if (ways[at]!.gate !== 'green') return;
    for (const node of [from, to]) {
      const list = around.get(node);
      if (list === undefined) around.set(node, [at]);
      else list.push(at);
    }
  });
  const main = islands.reduce((best, root) => (size.get(root)! > size.get(best)! ? root : best), islands[0] ?? -1);
  for (const island of islands) {
    if (find(island) === find(main)) continue;
    const cameBy = new Map<number, number>();
    const queue: number[] = [];
    stretches.forEach(({ from, to }, at) => {
      if (ways[at]!.car === 0 || find(from) !== find(island)) return;
      for (const node of [from, to])
        if (!cameBy.has(node)) {
          cameBy.set(node, -1);
          queue.push(node);
        }
    });
    let reached = -1;
    for (let q = 0; q < queue.length && reached < 0; q++)
      for (const at of around.get(queue[q]!) ?? []) {
        const { from, to } = stretches[at]!;
        const next = from === queue[q] ? to : from;
        if (cameBy.has(next)) continue;
        cameBy.set(next, at);
        queue.push(next);
        if (find(next) === find(main)) {
          reached = next;
          break;
        }
      }
    for (let node = reached; node >= 0; ) {
      const at = cameBy.get(node)!;
      if (at < 0) break;
      ways[at] = openedWay(stretches[at]!.way);
      join(stretches[at]!);
      node = stretches[at]!.from === node ? stretches[at]!.to : stretches[at]!.from;
    }
  }
}
