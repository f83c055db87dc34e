/** The library on disk: a user's scenarios with their versions, results, tags and notes. Built-in scenarios are read-only beside them.
 *  Everything is a plain file: `scenarios/<id>.yaml`, `versions/<id>/<time>.yaml`, `results/<id>/`, `notes.json`. */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError, type Problem } from '../../../engine/core/errors.ts';
import { scenariosFolder } from '../../../engine/io/package.ts';
import { readResult, type StoredResult } from '../../../engine/io/result-folder.ts';
import { builtInScenarios, loadScenarioFile } from '../../../engine/io/scenario-file.ts';
import { resolveScenario } from '../../../engine/scenario/load.ts';
import type { Scenario } from '../../../engine/scenario/schema.ts';
import { type BridgeProblem, idSchema, type ResultEntry, type ScenarioEntry, type Text } from '../../shared/bridge.ts';

interface Notes {
  scenario: Record<string, { tags: string[]; note: string }>;
  result: Record<string, { tags: string[]; note: string }>;
}

const UNKNOWN: Text = { nl: '(niet leesbaar)', en: '(not readable)' };
/** Versions kept of a scenario; the oldest leave first. */
const VERSIONS_KEPT = 200;

export class Library {
  readonly folder: string;
  /** Names of results that are being written. */
  readonly promised = new Set<string>();
  private readonly samples: string | null;

  /** @param samples folder of results that come with the program, or null */
  constructor(folder: string, samples: string | null) {
    this.folder = folder;
    this.samples = samples;
    try {
      for (const name of ['scenarios', 'versions', 'results']) mkdirSync(join(folder, name), { recursive: true });
    } catch (error) {
      throw new InputError(
        folder,
        '',
        `must be a folder that can be written (${(error as NodeJS.ErrnoException).code})`,
      );
    }
  }

