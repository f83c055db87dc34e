/** Sparse linear systems in dense blocks, one block row a bus: LU with a fill-reducing order that is found once and reused.
 *  In: adjacency of buses, block size. Out: solver that owns its storage; pattern fixed, numbers replaced at will.
 *  Method: minimum-degree elimination order (Tinney and Walker 1967, doi 10.1109/PROC.1967.6011), right-looking block LU; pivoting
 *  only inside a block, which suffices for admittance-like matrices.
 *
 *  Storage: block (bus i, bus j) row-major at `slot(i, j) · size²`. */
export class BlockSolver {
  readonly size: number;
  readonly count: number;
  /** Numbers of all blocks; `factor` overwrites them. */
  readonly values: Float64Array;
  private readonly slots: ReadonlyArray<ReadonlyMap<number, number>>;
  /** [position] bus that is eliminated. */
  private readonly order: Uint32Array;
  /** Buses coupled to position p when it is eliminated: later[first[p]] …, with their blocks below and right of the pivot. */
  private readonly first: Uint32Array;
  private readonly later: Uint32Array;
  private readonly lowerSlot: Uint32Array;
  private readonly upperSlot: Uint32Array;
  /** Blocks that change when position p is eliminated, row by row of its neighbours. */
  private readonly targetFirst: Uint32Array;
  private readonly target: Uint32Array;
  private readonly work: Float64Array;

  /** @param edges pairs of coupled buses, any order, doubles allowed */
  constructor(count: number, edges: ReadonlyArray<readonly [number, number]>, size: number) {
    this.size = size;
    this.count = count;
    const adjacent: Set<number>[] = Array.from({ length: count }, () => new Set());
    for (const [a, b] of edges) {
      if (a === b) continue;
      adjacent[a]!.add(b);
      adjacent[b]!.add(a);
    }
    const slots: Map<number, number>[] = Array.from({ length: count }, () => new Map());
    let slotCount = 0;
    const slotOf = (i: number, j: number): number => {
      let slot = slots[i]!.get(j);
      if (slot === undefined) {
        slot = slotCount++;
        slots[i]!.set(j, slot);
      }
      return slot;
    };
    const eliminated = minimumDegree(adjacent);
    this.order = eliminated.order;
    const later: number[] = [];
    const lower: number[] = [];
    const upper: number[] = [];
    const target: number[] = [];
    const first = new Uint32Array(count + 1);
    const targetFirst = new Uint32Array(count + 1);
    for (let position = 0; position < count; position++) {
      const bus = this.order[position]!;
      slotOf(bus, bus);
      const neighbours = eliminated.neighbours[position]!;
      for (const j of neighbours) {
        later.push(j);
        lower.push(slotOf(j, bus));
        upper.push(slotOf(bus, j));
      }
      for (const j of neighbours) for (const i of neighbours) target.push(slotOf(j, i));
      first[position + 1] = later.length;
      targetFirst[position + 1] = target.length;
    }
    this.slots = slots;
    this.first = first;
    this.later = Uint32Array.from(later);
    this.lowerSlot = Uint32Array.from(lower);
    this.upperSlot = Uint32Array.from(upper);
    this.targetFirst = targetFirst;
    this.target = Uint32Array.from(target);
    this.values = new Float64Array(slotCount * size * size);
    this.work = new Float64Array(2 * size * size + size);
  }

  /** Place of a block in `values`. @throws RangeError when the buses are not coupled */
  offset(i: number, j: number): number {
    const slot = this.slots[i]!.get(j);
    if (slot === undefined) throw new RangeError(`buses ${i} and ${j} are not coupled`);
    return slot * this.size * this.size;
  }

  /** Factorises `values` in place. @returns -1, or the bus whose pivot block is singular */
  factor(): number {
    const { size, values, order, first, lowerSlot, upperSlot, target, targetFirst, work, count } = this;
    const n2 = size * size;
    for (let position = 0; position < count; position++) {
      const bus = order[position]!;
      const pivot = this.offset(bus, bus);
      if (!invertBlock(values, pivot, size, work)) return bus;
      const from = first[position]!;
      const degree = first[position + 1]! - from;
      let t = targetFirst[position]!;
      for (let a = 0; a < degree; a++) {
        const lower = lowerSlot[from + a]! * n2;
        // L = A · pivot⁻¹
        for (let r = 0; r < size; r++)
          for (let c = 0; c < size; c++) {
            let sum = 0;
            for (let k = 0; k < size; k++) sum += values[lower + r * size + k]! * values[pivot + k * size + c]!;
            work[r * size + c] = sum;
          }
        for (let e = 0; e < n2; e++) values[lower + e] = work[e]!;
        for (let b = 0; b < degree; b++) {
          const upper = upperSlot[from + b]! * n2;
          const into = target[t++]! * n2;
          for (let r = 0; r < size; r++)
            for (let k = 0; k < size; k++) {
              const l = values[lower + r * size + k]!;
              if (l === 0) continue;
              for (let c = 0; c < size; c++) values[into + r * size + c]! -= l * values[upper + k * size + c]!;
            }
        }
      }
    }
    return -1;
  }

