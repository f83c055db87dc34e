/** Grids in the JSON of power-grid-model (LF Energy): input and update datasets in, output datasets out; row and column layout.
 *  In: text. Out: GridModel, ImportReport, scenarios. Errors: InputError with every problem. */
import { InputError, type Problem } from '../core/errors.ts';
import type { ApplianceResult, BranchResult, GridResult } from '../grid/flows.ts';
import type {
  BranchRow,
  GenericBranchRow,
  GridModel,
  LineRow,
  LoadRow,
  ShuntRow,
  SourceRow,
  TransformerRow,
} from '../grid/model.ts';
import type { Solution } from '../grid/power-flow.ts';
import type { ReadGrid } from './grid-problems.ts';
import type { ImportNote, ImportReport } from './report.ts';

type Row = Readonly<Record<string, unknown>>;
type Dataset = Readonly<Record<string, readonly Row[]>>;

const LOAD_COMPONENTS = ['sym_load', 'asym_load', 'sym_gen', 'asym_gen'] as const;
/** Components a power flow does not look at. */
const WITHOUT_EFFECT = /_sensor$|^fault$|_regulator$/;
const SUPPORTED = new Set<string>([
  'node',
  'line',
  'link',
  'transformer',
  'generic_branch',
  'source',
  'shunt',
  ...LOAD_COMPONENTS,
]);

interface RawFile {
  readonly type: string;
  readonly isBatch: boolean;
  readonly data: unknown;
  readonly attributes: Readonly<Record<string, readonly string[]>>;
}

function parseFile(text: string, file: string): RawFile {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new InputError(file, '', `must be JSON (${error instanceof Error ? error.message : String(error)})`);
  }
  if (typeof json !== 'object' || json === null || !('data' in json))
    throw new InputError(file, 'data', 'must be a power-grid-model dataset with a "data" member');
  const { type, is_batch: isBatch, data, attributes } = json as Record<string, unknown>;
  return {
    type: typeof type === 'string' ? type : 'input',
    isBatch: isBatch === true || (isBatch === undefined && Array.isArray(data)),
    data,
    attributes: (attributes ?? {}) as Readonly<Record<string, readonly string[]>>,
  };
}

/** Rows of one scenario with columns named. */
function rowsOf(data: unknown, attributes: RawFile['attributes'], file: string, key: string): Dataset {
  if (typeof data !== 'object' || data === null || Array.isArray(data))
    throw new InputError(file, key, 'must be an object of component lists', data);
  const out: Record<string, readonly Row[]> = {};
  const problems: Problem[] = [];
  for (const [component, list] of Object.entries(data as Record<string, unknown>)) {
    if (!Array.isArray(list)) {
      problems.push({ file, key: `${key}.${component}`, rule: 'must be a list', value: list });
      continue;
    }
    const columns = attributes[component];
    out[component] = list.map((row: unknown, i): Row => {
      if (Array.isArray(row)) {
        if (columns === undefined) {
          problems.push({ file, key: `${key}.${component}[${i}]`, rule: 'needs its columns in "attributes"' });
          return {};
        }
        return Object.fromEntries(columns.map((name, c) => [name, row[c]]));
      }
      if (typeof row === 'object' && row !== null) return row as Row;
      problems.push({ file, key: `${key}.${component}[${i}]`, rule: 'must be an object', value: row });
      return {};
    });
  }
  if (problems.length > 0) throw new InputError(problems);
  return out;
}

/** Reads values of a row; what is missing or no number is noted and becomes NaN. */
class Reader {
  readonly problems: Problem[] = [];
  private readonly file: string;
  constructor(file: string) {
    this.file = file;
  }

  number(component: string, row: Row, name: string, fallback?: number): number {
    const value = row[name];
    if (value === undefined || value === null) {
      if (fallback !== undefined) return fallback;
      this.tell(component, row, name, 'is required');
      return Number.NaN;
    }
    const parsed = value === 'inf' ? Number.POSITIVE_INFINITY : value;
    if (typeof parsed === 'number' && !Number.isNaN(parsed)) return parsed;
    if (fallback !== undefined && (value === 'nan' || value === 'NaN')) return fallback;
    this.tell(component, row, name, 'must be a number', value);
    return Number.NaN;
  }

