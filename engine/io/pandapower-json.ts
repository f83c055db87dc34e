/** Grids saved by pandapower (`to_json`) → GridModel. In: text. Out: model, report. Errors: InputError with every problem.
 *  Tables keep their index in the id: bus i is node i, and id = offset of the table + index for the rest (see `OFFSET`).
 *  The external grid is stiff, as in pandapower's positive sequence. Transformers are π models here, T models there: with usual
 *  magnetising currents voltages differ by less than 1e-5 pu. */
import { InputError, type Problem } from '../core/errors.ts';
import type { GridModel, LineRow, LoadRow, TransformerRow } from '../grid/model.ts';
import { DELTA, WYE, WYE_N, ZIGZAG, ZIGZAG_N } from '../grid/model.ts';
import type { ReadGrid } from './grid-problems.ts';
import type { ImportReport } from './report.ts';
import { ReportBuilder } from './report-builder.ts';

type Row = ReadonlyMap<string, unknown>;
type Table = ReadonlyArray<readonly [index: number, row: Row]>;

/** Ids of a table start here. */
const OFFSET: Readonly<Record<string, number>> = {
  bus: 0,
  line: 1_000_000,
  trafo: 2_000_000,
  switch: 3_000_000,
  ext_grid: 4_000_000,
  load: 5_000_000,
  asymmetric_load: 6_000_000,
  sgen: 7_000_000,
  asymmetric_sgen: 8_000_000,
  shunt: 9_000_000,
  storage: 10_000_000,
};
/** Constant-impedance and constant-current parts of a load get ids of their own. */
const PART_OFFSET = 100_000_000;
/** Elements that would change the answer and are not modelled. */
const UNSUPPORTED = ['gen', 'trafo3w', 'impedance', 'ward', 'xward', 'dcline', 'motor', 'svc', 'ssc', 'tcsc', 'vsc'];
const STIFF_VA = 1e30;

export function isPandapower(text: string): boolean {
  return text.slice(0, 2000).includes('pandapower');
}

/** @throws InputError with every problem of the file */
export function parsePandapower(text: string, file: string): { model: GridModel; report: ImportReport } {
  const { model, report, problems } = readPandapower(text, file);
  if (problems.length > 0) throw new InputError(problems);
  return { model, report };
}

