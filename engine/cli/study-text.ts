/** A study's plan, progress and summary as text for a terminal. Pure. */
import type { RunRecord } from '../io/study-folder.ts';
import type { StudyForecast } from '../study/forecast.ts';
import type { StudyPlan } from '../study/run-study.ts';
import type { Study } from '../study/study-file.ts';
import type { StudySummary } from '../study/summary.ts';
import type { TeamMeasure } from '../workers/run-team.ts';
import { alignTable } from './text-table.ts';

export function planText(study: Study, plan: StudyPlan, forecast: StudyForecast, done: number): string {
  const more = plan.maxRuns > plan.runs.length ? `, up to ${plan.maxRuns} by the stop rule` : '';
  const lines = [
    `${count(study.scenarios.length, 'scenario')} × ${count(plan.points, 'lever point')} × ${count(study.replications, 'replication')} = ${count(plan.runs.length, 'run')}${more}`,
  ];
  if (done > 0) lines.push(`${done} are done already`);
  const basis =
    forecast.basedOnRuns === 0 ? 'a first guess' : `from ${count(forecast.basedOnRuns, 'run')} of this study`;
  if (plan.runs.length > done)
    lines.push(
      `about ${durationText(forecast.seconds)} and ${Math.round(forecast.memoryMb / 10) * 10} MB with ${forecast.atOnce} at once (${basis}; ${forecast.secondsPerRun.toFixed(1)} s a run)`,
    );
  return lines.join('\n');
}

/** After the first run: what was forecast is known now. */
export function measureText({ sharedMb, beforeRunsMb, perRunMb, atOnce }: TeamMeasure): string {
  const each = perRunMb === null ? '' : `, each run at once ${Math.round(perRunMb)} MB`;
  return `measured: program and inputs ${Math.round(beforeRunsMb)} MB (${sharedMb.toFixed(1)} MB of them shared by all threads)${each}; ${atOnce} at once`;
}

const count = (n: number, word: string): string => `${n} ${word}${n === 1 ? '' : 's'}`;

export function runText(done: number, total: number, record: RunRecord, secondsLeft: number | null): string {
  const left = secondsLeft === null || done === total ? '' : `  about ${durationText(secondsLeft)} left`;
  const levers = Object.entries(record.levers).map(
    ([name, value]) => `${name}=${typeof value === 'number' ? Number(value.toPrecision(4)) : value}`,
  );
  const what = [record.scenarioName, ...levers, `replication ${record.replication + 1}`].join('  ');
  const tries = record.attempts !== undefined && record.attempts > 1 ? ` (try ${record.attempts})` : '';
  const end = record.status === 'done' ? `${record.durationS.toFixed(1)} s` : `FAILED: ${record.message}`;
  return `${String(done).padStart(String(total).length)}/${total}  ${what}  ${end}${tries}${left}`;
}

export function durationText(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}

const figure = (value: number): string =>
  Number.isFinite(value) ? value.toLocaleString('en', { maximumSignificantDigits: 5 }) : '–';

/** Single lever points are told up to this number; beyond, one row over all of them. */
const MOST_POINTS = 12;

export function summaryText(summary: StudySummary): string {
  const parts: string[] = [`${count(summary.runs, 'run')}, ${summary.failed} failed`];
  const points = new Set(summary.means.map(({ point }) => point)).size;
  const shown = (row: { readonly point: number | null }): boolean => row.point === null || points <= MOST_POINTS;
  const pointText = (row: { readonly point: number | null; readonly levers: object }): string =>
    row.point === null ? 'all' : row.point === 0 && Object.keys(row.levers).length === 0 ? '' : String(row.point);
  if (summary.dead.length > 0) parts.push(deadText(summary));
  if (summary.differences.length > 0) parts.push(differencesText(summary, shown, pointText));
  else if (summary.means.length > 0) {
    const rows = summary.means
      .filter(shown)
      .map((row) => [
        row.scenario,
        pointText(row),
        row.indicator,
        figure(row.mean),
        `${figure(row.lower)} to ${figure(row.upper)}`,
      ]);
    const head = ['scenario', 'point', 'indicator', 'mean', '95 % interval'];
    parts.push(alignTable([head, ...rows], ['left', 'right', 'left', 'right', 'right']));
  }
  if (summary.effects.length > 0) parts.push(effectsText(summary));
  return parts.join('\n\n');
}

function deadText(summary: StudySummary): string {
  const lines = summary.dead.map(
    (run) => `  ${run.id}  ${run.scenario}  point ${run.point}  replication ${run.replication + 1}: ${run.message}`,
  );
  const more = summary.failed - summary.dead.length;
  return ['failed runs (tried again by --resume):', ...lines, ...(more > 0 ? [`  and ${more} more`] : [])].join('\n');
}

function differencesText(
  summary: StudySummary,
  shown: (row: { readonly point: number | null }) => boolean,
  pointText: (row: { readonly point: number | null; readonly levers: object }) => string,
): string {
  const verdict = (row: StudySummary['differences'][number]): string => {
    if (row.moreReplications !== null && row.moreReplications > 0)
      return `${row.verdict} (needs about ${row.moreReplications} more replications)`;
    const claims = row.verdict === 'lower' || row.verdict === 'higher';
    return claims && !row.standsCorrected
      ? `${row.verdict} (not when all indicators are judged together)`
      : row.verdict;
  };
  const rows = summary.differences
    .filter(shown)
    .map((row) => [
      row.scenario,
      pointText(row),
      row.indicator,
      figure(row.baseMean),
      figure(row.mean),
      `${figure(row.lower)} to ${figure(row.upper)}`,
      row.bcaLower === null || row.bcaUpper === null ? '' : `${figure(row.bcaLower)} to ${figure(row.bcaUpper)}`,
      verdict(row),
    ]);
  const head = [
    'against the base',
    'point',
    'indicator',
    'base',
    'difference',
    '95 % interval',
    'bootstrap',
    'verdict',
  ];
  return alignTable([head, ...rows], ['left', 'right', 'left', 'right', 'right', 'right', 'right', 'left']);
}

function effectsText(summary: StudySummary): string {
  const between = (value: number, lower: number, upper: number): string =>
    `${value.toFixed(2)} (${lower.toFixed(2)}–${upper.toFixed(2)})`;
  const rows = [...summary.effects]
    .sort((a, b) =>
      a.indicator === b.indicator
        ? Math.abs(b.swing ?? 0) - Math.abs(a.swing ?? 0)
        : a.indicator < b.indicator
          ? -1
          : 1,
    )
    .map(({ scenario, indicator, lever, swing, rankCorrelation, sobol }) => [
      scenario,
      indicator,
      lever,
      swing === null ? '' : figure(swing),
      rankCorrelation === null ? '' : rankCorrelation.toFixed(2),
      sobol === null ? '' : between(sobol.first, sobol.firstLower, sobol.firstUpper),
      sobol === null ? '' : between(sobol.total, sobol.totalLower, sobol.totalUpper),
    ]);
  const head = ['scenario', 'indicator', 'lever', 'swing', 'rank correlation', 'Sobol first', 'Sobol total'];
  return alignTable([head, ...rows], ['left', 'left', 'left', 'right', 'right', 'right', 'right']);
}
