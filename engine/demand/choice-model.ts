/** A model of choice as a file says it, and that model laid over data: what multiplies each parameter in each alternative of each choice.
 *  In: model, data columns. Out: design arrays for `estimate.ts`. Pure.
 *
 *  Two shapes of data: one row a choice (default), or one row an alternative (`rows: { choice, alternative, chosen }`).
 *  ```yaml
 *  exclude: (PURPOSE != 1 && PURPOSE != 3) || CHOICE == 0     # rows left out
 *  choice: CHOICE                                             # holds the code of the chosen alternative
 *  define: { TRAIN_COST: TRAIN_CO * (GA == 0) / 100 }         # further columns, each may use those before
 *  parameters: { ASC_CAR: 0, B_TIME: 0, B_FIXED: { value: 1, fixed: true } }
 *  alternatives:
 *    train: { code: 1, available: TRAIN_AV * (SP != 0), utility: ASC_TRAIN + B_TIME * TRAIN_TT / 100 }
 *  nests:                                                     # nested logit; scale >= 1, 1 = no nest
 *    existing: { scale: MU, alternatives: [train, car] }
 *  ```
 *  The scale is that of Ben-Akiva and Lerman (1985) and Biogeme: its inverse is the logsum parameter. */
import { z } from 'zod';
import { InputError } from '../core/errors.ts';
import { nearest } from '../core/nearest.ts';
import { type Expression, evaluate, linearParts, namesOf, parseExpression } from './choice-expression.ts';

const expression = z.union([z.string().min(1), z.number()]).transform(String);
const parameter = z.union([z.number(), z.strictObject({ value: z.number(), fixed: z.boolean().default(false) })]);

export const choiceModelSchema = z.strictObject({
  exclude: expression.optional(),
  choice: z.string().min(1).optional(),
  rows: z.strictObject({ choice: z.string().min(1), alternative: z.string().min(1), chosen: expression }).optional(),
  define: z.record(z.string(), expression).default({}),
  parameters: z.record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_.]*$/), parameter),
  alternatives: z.record(
    z.string(),
    z.strictObject({
      code: z.union([z.string(), z.number()]).optional(),
      available: expression.optional(),
      utility: expression,
    }),
  ),
  nests: z
    .record(z.string(), z.strictObject({ scale: z.string().min(1), alternatives: z.array(z.string()).min(1) }))
    .default({}),
});
export type ChoiceModel = z.infer<typeof choiceModelSchema>;

/** Data columns; a column is numbers, or texts where not every value is a number. */
export interface ChoiceData {
  readonly file: string;
  readonly rowCount: number;
  readonly columns: ReadonlyMap<string, Float64Array | readonly string[]>;
}

/** Utilities V = fixed + Σ_k x[k] β[k], laid out by choice and alternative. */
export interface ChoiceDesign {
  readonly observations: number;
  readonly excluded: number;
  readonly alternatives: readonly string[];
  /** Names and starting values of parameters in the utilities, then of nest scales. */
  readonly parameters: readonly string[];
  readonly start: Float64Array;
  readonly fixed: Uint8Array;
  readonly utilityParameters: number;
  /** [(choice × alternatives + alternative) × utility parameters + parameter] */
  readonly x: Float64Array;
  /** [choice × alternatives + alternative] part without parameters, and 1 where the alternative can be chosen. */
  readonly offset: Float64Array;
  readonly available: Uint8Array;
  /** [choice] */
  readonly chosen: Uint32Array;
  /** [alternative] index of the nest's scale among the parameters, -1 outside nests. */
  readonly nestOf: Int32Array;
}

/** @throws InputError naming every unknown column, empty choice set and choice that is not to be had */
export function designChoices(model: ChoiceModel, modelFile: string, data: ChoiceData): ChoiceDesign {
  return new Designer(model, modelFile, data).design();
}

interface Alternative {
  readonly name: string;
  readonly code: string;
  readonly available: Expression | null;
  readonly parts: ReadonlyMap<string, Expression>;
}

class Designer {
  private readonly model: ChoiceModel;
  private readonly file: string;
  private readonly data: ChoiceData;
  private readonly names: string[];
  private readonly defined = new Map<string, Expression>();
  private row = 0;
  private readonly lookup = (name: string): number | string => {
    const definition = this.defined.get(name);
    if (definition !== undefined) return evaluate(definition, this.lookup);
    return this.data.columns.get(name)![this.row]!;
  };

  constructor(model: ChoiceModel, file: string, data: ChoiceData) {
    this.model = model;
    this.file = file;
    this.data = data;
    this.names = Object.keys(model.parameters);
    for (const [name, text] of Object.entries(model.define))
      this.defined.set(name, this.known(parseExpression(text, file, `define.${name}`), `define.${name}`));
  }

