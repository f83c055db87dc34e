/** Grids solved by pandapower 3.5.6 (PyPI): `runpp` (trafo_model pi, tolerance 1e-11 MVA) and `runpp_3ph` (tolerance 1e-10 MVA). The
 *  files are its own saves, results included; see test/cases/grid/README.md. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { InputError } from '../../engine/core/errors.ts';
import { PowerFlow } from '../../engine/grid/power-flow.ts';
import { validateGrid } from '../../engine/grid/validate.ts';
import { parsePandapower } from '../../engine/io/pandapower-json.ts';

const text = (name: string): string => readFileSync(`test/cases/grid/pandapower/${name}.json`, 'utf8');

function resultTable(name: string, table: string): Array<Record<string, number>> {
  const frame = JSON.parse(JSON.parse(text(name))._object[table]._object) as { columns: string[]; data: number[][] };
  return frame.data.map((row) => Object.fromEntries(frame.columns.map((column, c) => [column, row[c]!])));
}

for (const name of ['balanced-radial', 'balanced-mesh'])
  test(`${name}: voltages within 1e-8 pu, line and transformer flows within 1 W of runpp`, () => {
    const { model } = parsePandapower(text(name), name);
    expect(validateGrid(model, { file: name, byPhase: false }).errors).toEqual([]);
    const solution = new PowerFlow(1).solve(model);
    if (!solution.ok) throw new Error(solution.reason);
    resultTable(name, 'res_bus').forEach((row, bus) => {
      const node = solution.result.nodes[bus]!;
      expect(Math.abs(node.voltagePu[0]! - row['vm_pu']!)).toBeLessThan(1e-8);
      expect(Math.abs((node.angleRad[0]! * 180) / Math.PI - row['va_degree']!)).toBeLessThan(1e-6);
    });
    resultTable(name, 'res_line').forEach((row, i) => {
      expect(Math.abs(solution.result.branches[i]!.pFromW[0]! - row['p_from_mw']! * 1e6)).toBeLessThan(1);
    });
    const first = model.lines.length + model.links.length;
    resultTable(name, 'res_trafo').forEach((row, i) => {
      expect(Math.abs(solution.result.branches[first + i]!.pFromW[0]! - row['p_hv_mw']! * 1e6)).toBeLessThan(1);
    });
  });

test('three-phase: every phase voltage within 1e-4 pu of runpp_3ph', () => {
  // Known differences, 3e-5 pu together: a source impedance in the negative and zero sequence alone, and transformers as T, not π.
  const { model } = parsePandapower(text('three-phase'), 'three-phase');
  const solution = new PowerFlow(3).solve(model);
  if (!solution.ok) throw new Error(solution.reason);
  resultTable('three-phase', 'res_bus_3ph').forEach((row, bus) => {
    ['vm_a_pu', 'vm_b_pu', 'vm_c_pu'].forEach((column, phase) => {
      expect(
        Math.abs(solution.result.nodes[bus]!.voltagePu[phase]! - row[column]!),
        `bus ${bus} ${column}`,
      ).toBeLessThan(1e-4);
    });
  });
});

test('elements that are not modelled and values that are none are refused by table and index', () => {
  const net = JSON.parse(text('balanced-radial'));
  const set = (
    table: string,
    change: (frame: { columns: string[]; index: number[]; data: unknown[][] }) => void,
  ): void => {
    const frame = JSON.parse(net._object[table]._object);
    change(frame);
    net._object[table]._object = JSON.stringify(frame);
  };
  set('gen', (frame) => {
    frame.index.push(7);
    frame.data.push(frame.columns.map((column) => (column === 'in_service' ? true : 1)));
  });
  set('line', (frame) => {
    frame.data[0]![frame.columns.indexOf('length_km')] = null;
  });
  set('trafo', (frame) => {
    frame.data[1]![frame.columns.indexOf('vector_group')] = 'Xyz';
  });
  try {
    parsePandapower(JSON.stringify(net), 'net.json');
    expect.unreachable();
  } catch (error) {
    expect((error as InputError).problems.map((problem) => problem.key)).toEqual([
      'gen 7',
      'line 0.length_km',
      'trafo 1.vector_group',
    ]);
  }
});
