/** Every call of the bridge with the schema of its argument: payloads are checked at the border, in either shell and by the engine again. */
import { z } from 'zod';
import { ridesSchema } from './rides-file.ts';
import { idSchema } from './bridge-data.ts';
import { MAX_RESULT_PART_BYTES } from './result-files.ts';

/** WGS 84 [lon, lat]. */
const place = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]);

/** A CSV of measured rides. */
const incomingId = z.string().max(60);

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
      'calls',
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
  /** Measured rides of sniffer bikes against the model of a result; nothing of it is kept. */
  rides: z.strictObject({ id: idSchema, rides: ridesSchema }),
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
    rides: ridesSchema.optional(),
    /** The window only looks at it: nothing is saved, nobody is asked where. */
    preview: z.boolean().optional(),
  }),
  /** Studies whose folder was brought in: their differences rest on replications. */
  listStudies: z.strictObject({}),
  readStudy: z.strictObject({ id: idSchema }),
  studyReport: z.strictObject({ id: idSchema, language: z.enum(['nl', 'en']) }),
  /** What a study would do; its problems where it cannot. */
  planStudy: z.strictObject({ text: z.string().max(200_000) }),
  /** Starts a study, or goes on with it where it was stopped; told by run events, cancelled by `cancelRun`. */
  startStudy: z.strictObject({ text: z.string().max(200_000) }),
  /** The files of a study folder: study.json, runs.jsonl and indicators.json. */
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
  /** A scenario from elsewhere. */
  importScenario: z.strictObject({ name: z.string().max(200), text: z.string().max(4_000_000) }),
  /** A result folder from elsewhere: its files are announced, sent in parts one after another, and checked at the end. */
  beginResult: z.strictObject({
    name: z.string().max(200),
    files: z
      .array(z.strictObject({ name: z.string().max(100), bytes: z.int().min(0) }))
      .min(1)
      .max(1000),
  }),
  sendResult: z.strictObject({
    incomingId,
    file: z.string().max(100),
    bytes: z.instanceof(Uint8Array).refine(({ length }) => length <= MAX_RESULT_PART_BYTES, 'is too long'),
  }),
  endResult: z.strictObject({ incomingId }),
  abandonResult: z.strictObject({ incomingId }),
} as const;

export type CallName = keyof typeof callSchemas;
export type CallArgument<N extends CallName> = z.infer<(typeof callSchemas)[N]>;
