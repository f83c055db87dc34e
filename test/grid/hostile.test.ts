/** Whatever a file holds, the answer is a solution, a named failure or an InputError: never a crash, never a NaN taken for a voltage. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { InputError } from '../../engine/core/errors.ts';
import { Stream } from '../../engine/core/random.ts';
import { PowerFlow } from '../../engine/grid/power-flow.ts';
import { validateGrid } from '../../engine/grid/validate.ts';
import { parsePandapower } from '../../engine/io/pandapower-json.ts';
import { parsePgmInput, parsePgmUpdate } from '../../engine/io/pgm-json.ts';
import { tarFiles } from '../../engine/io/tar.ts';

const NASTY = [
  null,
  -1,
  0,
  1e300,
  -1e300,
  1e-300,
  'x',
  '',
  [],
  {},
  true,
  'inf',
  'nan',
  0.5,
  99_999,
  [1, 2, 3],
  [null, 1, 'y'],
];

/** Replaces, deletes or doubles something at a random place of a JSON value. */
function damage(value: unknown, random: Stream): unknown {
  const copy = structuredClone(value);
  let at = copy as Record<string, unknown>;
  for (let depth = 0; depth < 8; depth++) {
    const keys = Object.keys(at);
    if (keys.length === 0) break;
    const key = keys[random.integer(keys.length)]!;
    const next = at[key];
    if (typeof next === 'object' && next !== null && random.uniform() < 0.93) {
      at = next as Record<string, unknown>;
      continue;
    }
    if (random.uniform() < 0.2) delete at[key];
    else at[key] = NASTY[random.integer(NASTY.length)];
    break;
  }
  return copy;
}

function solveOrRefuse(
  read: () => ReturnType<typeof parsePgmInput>['model'],
  phases: 1 | 3,
): 'solved' | 'failed' | 'refused' {
  try {
    const model = read();
    const { errors } = validateGrid(model, { file: 'f', byPhase: phases === 3 });
    if (errors.length > 0) return 'refused';
    const solution = new PowerFlow(phases).solve(model);
    if (!solution.ok) return 'failed';
    for (const node of solution.result.nodes) for (const u of node.voltagePu) expect(Number.isFinite(u)).toBe(true);
    return 'solved';
  } catch (error) {
    if (error instanceof InputError) return 'refused';
    throw error;
  }
}

test('a power-grid-model file damaged in 600 ways', () => {
  const base = JSON.parse(readFileSync('test/cases/grid/ynyn/input.json', 'utf8'));
  const random = new Stream(1, 'hostile pgm');
  const ends = { solved: 0, failed: 0, refused: 0 };
  for (let i = 0; i < 600; i++) {
    const text = JSON.stringify(damage(base, random));
    ends[solveOrRefuse(() => parsePgmInput(text, 'f').model, i % 2 === 0 ? 3 : 1)]++;
  }
  expect(ends.solved).toBeGreaterThan(50);
  expect(ends.refused).toBeGreaterThan(50);
});

test('an update file damaged in 300 ways', () => {
  const { model } = parsePgmInput(readFileSync('test/cases/grid/ynyn/input.json', 'utf8'), 'f');
  const update = {
    version: '1.0',
    type: 'update',
    is_batch: true,
    attributes: {},
    data: [
      { asym_load: [{ id: model.loads[0]!.id, p_specified: [1, 2, 3] }] },
      {
        line: [{ id: model.lines[0]!.id, from_status: 0 }],
        transformer: [{ id: model.transformers[0]!.id, tap_pos: 1 }],
      },
    ],
  };
  const random = new Stream(2, 'hostile update');
  for (let i = 0; i < 300; i++) {
    const text = JSON.stringify(damage(update, random));
    solveOrRefuse(() => {
      const scenarios = parsePgmUpdate(text, 'u', model);
      return scenarios[scenarios.length - 1]?.() ?? model;
    }, 3);
  }
});

test('a pandapower file damaged in 200 ways', () => {
  const net = JSON.parse(readFileSync('test/cases/grid/pandapower/balanced-radial.json', 'utf8'));
  const tables = ['bus', 'line', 'trafo', 'load', 'switch', 'ext_grid', 'shunt', 'sgen'];
  const random = new Stream(3, 'hostile pandapower');
  for (let i = 0; i < 200; i++) {
    const copy = structuredClone(net);
    const table = tables[random.integer(tables.length)]!;
    copy._object[table]._object = JSON.stringify(damage(JSON.parse(copy._object[table]._object), random));
    solveOrRefuse(() => parsePandapower(JSON.stringify(copy), 'f').model, 1);
  }
});

test('archives that are none are refused', () => {
  expect(() => tarFiles(new Uint8Array(600).fill(65), 't')).toThrow(InputError);
  const truncated = new Uint8Array(512);
  expect([...tarFiles(truncated, 't')]).toEqual([]);
});
