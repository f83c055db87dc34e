/** What each call of the bridge does, in the engine process. Arguments were checked by their schema before. */
import { availableParallelism } from 'node:os';
import { InputError } from '../../../engine/core/errors.ts';
import { engineVersion } from '../../../engine/io/package.ts';
import { comparable, readReport } from '../../../engine/io/report-data.ts';
import { openTables } from '../../../engine/io/result-folder.ts';
import { sqlName, sqlText } from '../../../engine/io/parquet.ts';
import { compareResults } from '../../../engine/results/compare.ts';
import { leverDifferences, leverValue } from '../../../engine/results/levers.ts';
import { descriptionInDutch } from '../../../engine/results/description-nl.ts';
import { originOf } from '../../../engine/results/provenance.ts';
import { columnOrigin } from '../../../engine/results/provenance-columns.ts';
import { renderReport } from '../../../engine/results/report/page.ts';
import { scenarioJsonSchema } from '../../../engine/scenario/schema.ts';
import type { BridgeCalls, BridgeProblem, BridgeTable, CallArgument, CallName, RunEvent } from '../../shared/bridge.ts';
import { findPrintBrowser, printPdf } from './print-browser.ts';
import { monitor, publish, registerFiles } from './public-calls.ts';
import { withoutPages } from './report-pages.ts';
import { IncomingResults } from './incoming-results.ts';
import { JourneyThread } from './journey-thread.ts';
import { measuredRides, ridesText } from './ride-calls.ts';
import { explainable, explainSession, madeWith, publicValues } from './value-calls.ts';
import { type Library, toBridgeProblem } from './library.ts';
import type { Runs } from './runs.ts';
import { Studies } from './studies.ts';
import { planOf } from './study-plan.ts';
import { StudyRuns } from './study-runs.ts';

export type CallHandlers = {
  readonly [N in CallName]: (argument: CallArgument<N>) => Promise<BridgeCalls[N]> | BridgeCalls[N];
};

/** Rows of a table that are sent at once, unless the window asks for more. */
const ROW_LIMIT = 200_000;