  triple(component: string, row: Row, name: string, fallback?: number): [number, number, number] {
    const value = row[name];
    if ((value === undefined || value === null) && fallback !== undefined) return [fallback, fallback, fallback];
    if (Array.isArray(value) && value.length === 3 && value.every((v) => typeof v === 'number'))
      return value as [number, number, number];
    this.tell(component, row, name, 'must be three numbers', value);
    return [Number.NaN, Number.NaN, Number.NaN];
  }

  tell(component: string, row: Row, name: string, rule: string, value?: unknown): void {
    const id = typeof row['id'] === 'number' ? ` ${row['id']}` : '';
    this.problems.push({
      file: this.file,
      key: `${component}${id}${name === '' ? '' : `.${name}`}`,
      rule,
      ...(value === undefined ? {} : { value }),
    });
  }
}

export interface PgmGrid {
  readonly model: GridModel;
  readonly report: ImportReport;
}

/** @throws InputError for text that is not an input dataset, missing or unusable values, and components that would change the answer
 *  and are not supported (named by id) */
export function parsePgmInput(text: string, file: string): PgmGrid {
  const { model, report, problems } = readPgmInput(text, file);
  if (problems.length > 0) throw new InputError(problems);
  return { model, report };
}

/** The same as far as it can be read, with what could not be used beside it. @throws InputError for text that is not an input dataset */
export function readPgmInput(text: string, file: string): ReadGrid {
  const raw = parseFile(text, file);
  if (raw.isBatch || raw.type !== 'input')
    throw new InputError(file, 'type', 'must be "input" and no batch', raw.isBatch ? 'batch' : raw.type);
  const data = rowsOf(raw.data, raw.attributes, file, 'data');
  const reader = new Reader(file);
  const dropped: ImportNote[] = [];
  for (const [component, rows] of Object.entries(data)) {
    if (SUPPORTED.has(component) || rows.length === 0) continue;
    const ids = rows.map((row) => String(row['id']));
    if (WITHOUT_EFFECT.test(component))
      dropped.push({
        what: `${component}: without effect on a power flow`,
        count: rows.length,
        examples: ids.slice(0, 5),
      });
    else for (const row of rows) reader.tell(component, row, '', 'is not supported');
  }
  const model = modelOf(data, reader);
  if (model.nodes.length === 0) reader.problems.push({ file, key: 'data.node', rule: 'must have at least one node' });
  const read = Object.fromEntries(Object.entries(data).map(([component, rows]) => [component, rows.length]));
  return {
    model,
    problems: reader.problems,
    report: {
      file,
      format: 'power-grid-model JSON',
      read,
      kept: Object.fromEntries(Object.entries(read).filter(([component]) => SUPPORTED.has(component))),
      repaired: [],
      dropped,
      notes: [],
      warnings: [],
    },
  };
}

function modelOf(data: Dataset, reader: Reader): GridModel {
  const rows = (component: string): readonly Row[] => data[component] ?? [];
  return {
    nodes: rows('node').map((row) => ({
      id: reader.number('node', row, 'id'),
      ratedV: reader.number('node', row, 'u_rated'),
    })),
    lines: rows('line').map((row) => lineOf(row, reader)),
    links: rows('link').map((row) => branchOf('link', row, reader)),
    transformers: rows('transformer').map((row) => transformerOf(row, reader)),
    genericBranches: rows('generic_branch').map((row) => genericOf(row, reader)),
    sources: rows('source').map((row) => sourceOf(row, reader)),
    loads: LOAD_COMPONENTS.flatMap((component) => rows(component).map((row) => loadOf(component, row, reader))),
    shunts: rows('shunt').map((row) => shuntOf(row, reader)),
  };
}

function branchOf(component: string, row: Row, reader: Reader): BranchRow {
  return {
    id: reader.number(component, row, 'id'),
    fromNode: reader.number(component, row, 'from_node'),
    toNode: reader.number(component, row, 'to_node'),
    fromClosed: reader.number(component, row, 'from_status', 1) !== 0,
    toClosed: reader.number(component, row, 'to_status', 1) !== 0,
  };
}

function lineOf(row: Row, reader: Reader): LineRow {
  const of = (name: string, fallback?: number): number => reader.number('line', row, name, fallback);
  return {
    ...branchOf('line', row, reader),
    r1Ohm: of('r1'),
    x1Ohm: of('x1'),
    c1F: of('c1', 0),
    tan1: of('tan1', 0),
    r0Ohm: of('r0', Number.NaN),
    x0Ohm: of('x0', Number.NaN),
    c0F: of('c0', Number.NaN),
    tan0: of('tan0', Number.NaN),
    ratedA: of('i_n', Number.NaN),
  };
}

