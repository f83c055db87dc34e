/** What every reader of a result folder relies on, checked where it is read: a folder from elsewhere may hold anything. In: parsed texts. Pure. */
import { InputError } from '../core/errors.ts';

/** Tables are files beside the schema: never a path that leads elsewhere. */
const TABLE_FILE = /^[A-Za-z][A-Za-z0-9]{0,60}\.parquet$/;
const RULE = 'must be as Rijnstroom wrote it (damaged or changed?)';

type Shape = Readonly<Record<string, unknown>>;
const shape = (value: unknown): Shape => (typeof value === 'object' && value !== null ? (value as Shape) : {});
const isText = (value: unknown): boolean => typeof value === 'string';
const isNumber = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value);
/** Not finite numbers are null in JSON. */
const isFigure = (value: unknown): boolean => value === null || isNumber(value);
const inBoth = (value: unknown): boolean => isText(shape(value)['nl']) && isText(shape(value)['en']);

export interface ResultTexts {
  readonly manifest: unknown;
  readonly scenario: unknown;
  readonly summary: unknown;
  readonly schema: unknown;
}

/** @throws InputError with the first place of each text that is not as it was written */
export function checkShape(folder: string, { manifest, scenario, summary, schema }: ResultTexts): void {
  const wrong = [
    ['manifest.json', wrongManifest(shape(manifest))],
    ['scenario.json', wrongScenario(shape(scenario))],
    ['summary.json', wrongSummary(shape(summary))],
    ['schema.json', wrongSchema(shape(schema))],
  ].flatMap(([file, key]) => (key === null ? [] : [{ file: folder, key: `${file} ${key}`, rule: RULE }]));
  if (wrong.length > 0) throw new InputError(wrong);
}

const firstOf = (checks: ReadonlyArray<readonly [key: string, holds: boolean]>): string | null =>
  checks.find(([, holds]) => !holds)?.[0] ?? null;

const wrongManifest = (manifest: Shape): string | null =>
  firstOf([
    ...['engineVersion', 'scenarioHash', 'createdUtc'].map((key) => [key, isText(manifest[key])] as const),
    ...['seed', 'durationS'].map((key) => [key, isNumber(manifest[key])] as const),
    ['inputs', Array.isArray(manifest['inputs'])],
  ]);

const wrongScenario = (scenario: Shape): string | null =>
  firstOf([
    ['name', inBoth(scenario['name'])],
    ['question', inBoth(scenario['question'])],
    ['period.days', isNumber(shape(scenario['period'])['days'])],
    ['travel.sampleShare', isNumber(shape(scenario['travel'])['sampleShare'])],
  ]);

function wrongSummary({ indicators, ledger, notes }: Shape): string | null {
  for (const [key, one] of Object.entries(shape(indicators))) {
    const { value, unit, label } = shape(one);
    if (!isFigure(value) || !isText(unit) || !inBoth(label)) return `indicators.${key}`;
  }
  return firstOf([
    ['indicators', Object.keys(shape(indicators)).length > 0],
    ['ledger', Array.isArray(ledger)],
    ['notes', Array.isArray(notes) && notes.every(isText)],
  ]);
}

function wrongSchema({ tables }: Shape): string | null {
  for (const [name, one] of Object.entries(shape(tables))) {
    const { file, bytes, columns } = shape(one);
    if (!isText(file) || !TABLE_FILE.test(file as string) || !isNumber(bytes) || !Array.isArray(columns))
      return `tables.${name}`;
    if (!columns.every((column) => isText(shape(column)['name']))) return `tables.${name}.columns`;
  }
  return null;
}
