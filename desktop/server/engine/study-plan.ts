/** What a study of the window would do, before it does it. In: text of a study file, the library its scenarios are in. Out: the study, and its
 *  plan in figures. */
import { availableParallelism } from 'node:os';
import { InputError } from '../../../engine/core/errors.ts';
import { parseChecked } from '../../../engine/io/checked-yaml.ts';
import { forecastStudy } from '../../../engine/study/forecast.ts';
import { checkStudy, leverPoints, planRuns } from '../../../engine/study/plan.ts';
import { type Study, studySchema } from '../../../engine/study/study-file.ts';
import type { StudyPlanShown } from '../../shared/bridge.ts';
import type { Library } from './library.ts';

/** More runs than this are work for the command line and for several machines. */
const MOST_RUNS = 2000;
const FILE = 'study.yaml';

/** One core stays free for the window. */
export const studyThreads = (): number => Math.max(1, availableParallelism() - 1);

/** @throws InputError with every problem of the text */
export function studyOf(text: string): Study {
  const study = parseChecked(text, FILE, studySchema);
  checkStudy(study, FILE);
  return study;
}

/** @throws InputError for levers and scenarios that do not exist, and for more runs than fit here */
export function planOf(text: string, library: Library): StudyPlanShown {
  const study = studyOf(text);
  const { points } = leverPoints(study, FILE);
  const count = points.length * study.scenarios.length * study.replications;
  if (count > MOST_RUNS) throw new InputError(FILE, '', `must give at most ${MOST_RUNS} runs`, count);
  const runs = planRuns(study, FILE, '', (name, set) => library.resolveNamed(name, set), 0, study.replications);
  const { seconds, memoryMb } = forecastStudy(runs, { threads: studyThreads(), memoryMb: study.budget.memoryMb });
  return {
    name: study.name,
    question: study.question ?? '',
    scenarios: study.scenarios.map((name) => library.resolveNamed(name).name),
    points: points.length,
    replications: study.replications,
    runs: runs.length,
    maxRuns: points.length * study.scenarios.length * Math.max(study.replications, study.stop?.maxReplications ?? 0),
    seconds,
    memoryMb,
  };
}
