/** The CSV set of the IEEE European Low Voltage Test Feeder (and feeders written the same way) → GridModel.
 *  In: texts of Source, Transformer, LineCodes, Lines, Loads and, for profiles, LoadShapes with their files. Out: model, report,
 *  loads by minute. Quirks met: comment lines, blanks in headers and values, lengths in m with codes per km, `key=value unit`.
 *  The file gives no zero sequence for the transformer: it is that of its leakage, as for a Dyn with its star earthed. */
import { parse } from 'csv-parse/sync';
import { InputError, type Problem } from '../core/errors.ts';
import { DELTA, type GridModel, type LineRow, type LoadRow, WYE, WYE_N, withoutTaps } from '../grid/model.ts';
import type { ReadGrid } from './grid-problems.ts';
import type { ImportReport } from './report.ts';
import { ReportBuilder } from './report-builder.ts';

export interface IeeeLvGrid {
  /** Nodes: bus n of the files is node n, the bus of the source is 0. Loads at their rated kW. */
  readonly model: GridModel;
  readonly report: ImportReport;
  /** Steps of the profiles; 0 without profiles. */
  readonly stepCount: number;
  /** kW of each load of `model.loads` at a step of the profiles, from 0. */
  loadKw(step: number): Float64Array;
}

export interface IeeeLvOptions {
  /** Take the source as it would be behind no impedance, as pandapower and PowerFactory's load flow do; otherwise by its ISC3 and ISC1. */
  readonly stiffSource?: boolean;
}

const SOURCE_NODE = 0;
const LINE_OFFSET = 10_000;
const LOAD_OFFSET = 20_000;
const TRANSFORMER_ID = 30_000;
const SOURCE_ID = 30_001;
const LENGTH_M: Readonly<Record<string, number>> = { m: 1, km: 1000, ft: 0.3048, mi: 1609.344 };

type Fields = Readonly<Record<string, string>>;

/** @param files text by name without folder, e.g. `Lines.csv`; profiles by the names in LoadShapes.csv
 *  @throws InputError with all problems by file, line and key */
export function parseIeeeLv(
  files: ReadonlyMap<string, string>,
  folder: string,
  options: IeeeLvOptions = {},
): IeeeLvGrid {
  const read = readIeeeLv(files, folder, options);
  if (read.problems.length > 0) throw new InputError(read.problems);
  return read;
}

/** The same as far as it can be read, with what could not be used beside it. */
export function readIeeeLv(
  files: ReadonlyMap<string, string>,
  folder: string,
  options: IeeeLvOptions = {},
): IeeeLvGrid & ReadGrid {
  const problems: Problem[] = [];
  const report = new ReportBuilder(folder, 'IEEE European LV feeder CSV');
  const rows = (name: string): Fields[] => tableOf(files, folder, name, problems);
  const number = (file: string, key: string, text: string | undefined, fallback?: number): number => {
    if ((text === undefined || text === '') && fallback !== undefined) return fallback;
    const value = Number(text);
    if (text === undefined || text === '' || !Number.isFinite(value))
      problems.push({ file: `${folder}/${file}`, key, rule: 'must be a number', value: text ?? 'nothing' });
    return value;
  };
  const codes = new Map(rows('LineCodes.csv').map((row) => [row['Name']!, row]));
  const transformer = rows('Transformer.csv')[0] ?? {};
  const of = (key: string, fallback?: number): number => number('Transformer.csv', key, transformer[key], fallback);
  const primaryV = of('kV_pri') * 1000;
  const secondaryV = of('kV_sec') * 1000;
  const lineRows = rows('Lines.csv');
  const lines = lineRows.map((row, i) => lineOf(row, i, codes, number, problems, folder));
  const nodes = new Set<number>();
  for (const line of lines) {
    nodes.add(line.fromNode);
    nodes.add(line.toNode);
  }
  const loadRows = rows('Loads.csv');
  const loads = loadRows.map((row, i) => loadOf(row, i, number, problems, folder));
  const secondaryNode = number('Transformer.csv', 'bus2', transformer['bus2']);
  const ratedVa = of('MVA') * 1e6;
  const model: GridModel = {
    nodes: [
      { id: SOURCE_NODE, ratedV: primaryV },
      ...[...nodes].sort((a, b) => a - b).map((id) => ({ id, ratedV: secondaryV })),
    ],
    lines,
    links: [],
    transformers: [
      {
        id: TRANSFORMER_ID,
        fromNode: SOURCE_NODE,
        toNode: secondaryNode,
        fromClosed: true,
        toClosed: true,
        ratedFromV: primaryV,
        ratedToV: secondaryV,
        ratedVa,
        ...withoutTaps(
          Math.hypot(of('%XHL') / 100, of('% resistance', 0) / 100),
          (of('% resistance', 0) / 100) * ratedVa,
        ),
        i0Share: 0,
        p0W: 0,
        i0ZeroShare: 0,
        p0ZeroW: 0,
        windingFrom: /delta/i.test(transformer['Conn_pri'] ?? '') ? DELTA : WYE,
        windingTo: WYE_N,
        clock: /delta/i.test(transformer['Conn_pri'] ?? '') ? 1 : 0,
      },
    ],
    genericBranches: [],
    sources: [sourceOf(files, folder, options.stiffSource === true, problems)],
    loads,
    shunts: [],
  };
  for (const [name, list] of [
    ['Lines.csv', lineRows],
    ['Loads.csv', loadRows],
    ['LineCodes.csv', rows('LineCodes.csv')],
  ] as const)
    namesTwice(list, `${folder}/${name}`, problems);
  const profiles = profilesOf(files, folder, loadRows, rows, report);
  report.read('line', lines.length);
  report.read('load', loads.length);
  report.read('profile', profiles.used);
  report.kept('node', model.nodes.length);
  report.note('zero sequence of the transformer taken from its leakage; the files give none');
  const nameOf = (component: string, id: number): string | undefined => {
    if (component === 'node') return `bus ${id}`;
    if (id === TRANSFORMER_ID) return `Transformer.csv ${transformer['Name'] ?? ''}`;
    if (id === SOURCE_ID) return 'Source.csv';
    return id >= LOAD_OFFSET
      ? `Loads.csv ${loadRows[id - LOAD_OFFSET]?.['Name']}`
      : `Lines.csv ${lineRows[id - LINE_OFFSET]?.['Name']}`;
  };
  return {
    model,
    problems,
    nameOf,
    report: report.done(),
    stepCount: profiles.stepCount,
    loadKw: (step) =>
      Float64Array.from(loads, (load, i) => profiles.kw(i, step) ?? load.pW[0] + load.pW[1] + load.pW[2]),
  };
}

