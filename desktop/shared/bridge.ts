/** The one interface between the window and the engine. Two shells carry it: Electron (contextBridge and message ports) and
 *  `rijnstroom serve` (HTTP and WebSocket on this machine). Types only, plus the schemas that check every payload at the border. */
import { z } from 'zod';

export type Text = { readonly nl: string; readonly en: string };

/** A message a person can act on. `place` is file, line and key where there is one. */
export const problemSchema = z.strictObject({
  file: z.string(),
  line: z.number().optional(),
  key: z.string(),
  rule: z.string(),
  value: z.unknown().optional(),
});
export type BridgeProblem = z.infer<typeof problemSchema>;

/** Ids are names of the library: letters, digits, dash, underscore and dot; never a path. */
export const idSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,120}$/);

const text = z.strictObject({ nl: z.string(), en: z.string() });

export const scenarioEntrySchema = z.strictObject({
  id: idSchema,
  name: text,
  question: text,
  /** true: comes with Rijnstroom and cannot be changed, only copied. */
  builtIn: z.boolean(),
  extends: z.string().nullable(),
  tags: z.array(z.string()),
  note: z.string(),
  changedUtc: z.string(),
  /** Set when the file cannot be used. */
  problems: z.array(problemSchema),
});
export type ScenarioEntry = z.infer<typeof scenarioEntrySchema>;

export const resultEntrySchema = z.strictObject({
  id: idSchema,
  scenarioName: text,
  scenarioHash: z.string(),
  seed: z.number(),
  createdUtc: z.string(),
  engineVersion: z.string(),
  durationS: z.number(),
  sampleShare: z.number(),
  days: z.number(),
  tags: z.array(z.string()),
  note: z.string(),
  /** true: a sample that comes with Rijnstroom. */
  sample: z.boolean(),
  problems: z.array(problemSchema),
});
export type ResultEntry = z.infer<typeof resultEntrySchema>;

/** What a lever touches, for the editor: JSON Schema of the scenario with unit, nl, en, source, minimum, maximum and default at each lever. */
export type ScenarioSchemaJson = Readonly<Record<string, unknown>>;

/** Columns of a table; numbers as typed arrays where the table has them. */
export interface BridgeTable {
  readonly name: string;
  readonly rowCount: number;
  readonly columns: Readonly<Record<string, Float64Array | readonly (string | null)[]>>;
  readonly units: Readonly<Record<string, string>>;
  /** What each column holds, in English. */
  readonly descriptions?: Readonly<Record<string, string>>;
}

export interface RunForecast {
  readonly seconds: number;
  readonly memoryMb: number;
  /** Runs of this machine it rests on; 0 when it is a default. */
  readonly basedOnRuns: number;
}

/** A line of a run's log: a stage that began after so many seconds, or a note of the result. */
export type LogLine = { readonly stage: string; readonly seconds: number } | { readonly note: Text };

export type RunEvent =
  | {
      readonly kind: 'progress';
      readonly runId: string;
      readonly stage: string;
      readonly fraction: number;
      readonly secondsLeft: number | null;
      /** The scenario or study that runs. */
      readonly name?: Text;
      /** Of a study: its runs. */
      readonly runs?: { readonly done: number; readonly total: number };
    }
  | { readonly kind: 'log'; readonly runId: string; readonly line: LogLine }
  /** A run leaves a result, a study its differences. */
  | { readonly kind: 'done'; readonly runId: string; readonly resultId: string; readonly studyId?: undefined }
  | { readonly kind: 'done'; readonly runId: string; readonly resultId: null; readonly studyId: string }
  | {
      readonly kind: 'failed';
      readonly runId: string;
      readonly message: Text;
      readonly problems: readonly BridgeProblem[];
    }
  | { readonly kind: 'cancelled'; readonly runId: string }
  /** The engine process ended unexpectedly; it is started again and asks nothing of the window. */
  | {
      readonly kind: 'engine-restarted';
      readonly message: string /** It ended too often and stays off. */;
      readonly gaveUp?: true;
    }
  /** The shell opened something (menu, a file the system handed over): go to this screen, with this scenario or result. */
  | {
      readonly kind: 'show';
      readonly screen: 'library' | 'edit' | 'run' | 'map' | 'energy' | 'compare' | 'who' | 'values' | 'report';
      readonly scenarioId: string | null;
      readonly resultId: string | null;
    };