function transformerOf(row: Row, reader: Reader): TransformerRow {
  const of = (name: string, fallback?: number): number => reader.number('transformer', row, name, fallback);
  const uk = of('uk');
  const pk = of('pk');
  const i0 = of('i0');
  const p0 = of('p0');
  const i0Zero = of('i0_zero_sequence', i0);
  const tapNominal = of('tap_nom', 0);
  return {
    ...branchOf('transformer', row, reader),
    ratedFromV: of('u1'),
    ratedToV: of('u2'),
    ratedVa: of('sn'),
    ukShare: uk,
    pkW: pk,
    i0Share: i0,
    p0W: p0,
    i0ZeroShare: i0Zero,
    p0ZeroW: of('p0_zero_sequence', p0 + pk * (i0Zero * i0Zero - i0 * i0)),
    windingFrom: of('winding_from'),
    windingTo: of('winding_to'),
    clock: of('clock'),
    tapSide: of('tap_side'),
    tapPosition: of('tap_pos', tapNominal),
    tapMin: of('tap_min', 0),
    tapMax: of('tap_max', 0),
    tapNominal,
    tapSizeV: of('tap_size', 0),
    ukMinShare: of('uk_min', uk),
    ukMaxShare: of('uk_max', uk),
    pkMinW: of('pk_min', pk),
    pkMaxW: of('pk_max', pk),
    groundingFromOhm: [of('r_grounding_from', 0), of('x_grounding_from', 0)],
    groundingToOhm: [of('r_grounding_to', 0), of('x_grounding_to', 0)],
  };
}

function genericOf(row: Row, reader: Reader): GenericBranchRow {
  const of = (name: string, fallback?: number): number => reader.number('generic_branch', row, name, fallback);
  return {
    ...branchOf('generic_branch', row, reader),
    r1Ohm: of('r1'),
    x1Ohm: of('x1'),
    g1S: of('g1', 0),
    b1S: of('b1', 0),
    ratio: of('k', 1),
    shiftRad: of('theta', 0),
    ratedVa: of('sn', 0),
  };
}

function sourceOf(row: Row, reader: Reader): SourceRow {
  const of = (name: string, fallback?: number): number => reader.number('source', row, name, fallback);
  return {
    id: of('id'),
    node: of('node'),
    inService: of('status', 1) !== 0,
    voltagePu: of('u_ref'),
    angleRad: of('u_ref_angle', 0),
    shortCircuitVa: of('sk', 1e10),
    rxRatio: of('rx_ratio', 0.1),
    z01Ratio: of('z01_ratio', 1),
  };
}

function loadOf(component: (typeof LOAD_COMPONENTS)[number], row: Row, reader: Reader): LoadRow {
  const byPhase = component.startsWith('asym');
  const power = (name: string): [number, number, number] => {
    // Power may be left to the update dataset; then it is 0 until it comes.
    if (byPhase) return reader.triple(component, row, name, 0);
    const third = reader.number(component, row, name, 0) / 3;
    return [third, third, third];
  };
  return {
    id: reader.number(component, row, 'id'),
    node: reader.number(component, row, 'node'),
    inService: reader.number(component, row, 'status', 1) !== 0,
    kind: component.endsWith('load') ? 'load' : 'gen',
    byPhase,
    type: reader.number(component, row, 'type'),
    pW: power('p_specified'),
    qVar: power('q_specified'),
  };
}

function shuntOf(row: Row, reader: Reader): ShuntRow {
  const of = (name: string, fallback?: number): number => reader.number('shunt', row, name, fallback);
  return {
    id: of('id'),
    node: of('node'),
    inService: of('status', 1) !== 0,
    g1S: of('g1'),
    b1S: of('b1'),
    g0S: of('g0', Number.NaN),
    b0S: of('b0', Number.NaN),
  };
}

/** Reads an update dataset: what each scenario changes. A scenario starts from the input, not from the one before.
 *  @throws InputError with every problem of every scenario */
