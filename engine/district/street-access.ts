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

/** [stretch] its way after the decision; nodes are 0 … nodeCount - 1. */
export function decideAccess(stretches: readonly Stretch[], nodeCount: number, plan: StreetPlan): Way[] {
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
  /** Joins the ends of a stretch; false when they were joined already. */
  const join = ({ from, to }: Stretch): boolean => {
    const a = find(from);
    const b = find(to);
    parent[Math.max(a, b)] = Math.min(a, b);
    return a !== b;
  };
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
  // A green route is opened only between two places that cars reach and that are not joined otherwise.
  const carAt = new Uint8Array(nodeCount);
  each(
    ({ way }) => way.car !== 0,
    ({ from, to }) => carAt.fill(1, from, from + 1).fill(1, to, to + 1),
  );
  each(
    ({ way, from, to }) => way.gate === 'green' && carAt[from] === 1 && carAt[to] === 1,
    (stretch, at) => {
      if (join(stretch)) ways[at] = openedWay(stretch.way);
    },
  );
  return ways;
}