  /** Solves in place with the last factorisation; x is [bus × size]. */
  solve(x: Float64Array): void {
    const { size, values, order, first, later, lowerSlot, upperSlot, work, count } = this;
    const n2 = size * size;
    for (let position = 0; position < count; position++) {
      const from = order[position]! * size;
      for (let e = first[position]!; e < first[position + 1]!; e++)
        subtractProduct(values, lowerSlot[e]! * n2, x, from, x, later[e]! * size, size);
    }
    for (let position = count - 1; position >= 0; position--) {
      const bus = order[position]!;
      const at = bus * size;
      for (let e = first[position]!; e < first[position + 1]!; e++)
        subtractProduct(values, upperSlot[e]! * n2, x, later[e]! * size, x, at, size);
      const pivot = this.offset(bus, bus);
      for (let r = 0; r < size; r++) {
        let sum = 0;
        for (let c = 0; c < size; c++) sum += values[pivot + r * size + c]! * x[at + c]!;
        work[r] = sum;
      }
      for (let r = 0; r < size; r++) x[at + r] = work[r]!;
    }
  }
}

/** y −= block · x */
function subtractProduct(
  values: Float64Array,
  block: number,
  x: Float64Array,
  xAt: number,
  y: Float64Array,
  yAt: number,
  size: number,
): void {
  for (let r = 0; r < size; r++) {
    let sum = 0;
    for (let c = 0; c < size; c++) sum += values[block + r * size + c]! * x[xAt + c]!;
    y[yAt + r]! -= sum;
  }
}

/** Elimination order by least neighbours (ties by bus), and each bus's neighbours at its elimination. Consumes `adjacent`. */
function minimumDegree(adjacent: Set<number>[]): { order: Uint32Array; neighbours: number[][] } {
  const count = adjacent.length;
  const order = new Uint32Array(count);
  const neighbours: number[][] = [];
  const buckets: number[][] = [];
  const put = (bus: number): void => {
    const degree = adjacent[bus]!.size;
    while (buckets.length <= degree) buckets.push([]);
    buckets[degree]!.push(bus);
  };
  const done = new Uint8Array(count);
  for (let bus = count - 1; bus >= 0; bus--) put(bus);
  let lowest = 0;
  for (let position = 0; position < count; ) {
    while (lowest < buckets.length && buckets[lowest]!.length === 0) lowest++;
    const bus = buckets[lowest]!.pop()!;
    // A bus is put again whenever its degree changes; entries that are no longer true are skipped.
    if (done[bus] === 1 || adjacent[bus]!.size !== lowest) continue;
    done[bus] = 1;
    const own = [...adjacent[bus]!].sort((a, b) => a - b);
    order[position++] = bus;
    neighbours.push(own);
    for (const a of own) {
      const set = adjacent[a]!;
      set.delete(bus);
      for (const b of own) if (a !== b) set.add(b);
    }
    for (const a of own) {
      put(a);
      lowest = Math.min(lowest, adjacent[a]!.size);
    }
    adjacent[bus]!.clear();
  }
  return { order, neighbours };
}

/** Gauss–Jordan with row exchange, in place. @returns false for a singular block */
function invertBlock(values: Float64Array, at: number, size: number, work: Float64Array): boolean {
  const n2 = size * size;
  const inverse = n2;
  for (let e = 0; e < n2; e++) {
    work[e] = values[at + e]!;
    work[inverse + e] = 0;
  }
  for (let r = 0; r < size; r++) work[inverse + r * size + r] = 1;
  for (let c = 0; c < size; c++) {
    let best = c;
    for (let r = c + 1; r < size; r++) if (Math.abs(work[r * size + c]!) > Math.abs(work[best * size + c]!)) best = r;
    const pivot = work[best * size + c]!;
    if (!(Math.abs(pivot) > 0) || !Number.isFinite(pivot)) return false;
    if (best !== c)
      for (let k = 0; k < size; k++) {
        for (const base of [0, inverse]) {
          const held = work[base + best * size + k]!;
          work[base + best * size + k] = work[base + c * size + k]!;
          work[base + c * size + k] = held;
        }
      }
    const one = 1 / pivot;
    for (let k = 0; k < size; k++) {
      work[c * size + k]! *= one;
      work[inverse + c * size + k]! *= one;
    }
    for (let r = 0; r < size; r++) {
      if (r === c) continue;
      const factor = work[r * size + c]!;
      if (factor === 0) continue;
      for (let k = 0; k < size; k++) {
        work[r * size + k]! -= factor * work[c * size + k]!;
        work[inverse + r * size + k]! -= factor * work[inverse + c * size + k]!;
      }
    }
  }
  for (let e = 0; e < n2; e++) values[at + e] = work[inverse + e]!;
  return true;
}
