/** The command line from outside: arguments, standard output, standard error, exit code. Runs the built program. */
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeResult } from '../../engine/io/result-folder.ts';
import { collectResult } from '../../engine/results/collect.ts';
import { smallParts } from '../results/small-run.ts';

const program = fileURLToPath(new URL('../../dist/engine/cli/main.js', import.meta.url));
const place = mkdtempSync(join(tmpdir(), 'rijnstroom-cli-'));
const a = join(place, 'a');
const b = join(place, 'b');
const facts = { threads: 1, durationS: 1, peakMemoryBytes: 1, createdUtc: '2025-01-02T03:04:05Z' };

beforeAll(async () => {
  await writeResult(a, collectResult(smallParts()), facts);
  await writeResult(b, collectResult(smallParts({ strategy: 'solar-following' })), facts);
});
afterAll(() => rmSync(place, { recursive: true, force: true }));

interface Answer {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | null;
}

function rijnstroom(...args: string[]): Answer {
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8', cwd: place });
  return { stdout, stderr, code: status };
}

test('--help lists the commands and every command has help with an example', () => {
  const { stdout, code } = rijnstroom('--help');
  expect(code).toBe(0);
  const commands = [...stdout.matchAll(/^ {2}([a-z]+) (?:\[options\]|<)/gm)].map(([, name]) => name!);
  expect(commands).toEqual(expect.arrayContaining(['compare', 'check', 'schema', 'query']));
  for (const name of commands) {
    const help = rijnstroom(name, '--help');
    expect(help.code, name).toBe(0);
    expect(help.stdout, name).toMatch(/Examples?:\n {2}rijnstroom /);
    expect(help.stderr, name).toBe('');
  }
}, 60_000);

