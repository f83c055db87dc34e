import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BatchParquet } from '../../engine/io/batch-parquet.ts';
import { openDuckDb } from '../../engine/io/parquet.ts';

const main = 'dist/engine/cli/main.js';
const folder = mkdtempSync(join(tmpdir(), 'rijnstroom-powerflow-'));
const put = (name: string, value: unknown): string => {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(value));
  return path;
};

// One ohm between a stiff 100 V source and a load of 1 A: by hand 99 V, written line to line.
const grid = put('grid.json', {
  version: '1.0',
  type: 'input',
  is_batch: false,
  attributes: {},
  data: {
    node: [
      { id: 1, u_rated: 100 * Math.sqrt(3) },
      { id: 2, u_rated: 100 * Math.sqrt(3) },
    ],
    line: [
      {
        id: 3,
        from_node: 1,
        to_node: 2,
        from_status: 1,
        to_status: 1,
        r1: 1,
        x1: 0,
        c1: 0,
        tan1: 0,
        r0: 1,
        x0: 0,
        c0: 0,
        tan0: 0,
        i_n: 10,
      },
    ],
    source: [{ id: 4, node: 1, status: 1, u_ref: 1, sk: 1e30 }],
    sym_load: [{ id: 5, node: 2, status: 1, type: 0, p_specified: 297, q_specified: 0 }],
  },
});
const update = put('update.json', {
  version: '1.0',
  type: 'update',
  is_batch: true,
  attributes: { sym_load: ['id', 'p_specified'] },
  data: [{ sym_load: [[5, 0]] }, { sym_load: [[5, 1e6]] }, { sym_load: [[5, 297]] }],
});

test('one load over one ohm: 1 A, 99 V and 3 W lost, by hand', () => {
  const answer = JSON.parse(execFileSync('node', [main, 'powerflow', grid], { encoding: 'utf8', stdio: 'pipe' }));
  expect(answer).toMatchObject({ type: 'sym_output', is_batch: false });
  const { node, line, source } = answer.data;
  expect(node[1].u).toBeCloseTo(99 * Math.sqrt(3), 9);
  expect(line[0].i_from).toBeCloseTo(1, 9);
  expect(line[0].loading).toBeCloseTo(0.1, 9);
  expect(source[0].p).toBeCloseTo(300, 7);
  expect(line[0].p_from + line[0].p_to).toBeCloseTo(3, 7);
});

test('a batch goes on after a scenario without solution, tells which, and ends well', () => {
  const run = spawnSync('node', [main, 'powerflow', grid, '--batch', update, '--asymmetric'], { encoding: 'utf8' });
  expect(run.status).toBe(0);
  const answer = JSON.parse(run.stdout);
  expect(answer.data.length).toBe(3);
  expect(answer.data[0].node[1].u_pu).toEqual([1, 1, 1].map((one) => expect.closeTo(one, 9)));
  expect(answer.data[1]).toEqual({});
  expect(answer.data[2].node[1].u_pu[0]).toBeCloseTo(0.99, 9);
  expect(answer.failed).toMatchObject([{ scenario: 1, node: 2 }]);
  expect(run.stderr).toContain('node 2');
});

test('a single flow without solution fails with exit code 1 and names the node; a wrong file with 2', () => {
  const hopeless = put('hopeless.json', JSON.parse(readFileSync(grid, 'utf8').replace('297', '1e7')));
  const run = spawnSync('node', [main, 'powerflow', hopeless], { encoding: 'utf8' });
  expect(run.status).toBe(1);
  expect(run.stderr).toContain('node 2');
  expect(run.stderr).not.toContain('    at ');
  expect(spawnSync('node', [main, 'powerflow', join(folder, 'absent.json')], { encoding: 'utf8' }).status).toBe(2);
});

test('--out writes the same answer to a file', () => {
  const path = join(folder, 'answer.json');
  execFileSync('node', [main, 'powerflow', grid, '--out', path], { stdio: 'pipe' });
  const printed = execFileSync('node', [main, 'powerflow', grid], { encoding: 'utf8', stdio: 'pipe' });
  expect(readFileSync(path, 'utf8')).toBe(printed);
});

test('--parquet writes every scenario that has a solution, a column an attribute and phase, and refuses a folder in use', async () => {
  const out = join(folder, 'batch');
  const run = spawnSync('node', [main, 'powerflow', grid, '--batch', update, '--asymmetric', '--parquet', out], {
    encoding: 'utf8',
  });
  expect(run.status).toBe(0);
  expect(run.stderr).toContain('scenario 1');
  using connection = await openDuckDb();
  const rows = (
    await connection.runAndReadAll(
      `SELECT scenario, id, u_pu_a, u_pu_c FROM '${join(out, 'node', '*.parquet')}' ORDER BY scenario, id`,
    )
  ).getRowObjects();
  expect(rows.map((row) => [row['scenario'], row['id']])).toEqual([
    [0, 1],
    [0, 2],
    [2, 1],
    [2, 2],
  ]);
  expect(Number(rows[3]!['u_pu_a'])).toBeCloseTo(0.99, 9);
  expect(Number(rows[3]!['u_pu_c'])).toBeCloseTo(0.99, 9);
  expect(spawnSync('node', [main, 'powerflow', grid, '--parquet', out], { encoding: 'utf8' }).status).toBe(2);
}, 60_000);

test('parts are written as they fill, and none is lost at the end', async () => {
  const out = join(folder, 'parts');
  const writer = new BatchParquet(out, 8);
  await writer.open();
  for (let scenario = 0; scenario < 7; scenario++)
    await writer.step(scenario, { node: [1, 2, 3].map((id) => ({ id, u_pu: [1, 2, scenario] })) });
  expect(await writer.close()).toBe(21);
  expect(readdirSync(join(out, 'node'))).toEqual(['part-00000.parquet', 'part-00001.parquet', 'part-00002.parquet']);
  using connection = await openDuckDb();
  const [row] = (
    await connection.runAndReadAll(
      `SELECT count(*)::INTEGER AS n, sum(u_pu_c) AS s FROM '${join(out, 'node', '*.parquet')}'`,
    )
  ).getRowObjects();
  expect([row!['n'], Number(row!['s'])]).toEqual([21, 63]);
});