function namesTwice(rows: readonly Fields[], file: string, problems: Problem[]): void {
  const seen = new Set<string>();
  for (const { Name: name } of rows) {
    if (name === undefined) continue;
    if (seen.has(name)) problems.push({ file, key: name, rule: 'Name must be unique' });
    seen.add(name);
  }
}

type ReadNumber = (file: string, key: string, text: string | undefined, fallback?: number) => number;

/** Rows of a file with its headers, comments and blanks taken off. */
function tableOf(files: ReadonlyMap<string, string>, folder: string, name: string, problems: Problem[]): Fields[] {
  const text = files.get(name);
  if (text === undefined) {
    problems.push({ file: `${folder}/${name}`, key: '', rule: 'must exist' });
    return [];
  }
  try {
    return parse(text, {
      columns: true,
      comment: '#',
      trim: true,
      skip_empty_lines: true,
      relax_column_count: true,
      bom: true,
    });
  } catch (error) {
    problems.push({ file: `${folder}/${name}`, key: '', rule: `must be CSV (${(error as Error).message})` });
    return [];
  }
}

function lineOf(
  row: Fields,
  index: number,
  codes: ReadonlyMap<string, Fields>,
  number: ReadNumber,
  problems: Problem[],
  folder: string,
): LineRow {
  const file = 'Lines.csv';
  const tell = (rule: string, value: string | undefined): void =>
    void problems.push({ file: `${folder}/${file}`, key: row['Name'] ?? `row ${index + 1}`, rule, value });
  const code = codes.get(row['LineCode'] ?? '');
  if (code === undefined) tell('LineCode must be one of LineCodes.csv', row['LineCode']);
  if ((row['Phases'] ?? 'ABC').toUpperCase() !== 'ABC') tell('Phases must be ABC', row['Phases']);
  const unitM = LENGTH_M[(row['Units'] ?? 'm').toLowerCase()];
  const perM = LENGTH_M[(code?.['Units'] ?? 'km').toLowerCase()];
  if (unitM === undefined) tell('Units must be m, km, ft or mi', row['Units']);
  if (perM === undefined) tell('Units of its LineCode must be m, km, ft or mi', code?.['Units']);
  const factor = (number(file, `${row['Name']} Length`, row['Length']) * (unitM ?? 1)) / (perM ?? 1);
  const of = (key: string, fallback?: number): number =>
    code === undefined ? Number.NaN : number('LineCodes.csv', `${code['Name']} ${key}`, code[key], fallback) * factor;
  return {
    id: LINE_OFFSET + index,
    fromNode: number(file, `${row['Name']} Bus1`, row['Bus1']),
    toNode: number(file, `${row['Name']} Bus2`, row['Bus2']),
    fromClosed: true,
    toClosed: true,
    r1Ohm: of('R1'),
    x1Ohm: of('X1'),
    r0Ohm: of('R0'),
    x0Ohm: of('X0'),
    c1F: of('C1', 0) * 1e-9,
    c0F: of('C0', 0) * 1e-9,
    tan1: 0,
    tan0: 0,
    ratedA: Number.NaN,
  };
}