/** The same as far as it can be read, with what could not be used beside it. @throws InputError for text that is no pandapower network */
export function readPandapower(text: string, file: string): ReadGrid {
  const net = parseNet(text, file);
  const problems: Problem[] = [];
  const report = new ReportBuilder(file, 'pandapower JSON');
  const table = (name: string): Table => tableOf(net[name], file, name, problems);
  for (const name of Object.keys(OFFSET)) report.read(name, table(name).length);
  const reader = new RowReader(file, problems);
  for (const name of UNSUPPORTED)
    for (const [index, row] of table(name))
      if (row.get('in_service') !== false)
        problems.push({ file, key: `${name} ${index}`, rule: 'is not supported: the flow would be wrong without it' });
  const frequencyHz = typeof net['f_hz'] === 'number' ? net['f_hz'] : 50;

  const mag0Unit = mag0UnitOf(net['version']);
  if (table('trafo').some(([, row]) => typeof row.get('mag0_percent') === 'number'))
    report.note(
      `mag0_percent read as ${mag0Unit === 1 ? 'a ratio' : 'a percentage'}, as pandapower ${String(net['version'])} does`,
    );

  const buses = table('bus');
  const alive = new Set(buses.filter(([, row]) => row.get('in_service') !== false).map(([index]) => index));
  const openAt = new Set<string>();
  for (const [, row] of table('switch'))
    if (row.get('closed') === false && row.get('et') !== 'b')
      openAt.add(`${row.get('et')} ${row.get('element')} ${row.get('bus')}`);
  const closedEnd = (type: string, index: number, row: Row, bus: number): boolean =>
    row.get('in_service') !== false && alive.has(bus) && !openAt.has(`${type} ${index} ${bus}`);

  const lines = table('line').map(([index, row]): LineRow => {
    const at = reader.at('line', index, row);
    const km = at('length_km');
    const parallel = at('parallel', 1);
    const farad = (name: string): number => at(name, 0) * 1e-9 * km * parallel;
    const c1F = farad('c_nf_per_km');
    const c0F = farad('c0_nf_per_km');
    const tan = (name: string, c: number): number =>
      c === 0 ? 0 : (at(name, 0) * 1e-6 * km * parallel) / (2 * Math.PI * frequencyHz * c);
    const [from, to] = [at('from_bus'), at('to_bus')];
    return {
      id: OFFSET['line']! + index,
      fromNode: from,
      toNode: to,
      fromClosed: closedEnd('l', index, row, from),
      toClosed: closedEnd('l', index, row, to),
      r1Ohm: (at('r_ohm_per_km') * km) / parallel,
      x1Ohm: (at('x_ohm_per_km') * km) / parallel,
      c1F: (c1F * frequencyHz) / 50,
      tan1: tan('g_us_per_km', c1F),
      r0Ohm: (at('r0_ohm_per_km', Number.NaN) * km) / parallel,
      x0Ohm: (at('x0_ohm_per_km', Number.NaN) * km) / parallel,
      c0F: (c0F * frequencyHz) / 50,
      tan0: tan('g0_us_per_km', c0F),
      ratedA: at('max_i_ka', Number.NaN) * 1000 * at('df', 1) * parallel,
    };
  });
  const transformers = table('trafo').map(([index, row]) => {
    const at = reader.at('trafo', index, row);
    const ends = [at('hv_bus'), at('lv_bus')] as const;
    return transformerOf(
      index,
      row,
      at,
      reader,
      report,
      [closedEnd('t', index, row, ends[0]), closedEnd('t', index, row, ends[1])],
      mag0Unit,
    );
  });
  const links = table('switch').flatMap(([index, row]) => {
    if (row.get('et') !== 'b') return [];
    const at = reader.at('switch', index, row);
    const closed = row.get('closed') !== false;
    return [
      {
        id: OFFSET['switch']! + index,
        fromNode: at('bus'),
        toNode: at('element'),
        fromClosed: closed && alive.has(at('bus')),
        toClosed: closed && alive.has(at('element')),
      },
    ];
  });
  const inService = (row: Row, bus: number): boolean => row.get('in_service') !== false && alive.has(bus);
  const loads: LoadRow[] = [];
  for (const [name, kind] of [
    ['load', 'load'],
    ['storage', 'load'],
    ['sgen', 'gen'],
    ['asymmetric_load', 'load'],
    ['asymmetric_sgen', 'gen'],
  ] as const)
    for (const [index, row] of table(name)) {
      const at = reader.at(name, index, row);
      if (row.get('type') === 'delta') reader.tell(name, index, 'type', 'delta is not supported', 'delta');
      const scaling = at('scaling', 1) * 1e6;
      const byPhase = name.startsWith('asymmetric');
      const triple = (quantity: 'p' | 'q', unit: string): [number, number, number] => {
        if (byPhase)
          return [
            at(`${quantity}_a_${unit}`, 0) * scaling,
            at(`${quantity}_b_${unit}`, 0) * scaling,
            at(`${quantity}_c_${unit}`, 0) * scaling,
          ];
        const third = (at(`${quantity}_${unit}`) * scaling) / 3;
        return [third, third, third];
      };
      const pW = triple('p', 'mw');
      const qVar = triple('q', 'mvar');
      const partShare = (letter: 'z' | 'i', quantity: 'p' | 'q'): number =>
        name === 'load' ? at(`const_${letter}_${quantity}_percent`, at(`const_${letter}_percent`, 0)) / 100 : 0;
      const put = (type: number, id: number, pShare: number, qShare: number): void => {
        if (type !== 0 && pShare === 0 && qShare === 0) return;
        loads.push({
          id,
          node: at('bus'),
          inService: inService(row, at('bus')),
          kind,
          byPhase,
          type,
          pW: [pW[0] * pShare, pW[1] * pShare, pW[2] * pShare],
          qVar: [qVar[0] * qShare, qVar[1] * qShare, qVar[2] * qShare],
        });
      };
      const id = OFFSET[name]! + index;
      const [zp, zq, ip, iq] = [partShare('z', 'p'), partShare('z', 'q'), partShare('i', 'p'), partShare('i', 'q')];
      put(0, id, 1 - zp - ip, 1 - zq - iq);
      put(1, id + PART_OFFSET, zp, zq);
      put(2, id + 2 * PART_OFFSET, ip, iq);
    }
  const nominalV = new Map(buses.map(([index, row]) => [index, Number(row.get('vn_kv')) * 1000]));
  const shunts = table('shunt').map(([index, row]) => {
    const at = reader.at('shunt', index, row);
    const ratedV = at('vn_kv', (nominalV.get(at('bus')) ?? Number.NaN) / 1000) * 1000;
    const perV2 = (at('step', 1) * 1e6) / (ratedV * ratedV);
    const g = at('p_mw', 0) * perV2;
    const b = -at('q_mvar') * perV2;
    return {
      id: OFFSET['shunt']! + index,
      node: at('bus'),
      inService: inService(row, at('bus')),
      g1S: g,
      b1S: b,
      g0S: g,
      b0S: b,
    };
  });
  const model: GridModel = {
    nodes: buses.map(([index, row]) => ({ id: index, ratedV: reader.at('bus', index, row)('vn_kv') * 1000 })),
    lines,
    links,
    transformers,
    genericBranches: [],
    sources: table('ext_grid').map(([index, row]) => {
      const at = reader.at('ext_grid', index, row);
      return {
        id: OFFSET['ext_grid']! + index,
        node: at('bus'),
        inService: inService(row, at('bus')),
        voltagePu: at('vm_pu', 1),
        angleRad: (at('va_degree', 0) * Math.PI) / 180,
        shortCircuitVa: STIFF_VA,
        rxRatio: 0.1,
        z01Ratio: 1,
      };
    }),
    loads,
    shunts,
  };
  if (buses.length === 0) problems.push({ file, key: 'bus', rule: 'must have at least one bus' });
  report.kept('node', model.nodes.length);
  report.kept('line', lines.length);
  report.kept('transformer', transformers.length);
  report.kept('load', loads.length);
  report.note(
    `ids: bus as in pandapower; ${Object.entries(OFFSET)
      .filter(([name]) => name !== 'bus')
      .map(([name, offset]) => `${name} ${offset} + index`)
      .join(', ')}`,
  );
  return { model, report: report.done(), problems, nameOf: nameInTable };
}

