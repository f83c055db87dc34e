/** Levers of the scenario from its JSON Schema: key, words, unit, range, default, source, by theme. Pure. */
import type { ScenarioSchemaJson, Text } from '../../../shared/bridge.ts';

export interface Lever {
  readonly key: string;
  readonly theme: Text;
  readonly label: Text;
  readonly unit: string;
  readonly source: string;
  /** What the model takes where no scenario says anything; undefined for tables. */
  readonly standard: unknown;
  readonly kind: 'number' | 'integer' | 'boolean' | 'choice' | 'text' | 'other';
  readonly minimum: number | null;
  readonly maximum: number | null;
  readonly options: readonly string[];
}

type Node = Readonly<Record<string, unknown>>;
const NOT_LEVERS = new Set(['extends', 'version', 'name', 'question']);

export function leversOf(schema: ScenarioSchemaJson): Lever[] {
  return walk(schema as Node, '', { nl: 'Algemeen', en: 'General' });
}

function walk(node: Node, prefix: string, theme: Text): Lever[] {
  const properties = (node['properties'] ?? {}) as Readonly<Record<string, Node>>;
  return Object.entries(properties).flatMap(([name, inner]) => {
    if (NOT_LEVERS.has(prefix + name)) return [];
    const words: Text = {
      nl: String(inner['nl'] ?? inner['description'] ?? name),
      en: String(inner['en'] ?? inner['description'] ?? name),
    };
    if (inner['type'] === 'object' && inner['properties'] !== undefined)
      return walk(inner, `${prefix}${name}.`, prefix === '' ? words : theme);
    return [
      {
        key: prefix + name,
        theme,
        label: words,
        unit: String(inner['unit'] ?? ''),
        source: String(inner['source'] ?? ''),
        standard: typeof inner['default'] === 'object' ? undefined : inner['default'],
        ...kindOf(inner),
      },
    ];
  });
}

function kindOf(node: Node): Pick<Lever, 'kind' | 'minimum' | 'maximum' | 'options'> {
  const bound = (name: string): number | null => (typeof node[name] === 'number' ? (node[name] as number) : null);
  const none = { minimum: null, maximum: null, options: [] };
  if (Array.isArray(node['enum'])) return { ...none, kind: 'choice', options: (node['enum'] as unknown[]).map(String) };
  if (node['type'] === 'integer')
    return { kind: 'integer', minimum: bound('minimum'), maximum: bound('maximum'), options: [] };
  if (node['type'] === 'number')
    return { kind: 'number', minimum: bound('minimum'), maximum: bound('maximum'), options: [] };
  if (node['type'] === 'boolean') return { ...none, kind: 'boolean' };
  if (node['type'] === 'string') return { ...none, kind: 'text' };
  return { ...none, kind: 'other' };
}

export function valueAt(tree: unknown, key: string): unknown {
  return key
    .split('.')
    .reduce<unknown>(
      (value, part) =>
        typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[part] : undefined,
      tree,
    );
}
