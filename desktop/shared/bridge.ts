/** The one interface between the window and the engine. Two shells carry it: Electron (contextBridge and message ports) and
 *  `rijnstroom serve` (HTTP and WebSocket on this machine). Here: the answer of each call, and the bridge itself. */
import type {
  BridgeProblem,
  BridgeTable,
  Comparison,
  Explanation,
  FigureOrigin,
  JourneyShown,
  PublicValues,
  ResultEntry,
  ResultOrigin,
  RunEvent,
  RunForecast,
  ScenarioEntry,
  ScenarioSchemaJson,
  StudyAnswer,
  StudyEntry,
  StudyPlanShown,
  Text,
} from './bridge-data.ts';
import type { CallArgument, CallName } from './call-schemas.ts';

export * from './bridge-data.ts';
export * from './call-schemas.ts';

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
          readonly origin: FigureOrigin;
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
  rides: {
    readonly file: string;
    readonly sha256: string;
    readonly rides: number;
    /** Different bicycles; null where the file does not tell them apart. */
    readonly bikes: number | null;
    readonly pointsRead: number;
    readonly pointsKept: number;
    /** What was thrown out or converted, in words. */
    readonly dropped: ReadonlyArray<{ readonly what: Text; readonly count: number }>;
    readonly repaired: ReadonlyArray<{ readonly what: Text; readonly count: number }>;
    /** Streets with enough rides and bicycles, most rides first. */
    readonly streets: ReadonlyArray<{
      readonly name: string;
      readonly rides: number;
      readonly measuredUgM3: number;
      readonly modelUgM3: number;
    }>;
    readonly streetsWithheld: number;
    /** Exposure by route over the rides: cleanest tenth, middle, dirtiest tenth; null when there are too few. */
    readonly byRoute: {
      readonly measured: readonly [number, number, number];
      readonly model: readonly [number, number, number];
    } | null;
    readonly biasUgM3: number | null;
    readonly rmseUgM3: number | null;
    readonly correlation: number | null;
  };
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
      readonly origin: FigureOrigin;
      readonly points: ReadonlyArray<{
        readonly year: number;
        readonly value: number | null;
        readonly kind: 'measured' | 'simulated' | 'interpolated' | 'missing';
        readonly target: number | null;
        readonly light: 'green' | 'amber' | 'red' | 'none';
      }>;
    }>;
    /** The results behind the simulated years. */
    readonly made: readonly ResultOrigin[];
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
  beginResult: { readonly incomingId: string };
  sendResult: null;
  endResult: ResultEntry;
  abandonResult: null;
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
