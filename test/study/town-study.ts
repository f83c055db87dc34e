/** A small town on disk and studies of it: real runs of a fraction of a second, for tests that start, kill and resume whole studies. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { District } from '../../engine/district/district.ts';
import { saveDistrict } from '../../engine/io/district-save.ts';
import { type RunRecord, readJournal } from '../../engine/io/study-folder.ts';
import { smallTown } from '../demand/small-town.ts';

export const PROGRAM = fileURLToPath(new URL('../../dist/engine/cli/main.js', import.meta.url));

const HOURS = 24 * 14;
const START_S = Date.UTC(2025, 4, 1) / 1000;

/** Two weeks of one invented day over and over. */
function withWeather(district: District): District {
  const hourly = (value: (hour: number) => number): Float64Array =>
    Float64Array.from({ length: HOURS }, (_, i) => value(i % 24));
  return {
    ...district,
    weather: {
      ...district.weather,
      startUtcS: START_S,
      stepS: 3600,
      ghiWm2: hourly((hour) => Math.max(0, 700 * Math.sin(((hour - 4) / 14) * Math.PI))),
      airTemperatureC: hourly((hour) => 12 + 5 * Math.sin(((hour - 8) / 12) * Math.PI)),
      windSpeedMps: hourly(() => 3),
    },
    prices: {
      ...district.prices,
      startUtcS: START_S,
      stepS: 3600,
      priceEurPerKwh: hourly((hour) => 0.08 + hour / 1000),
    },
  };
}

/** Writes town, two scenarios and a study into a folder. @returns the study file */
export async function writeTownStudy(place: string, replications: number, more = ''): Promise<string> {
  mkdirSync(place, { recursive: true });
  await saveDistrict(withWeather(smallTown()), join(place, 'town'), { replace: true });
  const scenario = (name: string, lines: string): void =>
    writeFileSync(
      join(place, `${name}.yaml`),
      `version: 1\nname: { nl: ${name}, en: ${name} }\nquestion: { nl: Wat?, en: What? }\ndistrict: ${join(place, 'town')}\nperiod: { start: 2025-05-05, days: 1 }\ntravel: { sampleShare: 0.02, congestionIterations: 1 }\n${lines}`,
    );
  scenario('base', 'charging: { strategy: uncontrolled }\n');
  scenario('solar', 'charging: { strategy: solar-following }\n');
  const file = join(place, 'study.yaml');
  writeFileSync(
    file,
    `version: 1\nname: town\nscenarios: [base.yaml, solar.yaml]\nreplications: ${replications}\n${more}`,
  );
  return file;
}

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export const rijnstroom = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Ended =>
  spawnSync(process.execPath, [PROGRAM, ...args], { encoding: 'utf8', env: { ...process.env, ...env } });

/** Starts the program and lets it run; its words are gathered in `told`. */
export function start(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  program = PROGRAM,
): ChildProcess & { told: string } {
  const child = Object.assign(
    spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } }),
    { told: '' },
  );
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      child.told += chunk.toString();
    });
  return child;
}

export const ended = (child: ChildProcess): Promise<number | null> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve(child.exitCode)
    : new Promise((resolve) => child.once('exit', (code) => resolve(code)));

/** Lines of a journal that hold each run, by its id. */
export function journal(folder: string): { readonly records: ReadonlyMap<string, RunRecord>; readonly lines: number } {
  const bytes = readFileSync(join(folder, 'runs.jsonl'));
  return { records: readJournal(bytes).known, lines: bytes.toString().split('\n').length - 1 };
}

export const resultsHashOf = (folder: string): string =>
  (JSON.parse(readFileSync(join(folder, 'summary.json'), 'utf8')) as { resultsHash: string }).resultsHash;

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
