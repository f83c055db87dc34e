/** Levers of scenarios with their words, for saying what went in. Read from the schema itself. Pure. */
import { type Scenario, scenarioJsonSchema } from '../scenario/schema.ts';

export interface LeverValue {
  /** `charging.strategy` */
  readonly key: string;
  readonly unit: string;
  readonly label: { readonly nl: string; readonly en: string };
  /** Theme the lever belongs to. */
  readonly theme: { readonly nl: string; readonly en: string };
  /** Publication of the default, or `assumption`. */
  readonly source: string;
  readonly fallback: unknown;
}

type JsonSchema = Readonly<Record<string, unknown>>;

let known: readonly LeverValue[] | undefined;

/** Every lever of the schema, in its order. */
export function allLevers(): readonly LeverValue[] {
  known ??= walk(scenarioJsonSchema(), '', { nl: 'Algemeen', en: 'General' });
  return known;
}

function walk(schema: JsonSchema, prefix: string, theme: LeverValue['theme']): LeverValue[] {
  const properties = (schema['properties'] ?? {}) as Readonly<Record<string, JsonSchema>>;
  return Object.entries(properties).flatMap(([name, inner]) => {
    if (NO_LEVERS.has(prefix + name)) return [];
    const words = {
      nl: String(inner['nl'] ?? inner['description'] ?? name),
      en: String(inner['en'] ?? inner['description'] ?? name),
    };
    if (inner['type'] === 'object' && inner['properties'] !== undefined)
      return walk(inner, `${prefix}${name}.`, prefix === '' ? words : theme);
    const lever: LeverValue = {
      key: prefix + name,
      unit: String(inner['unit'] ?? ''),
      label: LABELS[prefix + name] ?? words,
      theme,
      source: String(inner['source'] ?? ''),
      fallback: inner['default'],
    };
    return [lever];
  });
}

const NO_LEVERS = new Set(['extends', 'version', 'name', 'question']);

/** Words for the few keys whose declaration has none in Dutch. */
const LABELS: Readonly<Record<string, LeverValue['label']>> = {
  district: { nl: 'Wijk', en: 'District' },
  'period.start': { nl: 'Eerste dag', en: 'First day' },
  'period.stepMinutes': { nl: 'Lengte van een tijdstap', en: 'Length of a time step' },
};

/** Value of a lever in a scenario. */
export function leverValue(scenario: Scenario, key: string): unknown {
  let value: unknown = scenario;
  for (const part of key.split('.')) value = (value as Readonly<Record<string, unknown>> | undefined)?.[part];
  return value;
}

/** Levers in which scenarios differ. */
export const leverDifferences = (scenarios: readonly Scenario[]): readonly LeverValue[] =>
  allLevers().filter(
    ({ key }) => new Set(scenarios.map((scenario) => JSON.stringify(leverValue(scenario, key)))).size > 1,
  );
