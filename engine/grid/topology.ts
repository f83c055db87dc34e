/** Which nodes hang together, which have no source, and which branches close loops. Pure. */
import type { BranchRow, GridModel } from './model.ts';

export const allBranches = (model: GridModel): BranchRow[] => [
  ...model.lines,
  ...model.links,
  ...model.transformers,
  ...model.genericBranches,
];

/** Sets of nodes that hang together (Tarjan 1975: union by path halving). */
function makeSets(model: GridModel): { find(node: number): number; join(a: number, b: number): boolean } {
  const parent = new Map(model.nodes.map((node) => [node.id, node.id]));
  const find = (node: number): number => {
    let at = node;
    while (parent.get(at)! !== at) {
      const above = parent.get(parent.get(at)!)!;
      parent.set(at, above);
      at = above;
    }
    return at;
  };
  return {
    find,
    join(a, b) {
      const rootA = find(a);
      const rootB = find(b);
      if (rootA === rootB) return false;
      parent.set(rootB, rootA);
      return true;
    },
  };
}

/** Closed branches whose ends were already joined by branches before them. */
export function findLoops(model: GridModel): BranchRow[] {
  const sets = makeSets(model);
  return allBranches(model).filter((row) => row.fromClosed && row.toClosed && !sets.join(row.fromNode, row.toNode));
}

/** Groups of nodes without a source in service. */
export function unfedNodes(model: GridModel): number[][] {
  const sets = makeSets(model);
  for (const row of allBranches(model)) if (row.fromClosed && row.toClosed) sets.join(row.fromNode, row.toNode);
  const fed = new Set(model.sources.filter((source) => source.inService).map((source) => sets.find(source.node)));
  const islands = new Map<number, number[]>();
  for (const id of new Set(model.nodes.map((node) => node.id))) {
    const root = sets.find(id);
    if (fed.has(root)) continue;
    const island = islands.get(root);
    if (island === undefined) islands.set(root, [id]);
    else island.push(id);
  }
  return [...islands.values()];
}