  design(): ChoiceDesign {
    const { model, file } = this;
    const alternatives = this.alternatives();
    const scales = this.nestOf(alternatives);
    const utilityNames = this.names.filter((name) => !scales.names.includes(name));
    const parameters = [...utilityNames, ...scales.names];
    const exclude =
      model.exclude === undefined ? null : this.known(parseExpression(model.exclude, file, 'exclude'), 'exclude');
    const kept: number[] = [];
    for (this.row = 0; this.row < this.data.rowCount; this.row++)
      if (exclude === null || evaluate(exclude, this.lookup) === 0) kept.push(this.row);
    const choices =
      model.rows === undefined ? kept.map((row) => alternatives.map(() => row)) : this.gather(alternatives, kept);
    const count = choices.length;
    if (count === 0) throw new InputError(this.data.file, '', 'must have at least one choice that is not excluded');
    const width = alternatives.length;
    const design = {
      observations: count,
      excluded: model.rows === undefined ? this.data.rowCount - count : this.data.rowCount - kept.length,
      alternatives: alternatives.map(({ name }) => name),
      parameters,
      start: Float64Array.from(parameters, (name) => this.parameter(name).value),
      fixed: Uint8Array.from(parameters, (name) => (this.parameter(name).fixed ? 1 : 0)),
      utilityParameters: utilityNames.length,
      x: new Float64Array(count * width * utilityNames.length),
      offset: new Float64Array(count * width),
      available: new Uint8Array(count * width),
      chosen: new Uint32Array(count),
      nestOf: scales.of,
    };
    const choose = model.rows === undefined ? this.chosenByCode(alternatives) : this.chosenByFlag(alternatives);
    const problems: InputError['problems'][number][] = [];
    for (let n = 0; n < count && problems.length < 20; n++) {
      const rows = choices[n]!;
      let free = 0;
      for (let a = 0; a < width; a++) {
        if (rows[a]! < 0) continue;
        this.row = rows[a]!;
        const { available, parts } = alternatives[a]!;
        const at = n * width + a;
        if (available !== null && evaluate(available, this.lookup) === 0) continue;
        design.available[at] = 1;
        free++;
        for (const [name, part] of parts) {
          const value = evaluate(part, this.lookup);
          if (!Number.isFinite(value)) {
            const key = `alternatives.${alternatives[a]!.name}.utility`;
            problems.push({ file: this.data.file, line: this.row + 2, key, rule: 'must be a number', value });
          }
          if (name === '') design.offset[at] = value;
          else design.x[at * utilityNames.length + utilityNames.indexOf(name)] = value;
        }
      }
      const line = Math.max(...rows) + 2;
      const chosen = choose(rows);
      if (free === 0)
        problems.push({ file: this.data.file, line, key: '', rule: 'must have an alternative that is available' });
      else if (chosen < 0 || design.available[n * width + chosen] === 0)
        problems.push({
          file: this.data.file,
          line,
          key: model.choice ?? model.rows!.chosen,
          rule: chosen < 0 ? this.noChoice(alternatives) : 'must choose an alternative that is available',
          value:
            chosen < 0 ? this.data.columns.get(model.choice ?? '')?.[Math.max(...rows)] : alternatives[chosen]!.name,
        });
      design.chosen[n] = Math.max(0, chosen);
    }
    if (problems.length > 0) throw new InputError(problems);
    return design;
  }

  private alternatives(): Alternative[] {
    const { model, file } = this;
    const list = Object.entries(model.alternatives).map(([name, alternative]) => {
      const key = `alternatives.${name}`;
      const utility = this.known(parseExpression(alternative.utility, file, `${key}.utility`), `${key}.utility`, true);
      return {
        name,
        code: String(alternative.code ?? name),
        available:
          alternative.available === undefined
            ? null
            : this.known(parseExpression(alternative.available, file, `${key}.available`), `${key}.available`),
        parts: linearParts(utility, (n) => this.names.includes(n), file, `${key}.utility`),
      };
    });
    if (list.length < 2) throw new InputError(file, 'alternatives', 'must be at least two', list.length);
    const used = new Set(list.flatMap(({ parts }) => [...parts.keys()]));
    const scales = Object.values(model.nests).map(({ scale }) => scale);
    for (const name of this.names)
      if (!used.has(name) && !scales.includes(name))
        throw new InputError(file, `parameters.${name}`, 'must be used in a utility or as a nest scale');
    return list;
  }

  private nestOf(alternatives: readonly Alternative[]): { names: string[]; of: Int32Array } {
    const { model, file } = this;
    const names: string[] = [];
    const of = new Int32Array(alternatives.length).fill(-1);
    for (const [nest, { scale, alternatives: members }] of Object.entries(model.nests)) {
      if (!this.names.includes(scale))
        throw new InputError(file, `nests.${nest}.scale`, 'must name a parameter', scale);
      if (!names.includes(scale)) names.push(scale);
      for (const member of members) {
        const a = alternatives.findIndex(({ name }) => name === member);
        if (a < 0) throw new InputError(file, `nests.${nest}.alternatives`, 'must name an alternative', member);
        if (of[a] !== -1) throw new InputError(file, `nests.${nest}.alternatives`, 'must not be in two nests', member);
        of[a] = names.indexOf(scale);
      }
    }
    return { names, of };
  }

