import { describe, expect, test } from 'vitest';
import { InputError, type Problem } from '../../engine/core/errors.ts';
import { resolveScenario } from '../../engine/scenario/load.ts';
import { SCENARIO_VERSION, type Scenario, scenarioJsonSchema } from '../../engine/scenario/schema.ts';

const HEAD = `version: 1
name: { nl: Proef, en: Test }
question: { nl: Klopt het?, en: Is it right? }
`;

/** Resolves `main.yaml` among files that exist only here. */
function load(
  files: Readonly<Record<string, string>> | string,
  overrides: readonly string[] = [],
  file = 'main.yaml',
): Scenario {
  const all: Readonly<Record<string, string>> = typeof files === 'string' ? { [file]: files } : files;
  const read = (name: string): string => {
    const text = all[name];
    if (text === undefined) throw new InputError(name, '', 'must be a file that can be read');
    return text;
  };
  return resolveScenario(file, read, (_from, reference) => reference, overrides);
}

function problemsOf(action: () => unknown): readonly Problem[] {
  try {
    action();
  } catch (error) {
    if (error instanceof InputError) return error.problems;
    throw error;
  }
  throw new Error('expected an InputError');
}

test('three lines are a scenario: every lever takes its default', () => {
  const scenario = load(HEAD);
  expect(scenario.district).toBe('leidsche-rijn');
  expect(scenario.charging.strategy).toBe('uncontrolled');
  expect(scenario.tariff.vatShare).toBe(0.21);
});

test('JSON is accepted', () => {
  const text = JSON.stringify(
    { version: 1, name: { nl: 'a', en: 'b' }, question: { nl: 'c', en: 'd' }, seed: 7 },
    null,
    2,
  );
  expect(load({ 'main.json': text }, [], 'main.json').seed).toBe(7);
});

