/** Every validation case of power-grid-model's own test suite, each within its own tolerance.
 *  Truth: PowerGridModel/power-grid-model tests/data/power_flow @3394561ef0d52caee0c2f149d925a15435e018f1 (MPL-2.0), whose expected
 *  values come from hand calculation, Vision, Gaia and pandapower. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PowerFlow } from '../../engine/grid/power-flow.ts';
import { parsePgmInput, parsePgmUpdate, pgmOutputRows } from '../../engine/io/pgm-json.ts';

const folder = '../shared/data/energy/lv_grids/pgm_power_flow';

/** Cases outside the model's scope, with the reason. */
const OUT_OF_SCOPE: Readonly<Record<string, string>> = {};

interface Parameters {
  readonly rtol: number;
  readonly atol: number | Readonly<Record<string, number>>;
}

function cases(): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.name === 'params.json')
    .map((entry) => relative(folder, entry.parentPath))
    .sort();
}

const read = (path: string): string => readFileSync(path, 'utf8');

/** Compares the attributes the case lists; an absolute tolerance may be given by attribute, matched as a whole name or its ending. */
function compare(expected: unknown, found: Record<string, object[]>, parameters: Parameters, where: string): number {
  let compared = 0;
  for (const [component, rows] of Object.entries(expected as Record<string, Array<Record<string, unknown>>>))
    for (const row of rows) {
      const own = found[component]?.find((candidate) => (candidate as { id: number }).id === row['id']) as
        | Record<string, unknown>
        | undefined;
      expect(own, `${where} ${component} ${row['id']}`).toBeDefined();
      for (const [name, value] of Object.entries(row)) {
        if (name === 'id') continue;
        const wanted = [value].flat() as number[];
        const got = [own![name]].flat() as number[];
        if (name === 'u_angle') {
          // Angles have no common zero (cases take that of a source or of a node): compared to the first node's, modulo a turn.
          const reference = angleReference(expected, found, component);
          got.forEach((angle, i) => {
            got[i] = wanted[i]! + wrap(angle - reference[i]! - wanted[i]!);
          });
        }
        const atol = typeof parameters.atol === 'number' ? parameters.atol : toleranceOf(parameters.atol, name);
        wanted.forEach((w, i) => {
          const error = Math.abs(w - got[i]!);
          const allowed = atol + parameters.rtol * Math.abs(w);
          if (!(error <= allowed))
            expect.fail(`${where}: ${component} ${row['id']} ${name}: ${got[i]} is not ${w} ± ${allowed}`);
          compared++;
        });
      }
    }
  return compared;
}

/** Difference between found and expected angles at the first node that has them, by phase. */
function angleReference(expected: unknown, found: Record<string, object[]>, component: string): number[] {
  const first = (expected as Record<string, Array<Record<string, unknown>>>)[component]!.find(
    (row) => 'u_angle' in row,
  )!;
  const own = found[component]!.find((row) => (row as { id: number }).id === first['id']) as Record<string, unknown>;
  const wanted = [first['u_angle']].flat() as number[];
  return ([own['u_angle']].flat() as number[]).map((angle, i) => angle - wanted[i]!);
}

const wrap = (angle: number): number => angle - 2 * Math.PI * Math.round(angle / (2 * Math.PI));

function toleranceOf(atol: Readonly<Record<string, number>>, name: string): number {
  for (const [key, value] of Object.entries(atol)) if (key !== 'default' && name.startsWith(key)) return value;
  return atol['default']!;
}

describe.skipIf(!existsSync(folder))('power-grid-model cases (skipped without the shared data)', () => {
  test('the folder holds its 25 cases', () => {
    expect(cases().length).toBe(25);
  });

  for (const name of cases()) {
    if (OUT_OF_SCOPE[name] !== undefined) {
      test.skip(`${name}: out of scope, ${OUT_OF_SCOPE[name]}`, () => {});
      continue;
    }
    const path = join(folder, name);
    const parameters = JSON.parse(read(join(path, 'params.json'))) as Parameters;
    for (const output of readdirSync(path)
      .filter((file) => file.includes('output'))
      .sort()) {
      const byPhase = output.startsWith('asym');
      test(`${name}: ${output} agrees within the case's tolerance`, () => {
        const { model } = parsePgmInput(read(join(path, 'input.json')), `${name}/input.json`);
        const expected = (JSON.parse(read(join(path, output))) as { data: unknown }).data;
        const flow = new PowerFlow(byPhase ? 3 : 1);
        let compared = 0;
        if (output.includes('batch')) {
          const update = read(join(path, 'update_batch.json'));
          const scenarios = parsePgmUpdate(update, `${name}/update_batch.json`, model);
          scenarios.forEach((scenario, i) => {
            const changed = scenario();
            const solution = flow.solve(changed);
            if (!solution.ok) throw new Error(solution.reason);
            const rows = pgmOutputRows(changed, solution.result, byPhase);
            compared += compare((expected as unknown[])[i], rows, parameters, `scenario ${i}`);
          });
        } else {
          const solution = flow.solve(model);
          if (!solution.ok) throw new Error(solution.reason);
          compared += compare(expected, pgmOutputRows(model, solution.result, byPhase), parameters, dirname(name));
        }
        expect(compared).toBeGreaterThan(0);
      });
    }
  }
});
