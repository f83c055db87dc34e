/** A grid as a power-grid-model input dataset. In: GridModel of nodes, lines, transformers, sources and three-phase loads. Out: JSON text, one
 *  component a line. Pure. Format: power-grid-model documentation, "Serialization format specification". */
import type { BranchRow, GridModel, LineRow, LoadRow, SourceRow, TransformerRow } from '../grid/model.ts';

type Row = Readonly<Record<string, number>>;

/** Attributes that are unknown (NaN or without limit) are left out, as the format wants. */
function known(row: Row): Row {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => Number.isFinite(value)));
}

const branchRow = ({ id, fromNode, toNode, fromClosed, toClosed }: BranchRow): Row => ({
  id,
  from_node: fromNode,
  to_node: toNode,
  from_status: Number(fromClosed),
  to_status: Number(toClosed),
});

const lineRow = (row: LineRow): Row => ({
  ...branchRow(row),
  r1: row.r1Ohm,
  x1: row.x1Ohm,
  c1: row.c1F,
  tan1: row.tan1,
  r0: row.r0Ohm,
  x0: row.x0Ohm,
  c0: row.c0F,
  tan0: row.tan0,
  i_n: row.ratedA,
});

const transformerRow = (row: TransformerRow): Row => ({
  ...branchRow(row),
  u1: row.ratedFromV,
  u2: row.ratedToV,
  sn: row.ratedVa,
  uk: row.ukShare,
  pk: row.pkW,
  i0: row.i0Share,
  p0: row.p0W,
  winding_from: row.windingFrom,
  winding_to: row.windingTo,
  clock: row.clock,
  tap_side: row.tapSide,
  tap_pos: row.tapPosition,
  tap_min: row.tapMin,
  tap_max: row.tapMax,
  tap_nom: row.tapNominal,
  tap_size: row.tapSizeV,
});

const sourceRow = (row: SourceRow): Row => ({
  id: row.id,
  node: row.node,
  status: Number(row.inService),
  u_ref: row.voltagePu,
  sk: row.shortCircuitVa,
  rx_ratio: row.rxRatio,
  z01_ratio: row.z01Ratio,
});

const sum = (phases: readonly number[]): number => phases.reduce((total, value) => total + value, 0);

const loadRow = (row: LoadRow): Row => ({
  id: row.id,
  node: row.node,
  status: Number(row.inService),
  type: row.type,
  p_specified: sum(row.pW),
  q_specified: sum(row.qVar),
});

export function pgmInputText({ nodes, lines, transformers, sources, loads }: GridModel): string {
  const data: Readonly<Record<string, readonly Row[]>> = {
    node: nodes.map(({ id, ratedV }) => ({ id, u_rated: ratedV })),
    line: lines.map(lineRow),
    transformer: transformers.map(transformerRow),
    source: sources.map(sourceRow),
    sym_load: loads.map(loadRow),
  };
  const tables = Object.entries(data).map(
    ([component, rows]) => `"${component}":[\n${rows.map((row) => JSON.stringify(known(row))).join(',\n')}\n]`,
  );
  return `{"version":"1.0","type":"input","is_batch":false,"attributes":{},"data":{\n${tables.join(',\n')}\n}}\n`;
}