  private parameter(name: string): { value: number; fixed: boolean } {
    const value = this.model.parameters[name]!;
    return typeof value === 'number' ? { value, fixed: false } : value;
  }

  /** Checks that every name is a column, a definition so far or (where allowed) a parameter. */
  private known(tree: Expression, key: string, parameters = false): Expression {
    const { columns, file } = this.data;
    const unknown = [...namesOf(tree)].filter(
      (name) => !columns.has(name) && !this.defined.has(name) && !(parameters && this.names.includes(name)),
    );
    if (unknown.length > 0)
      throw new InputError(
        unknown.map((name) => ({
          file: this.file,
          key,
          rule: `must use columns of ${file}${parameters ? ' and parameters' : ''}${this.hint(name, parameters ? this.names : [])}`,
          value: name,
        })),
      );
    return tree;
  }

  /** What somebody who wrote a name may have meant, else the first names there are. */
  private hint(name: string, others: readonly string[] = []): string {
    const columns = [...this.data.columns.keys(), ...this.defined.keys()];
    const near = nearest(name, [...columns, ...others]);
    if (near !== undefined) return ` (did you mean ${near}?)`;
    const named = others.length > 0 ? `; parameters: ${others.join(', ')}` : '';
    return ` (columns: ${columns.slice(0, 12).join(', ')}${columns.length > 12 ? ', …' : ''}${named})`;
  }

  /** With one row a choice the codes are told, and how to leave rows out; otherwise that exactly one row must be the chosen one. */
  private noChoice(alternatives: readonly Alternative[]): string {
    return this.model.rows === undefined
      ? `must choose one of the alternatives (${alternatives.map(({ code }) => code).join(', ')}); rows without a choice are left out with exclude`
      : 'must choose exactly one of the alternatives';
  }

  private chosenByCode(alternatives: readonly Alternative[]): (rows: readonly number[]) => number {
    const column = this.data.columns.get(this.model.choice ?? '');
    if (column === undefined)
      throw new InputError(
        this.file,
        'choice',
        `must name a column of ${this.data.file}${this.hint(this.model.choice ?? '')}`,
        this.model.choice,
      );
    const byCode = new Map(alternatives.map(({ code }, a) => [code, a]));
    return (rows) => byCode.get(String(column[rows[0]!])) ?? -1;
  }

  private chosenByFlag(alternatives: readonly Alternative[]): (rows: readonly number[]) => number {
    const chosen = this.known(parseExpression(this.model.rows!.chosen, this.file, 'rows.chosen'), 'rows.chosen');
    return (rows) => {
      const flags = alternatives.map((_, a) => {
        if (rows[a]! < 0) return false;
        this.row = rows[a]!;
        return evaluate(chosen, this.lookup) !== 0;
      });
      return flags.filter(Boolean).length === 1 ? flags.indexOf(true) : -1;
    };
  }

  /** [choice][alternative] row, -1 where the choice has no such row; choices in order of appearance. */
  private gather(alternatives: readonly Alternative[], kept: readonly number[]): number[][] {
    const { choice, alternative } = this.model.rows!;
    const choiceColumn = this.data.columns.get(choice);
    const alternativeColumn = this.data.columns.get(alternative);
    if (choiceColumn === undefined || alternativeColumn === undefined)
      throw new InputError(
        [['choice', choice, choiceColumn] as const, ['alternative', alternative, alternativeColumn] as const].flatMap(
          ([key, value, column]) =>
            column === undefined
              ? [
                  {
                    file: this.file,
                    key: `rows.${key}`,
                    rule: `must name a column of ${this.data.file}${this.hint(value)}`,
                    value,
                  },
                ]
              : [],
        ),
      );
    const byCode = new Map(alternatives.map(({ code }, a) => [code, a]));
    const choices = new Map<string, number[]>();
    for (const row of kept) {
      const id = String(choiceColumn[row]);
      const a = byCode.get(String(alternativeColumn[row]));
      if (a === undefined)
        throw new InputError([
          {
            file: this.data.file,
            line: row + 2,
            key: alternative,
            rule: `must be one of the alternatives of ${this.file} (${[...byCode.keys()].join(', ')})`,
            value: alternativeColumn[row],
          },
        ]);
      let rows = choices.get(id);
      if (rows === undefined) {
        rows = alternatives.map(() => -1);
        choices.set(id, rows);
      }
      if (rows[a] !== -1)
        throw new InputError([
          { file: this.data.file, line: row + 2, key: choice, rule: 'must have each alternative once', value: id },
        ]);
      rows[a] = row;
    }
    return [...choices.values()];
  }
}