/** `line 3` for id 1,000,003: the table and index of the user's own network. */
function nameInTable(_component: string, id: number): string | undefined {
  const own = id % PART_OFFSET;
  const table = Object.entries(OFFSET)
    .reverse()
    .sort(([, a], [, b]) => b - a)
    .find(([, offset]) => own >= offset);
  return table === undefined ? undefined : `${table[0]} ${own - table[1]}`;
}

function parseNet(text: string, file: string): Record<string, unknown> {
  let json: unknown;
  try {
    json = JSON.parse(text);
    if (typeof json === 'string') json = JSON.parse(json);
    const object = (json as { _object?: unknown })._object;
    json = typeof object === 'string' ? JSON.parse(object) : object;
  } catch (error) {
    throw new InputError(file, '', `must be JSON (${error instanceof Error ? error.message : String(error)})`);
  }
  if (typeof json !== 'object' || json === null || !('bus' in json))
    throw new InputError(file, '_object', 'must be a pandapower network with a bus table');
  return json as Record<string, unknown>;
}

/** A DataFrame in "split" orientation, its text inside the text. */
function tableOf(value: unknown, file: string, name: string, problems: Problem[]): Table {
  if (value === undefined || value === null) return [];
  try {
    const inner = (value as { _object?: unknown })._object;
    const frame = (typeof inner === 'string' ? JSON.parse(inner) : inner) as {
      columns: string[];
      index: number[];
      data: unknown[][];
    };
    return frame.data.map((row, i) => [frame.index[i]!, new Map(frame.columns.map((column, c) => [column, row[c]]))]);
  } catch {
    problems.push({ file, key: name, rule: 'must be a table in "split" orientation' });
    return [];
  }
}

