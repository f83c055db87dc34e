/** Power flow of any network, meshed or radial, by Newton's method on current balance, in rectangular coordinates.
 *  In: Network, loads. Out: voltages in the solver's own vector. Owns the factorised matrix and keeps it between steps: it is
 *  renewed only when the old one stops making fast progress.
 *  Method: da Costa, Martins and Pereira (1999), Developments in the Newton Raphson power flow formulation based on current
 *  injections, IEEE TPS 14(4), doi 10.1109/59.801891; three-phase: Garcia et al. (2000), doi 10.1109/59.867133.
 *
 *  Unknowns: [bus × phase × (re, im)]. Balance at a bus: Y·V + I_load(V) = Y_source·V_source. */
import { BlockSolver } from './block-solver.ts';
import { toPhases } from './branch-parameters.ts';
import { type Complex, multiply, ZERO } from './complex.ts';
import { type BusLoads, type Network, sourceVoltage } from './network.ts';

const MAX_ITERATIONS = 40;
/** The kept matrix is renewed when an iteration leaves more than this share of the last change. */
const SLOW = 0.2;
const ROUNDING_PU = 1e-7;

export class NewtonSolver {
  /** [bus × phase × 2] voltages [pu]. */
  readonly voltage: Float64Array;
  readonly network: Network;
  /** Bus that moved most in the last iteration. */
  worstBus = 0;
  /** Why the last solve failed: `singular` names a bus without a path to earth or source. */
  failure: 'none' | 'singular' | 'diverged' = 'none';
  private readonly solver: BlockSolver;
  /** Blocks of the linear part (branches, shunts, sources). */
  private readonly linear: Float64Array;
  private readonly pairRow: Uint32Array;
  private readonly pairColumn: Uint32Array;
  private readonly pairOffset: Uint32Array;
  private readonly diagonal: Uint32Array;
  /** [bus × phase × 2] current of the sources at their own voltage. */
  private readonly injection: Float64Array;
  private readonly residual: Float64Array;
  private started = false;
  private factored = false;

  constructor(network: Network) {
    this.network = network;
    const { busCount, phases } = network;
    const size = 2 * phases;
    const coupled = network.branches.filter((branch) => branch.closed);
    this.solver = new BlockSolver(
      busCount,
      coupled.map((branch) => [branch.from, branch.to] as const),
      size,
    );
    this.linear = new Float64Array(this.solver.values.length);
    this.diagonal = Uint32Array.from({ length: busCount }, (_, bus) => this.solver.offset(bus, bus));
    const pairs = new Map<number, [row: number, column: number]>();
    const pair = (row: number, column: number): number => {
      const offset = this.solver.offset(row, column);
      pairs.set(offset, [row, column]);
      return offset;
    };
    for (let bus = 0; bus < busCount; bus++) pair(bus, bus);
    for (const branch of network.branches) {
      const n = 2 * phases * phases;
      const block = (index: number): Float64Array => branch.y.subarray(index * n, (index + 1) * n);
      // A branch with one open end is a shunt at the other; blocks of its open end are zero.
      if (network.energised[branch.from] === 1) this.addComplex(pair(branch.from, branch.from), block(0));
      if (network.energised[branch.to] === 1) this.addComplex(pair(branch.to, branch.to), block(3));
      if (!branch.closed) continue;
      this.addComplex(pair(branch.from, branch.to), block(1));
      this.addComplex(pair(branch.to, branch.from), block(2));
    }
    for (const shunt of network.shunts)
      if (shunt.active) this.addSequences(this.diagonal[shunt.bus]!, shunt.y0, shunt.y1, shunt.y1);
    this.injection = new Float64Array(busCount * size);
    for (const source of network.sources) {
      if (!source.active) continue;
      this.addSequences(this.diagonal[source.bus]!, ...source.admittance);
      for (let phase = 0; phase < phases; phase++) {
        // The source's voltage is of positive sequence: only that admittance matters.
        const current = multiply(source.admittance[1], sourceVoltage(source.row, phase));
        this.injection[source.bus * size + 2 * phase]! += current[0];
        this.injection[source.bus * size + 2 * phase + 1]! += current[1];
      }
    }
    // A bus without voltage keeps V = 0.
    for (let bus = 0; bus < busCount; bus++)
      if (network.energised[bus] === 0)
        for (let r = 0; r < size; r++) this.linear[this.diagonal[bus]! + r * size + r] = 1;
    const sorted = [...pairs.entries()].sort((a, b) => a[1][0] - b[1][0] || a[1][1] - b[1][1]);
    this.pairOffset = Uint32Array.from(sorted, ([offset]) => offset);
    this.pairRow = Uint32Array.from(sorted, ([, [row]]) => row);
    this.pairColumn = Uint32Array.from(sorted, ([, [, column]]) => column);
    this.voltage = new Float64Array(busCount * size);
    this.residual = new Float64Array(busCount * size);
  }

