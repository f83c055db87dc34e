/** Random low-voltage grids, radial and meshed, with loads of all three kinds on any phase: what must hold for every one of them. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BASE_VA, type GridModel, type LoadRow } from '../../engine/grid/model.ts';
import { PowerFlow, powerFlowBatch, type Solution } from '../../engine/grid/power-flow.ts';
import { makeFeeder } from './feeder.ts';

type Solved = Extract<Solution, { ok: true }>;

function solved(solution: Solution): Solved {
  if (!solution.ok) throw new Error(solution.reason);
  return solution;
}

const loadOf = fc.record({
  node: fc.nat(),
  phase: fc.integer({ min: -1, max: 2 }),
  type: fc.integer({ min: 0, max: 2 }),
  kw: fc.double({ min: -4, max: 8, noNaN: true }),
  kvar: fc.double({ min: -2, max: 3, noNaN: true }),
});
const gridOf = fc.record({
  buses: fc.integer({ min: 4, max: 40 }),
  seed: fc.integer({ min: 1, max: 1000 }),
  loops: fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 3 }),
  loads: fc.array(loadOf, { minLength: 1, maxLength: 25 }),
});
type Drawn = typeof gridOf extends fc.Arbitrary<infer T> ? T : never;

function modelOf(drawn: Drawn): GridModel {
  const base = makeFeeder(drawn.buses, drawn.seed);
  const node = (n: number): number => 3 + (n % (drawn.buses - 2));
  const loops = drawn.loops
    .map(([a, b], i) => ({ ...base.lines[0]!, id: 15_000 + i, fromNode: node(a), toNode: node(b) }))
    .filter(({ fromNode, toNode }) => fromNode !== toNode);
  const loads = drawn.loads.map((one, i): LoadRow => {
    const by = (value: number): [number, number, number] =>
      [0, 1, 2].map((phase) => (one.phase < 0 ? value / 3 : phase === one.phase ? value : 0)) as [
        number,
        number,
        number,
      ];
    return {
      id: 50_000 + i,
      node: node(one.node),
      inService: true,
      kind: 'load',
      byPhase: true,
      type: one.type,
      pW: by(one.kw * 1000),
      qVar: by(one.kvar * 1000),
    };
  });
  return { ...base, lines: [...base.lines, ...loops], loads };
}

const RUNS = { seed: 1, numRuns: 40 };

test('power balances at every bus and phase to 1e-6 pu', () => {
  fc.assert(
    fc.property(gridOf, (drawn) => {
      const model = modelOf(drawn);
      const { result } = solved(new PowerFlow(3).solve(model));
      const sum = new Map(model.nodes.map(({ id }) => [id, new Float64Array(6)]));
      const add = (node: number, p: readonly number[], q: readonly number[], sign: number): void => {
        const own = sum.get(node)!;
        for (let phase = 0; phase < 3; phase++) {
          own[phase]! += sign * p[phase]!;
          own[3 + phase]! += sign * q[phase]!;
        }
      };
      [...model.lines, ...model.transformers].forEach((row, i) => {
        add(row.fromNode, result.branches[i]!.pFromW, result.branches[i]!.qFromVar, -1);
        add(row.toNode, result.branches[i]!.pToW, result.branches[i]!.qToVar, -1);
      });
      add(model.sources[0]!.node, result.sources[0]!.pW, result.sources[0]!.qVar, 1);
      model.loads.forEach((row, i) => {
        add(row.node, result.loads[i]!.pW, result.loads[i]!.qVar, -1);
      });
      for (const values of sum.values())
        for (const value of values) expect(Math.abs(value) / BASE_VA).toBeLessThan(1e-6);
    }),
    RUNS,
  );
});

test('turning the phases of all loads turns the voltages, and the sweep agrees with Newton to 1e-8 pu', () => {
  fc.assert(
    fc.property(gridOf, (drawn) => {
      const model = modelOf(drawn);
      const turn = ([a, b, c]: readonly [number, number, number]): [number, number, number] => [c, a, b];
      const turned = {
        ...model,
        loads: model.loads.map((row) => ({ ...row, pW: turn(row.pW), qVar: turn(row.qVar) })),
      };
      const a = solved(new PowerFlow(3).solve(model));
      const b = solved(new PowerFlow(3).solve(turned));
      const newton = solved(new PowerFlow(3, 'grid', 'newton').solve(model));
      a.result.nodes.forEach((node, i) => {
        node.voltagePu.forEach((u, phase) => {
          expect(Math.abs(b.result.nodes[i]!.voltagePu[(phase + 1) % 3]! - u)).toBeLessThan(1e-8);
          expect(Math.abs(newton.result.nodes[i]!.voltagePu[phase]! - u)).toBeLessThan(1e-8);
        });
      });
    }),
    RUNS,
  );
});

test('cut at the transformer, by phase: the flow into it in its place leaves every voltage above as it was, and each feeder alone, fed with the busbar’s flow less the others’, too', () => {
  fc.assert(
    fc.property(gridOf, (drawn) => {
      const model = modelOf(drawn);
      const whole = solved(new PowerFlow(3).solve(model)).result;
      const cut = model.transformers[0]!;
      const index = model.lines.length;
      const triple = (values: readonly number[]): [number, number, number] => [values[0]!, values[1]!, values[2]!];
      const above: GridModel = {
        ...model,
        nodes: model.nodes.filter(({ id }) => id === cut.fromNode),
        lines: [],
        transformers: [],
        loads: [
          {
            id: 1,
            node: cut.fromNode,
            inService: true,
            kind: 'load',
            byPhase: true,
            type: 0,
            pW: triple(whole.branches[index]!.pFromW),
            qVar: triple(whole.branches[index]!.qFromVar),
          },
        ],
      };
      const { nodes } = solved(new PowerFlow(3).solve(above)).result;
      const before = whole.nodes.find(({ id }) => id === cut.fromNode)!;
      nodes[0]!.voltagePu.forEach((u, phase) => {
        expect(Math.abs(u - before.voltagePu[phase]!)).toBeLessThan(1e-8);
        expect(Math.abs(nodes[0]!.angleRad[phase]! - before.angleRad[phase]!)).toBeLessThan(1e-8);
      });
      // Below: everything behind the busbar as one load on it leaves the busbar as it was.
      const busbar = whole.nodes.find(({ id }) => id === cut.toNode)!;
      const short: GridModel = {
        ...model,
        nodes: model.nodes.filter(({ id }) => id === cut.fromNode || id === cut.toNode),
        lines: [],
        loads: [
          {
            ...above.loads[0]!,
            node: cut.toNode,
            pW: triple(whole.branches[index]!.pToW.map((w) => -w)),
            qVar: triple(whole.branches[index]!.qToVar.map((w) => -w)),
          },
        ],
      };
      const alone = solved(new PowerFlow(3).solve(short)).result.nodes.find(({ id }) => id === cut.toNode)!;
      alone.voltagePu.forEach((u, phase) => {
        expect(Math.abs(u - busbar.voltagePu[phase]!)).toBeLessThan(1e-7);
      });
    }),
    RUNS,
  );
});

test('a batch is its steps one by one, whatever came before', async () => {
  const drawn = fc.sample(gridOf, { seed: 5, numRuns: 6 });
  for (const one of drawn) {
    const model = modelOf(one);
    const steps = [1, -0.5, 0, 1.2].map((factor) => ({
      ...model,
      loads: model.loads.map(
        (row): LoadRow => ({
          ...row,
          pW: [row.pW[0] * factor, row.pW[1] * factor, row.pW[2] * factor],
        }),
      ),
    }));
    for await (const { index, solution } of powerFlowBatch(
      steps.map((step) => () => step),
      3,
      undefined,
    )) {
      const single = solved(new PowerFlow(3).solve(steps[index]!)).result;
      solved(solution).result.nodes.forEach((node, i) => {
        node.voltagePu.forEach((u, phase) => {
          expect(Math.abs(u - single.nodes[i]!.voltagePu[phase]!)).toBeLessThan(1e-9);
        });
      });
    }
  }
});
