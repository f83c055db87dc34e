/** Small expressions over data columns and parameters, as models of choice are written: + − * / ** comparisons && || ! ( ) numbers, 'text',
 *  names, and the functions ln exp sqrt min max abs. Parsed once, then taken apart into what multiplies each parameter.
 *  In: text. Out: tree, values per row. Pure. */
import { InputError } from '../core/errors.ts';

export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: 'unary'; readonly op: '-' | '!'; readonly of: Expression }
  | { readonly kind: 'binary'; readonly op: string; readonly left: Expression; readonly right: Expression };

/** Value of a name in a row. */
export type Lookup = (name: string) => number | string;

const FUNCTIONS: Readonly<Record<string, (...args: number[]) => number>> = {
  ln: Math.log,
  exp: Math.exp,
  sqrt: Math.sqrt,
  abs: Math.abs,
  min: Math.min,
  max: Math.max,
};
/** Binding strength, weakest first; `**` binds to the right. */
const LEVELS: ReadonlyArray<readonly string[]> = [
  ['||'],
  ['&&'],
  ['==', '!='],
  ['<', '<=', '>', '>='],
  ['+', '-'],
  ['*', '/'],
];
const TOKEN =
  /\s*(\d+(?:\.\d+)?(?:[eE][-+]?\d+)?|\.\d+|[A-Za-z_][A-Za-z0-9_.]*|'[^']*'|"[^"]*"|\*\*|&&|\|\||[=!<>]=|[-+*/()<>!,])/y;
const DEEPEST = 200;

/** @throws InputError naming the place in the text */
export function parseExpression(text: string, file: string, key: string): Expression {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    if (/^\s*$/.test(text.slice(TOKEN.lastIndex))) break;
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (match === null) throw new InputError(file, key, 'cannot be read here', text.slice(at, at + 20));
    tokens.push(match[1]!);
  }
  let next = 0;
  const fail = (rule: string): never => {
    throw new InputError(file, key, `${rule} after "${tokens.slice(Math.max(0, next - 3), next).join(' ')}"`, text);
  };
  const take = (token: string): void => {
    if (tokens[next] !== token) fail(`must have "${token}"`);
    next++;
  };
  const level = (strength: number, depth: number): Expression => {
    if (depth > DEEPEST) fail('is nested too deeply');
    if (strength === LEVELS.length) return power(depth);
    let left = level(strength + 1, depth + 1);
    while (next < tokens.length && LEVELS[strength]!.includes(tokens[next]!)) {
      const op = tokens[next++]!;
      left = { kind: 'binary', op, left, right: level(strength + 1, depth + 1) };
    }
    return left;
  };
  const power = (depth: number): Expression => {
    if (depth > DEEPEST) fail('is nested too deeply');
    const token = tokens[next];
    if (token === '-' || token === '!') {
      next++;
      return { kind: 'unary', op: token, of: power(depth + 1) };
    }
    const base = atom(depth);
    if (tokens[next] !== '**') return base;
    next++;
    return { kind: 'binary', op: '**', left: base, right: power(depth + 1) };
  };
  const atom = (depth: number): Expression => {
    const token = tokens[next++];
    if (token === undefined) return fail('must go on');
    if (token === '(') {
      const inner = level(0, depth + 1);
      take(')');
      return inner;
    }
    if (/^[\d.]/.test(token)) return { kind: 'number', value: Number(token) };
    if (/^['"]/.test(token)) return { kind: 'text', value: token.slice(1, -1) };
    if (!/^[A-Za-z_]/.test(token)) return fail(`must not have "${token}"`);
    if (tokens[next] !== '(') return { kind: 'name', name: token };
    if (!Object.hasOwn(FUNCTIONS, token))
      return fail(`knows no function "${token}" (${Object.keys(FUNCTIONS).join(', ')})`);
    next++;
    const args = [level(0, depth + 1)];
    while (tokens[next] === ',') {
      next++;
      args.push(level(0, depth + 1));
    }
    take(')');
    return { kind: 'call', name: token, args };
  };
  if (tokens.length === 0) throw new InputError(file, key, 'must not be empty', text);
  const tree = level(0, 0);
  if (next < tokens.length) fail(`must end, not go on with "${tokens[next]}"`);
  return tree;
}

/** Names in an expression. */
export function namesOf(tree: Expression, into = new Set<string>()): Set<string> {
  if (tree.kind === 'name') into.add(tree.name);
  else if (tree.kind === 'call') for (const arg of tree.args) namesOf(arg, into);
  else if (tree.kind === 'unary') namesOf(tree.of, into);
  else if (tree.kind === 'binary') {
    namesOf(tree.left, into);
    namesOf(tree.right, into);
  }
  return into;
}

/** Value in a row; comparisons and logic give 0 or 1. Text can only be compared. NaN where text is calculated with. */
export function evaluate(tree: Expression, lookup: Lookup): number {
  switch (tree.kind) {
    case 'number':
      return tree.value;
    case 'text':
      return Number.NaN;
    case 'name': {
      const value = lookup(tree.name);
      return typeof value === 'number' ? value : Number.NaN;
    }
    case 'call':
      return FUNCTIONS[tree.name]!(...tree.args.map((arg) => evaluate(arg, lookup)));
    case 'unary':
      return tree.op === '-' ? -evaluate(tree.of, lookup) : evaluate(tree.of, lookup) === 0 ? 1 : 0;
    default:
      return binary(tree.op, tree.left, tree.right, lookup);
  }
}

function binary(op: string, left: Expression, right: Expression, lookup: Lookup): number {
  if (op === '==' || op === '!=') {
    const same = plain(left, lookup) === plain(right, lookup);
    return same === (op === '==') ? 1 : 0;
  }
  const a = evaluate(left, lookup);
  if (op === '&&' && a === 0) return 0;
  if (op === '||' && a !== 0) return 1;
  const b = evaluate(right, lookup);
  switch (op) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    case '**':
      return a ** b;
    case '<':
      return a < b ? 1 : 0;
    case '<=':
      return a <= b ? 1 : 0;
    case '>':
      return a > b ? 1 : 0;
    case '>=':
      return a >= b ? 1 : 0;
    default:
      // && and ||
      return b !== 0 ? 1 : 0;
  }
}