  /** Solves from the last solution, or from the linear one at the first call.
   *  @param tolerancePu largest voltage change of the last iteration
   *  @returns iterations, or -1 (see `failure` and `worstBus`); the next solve then starts afresh */
  solve(loads: BusLoads, tolerancePu: number): number {
    const warm = this.started;
    if (warm) {
      const iterations = this.iterate(loads, tolerancePu);
      if (iterations >= 0) return iterations;
    }
    if (!this.start(loads)) return -1;
    const iterations = this.iterate(loads, tolerancePu);
    this.started = iterations >= 0;
    return iterations;
  }

  private iterate(loads: BusLoads, tolerancePu: number): number {
    let last = Number.POSITIVE_INFINITY;
    for (let iteration = 1; iteration <= MAX_ITERATIONS; iteration++) {
      this.balance(loads);
      const fresh = !this.factored;
      if (fresh && !this.factor(loads)) return -1;
      this.solver.solve(this.residual);
      const change = this.step();
      if (!Number.isFinite(change)) break;
      if (change <= tolerancePu) return iteration;
      if (change > SLOW * last) {
        // A fresh matrix that moves no closer has reached what rounding allows (a floating neutral is held by next to nothing).
        if (fresh && change <= ROUNDING_PU) return iteration;
        this.factored = false;
      }
      last = change;
    }
    this.failure = 'diverged';
    this.started = false;
    this.factored = false;
    return -1;
  }

  /** Voltages with all loads as impedances: near enough for Newton, and every phase shift is in it. */
  private start(loads: BusLoads): boolean {
    const { network, voltage, solver, linear, diagonal } = this;
    const { phases, busCount } = network;
    const size = 2 * phases;
    solver.values.set(linear);
    for (let bus = 0; bus < busCount; bus++)
      for (let phase = 0; phase < phases; phase++) {
        const j = bus * phases + phase;
        const g = loads.p[j]! + (loads.pCurrent?.[j] ?? 0) + (loads.pImpedance?.[j] ?? 0);
        const b = -(loads.q[j]! + (loads.qCurrent?.[j] ?? 0) + (loads.qImpedance?.[j] ?? 0));
        const at = diagonal[bus]! + 2 * phase * size + 2 * phase;
        solver.values[at]! += g;
        solver.values[at + 1]! -= b;
        solver.values[at + size]! += b;
        solver.values[at + size + 1]! += g;
      }
    this.factored = false;
    const singular = solver.factor();
    if (singular >= 0) {
      this.failure = 'singular';
      this.worstBus = singular;
      return false;
    }
    voltage.set(this.injection);
    solver.solve(voltage);
    return true;
  }

  /** residual = Y_source·V_source − Y·V − I_load(V) */
  private balance(loads: BusLoads): void {
    const { network, voltage, residual, linear, pairRow, pairColumn, pairOffset } = this;
    const { phases, busCount } = network;
    const size = 2 * phases;
    residual.set(this.injection);
    for (let e = 0; e < pairRow.length; e++) {
      const row = pairRow[e]! * size;
      const column = pairColumn[e]! * size;
      const at = pairOffset[e]!;
      for (let r = 0; r < size; r++) {
        let sum = 0;
        for (let c = 0; c < size; c++) sum += linear[at + r * size + c]! * voltage[column + c]!;
        residual[row + r]! -= sum;
      }
    }
    for (let j = 0; j < busCount * phases; j++) {
      const e = voltage[2 * j]!;
      const f = voltage[2 * j + 1]!;
      const v2 = e * e + f * f;
      if (v2 === 0) continue;
      let p = loads.p[j]! / v2;
      let q = loads.q[j]! / v2;
      if (loads.pCurrent !== null) {
        const v = Math.sqrt(v2);
        p += loads.pCurrent[j]! / v;
        q += loads.qCurrent![j]! / v;
      }
      if (loads.pImpedance !== null) {
        p += loads.pImpedance[j]!;
        q += loads.qImpedance![j]!;
      }
      residual[2 * j]! -= p * e + q * f;
      residual[2 * j + 1]! -= p * f - q * e;
    }
  }