type At = (name: string, fallback?: number) => number;

class RowReader {
  private readonly file: string;
  private readonly problems: Problem[];
  constructor(file: string, problems: Problem[]) {
    this.file = file;
    this.problems = problems;
  }

  /** Numbers of a row; one that is missing and has no fallback is noted. */
  at(table: string, index: number, row: Row): At {
    return (name, fallback) => {
      const value = row.get(name);
      if (typeof value === 'number' && Number.isFinite(value)) return value;
      if ((value === undefined || value === null) && fallback !== undefined) return fallback;
      this.tell(table, index, name, 'must be a number', value);
      return Number.NaN;
    };
  }

  tell(table: string, index: number, name: string, rule: string, value: unknown): void {
    const key = `${table} ${index}.${name}`;
    if (this.problems.some((problem) => problem.key === key)) return;
    this.problems.push({ file: this.file, key, rule, value: value ?? 'nothing' });
  }
}

const WINDINGS: Readonly<Record<string, number>> = { d: DELTA, y: WYE, yn: WYE_N, z: ZIGZAG, zn: ZIGZAG_N };

/** `Dyn` → [DELTA, WYE_N]; what is not given follows from the shift: Dyn for odd clock numbers, YNyn for even ones. */
function windingsOf(group: unknown, clock: number): [number, number] | null {
  if (typeof group !== 'string' || group === '') return clock % 2 === 0 ? [WYE_N, WYE_N] : [DELTA, WYE_N];
  const match = /^(D|YN|Y|ZN|Z)(d|yn|y|zn|z)\d*$/i.exec(group);
  if (match === null) return null;
  return [WINDINGS[match[1]!.toLowerCase()]!, WINDINGS[match[2]!.toLowerCase()]!];
}

function transformerOf(
  index: number,
  row: Row,
  at: At,
  reader: RowReader,
  report: ReportBuilder,
  closed: readonly [boolean, boolean],
  mag0Unit: number,
): TransformerRow {
  const parallel = at('parallel', 1);
  const ratedVa = at('sn_mva') * 1e6 * parallel;
  const shift = at('shift_degree', 0);
  let clock = (((Math.round(shift / 30) % 12) + 12) % 12) as number;
  if (Math.abs(shift - 30 * Math.round(shift / 30)) > 1e-6)
    reader.tell('trafo', index, 'shift_degree', 'must be a multiple of 30°', shift);
  const windings = windingsOf(row.get('vector_group'), clock);
  if (windings === null)
    reader.tell('trafo', index, 'vector_group', 'must be like Dyn or YNyn', row.get('vector_group'));
  const [windingFrom, windingTo] = windings ?? [DELTA, WYE_N];
  const odd = windingFrom <= WYE_N !== windingTo <= WYE_N;
  if ((clock % 2 === 1) !== odd) {
    report.repaired('phase shift that its windings cannot have, turned by 30°', `trafo ${index}: ${shift}°`);
    clock = (clock + 1) % 12;
  }
  if (at('tap_step_degree', 0) !== 0 && at('tap_pos', 0) !== at('tap_neutral', 0))
    reader.tell('trafo', index, 'tap_step_degree', 'phase-shifting taps are not supported', at('tap_step_degree', 0));
  const vk = at('vk_percent') / 100;
  const vkr = at('vkr_percent') / 100;
  const hvV = at('vn_hv_kv') * 1000;
  const lvV = at('vn_lv_kv') * 1000;
  const tapSide = row.get('tap_side') === 'lv' ? 1 : 0;
  const neutral = at('tap_neutral', 0);
  const ironW = at('pfe_kw', 0) * 1000 * parallel;
  const zero = zeroImpedance(at, vk, vkr, mag0Unit);
  const [tapMin, tapMax, tapPosition] = [at('tap_min', 0), at('tap_max', 0), at('tap_pos', neutral)];
  // Only a range that is given can be passed.
  const beyond = typeof row.get('tap_min') === 'number' && typeof row.get('tap_max') === 'number' ? [] : [tapPosition];
  return {
    id: OFFSET['trafo']! + index,
    fromNode: at('hv_bus'),
    toNode: at('lv_bus'),
    fromClosed: closed[0],
    toClosed: closed[1],
    ratedFromV: hvV,
    ratedToV: lvV,
    ratedVa,
    ukShare: vk,
    pkW: vkr * ratedVa,
    i0Share: Math.max(at('i0_percent', 0) / 100, ironW / ratedVa),
    p0W: ironW,
    // A delta shorts the iron's path; it is part of the impedance then.
    i0ZeroShare: windingFrom === DELTA ? 0 : zero.magnetising,
    p0ZeroW: 0,
    windingFrom,
    windingTo,
    clock,
    tapSide,
    tapPosition,
    tapMin: Math.min(tapMin, neutral, ...beyond),
    tapMax: Math.max(tapMax, neutral, ...beyond),
    tapNominal: neutral,
    tapSizeV: (at('tap_step_percent', 0) / 100) * (tapSide === 0 ? hvV : lvV),
    ukMinShare: vk,
    ukMaxShare: vk,
    pkMinW: vkr * ratedVa,
    pkMaxW: vkr * ratedVa,
    groundingFromOhm: [0, 0],
    groundingToOhm: [0, 0],
    ...(windingFrom === DELTA && windingTo === WYE_N ? { uk0Share: zero.dyn[0], pk0W: zero.dyn[1] * ratedVa } : {}),
    ...(windingFrom !== DELTA && zero.known ? { uk0Share: zero.leakage[0], pk0W: zero.leakage[1] * ratedVa } : {}),
  };
}