test('--version prints the version only', () => {
  expect(rijnstroom('--version').stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

describe('mistakes of a user: a sentence on stderr, exit code 2, no stack trace', () => {
  test.each([
    [['chek'], /unknown command 'chek'\n\(Did you mean check\?\)/],
    [['check'], /missing required argument 'scenario'/],
    [['check', 'x', '--jsno'], /unknown option '--jsno'\n\(Did you mean --json\?\)/],
    [['compare', 'a'], /must be compared with at least one result of another scenario/],
    [['compare', 'a', 'nowhere'], /nowhere — must be a result folder: nothing stands there/],
    [['compare', 'a', 'b', '--lang', 'de'], /It must be nl or en/],
    [['query', 'a', 'select * from tripz'], /SQL — .*tripz/],
    [['query', place], /not a whole result folder/],
  ])('%j', (args, message) => {
    const { stdout, stderr, code } = rijnstroom(...args);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(stdout).toBe('');
  });
});

describe('check', () => {
  const bad = join(place, 'bad.yaml');
  const good = join(place, 'good.yaml');
  writeFileSync(bad, 'version: 1\nname: { nl: a, en: b }\nquestion: { nl: a, en: b }\nseed: -1\nchargin: {}\n');
  writeFileSync(good, 'version: 1\nname: { nl: Goed, en: Good }\nquestion: { nl: a, en: b }\n');

  test('a good file', () => {
    expect(rijnstroom('check', good)).toEqual({ stdout: `${good}: good — Good\n`, stderr: '', code: 0 });
    expect(JSON.parse(rijnstroom('check', good, '--json').stdout)).toEqual({ ok: true, problems: [] });
  });

  test('a bad file: every problem as file:line key — rule, value', () => {
    const { stdout, stderr, code } = rijnstroom('check', 'bad.yaml');
    expect(code).toBe(2);
    expect(stdout.split('\n').sort().slice(1)).toEqual([
      `${bad}:4 seed — must be >= 0, got -1`,
      `${bad}:5 chargin — is not a known key, got {}`,
    ]);
    expect(stderr).toBe('2 problems\n');
  });

  test('--json tells file, line, key, rule and value', () => {
    const { stdout, code } = rijnstroom('check', 'bad.yaml', '--json');
    expect(code).toBe(2);
    const answer = JSON.parse(stdout) as { ok: boolean; problems: unknown[] };
    expect(answer.ok).toBe(false);
    expect(answer.problems).toContainEqual({ file: bad, line: 4, key: 'seed', rule: 'must be >= 0', value: -1 });
  });

  test('--set can be repeated and listed', () => {
    expect(
      rijnstroom('check', good, '--set', 'seed=2', 'charging.v2gShare=1', '--set', 'grid.capacityFactor=2').code,
    ).toBe(0);
    const { stdout, code } = rijnstroom('check', good, '--set', 'seed=2', '--set', 'charging.v2gShare=7');
    expect(code).toBe(2);
    expect(stdout).toBe('--set charging.v2gShare=7 charging.v2gShare — must be <= 1, got 7\n');
  });

  test('bytes that are no text, and a folder', () => {
    writeFileSync(join(place, 'picture.yaml'), Buffer.from([0xff, 0xd8, 0xff, 0xe0]));
    expect(rijnstroom('check', 'picture.yaml').stdout).toMatch(/must be text in UTF-8/);
    expect(rijnstroom('check', 'a').stdout).toMatch(/must be a scenario file or one of/);
  });
});

describe('compare', () => {
  test('--json keeps its contract', () => {
    const { stdout, code } = rijnstroom('compare', 'a', 'b', '--json');
    expect(code).toBe(0);
    const { indicators } = JSON.parse(stdout) as { indicators: Array<Record<string, unknown>> };
    const peak = indicators.find(({ key }) => key === 'peakDistrictKw');
    expect(peak).toMatchObject({
      unit: 'kW',
      values: [60, 40],
      difference: -20,
      lower: null,
      upper: null,
      verdict: 'lower; single run: no interval',
    });
  });

  test('the table shows unit, both values, difference and per cent, in either language', () => {
    const english = rijnstroom('compare', 'a', 'b');
    expect(english.stdout).toMatch(/Result +Unit +Test uncontrolled +Test solar-following +Difference +%\n/);
    expect(english.stdout).toMatch(/Highest demand of the district +kW +60\.0 +40\.0 +−20\.0 +−33%/);
    expect(english.stdout).toMatch(/Solar power used in the district +% +40\.0 +60\.0 +\+20\.0 pp\n/);
    expect(english.stderr).toMatch(/no confidence interval/);
    const dutch = rijnstroom('compare', 'a', 'b', '--lang', 'nl');
    expect(dutch.stdout).toMatch(/Hoogste afname van de wijk +kW +60,0 +40,0 +−20,0 +−33%/);
  });
});

describe('query', () => {
  const sql = `select mode, count(*) as trips from trips where "dayType" = 'sunday' group by mode order by mode`;
  test('as a table, as JSON, as CSV', () => {
    expect(rijnstroom('query', 'a', sql).stdout).toBe('mode  trips\n────  ─────\nbike     40\ncar      40\n');
    expect(JSON.parse(rijnstroom('query', 'a', sql, '--json').stdout)).toEqual([
      { mode: 'bike', trips: 40 },
      { mode: 'car', trips: 40 },
    ]);
    expect(rijnstroom('query', 'a', sql, '--csv').stdout).toBe('mode,trips\nbike,40\ncar,40\n');
  });
  test('without SQL it lists tables and columns', () => {
    expect(rijnstroom('query', 'a').stdout).toMatch(
      /transformers +peakLoadingShare +share +highest loading over rating/,
    );
  });
  test('it reads and changes nothing, and reaches no file outside the result', () => {
    const leak = join(place, 'leak.csv');
    for (const [sql, message] of [
      [`copy (select 1) to '${leak}'`, /disabled by configuration/],
      ['drop view trips', /must be a question/],
      ['select 1; select 2', /must be one question, got 2/],
      [`select * from read_csv('${join(place, 'bad.yaml')}')`, /SQL — .*(permission|disabled)/i],
    ] as const) {
      const { stderr, code } = rijnstroom('query', 'a', sql);
      expect(code, sql).toBe(2);
      expect(stderr).toMatch(message);
    }
    expect(existsSync(leak)).toBe(false);
  });
});

test('schema prints JSON Schema', () => {
  expect((JSON.parse(rijnstroom('schema').stdout) as { title: string }).title).toBe('Rijnstroom scenario');
});

test('a reader that stops reading is no failure', async () => {
  const child = spawn(process.execPath, [program, 'schema'], { stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.destroy();
  const code = await new Promise((resolve) => child.on('exit', resolve));
  expect(code).toBe(0);
});

test.skipIf(!existsSync('/dev/full'))(
  'a full disk (where the system has /dev/full) is told in a sentence, without a stack trace',
  () => {
    const full = openSync('/dev/full', 'w');
    try {
      const { status, stderr } = spawnSync(process.execPath, [program, 'schema'], {
        stdio: ['ignore', full, 'pipe'],
        encoding: 'utf8',
      });
      expect(status).toBe(1);
      expect(stderr).toBe('error: the disk is full: make room and run the command again (ENOSPC)\n');
    } finally {
      closeSync(full);
    }
  },
);