/** How a figure is computed, and from which tables of the result. */
export interface FigureOrigin {
  readonly formula: string;
  readonly tables: readonly string[];
  readonly source?: string;
}

/** What the figures of a result were made with. */
export interface ResultOrigin {
  readonly engineVersion: string;
  readonly seed: number;
  readonly scenarioHash: string;
  readonly resultsHash: string;
  readonly inputs: ReadonlyArray<{
    readonly title: string;
    readonly file: string;
    readonly sha256: string;
    readonly licence: string;
    readonly attribution: string;
  }>;
}

/** Figures about the eight public values, of one result or of several and their difference. */
export interface PublicValues {
  readonly groups: ReadonlyArray<{
    readonly value: string;
    readonly label: Text;
    readonly question: Text;
    readonly rows: ReadonlyArray<Omit<Comparison['indicators'][number], 'theme'> & { readonly definition: Text }>;
  }>;
  readonly made: readonly ResultOrigin[];
  /** Names of figures that these results do not hold. */
  readonly missing: readonly Text[];
  /** Household purse of each result, empty where it has no households. */
  readonly purse: readonly (readonly PurseLine[])[];
  readonly burdenShare: number;
  /** Where each column of the purse comes from. */
  readonly purseOrigins: Readonly<Record<keyof Omit<PurseLine, 'household' | 'income'>, FigureOrigin>>;
}

export interface PurseLine {
  readonly household: Text;
  readonly income: Text;
  readonly tripsEurPerMonth: number | null;
  readonly ownCarEurPerMonth: number | null;
  readonly electricityEurPerMonth: number | null;
  /** Gas or district heat; null where the result does not tell. */
  readonly heatEurPerMonth: number | null;
  readonly totalEurPerMonth: number | null;
  readonly referenceEurPerMonth: number | null;
  readonly costShare: number | null;
  readonly burdenedShare: number | null;
}

/** A charging session told in stretches, each with the constraint that bound. */
export interface Explanation {
  readonly session: number;
  readonly strategy: string;
  readonly episodes: ReadonlyArray<{
    readonly fromUtc: string;
    readonly untilUtc: string;
    readonly meanKw: number;
    readonly reason: string;
    readonly text: Text;
    readonly holds: boolean;
  }>;
}

export interface StudyEntry {
  readonly id: string;
  readonly name: string;
  readonly runs: number;
  readonly problems: readonly BridgeProblem[];
}

/** What a study would do. */
export interface StudyPlanShown {
  readonly name: string;
  readonly question: string;
  readonly scenarios: readonly Text[];
  /** Combinations of levers. */
  readonly points: number;
  readonly replications: number;
  readonly runs: number;
  /** Runs when the stop rule is met last of all. */
  readonly maxRuns: number;
  readonly seconds: number;
  readonly memoryMb: number;
}

/** What a study says: the difference of each scenario to the first, paired over its replications. */
export interface StudyAnswer {
  readonly name: string;
  readonly question: string;
  readonly scenarios: readonly Text[];
  readonly engineVersion: string;
  readonly runs: number;
  readonly failed: number;
  readonly resultsHash: string;
  /** Runs that failed, each with its cause; the first ten. */
  readonly dead: readonly string[];
  readonly rows: ReadonlyArray<{
    readonly key: string;
    readonly unit: string;
    readonly label: Text;
    readonly theme: string;
    readonly lowerIs: 'better' | 'worse' | 'neutral';
    readonly base: Text;
    readonly other: Text;
    readonly values: readonly [number, number];
    readonly difference: number;
    readonly lower: number | null;
    readonly upper: number | null;
    readonly replications: number;
    /** The verdict holds when all rows are judged together (Holm). */
    readonly stands: boolean;
    readonly moreReplications: number | null;
  }>;
}

export interface Comparison {
  readonly indicators: ReadonlyArray<{
    readonly key: string;
    readonly unit: string;
    readonly label: Text;
    readonly theme: string;
    readonly lowerIs: 'better' | 'worse' | 'neutral';
    readonly values: readonly (number | null)[];
    readonly difference: number | null;
    readonly lower: number | null;
    readonly upper: number | null;
    readonly verdict: string;
    readonly origin: FigureOrigin;
  }>;
  /** Of each column: the scenario and how many runs it rests on. Runs of one scenario with different seeds are one column. */
  readonly columns: ReadonlyArray<{ readonly label: Text; readonly runs: number; readonly id: string }>;
  /** Of each result, in order: what its figures were made with. */
  readonly made: readonly ResultOrigin[];
  /** Levers that differ, with the value of each result. */
  readonly levers: ReadonlyArray<{
    readonly key: string;
    readonly label: Text;
    readonly unit: string;
    readonly values: readonly unknown[];
  }>;
}