  listScenarios(): ScenarioEntry[] {
    const own = readdirSync(join(this.folder, 'scenarios'))
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => name.slice(0, -'.yaml'.length))
      .filter((id) => idSchema.safeParse(id).success);
    return [
      ...builtInScenarios().map((id) => this.scenarioEntry(id, true)),
      ...own.map((id) => this.scenarioEntry(id, false)),
    ];
  }

  /** Text of a scenario and whether it comes with the program. @throws InputError */
  scenarioText(id: string): { text: string; builtIn: boolean } {
    const own = this.scenarioFile(id);
    if (existsSync(own)) return { text: readFileSync(own, 'utf8'), builtIn: false };
    if (builtInScenarios().includes(id))
      return { text: readFileSync(join(scenariosFolder(), `${id}.yaml`), 'utf8'), builtIn: true };
    throw new InputError(id, '', 'is not a scenario of the library');
  }

  entryOf(id: string): ScenarioEntry {
    return this.scenarioEntry(id, this.scenarioText(id).builtIn);
  }

  /** Resolves the text of a scenario; what it extends is looked up in the library, then among the built-in ones. */
  resolve(text: string, name = 'scenario', overrides: readonly string[] = []): Scenario {
    return resolveScenario(
      name,
      (file) => (file === name ? text : this.scenarioText(idOf(file)).text),
      (_from, reference) => reference,
      overrides,
    );
  }

  /** A scenario of the library by its name, with `key=value` texts on top. @throws InputError */
  resolveNamed(reference: string, overrides: readonly string[] = []): Scenario {
    return this.resolve(this.scenarioText(idOf(reference)).text, reference, overrides);
  }

  save(id: string, text: string): ScenarioEntry {
    if (builtInScenarios().includes(id))
      throw new InputError(id, '', 'comes with Rijnstroom and cannot be changed: save it under another name');
    const file = this.scenarioFile(id);
    if (existsSync(file)) this.keepVersion(id, readFileSync(file, 'utf8'), statSync(file).mtime);
    writeWhole(file, text);
    return this.scenarioEntry(id, false);
  }

  delete(id: string): void {
    const file = this.scenarioFile(id);
    if (!existsSync(file)) throw new InputError(id, '', 'is not a scenario of yours');
    this.keepVersion(id, readFileSync(file, 'utf8'), statSync(file).mtime);
    rmSync(file);
  }

  versions(id: string): { versionUtc: string; bytes: number }[] {
    const folder = join(this.folder, 'versions', checkedId(id));
    if (!existsSync(folder)) return [];
    return readdirSync(folder)
      .filter((name) => name.endsWith('.yaml'))
      .sort()
      .reverse()
      .map((name) => ({
        versionUtc: fromFileTime(name.slice(0, -'.yaml'.length)),
        bytes: statSync(join(folder, name)).size,
      }));
  }

  restore(id: string, versionUtc: string): ScenarioEntry {
    const file = join(this.folder, 'versions', checkedId(id), `${toFileTime(versionUtc)}.yaml`);
    if (!/^[0-9TZ.-]+$/.test(toFileTime(versionUtc)) || !existsSync(file))
      throw new InputError(id, 'version', 'is not kept', versionUtc);
    return this.save(id, readFileSync(file, 'utf8'));
  }

  annotate(kind: 'scenario' | 'result', id: string, tags: readonly string[], note: string): void {
    const notes = this.notes();
    notes[kind][id] = { tags: [...tags], note };
    writeWhole(join(this.folder, 'notes.json'), JSON.stringify(notes, null, 1));
  }

  async listResults(): Promise<ResultEntry[]> {
    const notes = this.notes();
    const entries: ResultEntry[] = [];
    for (const [folder, sample] of [
      [this.samples, true],
      [join(this.folder, 'results'), false],
    ] as const) {
      if (folder === null || !existsSync(folder)) continue;
      // Files beside the results (a catalogue, what a system leaves) are no results; a link to a folder may be one.
      const found = (await readdir(folder, { withFileTypes: true })).filter((entry) => !entry.isFile());
      for (const id of found.map(({ name }) => name).sort())
        if (idSchema.safeParse(id).success) entries.push(await this.resultEntry(join(folder, id), id, sample, notes));
    }
    return entries.sort((a, b) =>
      a.createdUtc < b.createdUtc ? 1 : a.createdUtc > b.createdUtc ? -1 : a.id < b.id ? -1 : 1,
    );
  }

  resultFolder(id: string): string {
    const own = join(this.folder, 'results', checkedId(id));
    if (existsSync(own)) return own;
    if (this.samples !== null && existsSync(join(this.samples, id))) return join(this.samples, id);
    throw new InputError(id, '', 'is not a result of the library');
  }

  readResult(id: string): Promise<StoredResult> {
    return readResult(this.resultFolder(id));
  }

  async resultEntryOf(id: string): Promise<ResultEntry> {
    const folder = this.resultFolder(id);
    return this.resultEntry(folder, id, !folder.startsWith(join(this.folder, 'results')), this.notes());
  }

  deleteResult(id: string): void {
    const folder = join(this.folder, 'results', checkedId(id));
    if (!existsSync(folder)) throw new InputError(id, '', 'is not a result of yours');
    rmSync(folder, { recursive: true });
  }

  /** A name for a new result that is not taken yet, also not by a sample: that one could no longer be reached. */
  freeResultId(scenarioId: string): string {
    const taken = (id: string): boolean =>
      this.promised.has(id) ||
      existsSync(join(this.folder, 'results', id)) ||
      (this.samples !== null && existsSync(join(this.samples, id)));
    for (let n = 1; ; n++) {
      const id = n === 1 ? scenarioId : `${scenarioId}-${n}`;
      if (!taken(id)) return id;
    }
  }

  private scenarioFile(id: string): string {
    return join(this.folder, 'scenarios', `${checkedId(id)}.yaml`);
  }

  private scenarioEntry(id: string, builtIn: boolean): ScenarioEntry {
    const file = builtIn ? join(scenariosFolder(), `${id}.yaml`) : this.scenarioFile(id);
    const { tags, note } = this.notes().scenario[id] ?? { tags: [], note: '' };
    const changedUtc = statSync(file).mtime.toISOString();
    const base = { id, builtIn, tags, note, changedUtc };
    try {
      const scenario = builtIn ? loadScenarioFile(id).scenario : this.resolve(readFileSync(file, 'utf8'), id);
      return {
        ...base,
        name: scenario.name,
        question: scenario.question,
        extends: extendsOf(readFileSync(file, 'utf8')),
        problems: [],
      };
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      return {
        ...base,
        name: { nl: id, en: id },
        question: UNKNOWN,
        extends: null,
        problems: error.problems.map(toBridgeProblem),
      };
    }
  }

  private async resultEntry(folder: string, id: string, sample: boolean, notes: Notes): Promise<ResultEntry> {
    const { tags, note } = notes.result[id] ?? { tags: [], note: '' };
    try {
      const { manifest, scenario } = await readResult(folder);
      return {
        id,
        scenarioName: scenario.name,
        scenarioHash: manifest.scenarioHash,
        seed: manifest.seed,
        createdUtc: manifest.createdUtc,
        engineVersion: manifest.engineVersion,
        durationS: manifest.durationS,
        sampleShare: scenario.travel.sampleShare,
        days: scenario.period.days,
        tags,
        note,
        sample,
        problems: [],
      };
    } catch (error) {
      const problems =
        error instanceof InputError
          ? error.problems.map(toBridgeProblem)
          : [{ file: id, key: '', rule: String(error) }];
      return {
        id,
        scenarioName: { nl: id, en: id },
        scenarioHash: '',
        seed: 0,
        createdUtc: '',
        engineVersion: '',
        durationS: 0,
        sampleShare: 0,
        days: 0,
        tags,
        note,
        sample,
        problems,
      };
    }
  }

  private keepVersion(id: string, text: string, changed: Date): void {
    const folder = join(this.folder, 'versions', checkedId(id));
    mkdirSync(folder, { recursive: true });
    writeWhole(join(folder, `${toFileTime(changed.toISOString())}.yaml`), text);
    for (const name of readdirSync(folder).sort().reverse().slice(VERSIONS_KEPT)) rmSync(join(folder, name));
  }

  private notes(): Notes {
    try {
      const { scenario = {}, result = {} } = JSON.parse(
        readFileSync(join(this.folder, 'notes.json'), 'utf8'),
      ) as Partial<Notes>;
      return { scenario, result };
    } catch {
      return { scenario: {}, result: {} };
    }
  }
}