export function callHandlers(
  library: Library,
  runs: Runs,
  emit: (event: RunEvent) => void,
  shell: 'electron' | 'browser',
): CallHandlers {
  const travel = new JourneyThread();
  const studies = new Studies(library.folder);
  const studyRuns = new StudyRuns(library, studies, emit);
  const incoming = new IncomingResults(library);
  /** What was made, or the problems that kept it from being made. */
  const tried = <T>(make: () => T): { problems: BridgeProblem[]; made: T | null } => {
    try {
      return { problems: [], made: make() };
    } catch (error) {
      if (error instanceof InputError) return { problems: error.problems.map(toBridgeProblem), made: null };
      throw error;
    }
  };
  const check = (text: string): BridgeCalls['checkScenario'] => {
    const { problems, made } = tried(() => library.resolve(text));
    return { problems, resolved: made };
  };
  return {
    about: () => ({
      version: engineVersion(),
      shell,
      canPrintPdf: shell === 'electron' || findPrintBrowser() !== null,
      cores: availableParallelism(),
    }),
    schema: () => scenarioJsonSchema(),
    listScenarios: () => library.listScenarios(),
    readScenario({ id }) {
      const { text } = library.scenarioText(id);
      const entry = library.entryOf(id);
      return {
        entry,
        text,
        resolved: check(text).resolved,
        base: entry.extends === null ? null : check(library.scenarioText(entry.extends).text).resolved,
      };
    },
    checkScenario: ({ text }) => check(text),
    saveScenario: ({ id, text }) => library.save(id, text),
    copyScenario: ({ from, id }) => library.save(id, library.scenarioText(from).text),
    deleteScenario({ id }) {
      library.delete(id);
      return null;
    },
    scenarioVersions: ({ id }) => library.versions(id),
    restoreScenario: ({ id, versionUtc }) => library.restore(id, versionUtc),
    annotate({ kind, id, tags, note }) {
      library.annotate(kind, id, tags, note);
      return null;
    },
    listResults: () => library.listResults(),
    async readResult({ id }) {
      const result = await library.readResult(id);
      const { indicators, ledger, notes } = result.summary;
      return {
        entry: await library.resultEntryOf(id),
        manifest: { ...result.manifest },
        scenario: result.scenario,
        indicators: Object.fromEntries(
          Object.entries(indicators).map(([key, one]) => [key, { ...one, origin: originOf(key, one.theme) }]),
        ),
        ledger,
        notes,
        made: madeWith(result),
      };
    },
    deleteResult({ id }) {
      library.deleteResult(id);
      return null;
    },
    readTable: (argument) => readTable(library, argument),
    async compare({ ids }) {
      const results = await Promise.all(ids.map((id) => library.readResult(id)));
      const scenarios = results.map(({ scenario }) => scenario);
      const { indicators, scenarios: columns } = compareResults(results.map(comparable));
      return {
        columns: columns.map(({ label, runs: count, name }) => ({
          label,
          runs: count,
          id: ids.find((_, i) => comparable(results[i]!).name === name) ?? ids[0]!,
        })),
        indicators: indicators.map((row) => ({ ...row, origin: originOf(row.key, row.theme) })),
        made: results.map(madeWith),
        levers: leverDifferences(scenarios).map(({ key, label, unit, source }) => ({
          key,
          origin: { formula: `scenario.json: ${key}`, tables: [], source },
          label,
          unit,
          values: scenarios.map((scenario) => leverValue(scenario, key)),
        })),
      };
    },
    journeys: ({ id, ...question }) => travel.journeys(library.resultFolder(id), question),
    reach: ({ id, ...question }) => travel.reach(library.resultFolder(id), question),
    async origins({ id }) {
      const result = await library.readResult(id);
      const columns = Object.entries(result.schema.tables).flatMap(([table, { columns: own }]) =>
        own.map(({ name, description }) => [`${table}.${name}`, columnOrigin(table, name, description)] as const),
      );
      return { made: madeWith(result), columns: Object.fromEntries(columns) };
    },
    async values({ ids }) {
      return publicValues(await Promise.all(ids.map((id) => library.readResult(id))));
    },
    async rides({ id, rides }) {
      return measuredRides(await library.readResult(id), rides);
    },
    async explainable({ id }) {
      return explainable(await library.readResult(id));
    },
    async explain({ id, session }) {
      return explainSession(await library.readResult(id), session);
    },
    forecast: ({ text }) => runs.forecast(library.resolve(text)),
    startRun: ({ scenarioId, text }) => runs.start(scenarioId, library.resolve(text)),
    cancelRun({ runId }) {
      runs.cancel(runId);
      studyRuns.cancel(runId);
      return null;
    },
    listRuns: () => [...runs.list(), ...studyRuns.list()],
    async report({ ids, format, language, without = [], rides }) {
      if (format === 'png') throw new InputError('report', 'format', 'is drawn by the window itself', format);
      const whole = renderReport(
        await readReport(
          await Promise.all(ids.map((id) => library.readResult(id))),
          language,
          rides && (await ridesText(rides)),
        ),
      );
      const html = withoutPages(whole, without);
      const fileName = `rijnstroom-${ids.join('-')}.${format}`;
      if (format === 'html')
        return { end: 'sent', fileName, mimeType: 'text/html', bytes: new TextEncoder().encode(html) };
      const browser = findPrintBrowser();
      if (browser === null)
        throw new InputError('report', 'pdf', 'needs a browser of the Chromium family on this machine: print the HTML');
      return { end: 'sent', fileName, mimeType: 'application/pdf', bytes: await printPdf(browser, html) };
    },
    listStudies: () => studies.list(),
    readStudy: ({ id }) => studies.read(id),
    studyReport({ id, language }) {
      const { fileName, html } = studies.report(id, language);
      return { fileName, bytes: new TextEncoder().encode(html) };
    },
    planStudy({ text }) {
      const { problems, made } = tried(() => planOf(text, library));
      return { problems, plan: made };
    },
    startStudy: ({ text }) => studyRuns.start(text),
    importStudy: ({ name, ...files }) => studies.take(name, files),
    monitor: (argument) => monitor(argument, (id) => library.resultFolder(id)),
    async publish(argument) {
      const issuedUtc = `${new Date().toISOString().slice(0, 19)}Z`;
      return publish(await library.readResult(argument.id), argument, issuedUtc);
    },
    async register(argument) {
      return registerFiles(await library.readResult(argument.id), argument);
    },
    importScenario({ name, text }) {
      const id =
        name
          .replace(/\.[^.]*$/, '')
          .replace(/[^A-Za-z0-9._-]+/g, '-')
          .replace(/^[^A-Za-z0-9]+/, '') || 'scenario';
      library.resolve(text, id);
      const taken = new Set(library.listScenarios().map((entry) => entry.id));
      let free = id;
      for (let n = 2; taken.has(free); n++) free = `${id}-${n}`;
      return library.save(free, text);
    },
    beginResult: (argument) => incoming.begin(argument),
    sendResult: (argument) => incoming.send(argument),
    endResult: (argument) => incoming.end(argument),
    abandonResult: (argument) => incoming.abandon(argument),
  };
}

