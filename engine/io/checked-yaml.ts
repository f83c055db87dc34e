/** YAML text → a value checked by a zod schema, every problem told at once with its line. Pure. */
import { isMap, isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { InputError, type Problem } from '../core/errors.ts';
import { formatPath, ruleOf } from '../scenario/load.ts';

type Path = ReadonlyArray<string | number>;

/** @throws InputError with every problem */
export function parseChecked<T extends z.ZodType>(text: string, file: string, schema: T): z.infer<T> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, schema: 'core' });
  if (document.errors.length > 0)
    throw new InputError(
      document.errors.map((error) => ({
        file,
        line: error.linePos?.[0].line,
        key: '',
        rule: `must be YAML: ${error.message.split('\n')[0]!.replace(/ at line .*$/, '')}`,
      })),
    );
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    throw new InputError(file, '', `must be plain YAML: ${(error as Error).message}`);
  }
  if (!isMap(document.contents)) throw new InputError(file, '', 'must hold a map of keys', value ?? 'nothing');
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const lineOf = (path: Path): number | undefined => {
    for (let length = path.length; length > 0; length--) {
      const parent = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
      if (isMap(parent)) {
        const wanted = String(path[length - 1]);
        const pair = parent.items.find((item) => String(isNode(item.key) ? item.key.toJSON() : item.key) === wanted);
        if (pair !== undefined && isNode(pair.key) && pair.key.range) return lines.linePos(pair.key.range[0]).line;
      }
      const node = document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    }
    return undefined;
  };
  const problems: Problem[] = [];
  for (const issue of flatten(parsed.error.issues)) {
    const keys = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
    for (const key of keys) {
      const path = key as Path;
      problems.push({
        file,
        line: lineOf(path),
        key: formatPath(path),
        rule: ruleOf(issue),
        value: valueAt(value, path),
      });
    }
  }
  throw new InputError(problems);
}

/** A union's issue becomes the issues of its closest branch (the one that got furthest), so that a user reads the real mistake. */
function flatten(issues: readonly z.core.$ZodIssue[], prefix: PropertyKey[] = []): z.core.$ZodIssue[] {
  return issues.flatMap((issue) => {
    const path = [...prefix, ...issue.path];
    if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [{ ...issue, path }];
    const depth = (branch: readonly z.core.$ZodIssue[]): number =>
      Math.max(0, ...branch.map((inner) => inner.path.length)) * 10 - branch.length;
    const best = issue.errors.reduce((a, b) => (depth(b) > depth(a) ? b : a));
    return flatten(best, path);
  });
}

function valueAt(value: unknown, path: Path): unknown {
  let current = value;
  for (const key of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, key)) return undefined;
    current = (current as Record<string | number, unknown>)[key];
  }
  return current;
}