/** What `mag0_percent` counts: pandapower 3.0.0.dev1 solved with it as a plain ratio, 3.5.6 solves with a hundredth of it; the release
 *  between them in which this changed is taken to be 3.1. */
function mag0UnitOf(version: unknown): number {
  const [major = 0, minor = 0] = String(version).split('.').map(Number);
  return major < 3 || (major === 3 && minor < 1) ? 1 : 0.01;
}

interface ZeroImpedance {
  readonly known: boolean;
  /** [|z|, r] of rated. */
  readonly leakage: readonly [number, number];
  readonly dyn: readonly [number, number];
  /** Current through the iron at rated voltage [share]. */
  readonly magnetising: number;
}

/** Zero sequence as pandapower builds it: leakage split over the sides by si0_hv_partial with the iron (mag0_percent × leakage) between;
 *  a delta shorts the high-voltage side, so that its leakage and the iron are in parallel. */
function zeroImpedance(at: At, vk: number, vkr: number, mag0Unit: number): ZeroImpedance {
  const known = Number.isFinite(at('vk0_percent', Number.NaN));
  const z = at('vk0_percent', vk * 100) / 100;
  const r = at('vkr0_percent', vkr * 100) / 100;
  const x = Math.sqrt(Math.max(0, z * z - r * r));
  const ratio = at('mag0_percent', Number.POSITIVE_INFINITY) * mag0Unit;
  const hv = at('si0_hv_partial', 0.9);
  if (!Number.isFinite(ratio) || !known) return { known, leakage: [z, r], dyn: [z, r], magnetising: 0 };
  const rx = at('mag0_rx', 0);
  const xm = (z * ratio) / Math.sqrt(1 + rx * rx);
  const rm = xm * rx;
  // (hv·z ‖ zm) + (1 − hv)·z
  const [a, b] = [hv * r, hv * x];
  const [nRe, nIm] = [a * rm - b * xm, a * xm + b * rm];
  const [dRe, dIm] = [a + rm, b + xm];
  const d2 = dRe * dRe + dIm * dIm;
  const re = (nRe * dRe + nIm * dIm) / d2 + (1 - hv) * r;
  const im = (nIm * dRe - nRe * dIm) / d2 + (1 - hv) * x;
  return { known, leakage: [z, r], dyn: [Math.hypot(re, im), re], magnetising: 1 / Math.hypot(rm, xm) };
}
