/** What crosses between the window and the engine: entries of the library, tables, events of runs, comparisons, journeys. Types, and schemas of
 *  what is checked at the border. */
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
  /** The same for a Dutch reader, where there are words for it. */
  readonly descriptionsNl?: Readonly<Record<string, string>>;
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
      readonly studyId?: string;
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
  /** What the purse is set against, and why. */
  readonly reference: { readonly why: Text; readonly source: string };
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
    readonly origin: FigureOrigin;
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
    /** Its key in the scenario, and where its default comes from. */
    readonly origin: FigureOrigin;
    readonly values: readonly unknown[];
  }>;
}

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
    /** Told where the vehicle of the leg before rides on. */
    readonly staySeated: Text | null;
    /** lon, lat, lon, lat … */
    readonly shape: Float64Array;
  }>;
}
