/** What must hold for any grid: balance at every bus, phases that are only names, cutting at the transformer, batches. */

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { GridModel, LoadRow } from '../../engine/grid/model.ts';
import { BASE_VA } from '../../engine/grid/model.ts';
import { PowerFlow, powerFlowBatch, type Solution } from '../../engine/grid/power-flow.ts';
import { parsePgmInput } from '../../engine/io/pgm-json.ts';

const load = (name: string): GridModel =>
  parsePgmInput(readFileSync(`test/cases/grid/${name}/input.json`, 'utf8'), name).model;
const grids = ['dyn-radial', 'dyn-mesh', 'ynyn', 'znzn', 'link'];

function solved(solution: Solution): Extract<Solution, { ok: true }> {
  if (!solution.ok) throw new Error(solution.reason);
  return solution;
}

/** Loads with powers scaled one by one. */
function scaled(model: GridModel, factors: readonly number[]): GridModel {
  return {
    ...model,
    loads: model.loads.map((row, i): LoadRow => {
      const f = factors[i % factors.length]!;
      return { ...row, pW: [row.pW[0] * f, row.pW[1] * f, row.pW[2] * f] };
    }),
  };
}

const factors = fc.array(fc.double({ min: -1, max: 1.5, noNaN: true }), { minLength: 5, maxLength: 40 });

describe.each(grids)('%s', (name) => {
  const model = load(name);

  test('power balances at every bus and phase to 1e-6 pu, whatever the loads', () => {
    const flow = new PowerFlow(3);
    fc.assert(
      fc.property(factors, (f) => {
        const changed = scaled(model, f);
        const { result } = solved(flow.solve(changed));
        const sum = new Map(model.nodes.map((node) => [node.id, [0, 0, 0, 0, 0, 0]]));
        const add = (node: number, p: number[], q: number[], sign: number): void => {
          const own = sum.get(node)!;
          for (let i = 0; i < 3; i++) {
            own[i]! += sign * p[i]!;
            own[3 + i]! += sign * q[i]!;
          }
        };
        const rows = [...model.lines, ...model.links, ...model.transformers];
        result.branches.forEach((row, i) => {
          add(rows[i]!.fromNode, row.pFromW, row.qFromVar, -1);
          add(rows[i]!.toNode, row.pToW, row.qToVar, -1);
        });
        model.sources.forEach((row, i) => {
          add(row.node, result.sources[i]!.pW, result.sources[i]!.qVar, 1);
        });
        changed.loads.forEach((row, i) => {
          add(row.node, result.loads[i]!.pW, result.loads[i]!.qVar, row.kind === 'load' ? -1 : 1);
        });
        model.shunts.forEach((row, i) => {
          add(row.node, result.shunts[i]!.pW, result.shunts[i]!.qVar, -1);
        });
        for (const values of sum.values())
          for (const value of values) expect(Math.abs(value) / BASE_VA).toBeLessThan(1e-6);
      }),
      { numRuns: 12, seed: 1 },
    );
  });

  test('turning the phases of all loads turns the answer', () => {
    const turned: GridModel = {
      ...model,
      loads: model.loads.map((row) => ({
        ...row,
        pW: [row.pW[2], row.pW[0], row.pW[1]],
        qVar: [row.qVar[2], row.qVar[0], row.qVar[1]],
      })),
    };
    const a = solved(new PowerFlow(3).solve(model)).result;
    const b = solved(new PowerFlow(3).solve(turned)).result;
    a.nodes.forEach((node, i) => {
      node.voltagePu.forEach((u, phase) => {
        expect(b.nodes[i]!.voltagePu[(phase + 1) % 3]!).toBeCloseTo(u, 9);
      });
    });
  });

  test('a balanced grid gives three equal phases, and those of the balanced calculation', () => {
    const even: GridModel = {
      ...model,
      loads: model.loads.map((row) => {
        const third = (values: readonly [number, number, number]): [number, number, number] => {
          const mean = (values[0] + values[1] + values[2]) / 3;
          return [mean, mean, mean];
        };
        return { ...row, pW: third(row.pW), qVar: third(row.qVar) };
      }),
    };
    const one = solved(new PowerFlow(1).solve(even)).result;
    const three = solved(new PowerFlow(3).solve(even)).result;
    one.nodes.forEach((node, i) => {
      for (const u of three.nodes[i]!.voltagePu) expect(u).toBeCloseTo(node.voltagePu[0]!, 8);
    });
    one.branches.forEach((branch, i) => {
      const sum = three.branches[i]!.pFromW.reduce((p, q) => p + q, 0);
      expect(Math.abs(sum - branch.pFromW[0]!)).toBeLessThan(0.05);
    });
  });

  test('a batch equals its steps one by one, and sweep and Newton agree', async () => {
    const steps = [0.2, 1, 0.7, -0.4].map((f) => scaled(model, [f, 1, 0.5]));
    let at = 0;
    for await (const { solution } of powerFlowBatch(
      steps.map((step) => () => step),
      3,
      undefined,
    )) {
      const batch = solved(solution).result;
      for (const only of [undefined, 'newton'] as const) {
        const single = solved(new PowerFlow(3, 'grid', only).solve(steps[at]!)).result;
        batch.nodes.forEach((node, i) => {
          node.voltagePu.forEach((u, phase) => {
            expect(Math.abs(u - single.nodes[i]!.voltagePu[phase]!)).toBeLessThan(name === 'link' ? 1e-7 : 1e-8);
          });
        });
      }
      at++;
    }
    expect(at).toBe(4);
  });
});

test('a grid cut at the transformer gives the same: the lower part fed with the voltage found, the upper part loaded with the flow found', () => {
  const model = load('dyn-radial');
  // Balanced: a source with one voltage for three phases stands for the busbar exactly only then.
  const flow = (part: GridModel): Extract<Solution, { ok: true }>['result'] =>
    solved(new PowerFlow(1).solve(part)).result;
  const whole = flow(model);
  const cut = model.transformers[0]!;
  const index = model.lines.length + model.links.length;
  const busbar = whole.nodes.find((node) => node.id === cut.toNode)!;
  const lower: GridModel = {
    ...model,
    transformers: [{ ...cut, fromClosed: false, toClosed: false }, ...model.transformers.slice(1)],
    sources: [
      { ...model.sources[0]!, inService: false },
      {
        ...model.sources[0]!,
        id: 99_999,
        node: cut.toNode,
        voltagePu: busbar.voltagePu[0]!,
        angleRad: busbar.angleRad[0]!,
        shortCircuitVa: 1e40,
      },
    ],
  };
  const below = flow(lower);
  const upper: GridModel = {
    ...model,
    transformers: lower.transformers,
    loads: [
      ...model.loads,
      {
        id: 99_998,
        node: cut.fromNode,
        inService: true,
        kind: 'load',
        byPhase: false,
        type: 0,
        pW: [0, 1, 2].map(() => whole.branches[index]!.pFromW[0]! / 3) as [number, number, number],
        qVar: [0, 1, 2].map(() => whole.branches[index]!.qFromVar[0]! / 3) as [number, number, number],
      },
    ],
  };
  const above = flow(upper);
  whole.nodes.forEach((node, i) => {
    const parts = [below.nodes[i]!, above.nodes[i]!].filter((part) => part.energised);
    if (!node.energised) return;
    expect(parts.length).toBe(1);
    expect(Math.abs(parts[0]!.voltagePu[0]! - node.voltagePu[0]!)).toBeLessThan(1e-9);
  });
  expect(below.sources[1]!.pW[0]!).toBeCloseTo(-whole.branches[index]!.pToW[0]!, 3);
});
