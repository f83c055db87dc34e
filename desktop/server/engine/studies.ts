/** Studies of the library: folders that `rijnstroom study` wrote, brought in by the window as its three small files. In: a folder. Out: the
 *  study's differences over all its lever points, with intervals and verdicts. Touches files. */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../../../engine/core/errors.ts';
import { isStudyFolder, readIndicatorTexts, readStudyFolder } from '../../../engine/io/study-folder.ts';
import { builtInScenarios, loadScenarioFile } from '../../../engine/io/scenario-file.ts';
import { renderStudyReport } from '../../../engine/study/report/page.ts';
import { studyHash } from '../../../engine/study/plan.ts';
import { summariseFolder } from '../../../engine/study/study-summary.ts';
import { originOf } from '../../../engine/results/provenance.ts';
import { idSchema, type StudyAnswer, type StudyEntry, type Text } from '../../shared/bridge.ts';
import { idFrom } from '../../shared/result-files.ts';
import { toBridgeProblem } from './library.ts';
import { studyOf } from './study-plan.ts';

export class Studies {
  private readonly folder: string;

  /** @param library folder of the library */
  constructor(library: string) {
    this.folder = join(library, 'studies');
  }

  list(): StudyEntry[] {
    if (!existsSync(this.folder)) return [];
    return readdirSync(this.folder)
      .filter((id) => idSchema.safeParse(id).success && isStudyFolder(join(this.folder, id)))
      .sort()
      .map((id) => {
        try {
          const { header, records } = readStudyFolder(join(this.folder, id));
          return { id, name: header.name, runs: records.size, problems: [] };
        } catch (error) {
          if (!(error instanceof InputError)) throw error;
          return { id, name: id, runs: 0, problems: error.problems.map(toBridgeProblem) };
        }
      });
  }

  read(id: string): StudyAnswer {
    const folder = this.place(id);
    const { study, summary, engineVersion } = summariseFolder(folder);
    const texts = readIndicatorTexts(folder);
    // Rows over all lever points where there are several, else those of the only point.
    const overall = summary.differences.filter((row) => row.point === null);
    const rows = overall.length > 0 ? overall : summary.differences;
    return {
      name: study.name,
      question: study.question ?? '',
      scenarios: study.scenarios.map(nameOf),
      engineVersion,
      runs: summary.runs,
      failed: summary.failed,
      resultsHash: summary.resultsHash,
      dead: summary.dead.slice(0, 10).map((run) => `${run.id}: ${run.message}`),
      rows: rows.map((row) => ({
        key: row.indicator,
        unit: texts[row.indicator]?.unit ?? '',
        label: texts[row.indicator]?.label ?? { nl: row.indicator, en: row.indicator },
        theme: texts[row.indicator]?.theme ?? '',
        lowerIs: texts[row.indicator]?.lowerIs ?? 'neutral',
        base: nameOf(row.base),
        other: nameOf(row.scenario),
        values: [row.baseMean, row.otherMean],
        difference: row.mean,
        lower: finite(row.lower),
        upper: finite(row.upper),
        replications: row.replications,
        stands: row.standsCorrected,
        moreReplications: row.moreReplications,
        origin: originOf(row.indicator, texts[row.indicator]?.theme ?? ''),
      })),
    };
  }

  report(id: string, language: 'nl' | 'en'): { fileName: string; html: string } {
    const folder = this.place(id);
    const { study, summary, engineVersion } = summariseFolder(folder);
    const texts = readIndicatorTexts(folder);
    return {
      fileName: `rijnstroom-${id}.html`,
      html: renderStudyReport({ study, summary, texts, language, engineVersion }),
    };
  }

  /** Takes in the files of a study, whole or not at all; one of the same name is replaced when it is the same study.
   *  @throws InputError for what is no study */
  take(name: string, files: { readonly header: string; readonly journal: string; readonly texts: string }): StudyEntry {
    const id = idFrom(name, 'study');
    const part = join(this.folder, `.part-${id}`);
    rmSync(part, { recursive: true, force: true });
    mkdirSync(part, { recursive: true });
    try {
      writeFileSync(join(part, 'study.json'), files.header);
      writeFileSync(join(part, 'runs.jsonl'), files.journal);
      if (files.texts !== '') writeFileSync(join(part, 'indicators.json'), files.texts);
      const { header, records } = readStudyFolder(part);
      if (records.size === 0) throw new InputError(name, 'runs.jsonl', 'holds no finished run yet');
      summariseFolder(part);
      const free = this.freeId(id, header.studyHash);
      rmSync(join(this.folder, free), { recursive: true, force: true });
      renameSync(part, join(this.folder, free));
      return { id: free, name: header.name, runs: records.size, problems: [] };
    } finally {
      rmSync(part, { recursive: true, force: true });
    }
  }

  /** Where a study goes: on in its own folder when the library holds it, else in a new one.
   *  @param running studies that are under way. @throws InputError when it is one of them */
  placeFor(text: string, running: readonly string[]): { id: string; folder: string; resume: boolean } {
    const study = studyOf(text);
    const id = this.freeId(idFrom(study.name, 'study'), studyHash(study));
    if (running.includes(id))
      throw new InputError(study.name, '', 'is running already: follow it under Run', study.name);
    const folder = join(this.folder, id);
    mkdirSync(this.folder, { recursive: true });
    return { id, folder, resume: isStudyFolder(folder) };
  }

  private freeId(id: string, studyHash: string): string {
    const same = (one: string): boolean => {
      try {
        return readStudyFolder(join(this.folder, one)).header.studyHash === studyHash;
      } catch {
        return false;
      }
    };
    for (let n = 1; ; n++) {
      const free = n === 1 ? id : `${id}-${n}`;
      if (!existsSync(join(this.folder, free)) || same(free)) return free;
    }
  }

  private place(id: string): string {
    const folder = join(this.folder, id);
    if (!idSchema.safeParse(id).success || !isStudyFolder(folder))
      throw new InputError(id, '', 'is not a study of the library');
    return folder;
  }
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** A built-in scenario by its name, another by what the study calls it. */
function nameOf(scenario: string): Text {
  const id = scenario.replace(/^.*[\\/]/, '').replace(/\.(ya?ml|json)$/, '');
  if (builtInScenarios().includes(id)) return loadScenarioFile(id).scenario.name;
  return { nl: id, en: id };
}
