/** Shows how far a run is: a bar with time left on a terminal, one plain line a stage elsewhere. Writes to stderr. */
import { MultiBar } from 'cli-progress';
import type { OnProgress } from '../core/progress.ts';
import { note } from './shell.ts';

export interface ProgressView {
  readonly onProgress: OnProgress;
  /** Closes the last line. @param whole false when the run ended before its end */
  readonly end: (whole: boolean) => void;
}

/** Stages of a run in their order, with their usual share of the time [%]; inner stages count within the one that is on. */
const STAGES: ReadonlyArray<readonly [name: string, weight: number]> = [
  ['district', 8],
  ['population', 4],
  ['routes', 6],
  ['travel weekday', 20],
  ['travel saturday', 14],
  ['travel sunday', 12],
  ['areas', 4],
  ['energy', 8],
  ['charging', 14],
  ['grid', 8],
  ['results', 3],
  ['writing', 3],
];
const TOTAL = STAGES.reduce((sum, [, weight]) => sum + weight, 0);

/** @param title what runs, e.g. the name of the scenario */
export function showProgress(title: string): ProgressView {
  return process.stderr.isTTY === true ? barView(title) : lineView(title);
}

/** Which stage is on and how much of the whole is done, from a stream of progress. */
function follow(): (stage: string, fraction: number) => { readonly stage: string; readonly done: number } {
  let at = 0;
  let within = 0;
  return (stage, fraction) => {
    const known = STAGES.findIndex(([name]) => name === stage);
    if (known > at) {
      at = known;
      within = 0;
    }
    within = Math.max(within, Math.min(1, fraction));
    const before = STAGES.slice(0, at).reduce((sum, [, weight]) => sum + weight, 0);
    return { stage: STAGES[at]![0], done: (before + within * STAGES[at]![1]) / TOTAL };
  };
}

/** The bars that are on; several runs at once stand under one another. */
let bars: MultiBar | null = null;
let open = 0;

function barView(title: string): ProgressView {
  bars ??= new MultiBar({
    format: '{title}  {bar} {percentage} %  {stage}',
    stream: process.stderr,
    barsize: 30,
    hideCursor: true,
    clearOnComplete: false,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    formatValue: (value, _options, type) =>
      type === 'percentage' ? String(Math.floor(value)).padStart(3) : String(value),
  });
  open++;
  const position = follow();
  const start = performance.now();
  const bar = bars.create(1000, 0, { title, stage: '' });
  return {
    onProgress({ stage, fraction }) {
      const { stage: on, done } = position(stage, fraction);
      bar.update(Math.round(done * 1000), { stage: `${on}${timeLeft(start, done)}`.padEnd(40) });
    },
    end(whole) {
      if (whole) bar.update(1000, { stage: `${seconds(start)} s`.padEnd(40) });
      if (--open > 0) return;
      bars?.stop();
      bars = null;
    },
  };
}

/** Told from a tenth on, when there is something to judge by. */
function timeLeft(start: number, done: number): string {
  if (done < 0.1) return '';
  const leftS = ((performance.now() - start) / 1000) * (1 / done - 1);
  return leftS < 1 ? '' : `, about ${Math.ceil(leftS)} s left`;
}

function lineView(title: string): ProgressView {
  const position = follow();
  let on: string | undefined;
  let start = performance.now();
  const close = (): void => {
    if (on !== undefined) note(`${title.padEnd(24)}  ${on.padEnd(16)}  ${seconds(start).padStart(6)} s\n`);
    start = performance.now();
  };
  return {
    onProgress({ stage, fraction }) {
      const now = position(stage, fraction).stage;
      if (now === on) return;
      close();
      on = now;
    },
    end: (whole) => {
      if (whole) close();
    },
  };
}

const seconds = (start: number): string => ((performance.now() - start) / 1000).toFixed(1);
