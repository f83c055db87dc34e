/** The house rules that a compiler does not know: who may import whom, and no chance, clock or console inside the engine. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const engine = join(root, 'engine');

/** Folders each folder may import, besides itself, core and scenario. The table stands in engine/README.md too. */
const STAGES = [
  'network',
  'district',
  'routing',
  'traffic',
  'environment',
  'demand',
  'mobility',
  'energy',
  'charging',
  'grid',
  'results',
];
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  core: [],
  scenario: [],
  network: [],
  energy: [],
  grid: [],
  district: ['network', 'energy', 'grid'],
  routing: ['network'],
  traffic: ['network', 'routing'],
  environment: ['network'],
  demand: ['network', 'routing', 'district'],
  mobility: ['network', 'routing', 'traffic', 'district', 'demand'],
  charging: ['mobility', 'energy', 'demand', 'district'],
  results: STAGES,
  // What results mean for people: reads what results and stages leave, runs nothing.
  values: STAGES,
  // io fills the stores of the stages, and never runs a stage.
  io: [...STAGES, 'values'],
  '.': [...STAGES, 'values', 'io', 'workers', 'study'],
  workers: [...STAGES, 'io', '.'],
  study: ['district', 'results', 'io', 'workers', '.'],
  cli: [...STAGES, 'values', 'io', 'workers', 'study', '.'],
};

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.d.ts'))
    .map((entry) => join(entry.parentPath, entry.name));
}

const roomOf = (file: string): string => {
  const parts = relative(engine, file).split(/[\\/]/);
  return parts.length === 1 ? '.' : parts[0]!;
};

test('engine folders import only what the plan allows', () => {
  const broken: string[] = [];
  for (const file of sourceFiles(engine)) {
    const room = roomOf(file);
    const allowed = MAY_IMPORT[room];
    if (allowed === undefined) {
      broken.push(`${relative(root, file)}: folder ${room} is not on the plan`);
      continue;
    }
    for (const [, specifier] of readFileSync(file, 'utf8').matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)) {
      const target = resolve(dirname(file), specifier!);
      if (!target.startsWith(engine)) broken.push(`${relative(root, file)} leaves the engine: ${specifier}`);
      const to = roomOf(target);
      if (to !== room && to !== 'core' && to !== 'scenario' && !allowed.includes(to))
        broken.push(`${relative(root, file)} imports ${to}`);
      if (room === 'core' && to === 'scenario') broken.push(`${relative(root, file)} imports scenario`);
    }
  }
  expect(broken).toEqual([]);
});

test('the engine draws no unnamed chance, reads no clock and prints nothing outside cli', () => {
  const broken: string[] = [];
  for (const file of sourceFiles(engine)) {
    const room = roomOf(file);
    const text = readFileSync(file, 'utf8');
    if (/Math\.random/.test(text)) broken.push(`${relative(root, file)}: Math.random`);
    if (['cli', 'workers', 'study', 'io', '.'].includes(room)) continue;
    if (/Date\.now|new Date\(\)|console\./.test(text)) broken.push(`${relative(root, file)}: clock or console`);
    if (/from 'node:fs/.test(text)) broken.push(`${relative(root, file)}: touches files`);
  }
  expect(broken).toEqual([]);
});