  /** Matrix of derivatives at the present voltages. */
  private factor(loads: BusLoads): boolean {
    const { network, voltage, solver, linear, diagonal } = this;
    const { phases, busCount } = network;
    const size = 2 * phases;
    solver.values.set(linear);
    for (let bus = 0; bus < busCount; bus++)
      for (let phase = 0; phase < phases; phase++) {
        const j = bus * phases + phase;
        const e = voltage[2 * j]!;
        const f = voltage[2 * j + 1]!;
        const v2 = e * e + f * f;
        if (v2 === 0) continue;
        const p = loads.p[j]!;
        const q = loads.q[j]!;
        const v4 = v2 * v2;
        const along = (e * e - f * f) / v4;
        const across = (2 * e * f) / v4;
        let ree = -p * along - q * across;
        let ref = q * along - p * across;
        let ime = q * along - p * across;
        let imf = p * along + q * across;
        if (loads.pCurrent !== null) {
          const pc = loads.pCurrent[j]!;
          const qc = loads.qCurrent![j]!;
          const h = 1 / Math.sqrt(v2);
          const h3 = h / v2;
          const re = (pc * e + qc * f) * h3;
          const im = (pc * f - qc * e) * h3;
          ree += pc * h - re * e;
          ref += qc * h - re * f;
          ime += -qc * h - im * e;
          imf += pc * h - im * f;
        }
        if (loads.pImpedance !== null) {
          const pz = loads.pImpedance[j]!;
          const qz = loads.qImpedance![j]!;
          ree += pz;
          ref += qz;
          ime -= qz;
          imf += pz;
        }
        const at = diagonal[bus]! + 2 * phase * size + 2 * phase;
        solver.values[at]! += ree;
        solver.values[at + 1]! += ref;
        solver.values[at + size]! += ime;
        solver.values[at + size + 1]! += imf;
      }
    const singular = solver.factor();
    if (singular < 0) {
      this.factored = true;
      return true;
    }
    this.failure = 'singular';
    this.worstBus = singular;
    return false;
  }

  /** Moves the voltages. @returns largest change of a phase voltage */
  private step(): number {
    const { voltage, residual } = this;
    let worst2 = 0;
    let at = 0;
    for (let j = 0; j < voltage.length; j += 2) {
      const re = residual[j]!;
      const im = residual[j + 1]!;
      voltage[j]! += re;
      voltage[j + 1]! += im;
      const d2 = re * re + im * im;
      if (!(d2 <= worst2)) {
        worst2 = d2;
        at = j;
      }
    }
    this.worstBus = Math.floor(at / (2 * this.network.phases));
    return Math.sqrt(worst2);
  }

  private addComplex(offset: number, block: Float64Array): void {
    const { phases } = this.network;
    for (let row = 0; row < phases; row++)
      for (let column = 0; column < phases; column++) {
        const k = 2 * (row * phases + column);
        this.addEntry(offset, row, column, block[k]!, block[k + 1]!);
      }
  }

  private addSequences(offset: number, zero: Complex, positive: Complex, negative: Complex): void {
    const { phases } = this.network;
    const c = phases === 1 ? [positive, ZERO, ZERO] : toPhases(zero, positive, negative);
    for (let row = 0; row < phases; row++)
      for (let column = 0; column < phases; column++) this.addEntry(offset, row, column, ...c[(row - column + 3) % 3]!);
  }

  /** g + jb as a real 2 × 2 block. */
  private addEntry(offset: number, row: number, column: number, g: number, b: number): void {
    const size = 2 * this.network.phases;
    const at = offset + 2 * row * size + 2 * column;
    this.linear[at]! += g;
    this.linear[at + 1]! -= b;
    this.linear[at + size]! += b;
    this.linear[at + size + 1]! += g;
  }
}