function loadOf(row: Fields, index: number, number: ReadNumber, problems: Problem[], folder: string): LoadRow {
  const name = row['Name'] ?? `row ${index + 1}`;
  const kw = number('Loads.csv', `${name} kW`, row['kW']);
  const powerFactor = number('Loads.csv', `${name} PF`, row['PF'], 1);
  const phases = (row['phases'] ?? '').toUpperCase();
  if (!/^[ABC]{1,3}$/.test(phases))
    problems.push({
      file: `${folder}/Loads.csv`,
      key: name,
      rule: 'phases must be letters A, B, C',
      value: row['phases'],
    });
  if ((row['Model'] ?? '1') !== '1')
    problems.push({
      file: `${folder}/Loads.csv`,
      key: name,
      rule: 'Model must be 1 (constant power)',
      value: row['Model'],
    });
  const pW = (kw * 1000) / Math.max(1, phases.length);
  const qVar = pW * Math.tan(Math.acos(powerFactor));
  const by = (value: number): [number, number, number] =>
    ['A', 'B', 'C'].map((phase) => (phases.includes(phase) ? value : 0)) as [number, number, number];
  return {
    id: LOAD_OFFSET + index,
    node: number('Loads.csv', `${name} Bus`, row['Bus']),
    inService: true,
    kind: 'load',
    byPhase: true,
    type: 0,
    pW: by(pW),
    qVar: by(qVar),
  };
}

/** `Voltage=11 kV`, `pu=1.05`, `ISC3=3000 A`, `ISC1=5 A` */
function sourceOf(files: ReadonlyMap<string, string>, folder: string, stiff: boolean, problems: Problem[]) {
  const text = files.get('Source.csv');
  if (text === undefined) problems.push({ file: `${folder}/Source.csv`, key: '', rule: 'must exist' });
  const of = (key: string): number => {
    const found = new RegExp(`^\\s*${key}\\s*=\\s*([-+.0-9eE]+)`, 'm').exec(text ?? '');
    if (found === null && text !== undefined)
      problems.push({ file: `${folder}/Source.csv`, key, rule: 'must be given as key=value' });
    return Number(found?.[1]);
  };
  const voltageV = of('Voltage') * 1000;
  const threePhaseA = of('ISC3');
  const onePhaseA = of('ISC1');
  return {
    id: SOURCE_ID,
    node: SOURCE_NODE,
    inService: true,
    voltagePu: of('pu'),
    angleRad: 0,
    shortCircuitVa: stiff ? 1e30 : Math.sqrt(3) * voltageV * threePhaseA,
    rxRatio: 0.1,
    // I1 = 3 U / (2 z1 + z0) and I3 = U / z1, so z0 / z1 = 3 I3 / I1 − 2.
    z01Ratio: stiff ? 1 : Math.max(0.01, (3 * threePhaseA) / onePhaseA - 2),
  };
}

function profilesOf(
  files: ReadonlyMap<string, string>,
  folder: string,
  loadRows: readonly Fields[],
  rows: (name: string) => Fields[],
  report: ReportBuilder,
): { stepCount: number; used: number; kw(load: number, step: number): number | undefined } {
  const none = { stepCount: 0, used: 0, kw: () => undefined };
  if (!files.has('LoadShapes.csv')) return none;
  const fileOf = new Map(rows('LoadShapes.csv').map((row) => [row['Name']!, row['File']!]));
  const values = loadRows.map((row) => {
    const name = fileOf.get(row['Yearly'] ?? '');
    const text = name === undefined ? undefined : files.get(name);
    if (text === undefined) {
      report.dropped('load without profile, kept at its rated power', row['Name']);
      return null;
    }
    const mult = tableOf(files, folder, name!, []).map((line) => Number(line['mult']));
    if (mult.length === 0 || !mult.every(Number.isFinite))
      throw new InputError(`${folder}/${name}`, 'mult', 'must be numbers');
    return Float64Array.from(mult);
  });
  const lengths = values.filter((value) => value !== null).map((value) => value.length);
  if (lengths.length === 0) return none;
  return { stepCount: Math.min(...lengths), used: lengths.length, kw: (load, step) => values[load]?.[step] };
}