export const toBridgeProblem = ({ file, line, key, rule, value }: Problem): BridgeProblem => ({
  file,
  ...(line === undefined ? {} : { line }),
  key,
  rule,
  ...(value === undefined ? {} : { value: typeof value === 'object' ? JSON.stringify(value) : value }),
});

const toFileTime = (utc: string): string => utc.replaceAll(':', '-');
const fromFileTime = (name: string): string => name.replace(/T(\d\d)-(\d\d)-(\d\d)/, 'T$1:$2:$3');
const idOf = (reference: string): string => reference.replace(/^.*[\\/]/, '').replace(/\.(ya?ml|json)$/, '');

function extendsOf(text: string): string | null {
  const match = /^extends:\s*["']?([^\s"'#]+)/m.exec(text);
  return match === null ? null : idOf(match[1]!);
}

function checkedId(id: string): string {
  if (!idSchema.safeParse(id).success)
    throw new InputError('library', 'id', 'must be letters, digits, dot, dash or underscore', id);
  return id;
}

function writeWhole(file: string, text: string): void {
  const part = `${file}.part`;
  try {
    writeFileSync(part, text, { flush: true });
    renameSync(part, file);
  } catch (error) {
    rmSync(part, { force: true });
    throw new InputError(file, '', `could not be saved (${(error as NodeJS.ErrnoException).code}); nothing was lost`);
  }
}