/** WGS 84 [lon, lat]. */
const place = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]);

/** A journey from door to door; times in seconds after local midnight. */
export interface JourneyShown {
  readonly mode: string;
  readonly name: Text;
  readonly departureS: number;
  readonly arrivalS: number;
  readonly transfers: number;
  readonly distanceM: number;
  readonly costEur: number;
  readonly co2G: number;
  readonly energyKwh: number;
  readonly legs: ReadonlyArray<{
    readonly mode: string;
    readonly name: Text;
    readonly from: string;
    readonly to: string;
    readonly departureS: number;
    readonly arrivalS: number;
    readonly distanceM: number;
    readonly line: string | null;
    readonly wheelchair: Text | null;
    /** lon, lat, lon, lat … */
    readonly shape: Float64Array;
  }>;
}

/** Every call of the bridge: name → schema of its argument. The answer types stand in `BridgeCalls`. */
export const callSchemas = {
  about: z.strictObject({}),
  schema: z.strictObject({}),
  listScenarios: z.strictObject({}),
  readScenario: z.strictObject({ id: idSchema }),
  checkScenario: z.strictObject({ text: z.string().max(1_000_000) }),
  /** Writes a new version of a user's scenario; earlier versions are kept. */
  saveScenario: z.strictObject({ id: idSchema, text: z.string().max(1_000_000) }),
  copyScenario: z.strictObject({ from: idSchema, id: idSchema }),
  deleteScenario: z.strictObject({ id: idSchema }),
  scenarioVersions: z.strictObject({ id: idSchema }),
  restoreScenario: z.strictObject({ id: idSchema, versionUtc: z.string().max(40) }),
  annotate: z.strictObject({
    kind: z.enum(['scenario', 'result']),
    id: idSchema,
    tags: z.array(z.string().max(40)).max(20),
    note: z.string().max(4000),
  }),
  listResults: z.strictObject({}),
  readResult: z.strictObject({ id: idSchema }),
  deleteResult: z.strictObject({ id: idSchema }),
  /** A table of a result; `columns` limits what is sent, `where` picks rows by one equal value or a range. */
  readTable: z.strictObject({
    id: idSchema,
    table: z.enum([
      'trips',
      'persons',
      'households',
      'links',
      'sessions',
      'vehicles',
      'steps',
      'buses',
      'lines',
      'violations',
      'causes',
      'hosting',
      'durations',
      'transformers',
      'zones',
      'groups',
      'modes',
      'hubs',
      'travellers',
      'access',
      'accounts',
      'linkHours',
      'transformerHours',
      'hubQuarters',
      'stops',
      'transitLines',
      'chargePoints',
    ]),
    columns: z.array(z.string().max(80)).max(60).optional(),
    where: z
      .union([
        z.strictObject({ column: z.string().max(80), equals: z.union([z.number(), z.string().max(200)]) }),
        z.strictObject({ column: z.string().max(80), from: z.number(), before: z.number() }),
      ])
      .optional(),
    limit: z.int().min(1).max(2_000_000).optional(),
    /** true: columns that this result does not have are left out; older results have fewer. */
    skipMissing: z.boolean().optional(),
  }),
  /** Journeys from door to door at the speeds, prices and timetable of a result's scenario. */
  journeys: z.strictObject({
    id: idSchema,
    from: place,
    to: place,
    departureS: z.int().min(0).max(100_000),
    dayType: z.int().min(0).max(2),
    wheelchair: z.boolean().optional(),
    car: z.enum(['petrol', 'electric']).optional(),
  }),
  /** Areas that are reached within some minutes. */
  reach: z.strictObject({
    id: idSchema,
    from: place,
    mode: z.enum(['walk', 'bike', 'car', 'transit']),
    minutes: z.array(z.number().min(1).max(180)).min(1).max(6),
    departureS: z.int().min(0).max(100_000),
    dayType: z.int().min(0).max(2),
    wheelchair: z.boolean().optional(),
  }),
  /** Where figures of tables and indicators come from, and what the result was made with. */
  origins: z.strictObject({ id: idSchema }),
  compare: z.strictObject({ ids: z.array(idSchema).min(1).max(50) }),
  /** Public values of results; the first is the base. */
  values: z.strictObject({ ids: z.array(idSchema).min(1).max(10) }),
  /** Sessions whose course was kept; none when the result has no courses. */
  explainable: z.strictObject({ id: idSchema }),
  explain: z.strictObject({ id: idSchema, session: z.int().min(0) }),
  forecast: z.strictObject({ text: z.string().max(1_000_000) }),
  startRun: z.strictObject({ scenarioId: idSchema, text: z.string().max(1_000_000) }),
  cancelRun: z.strictObject({ runId: z.string().max(60) }),
  listRuns: z.strictObject({}),
  /** A report of two results as a file: HTML, PDF (printed by the shell, or by a browser of this machine) or PNG of its map (Electron). */
  report: z.strictObject({
    ids: z.array(idSchema).min(1).max(4),
    format: z.enum(['html', 'pdf', 'png']),
    language: z.enum(['nl', 'en']),
    /** Headings of pages that are left out. */
    without: z.array(z.string().max(300)).max(60).optional(),
    /** The window only looks at it: nothing is saved, nobody is asked where. */
    preview: z.boolean().optional(),
  }),
  /** Studies whose folder was brought in: their differences rest on replications. */
  listStudies: z.strictObject({}),
  readStudy: z.strictObject({ id: idSchema }),
  studyReport: z.strictObject({ id: idSchema, language: z.enum(['nl', 'en']) }),
  /** The files of a study folder: study.json, runs.jsonl and indicators.json. */
  /** What a study would do; its problems where it cannot. */
  planStudy: z.strictObject({ text: z.string().max(200_000) }),
  /** Starts a study, or goes on with it where it was stopped; told by run events, cancelled by `cancelRun`. */
  startStudy: z.strictObject({ text: z.string().max(200_000) }),
  importStudy: z.strictObject({
    name: z.string().max(200),
    header: z.string().max(1_000_000),
    journal: z.string().max(6_000_000),
    texts: z.string().max(1_000_000),
  }),
  /** Results by year set against targets; between known years on a straight line. */
  monitor: z.strictObject({
    points: z
      .array(z.strictObject({ id: idSchema, year: z.int().min(2000).max(2100) }))
      .min(1)
      .max(20),
    from: z.int().min(2000).max(2100),
    to: z.int().min(2000).max(2100),
    indicators: z.array(z.string().min(1).max(100)).max(60),
    observations: z
      .array(
        z.strictObject({
          year: z.int().min(2000).max(2100),
          indicator: z.string().min(1).max(100),
          value: z.number(),
          source: z.string().min(1).max(200),
        }),
      )
      .max(200),
    targets: z
      .array(
        z.strictObject({
          indicator: z.string().min(1).max(100),
          year: z.int().min(2000).max(2100),
          atMost: z.number().optional(),
          atLeast: z.number().optional(),
          source: z.string().min(1).max(200),
        }),
      )
      .max(60),
    language: z.enum(['nl', 'en']),
  }),
  /** A result as a package of open data (ZIP). */
  publish: z.strictObject({
    id: idSchema,
    publisher: z.string().min(1).max(200),
    publisherUri: z.url({ protocol: /^https?$/ }).max(500),
    contact: z.string().min(1).max(300),
    baseUrl: z.url({ protocol: /^https?$/ }).max(500),
  }),
  /** A record for the algorithm register with starting points for DPIA and IAMA (ZIP). */
  register: z.strictObject({
    id: idSchema,
    subject: z.enum(['charging', 'mode-choice']),
    organization: z.string().max(200),
    contact: z.string().max(300),
  }),
  /** A scenario or result that was dropped in: its bytes, or in Electron its path chosen in a file dialog. */
  importScenario: z.strictObject({ name: z.string().max(200), text: z.string().max(4_000_000) }),
} as const;

