/** Reads a scenario: YAML or JSON text → a checked, resolved scenario. All problems are told at once, each with file, line, key, rule and value.
 *  Files are handed in by a reader function, so that this folder touches no files. */
import { type Document, isMap, isNode, LineCounter, type Node, parseDocument } from 'yaml';
import type { z } from 'zod';
import { InputError, type Problem } from '../core/errors.ts';
import { migrate } from './migrate.ts';
import { type Scenario, scenarioSchema } from './schema.ts';

/** Returns the text of a file. @throws InputError when it cannot be read */
export type ReadText = (file: string) => string;
/** Resolves `extends` relative to the file that says it. */
export type ResolvePath = (fromFile: string, reference: string) => string;

interface Layer {
  readonly file: string;
  readonly document: Document;
  readonly lines: LineCounter;
  readonly value: Record<string, unknown>;
}

const MAX_DEPTH = 16;

/** Resolves `extends`, applies `--set` patches, checks against the schema.
 *  @param overrides `key.path=value` texts; values are YAML scalars, lists or maps
 *  @throws InputError with every problem */
export function resolveScenario(
  file: string,
  readText: ReadText,
  resolvePath: ResolvePath,
  overrides: readonly string[] = [],
): Scenario {
  const layers: Layer[] = [];
  const seen = new Set<string>();
  let current: string | undefined = file;
  while (current !== undefined) {
    if (seen.has(current))
      throw new InputError(current, 'extends', 'must not lead back to itself', [...seen, current].join(' → '));
    if (seen.size >= MAX_DEPTH) throw new InputError(current, 'extends', `must not be deeper than ${MAX_DEPTH}`);
    seen.add(current);
    const layer = parseLayer(current, readText(current));
    layers.push(layer);
    const parent: unknown = layer.value['extends'];
    if (parent === undefined) break;
    if (typeof parent !== 'string') throw problemAt(layer, ['extends'], 'must be the name of a scenario file', parent);
    current = resolvePath(current, parent);
  }
  for (const text of overrides) layers.unshift(overrideLayer(text));
  const value = layers.reduceRight<Record<string, unknown>>(
    (base, layer) => merge(base, withoutExtends(layer.value)),
    {},
  );
  return check(value, layers);
}

function withoutExtends(value: Record<string, unknown>): Record<string, unknown> {
  const { extends: _, ...rest } = value;
  return rest;
}

function parseLayer(file: string, text: string): Layer {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    uniqueKeys: true,
    schema: 'core',
  });
  if (document.errors.length > 0) {
    throw new InputError(
      document.errors.map((error) => ({
        file,
        line: error.linePos?.[0].line,
        key: '',
        rule: `must be YAML or JSON: ${error.message.split('\n')[0]!.replace(/ at line .*$/, '')}`,
      })),
    );
  }
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    throw new InputError(file, '', `must be plain YAML: ${(error as Error).message}`);
  }
  if (!isMap(document.contents) || typeof value !== 'object' || value === null)
    throw new InputError(file, '', 'must hold a map of keys', value === null ? 'nothing' : value);
  return {
    file,
    document,
    lines,
    value: migrate(value as Record<string, unknown>, file),
  };
}

function overrideLayer(text: string): Layer {
  const at = text.indexOf('=');
  if (at < 1) throw new InputError('--set', text, 'must be key=value');
  const path = text.slice(0, at).split('.');
  const inner = parseDocument(text.slice(at + 1), { schema: 'core' });
  if (inner.errors.length > 0) throw new InputError('--set', text, 'must have a YAML value after "="');
  const value = path.reduceRight<unknown>((child, key) => ({ [key]: child }), inner.toJS()) as Record<string, unknown>;
  return {
    file: `--set ${text}`,
    document: inner,
    lines: new LineCounter(),
    value,
  };
}

/** Maps are merged key by key; everything else replaces. */
function merge(base: Record<string, unknown>, patch: Record<string, unknown>): Record<string, unknown> {
  const result: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(patch)) {
    const old = result[key];
    result[key] = isPlainMap(old) && isPlainMap(value) ? merge(old, value) : value;
  }
  return result;
}

function isPlainMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function check(value: Record<string, unknown>, layers: readonly Layer[]): Scenario {
  const parsed = scenarioSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems: Problem[] = [];
  for (const issue of parsed.error.issues) {
    const paths = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
    for (const path of paths) problems.push(describe(issue, path as (string | number)[], value, layers));
  }
  throw new InputError(problems);
}

function describe(
  issue: z.core.$ZodIssue,
  path: (string | number)[],
  value: Record<string, unknown>,
  layers: readonly Layer[],
): Problem {
  // The layer nearest to the user that says this key (or, for a missing key, its parent).
  const layer =
    layers.find((candidate) => lookUp(candidate.value, path) !== undefined) ??
    layers.find((candidate) => lookUp(candidate.value, path.slice(0, -1)) !== undefined) ??
    layers[0]!;
  return {
    file: layer.file,
    line: lineOf(layer, path),
    key: formatPath(path),
    rule: ruleOf(issue),
    value: lookUp(value, path),
  };
}

/** What a value must be, where the validator's own word is not a user's. */
const KIND_WORDS: Readonly<Record<string, string>> = {
  object: 'a map',
  record: 'a map',
  array: 'a list',
  int: 'a whole number',
};

/** The broken rule in the words of a user. */
export function ruleOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'unrecognized_keys':
      return 'is not a known key';
    case 'too_small':
      return `must be ${issue.inclusive ? '>=' : '>'} ${issue.minimum}${issue.origin === 'string' ? ' characters long' : ''}`;
    case 'too_big':
      return `must be ${issue.inclusive ? '<=' : '<'} ${issue.maximum}${issue.origin === 'string' ? ' characters long' : ''}`;
    case 'invalid_type':
      return `must be ${KIND_WORDS[issue.expected] ?? `a ${issue.expected}`}`;
    case 'invalid_value':
      return `must be ${issue.values.length === 1 ? '' : 'one of '}${issue.values.map((option) => JSON.stringify(option)).join(', ')}`;
    default:
      return issue.message;
  }
}

function lookUp(value: unknown, path: readonly (string | number)[]): unknown {
  let current: unknown = value;
  for (const key of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, key)) return undefined;
    current = (current as Record<string | number, unknown>)[key];
  }
  return current;
}

function lineOf(layer: Layer, path: readonly (string | number)[]): number | undefined {
  for (let length = path.length; length > 0; length--) {
    const parent = length === 1 ? layer.document.contents : layer.document.getIn(path.slice(0, length - 1), true);
    const key = path[length - 1];
    if (isMap(parent)) {
      const pair = parent.items.find(
        (item) => isNode(item.key) && String((item.key as unknown as { value: unknown }).value) === String(key),
      );
      if (pair !== undefined) return lineOfNode(layer, pair.key as Node);
    }
    const node = layer.document.getIn(path.slice(0, length), true);
    if (isNode(node)) return lineOfNode(layer, node);
  }
  return undefined;
}

function lineOfNode(layer: Layer, node: Node): number | undefined {
  return node.range ? layer.lines.linePos(node.range[0]).line : undefined;
}

function problemAt(layer: Layer, path: (string | number)[], rule: string, value: unknown): InputError {
  return new InputError([
    {
      file: layer.file,
      line: lineOf(layer, path),
      key: formatPath(path),
      rule,
      value,
    },
  ]);
}

/** `chargers[3].maxPowerKw` of a path. */
export function formatPath(path: readonly (string | number)[]): string {
  return path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : text === '' ? String(key) : `${text}.${String(key)}`),
    '',
  );
}