describe('problems', () => {
  test('all are told at once, each with file, line, key, rule and value', () => {
    const text = `${HEAD}seed: -3
charging:
  strategy: fastest
  chargerkw: 11
period:
  days: 0
travel: 5
`;
    const problems = problemsOf(() => load(text));
    expect(problems).toHaveLength(5);
    const at = (key: string): Problem | undefined => problems.find((problem) => problem.key === key);
    expect(at('seed')).toEqual({ file: 'main.yaml', line: 4, key: 'seed', rule: 'must be >= 0', value: -3 });
    expect(at('charging.strategy')).toMatchObject({ line: 6, value: 'fastest' });
    expect(at('charging.strategy')!.rule).toMatch(/must be one of "uncontrolled", "delayed"/);
    expect(at('charging.chargerkw')).toEqual({
      file: 'main.yaml',
      line: 7,
      key: 'charging.chargerkw',
      rule: 'is not a known key',
      value: 11,
    });
    expect(at('period.days')).toMatchObject({ line: 9, rule: 'must be >= 1', value: 0 });
    expect(at('travel')).toMatchObject({ line: 10, rule: 'must be a map', value: 5 });
  });

  test('a problem in a base is told with the file and line of the base', () => {
    const [problem] = problemsOf(() =>
      load({ 'main.yaml': 'extends: base.yaml\nseed: 2\n', 'base.yaml': `${HEAD}solar:\n  houseKwp: many\n` }),
    );
    expect(problem).toMatchObject({
      file: 'base.yaml',
      line: 5,
      key: 'solar.houseKwp',
      rule: 'must be a number',
      value: 'many',
    });
  });

  test('the same key twice, a tab as indent and a list instead of a map are told with their line', () => {
    expect(problemsOf(() => load(`${HEAD}seed: 1\nseed: 2\n`))[0]).toMatchObject({
      line: 5,
      rule: expect.stringMatching(/unique/i),
    });
    expect(problemsOf(() => load(`${HEAD}travel:\n\tsampleShare: 1\n`))[0]!.line).toBe(5);
    expect(problemsOf(() => load('- 1\n- 2\n'))[0]!.rule).toBe('must hold a map of keys');
    expect(problemsOf(() => load(''))[0]!.rule).toBe('must hold a map of keys');
  });

  test('aliases that blow up are refused instead of eating the memory', () => {
    const rows = Array.from({ length: 12 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(10).fill(`*a${i}`).join(', ')}]`);
    expect(() => load(`a0: &a0 [x]\n${rows.join('\n')}\n`)).toThrow(InputError);
  });
});

describe('extends', () => {
  test('a scenario is a small patch on a base: maps merge key by key, the rest is replaced', () => {
    const base = `${HEAD}charging: { strategy: delayed, chargerKw: 7 }\nmaas: { bundles: [{ name: A, priceEurPerMonth: 10 }] }\n`;
    const patch = `extends: base.yaml\ncharging: { chargerKw: 22 }\nmaas: { bundles: [] }\n`;
    const scenario = load({ 'main.yaml': patch, 'base.yaml': base });
    expect(scenario.charging).toMatchObject({ strategy: 'delayed', chargerKw: 22 });
    expect(scenario.maas.bundles).toEqual([]);
  });

  test('a loop is told as a loop', () => {
    const files = { 'main.yaml': 'extends: b.yaml\n', 'b.yaml': 'extends: c.yaml\n', 'c.yaml': 'extends: main.yaml\n' };
    expect(problemsOf(() => load(files))[0]!.rule).toBe('must not lead back to itself');
    expect(problemsOf(() => load({ 'main.yaml': 'extends: main.yaml\n' }))[0]!.rule).toBe(
      'must not lead back to itself',
    );
  });

  test('a base that is missing is told', () => {
    expect(problemsOf(() => load('extends: gone.yaml\n'))[0]!.file).toBe('gone.yaml');
  });

  test('seventeen bases deep is too deep', () => {
    const files = Object.fromEntries(
      Array.from({ length: 20 }, (_, i) => [i === 0 ? 'main.yaml' : `${i}.yaml`, `extends: ${i + 1}.yaml\n`]),
    );
    expect(problemsOf(() => load(files))[0]!.rule).toMatch(/must not be deeper than 16/);
  });
});

describe('--set', () => {
  test('changes a lever after all files; the last one counts', () => {
    const scenario = load(`${HEAD}seed: 1\n`, ['seed=2', 'charging.v2gShare=0.5', 'seed=3']);
    expect(scenario.seed).toBe(3);
    expect(scenario.charging.v2gShare).toBe(0.5);
  });

  test('a wrong value is told with the text that was given', () => {
    expect(problemsOf(() => load(HEAD, ['charging.v2gShare=2']))[0]).toMatchObject({
      file: '--set charging.v2gShare=2',
      key: 'charging.v2gShare',
      rule: 'must be <= 1',
      value: 2,
    });
    expect(problemsOf(() => load(HEAD, ['charging.chargerkw=2']))[0]!.rule).toBe('is not a known key');
    expect(problemsOf(() => load(HEAD, ['seed']))[0]!.rule).toBe('must be key=value');
  });

  test('never reaches a prototype', () => {
    expect(() => load(HEAD, ['__proto__.polluted=1'])).toThrow(InputError);
    expect(() => load(HEAD, ['constructor.prototype.polluted=1'])).toThrow(InputError);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });
});

describe('versions', () => {
  test('a draft without a version is migrated forward', () => {
    expect(load(HEAD.replace('version: 1\n', '')).version).toBe(SCENARIO_VERSION);
    expect(load(HEAD.replace('version: 1', 'version: 0')).version).toBe(SCENARIO_VERSION);
  });

  test('a newer version is told as such, a version that is none as well', () => {
    const newer = problemsOf(() => load(HEAD.replace('version: 1', 'version: 99')));
    expect(newer[0]).toMatchObject({ key: 'version', value: 99, rule: expect.stringMatching(/newer Rijnstroom/) });
    expect(problemsOf(() => load(HEAD.replace('version: 1', 'version: one')))[0]!.key).toBe('version');
  });
});

test('the JSON Schema tells every lever with unit, default, source and both labels, and knows no other keys', () => {
  const schema = scenarioJsonSchema() as {
    properties: Record<string, { properties: Record<string, Record<string, unknown>>; additionalProperties: boolean }>;
  };
  const lever = schema.properties['charging']!.properties['chargerKw']!;
  expect(lever).toMatchObject({ default: 11, unit: 'kW', minimum: 1.4, maximum: 43 });
  expect(lever['nl']).toBeTruthy();
  expect(lever['en']).toBeTruthy();
  expect(lever['source']).toBeTruthy();
  expect(schema.properties['charging']!.additionalProperties).toBe(false);
});