function conditionOf(where: NonNullable<CallArgument<'readTable'>['where']>): string {
  const name = sqlName(where.column);
  if ('from' in where) return `${name} >= ${where.from} AND ${name} < ${where.before}`;
  return `${name} = ${typeof where.equals === 'number' ? where.equals : sqlText(where.equals)}`;
}

async function readTable(
  library: Library,
  { id, table, columns, where, limit, skipMissing }: CallArgument<'readTable'>,
): Promise<BridgeTable> {
  const result = await library.readResult(id);
  const known = result.schema.tables[table];
  if (known === undefined) throw new InputError(id, table, 'is not a table of this result');
  const present = known.columns.map((column) => column.name);
  const names =
    columns === undefined ? present : columns.filter((name) => skipMissing !== true || present.includes(name));
  for (const name of [...names, ...(where === undefined ? [] : [where.column])])
    if (!known.columns.some((column) => column.name === name))
      throw new InputError(id, `${table}.${name}`, 'is not a column');
  using connection = await openTables(result, [table]);
  const condition = where === undefined ? '' : ` WHERE ${conditionOf(where)}`;
  const reader = await connection
    .runAndReadAll(
      `SELECT ${names.map(sqlName).join(', ')} FROM ${sqlName(table)}${condition} LIMIT ${limit ?? ROW_LIMIT}`,
    )
    .catch((error: Error) => {
      // Of the right length, so that the library took it, and yet not what was written.
      throw new InputError(id, known.file, `must be Parquet (${error.message.split('\n')[0]})`);
    });
  const values = reader.getColumns();
  const answer: Record<string, Float64Array | (string | null)[]> = {};
  names.forEach((name, i) => {
    const column = values[i] ?? [];
    const isText = column.some((value) => typeof value === 'string');
    answer[name] = isText
      ? column.map((value) => (value === null ? null : String(value)))
      : Float64Array.from(column, (value) => (value === null ? Number.NaN : Number(value)));
  });
  return {
    name: table,
    rowCount: reader.currentRowCount,
    columns: answer,
    units: Object.fromEntries(known.columns.map((column) => [column.name, column.unit])),
    descriptions: Object.fromEntries(known.columns.map((column) => [column.name, column.description])),
    descriptionsNl: Object.fromEntries(
      known.columns.map(({ name, description }) => [name, descriptionInDutch(description) ?? description]),
    ),
  };
}