function plain(tree: Expression, lookup: Lookup): number | string {
  if (tree.kind === 'text') return tree.value;
  if (tree.kind === 'name') return lookup(tree.name);
  return evaluate(tree, lookup);
}

/** Takes a sum apart: what multiplies each parameter, and the rest (under the name ''). Each part is a sum of expressions without parameters.
 *  @throws InputError when a parameter does not enter linearly */
export function linearParts(
  tree: Expression,
  isParameter: (name: string) => boolean,
  file: string,
  key: string,
): Map<string, Expression> {
  const one: Expression = { kind: 'number', value: 1 };
  const add = (a: Map<string, Expression>, b: Map<string, Expression>): Map<string, Expression> => {
    const sum = new Map(a);
    for (const [name, part] of b) {
      const old = sum.get(name);
      sum.set(name, old === undefined ? part : { kind: 'binary', op: '+', left: old, right: part });
    }
    return sum;
  };
  const mapParts = (parts: Map<string, Expression>, of: (part: Expression) => Expression): Map<string, Expression> =>
    new Map([...parts].map(([name, part]) => [name, of(part)]));
  const free = (expression: Expression): boolean => ![...namesOf(expression)].some(isParameter);
  const walk = (at: Expression): Map<string, Expression> => {
    if (free(at)) return new Map([['', at]]);
    if (at.kind === 'name') return new Map([[at.name, one]]);
    if (at.kind === 'unary' && at.op === '-') return mapParts(walk(at.of), (of) => ({ kind: 'unary', op: '-', of }));
    if (at.kind === 'binary') {
      const { op, left, right } = at;
      if (op === '+') return add(walk(left), walk(right));
      if (op === '-')
        return add(
          walk(left),
          mapParts(walk(right), (of) => ({ kind: 'unary', op: '-', of })),
        );
      if (op === '*' && free(right)) return mapParts(walk(left), (part) => ({ kind: 'binary', op, left: part, right }));
      if (op === '*' && free(left)) return mapParts(walk(right), (part) => ({ kind: 'binary', op, left, right: part }));
      if (op === '/' && free(right)) return mapParts(walk(left), (part) => ({ kind: 'binary', op, left: part, right }));
    }
    throw new InputError(file, key, 'must be linear in the parameters (parameter × data, added up)');
  };
  return walk(tree);
}