export function parsePgmUpdate(text: string, file: string, base: GridModel): ReadonlyArray<() => GridModel> {
  const raw = parseFile(text, file);
  if (raw.type !== 'update') throw new InputError(file, 'type', 'must be "update"', raw.type);
  const list: readonly unknown[] = raw.isBatch ? (raw.data as readonly unknown[]) : [raw.data];
  if (!Array.isArray(list)) throw new InputError(file, 'data', 'must be a list of scenarios');
  const reader = new Reader(file);
  const index = new Map(
    (['lines', 'links', 'transformers', 'genericBranches', 'sources', 'loads', 'shunts'] as const).map((part) => [
      part,
      new Map(base[part].map((row, i) => [row.id, i] as const)),
    ]),
  );
  const scenarios = list.map((scenario, s) => {
    const data = rowsOf(scenario, raw.attributes, file, `data[${s}]`);
    const changes = changesOf(data, base, index, reader, s);
    return () => applyChanges(base, changes);
  });
  if (reader.problems.length > 0) throw new InputError(reader.problems);
  return scenarios;
}

type Part = 'lines' | 'links' | 'transformers' | 'genericBranches' | 'sources' | 'loads' | 'shunts';
type Changes = ReadonlyMap<Part, ReadonlyArray<readonly [index: number, row: unknown]>>;
const PART_OF: Readonly<Record<string, Part>> = {
  line: 'lines',
  link: 'links',
  transformer: 'transformers',
  generic_branch: 'genericBranches',
  source: 'sources',
  sym_load: 'loads',
  asym_load: 'loads',
  sym_gen: 'loads',
  asym_gen: 'loads',
  shunt: 'shunts',
};

function changesOf(
  data: Dataset,
  base: GridModel,
  index: ReadonlyMap<Part, ReadonlyMap<number, number>>,
  reader: Reader,
  scenario: number,
): Changes {
  const changes = new Map<Part, Array<readonly [number, unknown]>>();
  for (const [component, rows] of Object.entries(data)) {
    const part = PART_OF[component];
    if (part === undefined) {
      if (rows.length > 0 && !WITHOUT_EFFECT.test(component))
        reader.tell(`data[${scenario}].${component}`, {}, '', 'cannot be updated');
      continue;
    }
    const own = changes.get(part) ?? [];
    changes.set(part, own);
    // Rows without id stand for the components of this kind in their order.
    const inOrder =
      part === 'loads'
        ? base.loads.filter((row) => `${row.byPhase ? 'asym' : 'sym'}_${row.kind}` === component)
        : base[part];
    rows.forEach((row, i) => {
      const id = row['id'] === undefined ? inOrder[i]?.id : row['id'];
      const at = typeof id === 'number' ? index.get(part)!.get(id) : undefined;
      if (at === undefined) {
        reader.tell(`data[${scenario}].${component}`, row, 'id', 'must be a component of the grid', id);
        return;
      }
      own.push([at, changedRow(part, base[part][at]!, row, reader, `data[${scenario}].${component}`)]);
    });
  }
  return changes;
}

function changedRow(part: Part, before: unknown, row: Row, reader: Reader, key: string): unknown {
  const status = (name: string, old: boolean): boolean => reader.number(key, row, name, old ? 1 : 0) !== 0;
  if (part === 'loads') {
    const load = before as LoadRow;
    const power = (name: string, old: readonly [number, number, number]): readonly [number, number, number] => {
      if (row[name] === undefined || row[name] === null) return old;
      if (load.byPhase) return reader.triple(key, row, name);
      const third = reader.number(key, row, name) / 3;
      return [third, third, third];
    };
    return {
      ...load,
      inService: status('status', load.inService),
      pW: power('p_specified', load.pW),
      qVar: power('q_specified', load.qVar),
    };
  }
  if (part === 'sources') {
    const source = before as SourceRow;
    return {
      ...source,
      inService: status('status', source.inService),
      voltagePu: reader.number(key, row, 'u_ref', source.voltagePu),
      angleRad: reader.number(key, row, 'u_ref_angle', source.angleRad),
    };
  }
  if (part === 'shunts') {
    const shunt = before as ShuntRow;
    return {
      ...shunt,
      inService: status('status', shunt.inService),
      g1S: reader.number(key, row, 'g1', shunt.g1S),
      b1S: reader.number(key, row, 'b1', shunt.b1S),
      g0S: reader.number(key, row, 'g0', shunt.g0S),
      b0S: reader.number(key, row, 'b0', shunt.b0S),
    };
  }
  const branch = before as BranchRow;
  const changed = {
    ...branch,
    fromClosed: status('from_status', branch.fromClosed),
    toClosed: status('to_status', branch.toClosed),
  };
  if (part !== 'transformers') return changed;
  const transformer = branch as TransformerRow;
  const [low, high] = [transformer.tapMin, transformer.tapMax].sort((a, b) => a - b) as [number, number];
  const tapPosition = reader.number(key, row, 'tap_pos', transformer.tapPosition);
  if (tapPosition < low || tapPosition > high)
    reader.tell(key, row, 'tap_pos', `must be within ${low} and ${high}`, tapPosition);
  return { ...changed, tapPosition };
}

