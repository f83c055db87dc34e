import { expect, test } from 'vitest';
import { InputError } from '../../engine/core/errors.ts';
import { validateGrid } from '../../engine/grid/validate.ts';
import { parsePgmInput, parsePgmUpdate } from '../../engine/io/pgm-json.ts';

type Rows = Record<string, Array<Record<string, unknown>>>;

function good(): Rows {
  return {
    node: [
      { id: 1, u_rated: 10_000 },
      { id: 2, u_rated: 400 },
      { id: 3, u_rated: 400 },
    ],
    transformer: [
      {
        id: 4,
        from_node: 1,
        to_node: 2,
        from_status: 1,
        to_status: 1,
        u1: 10_000,
        u2: 400,
        sn: 400_000,
        uk: 0.04,
        pk: 5300,
        i0: 0.0024,
        p0: 950,
        winding_from: 2,
        winding_to: 1,
        clock: 5,
        tap_side: 0,
        tap_pos: 0,
        tap_min: -2,
        tap_max: 2,
        tap_nom: 0,
        tap_size: 250,
      },
    ],
    line: [
      {
        id: 5,
        from_node: 2,
        to_node: 3,
        from_status: 1,
        to_status: 1,
        r1: 0.06,
        x1: 0.02,
        c1: 0,
        tan1: 0,
        r0: 0.24,
        x0: 0.08,
        c0: 0,
        tan0: 0,
        i_n: 200,
      },
    ],
    source: [{ id: 6, node: 1, status: 1, u_ref: 1 }],
    sym_load: [{ id: 7, node: 3, status: 1, type: 0, p_specified: 20_000, q_specified: 5000 }],
  };
}

const file = (data: Rows): string =>
  JSON.stringify({ version: '1.0', type: 'input', is_batch: false, attributes: {}, data });
const validate = (data: Rows, options: { byPhase?: boolean; radial?: boolean } = {}) =>
  validateGrid(parsePgmInput(file(data), 'grid.json').model, {
    file: 'grid.json',
    byPhase: options.byPhase ?? true,
    ...(options.radial === undefined ? {} : { radial: options.radial }),
  });
const problemsOf = (work: () => unknown): string[] => {
  try {
    work();
  } catch (error) {
    if (error instanceof InputError) return error.problems.map((problem) => `${problem.key}: ${problem.rule}`);
    throw error;
  }
  return [];
};

test('a sound grid has neither errors nor warnings', () => {
  expect(validate(good(), { radial: true })).toEqual({ errors: [], warnings: [] });
});

test('all problems of a grid are told at once, each with the id of its component', () => {
  const data = good();
  data['node']!.push({ id: 2, u_rated: 400 }, { id: 20, u_rated: -1 });
  data['line']!.push(
    { ...data['line']![0]!, id: 30, to_node: 99 },
    { ...data['line']![0]!, id: 31, r1: 0, x1: 0 },
    { ...data['line']![0]!, id: 32, r0: null, x0: null },
    { ...data['line']![0]!, id: 33, from_node: 1 },
  );
  Object.assign(data['transformer']![0]!, { tap_pos: 7, clock: 4, uk: 0.001 });
  data['source']!.push({ id: 40, node: 1, status: 1, u_ref: 0, sk: -5 });
  const { errors } = validate(data);
  const text = errors.map((problem) => `${problem.key}: ${problem.rule}`).join('\n');
  for (const part of [
    'node 2: id must be unique',
    'node 20: u_rated must be > 0 V',
    'line 30: to_node must be a node of the grid',
    'line 31: has zero impedance',
    'line 32: needs zero-sequence r0 and x0',
    'line 33: must join nodes of the same rated voltage, got 10000 V and 400 V',
    'transformer 4: tap_pos must be within -2 and 2',
    'transformer 4: clock must be odd',
    'transformer 4: uk must be >= pk / sn',
    'source 40: u_ref must be > 0',
    'source 40: sk must be > 0 VA',
  ])
    expect(text).toContain(part);
});

test('a loop is an error where the grid is promised radial, and none elsewhere', () => {
  const data = good();
  data['line']!.push({ ...data['line']![0]!, id: 50 });
  expect(validate(data).errors).toEqual([]);
  expect(validate(data, { radial: true }).errors[0]!.key).toBe('branch 50');
});

test('an island is told with its nodes', () => {
  const data = good();
  data['node']!.push({ id: 60, u_rated: 400 }, { id: 61, u_rated: 400 });
  data['line']!.push({ ...data['line']![0]!, id: 62, from_node: 60, to_node: 61 });
  expect(validate(data).warnings.map((problem) => [problem.key, problem.rule])).toEqual([
    ['node 60', 'is in an island without source: 2 nodes have no voltage'],
  ]);
});

test('values off by a thousand draw a warning: kV for V, kVA for VA, kA for A, MW for kW', () => {
  const data = good();
  data['transformer']![0]!['sn'] = 400;
  data['transformer']![0]!['pk'] = 5;
  data['transformer']![0]!['p0'] = 0.9;
  data['line']![0]!['i_n'] = 0.2;
  data['sym_load']![0]!['p_specified'] = 2e7;
  const keys = validate(data).warnings.map((problem) => problem.key);
  expect(keys).toEqual(['transformer 4', 'line 5', 'sym_load 7']);
});

test('the reader tells every missing or unusable value, and refuses what it does not support by id', () => {
  const data = good();
  delete data['line']![0]!['r1'];
  data['sym_load']![0]!['p_specified'] = 'much';
  data['asym_load'] = [{ id: 70, node: 3, status: 1, type: 0, p_specified: [1, 2], q_specified: [0, 0, 0] }];
  data['three_winding_transformer'] = [{ id: 80 }];
  data['asym_line'] = [{ id: 81 }];
  data['sym_voltage_sensor'] = [{ id: 90 }];
  expect(problemsOf(() => parsePgmInput(file(data), 'grid.json'))).toEqual([
    'three_winding_transformer 80: is not supported',
    'asym_line 81: is not supported',
    'line 5.r1: is required',
    'sym_load 7.p_specified: must be a number',
    'asym_load 70.p_specified: must be three numbers',
  ]);
});

test('text that is no JSON, no dataset, a batch or empty is refused with a sentence', () => {
  expect(problemsOf(() => parsePgmInput('{', 'f'))[0]).toContain('must be JSON');
  expect(problemsOf(() => parsePgmInput('[]', 'f'))[0]).toContain('"data" member');
  expect(problemsOf(() => parsePgmInput('{"type":"update","is_batch":true,"data":[]}', 'f'))[0]).toContain('"input"');
  expect(problemsOf(() => parsePgmInput(file({}), 'f'))[0]).toContain('at least one node');
  expect(problemsOf(() => parsePgmInput('{"type":"input","data":{"node":[[1,2]]}}', 'f'))[0]).toContain('attributes');
});

test('an update of an unknown component or to a tap that does not exist is refused with scenario and id', () => {
  const { model } = parsePgmInput(file(good()), 'grid.json');
  const update = JSON.stringify({
    version: '1.0',
    type: 'update',
    is_batch: true,
    data: [
      { sym_load: [{ id: 7, p_specified: 1 }], transformer: [{ id: 4, tap_pos: 9 }] },
      { sym_load: [{ id: 999, p_specified: 1 }] },
    ],
  });
  expect(problemsOf(() => parsePgmUpdate(update, 'u.json', model))).toEqual([
    'data[0].transformer 4.tap_pos: must be within -2 and 2',
    'data[1].sym_load 999.id: must be a component of the grid',
  ]);
});