export type CallName = keyof typeof callSchemas;
export type CallArgument<N extends CallName> = z.infer<(typeof callSchemas)[N]>;

export interface BridgeCalls {
  about: {
    readonly version: string;
    readonly shell: 'electron' | 'browser';
    readonly canPrintPdf: boolean;
    readonly cores: number;
  };
  schema: ScenarioSchemaJson;
  listScenarios: readonly ScenarioEntry[];
  readScenario: {
    readonly entry: ScenarioEntry;
    readonly text: string;
    readonly resolved: Readonly<Record<string, unknown>> | null;
    readonly base: Readonly<Record<string, unknown>> | null;
  };
  checkScenario: {
    readonly problems: readonly BridgeProblem[];
    readonly resolved: Readonly<Record<string, unknown>> | null;
  };
  saveScenario: ScenarioEntry;
  copyScenario: ScenarioEntry;
  deleteScenario: null;
  scenarioVersions: readonly { readonly versionUtc: string; readonly bytes: number }[];
  restoreScenario: ScenarioEntry;
  annotate: null;
  listResults: readonly ResultEntry[];
  readResult: {
    readonly entry: ResultEntry;
    readonly manifest: Readonly<Record<string, unknown>>;
    readonly scenario: Readonly<Record<string, unknown>>;
    readonly indicators: Readonly<
      Record<
        string,
        {
          readonly value: number;
          readonly unit: string;
          readonly label: Text;
          readonly theme: string;
          readonly lowerIs: string;
        }
      >
    >;
    readonly ledger: readonly {
      readonly key: string;
      readonly unit: string;
      readonly parts: Readonly<Record<string, number>>;
      readonly relativeError: number;
    }[];
    readonly notes: readonly string[];
    readonly made: ResultOrigin;
  };
  deleteResult: null;
  readTable: BridgeTable;
  journeys: {
    readonly journeys: readonly JourneyShown[];
    readonly missing: ReadonlyArray<{ readonly name: Text; readonly reason: Text }>;
  };
  reach: ReadonlyArray<{
    readonly minutes: number;
    readonly areaKm2: number;
    /** [polygon][ring] lon, lat, lon, lat … */
    readonly polygons: readonly (readonly Float64Array[])[];
  }>;
  origins: {
    readonly made: ResultOrigin;
    /** `table.column` → how it is computed. */
    readonly columns: Readonly<Record<string, FigureOrigin>>;
  };
  compare: Comparison;
  values: PublicValues;
  explainable: ReadonlyArray<{
    readonly session: number;
    readonly place: string;
    readonly arrivalUtc: string;
    readonly departureUtc: string;
    readonly chargedKwh: number;
    readonly dischargedKwh: number;
  }>;
  explain: Explanation;
  forecast: RunForecast;
  startRun: { readonly runId: string };
  cancelRun: null;
  listRuns: readonly {
    readonly runId: string;
    readonly scenarioId: string;
    readonly startedUtc: string;
    readonly stage: string;
    readonly fraction: number;
  }[];
  /** `sent`: the bytes are here and the window saves them. `saved`: Electron asked where and saved it. `cancelled`: the user chose no place,
   *  which is a normal end. */
  report: {
    readonly end: 'sent' | 'saved' | 'cancelled';
    readonly fileName: string;
    readonly mimeType: string;
    readonly bytes: Uint8Array;
  };
  listStudies: readonly StudyEntry[];
  readStudy: StudyAnswer;
  studyReport: { readonly fileName: string; readonly bytes: Uint8Array };
  importStudy: StudyEntry;
  planStudy: { readonly problems: readonly BridgeProblem[]; readonly plan: StudyPlanShown | null };
  startStudy: { readonly runId: string; readonly studyId: string };
  monitor: {
    readonly series: ReadonlyArray<{
      readonly indicator: string;
      readonly label: Text;
      readonly unit: string;
      readonly points: ReadonlyArray<{
        readonly year: number;
        readonly value: number | null;
        readonly kind: 'measured' | 'simulated' | 'interpolated' | 'missing';
        readonly target: number | null;
        readonly light: 'green' | 'amber' | 'red' | 'none';
      }>;
    }>;
    readonly csv: string;
    readonly html: string;
  };
  publish: {
    readonly fileName: string;
    readonly bytes: Uint8Array;
    readonly tables: ReadonlyArray<{ readonly name: string; readonly rows: number; readonly withheld: number }>;
    readonly notes: readonly string[];
    readonly licence: string;
  };
  register: { readonly fileName: string; readonly bytes: Uint8Array; readonly open: readonly string[] };
  importScenario: ScenarioEntry;
}

/** A failed call as the window sees it: a sentence in both languages and, where the input was wrong, its problems. */
export interface BridgeFailure {
  readonly kind: 'input' | 'run' | 'cancelled' | 'bug';
  readonly message: Text;
  readonly problems: readonly BridgeProblem[];
}

/** What the window holds. */
export interface Bridge {
  call<N extends CallName>(name: N, argument: CallArgument<N>): Promise<BridgeCalls[N]>;
  /** @returns a function that stops listening */
  onRunEvent(listener: (event: RunEvent) => void): () => void;
}