/** A model with the changed rows; parts without change stay the very same arrays, so that solvers see what they can keep. */
function applyChanges(base: GridModel, changes: Changes): GridModel {
  const model: Record<string, unknown> = { ...base };
  for (const [part, rows] of changes) {
    if (rows.length === 0) continue;
    const copy: unknown[] = [...base[part]];
    for (const [at, row] of rows) copy[at] = row;
    model[part] = copy;
  }
  return model as unknown as GridModel;
}

const COMPONENT_OF_LOAD = (row: LoadRow): string => `${row.byPhase ? 'asym' : 'sym'}_${row.kind}`;

/** Output dataset of one solution, component → rows, names and units of power-grid-model. */
export function pgmOutputRows(model: GridModel, result: GridResult, byPhase: boolean): Record<string, object[]> {
  const value = (values: number[]): number | number[] => (byPhase ? values : values[0]!);
  const out: Record<string, object[]> = {};
  const put = (component: string, row: object): void => {
    const rows = out[component];
    if (rows === undefined) out[component] = [row];
    else rows.push(row);
  };
  for (const node of result.nodes)
    put('node', {
      id: node.id,
      energized: node.energised ? 1 : 0,
      u_pu: value(node.voltagePu),
      u: value(node.voltageV),
      u_angle: value(node.angleRad),
      p: value(node.pW),
      q: value(node.qVar),
    });
  const branch = (row: BranchResult): object => ({
    id: row.id,
    energized: row.energised ? 1 : 0,
    loading: Number.isFinite(row.loading) ? row.loading : null,
    p_from: value(row.pFromW),
    q_from: value(row.qFromVar),
    i_from: value(row.iFromA),
    s_from: value(row.sFromVa),
    p_to: value(row.pToW),
    q_to: value(row.qToVar),
    i_to: value(row.iToA),
    s_to: value(row.sToVa),
  });
  let at = 0;
  for (const [component, rows] of [
    ['line', model.lines],
    ['link', model.links],
    ['transformer', model.transformers],
    ['generic_branch', model.genericBranches],
  ] as const)
    for (let i = 0; i < rows.length; i++) put(component, branch(result.branches[at++]!));
  const appliance = (row: ApplianceResult): object => ({
    id: row.id,
    energized: row.energised ? 1 : 0,
    p: value(row.pW),
    q: value(row.qVar),
    i: value(row.iA),
    s: value(row.sVa),
    pf: value(row.powerFactor),
  });
  for (const row of result.sources) put('source', appliance(row));
  result.loads.forEach((row, i) => {
    put(COMPONENT_OF_LOAD(model.loads[i]!), appliance(row));
  });
  for (const row of result.shunts) put('shunt', appliance(row));
  return out;
}

/** The output file in parts, so that a long batch is written as it is solved: `head`, a `step` for each solution, `tail`.
 *  A scenario without solution is an empty object in `data`; `failed`, an addition to the format, tells which and why. */
export function pgmOutputParts(
  byPhase: boolean,
  isBatch: boolean,
): { readonly head: string; step(model: GridModel, solution: Solution): string; tail(): string } {
  const failed: object[] = [];
  let steps = 0;
  const type = byPhase ? 'asym_output' : 'sym_output';
  return {
    head: `{"version":"1.0","type":"${type}","is_batch":${isBatch},"attributes":{},"data":${isBatch ? '[' : ''}`,
    step(model, solution) {
      if (!solution.ok) failed.push({ scenario: steps, node: solution.nodeId, reason: solution.reason });
      const rows = solution.ok ? pgmOutputRows(model, solution.result, byPhase) : {};
      return `${steps++ > 0 ? ',\n' : ''}${JSON.stringify(rows)}`;
    },
    tail: () => `${isBatch ? ']' : ''}${failed.length > 0 ? `,"failed":${JSON.stringify(failed)}` : ''}}\n`,
  };
}
