/** TNTP files of the "Transportation Networks for Research" collection: network, trips and flow files, read and written.
 *  Nodes are numbered from 1 in files and from 0 in the store. All problems of a file are told at once. */
import { InputError, type Problem } from '../core/errors.ts';
import { type AssignmentNetwork, buildAssignmentNetwork, type LinkRow } from '../traffic/assignment-network.ts';

const COLUMNS = 10;
const MAX_PROBLEMS = 20;

interface Metadata {
  readonly values: ReadonlyMap<string, string>;
  /** index of the first line after the metadata */
  readonly bodyLine: number;
}

function readMetadata(lines: readonly string[], file: string): Metadata {
  const values = new Map<string, string>();
  for (let i = 0; i < lines.length; i++) {
    const match = /^\s*<([^>]+)>\s*(.*)$/.exec(lines[i]!);
    if (match === null) continue;
    if (match[1]!.toUpperCase() === 'END OF METADATA') return { values, bodyLine: i + 1 };
    values.set(match[1]!.toUpperCase().trim(), match[2]!.trim());
  }
  throw new InputError(file, '<END OF METADATA>', 'must end the header (is this a TNTP file?)');
}

function metadataNumber(metadata: Metadata, key: string, file: string): number {
  const text = metadata.values.get(key);
  const value = Number(text);
  if (text === undefined || text === '' || !Number.isFinite(value))
    throw new InputError(file, `<${key}>`, 'must be a number', text);
  return value;
}

/** @throws InputError with every problem (up to 20) */
export function parseTntpNetwork(text: string, file: string): AssignmentNetwork {
  const lines = text.split(/\r?\n/);
  const metadata = readMetadata(lines, file);
  const count = (key: string): number => {
    const value = metadataNumber(metadata, key, file);
    if (!Number.isInteger(value) || value < 1 || value > 1e8)
      throw new InputError(file, `<${key}>`, 'must be a whole number from 1', value);
    return value;
  };
  const zones = count('NUMBER OF ZONES');
  const nodes = count('NUMBER OF NODES');
  const firstThrough = count('FIRST THRU NODE');
  const linksWanted = count('NUMBER OF LINKS');
  if (zones > nodes)
    throw new InputError(file, '<NUMBER OF ZONES>', `must be at most the number of nodes (${nodes})`, zones);
  const problems: Problem[] = [];
  const rows: LinkRow[] = [];
  for (let i = metadata.bodyLine; i < lines.length && problems.length < MAX_PROBLEMS; i++) {
    const line = lines[i]!.replace(/;.*$/, '').trim();
    if (line === '' || line.startsWith('~')) continue;
    const cells = line.split(/\s+/).map(Number);
    const tell = (key: string, rule: string, value: unknown): void =>
      void problems.push({ file, line: i + 1, key, rule, value });
    if (cells.length < COLUMNS) {
      tell('', `must have ${COLUMNS} columns`, cells.length);
      continue;
    }
    const [from, to, capacity, length, freeTime, b, power, speed, toll, linkType] = cells as [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    const before = problems.length;
    for (const [key, node] of [
      ['init_node', from],
      ['term_node', to],
    ] as const)
      if (!Number.isInteger(node) || node < 1 || node > nodes) tell(key, `must be a node from 1 to ${nodes}`, node);
    if (!(capacity > 0) || capacity === Infinity) tell('capacity', 'must be > 0', capacity);
    for (const [key, value] of [
      ['length', length],
      ['free_flow_time', freeTime],
      ['b', b],
      ['power', power],
      ['toll', toll],
    ] as const)
      if (!(value >= 0) || value === Infinity) tell(key, 'must be >= 0', value);
    if (problems.length === before)
      rows.push({ from: from - 1, to: to - 1, capacity, length, freeTime, b, power, speed, toll, linkType });
  }
  if (problems.length === 0 && rows.length !== linksWanted)
    problems.push({
      file,
      key: '<NUMBER OF LINKS>',
      rule: `must agree with the ${rows.length} links in the file`,
      value: linksWanted,
    });
  if (problems.length > 0) throw new InputError(problems);
  return buildAssignmentNetwork(nodes, zones, firstThrough - 1, rows);
}

/** [origin × zones + destination] trips. @throws InputError */
export function parseTntpTrips(text: string, file: string, zoneCount: number): Float64Array {
  const lines = text.split(/\r?\n/);
  const metadata = readMetadata(lines, file);
  const zones = metadataNumber(metadata, 'NUMBER OF ZONES', file);
  if (zones !== zoneCount) throw new InputError(file, '<NUMBER OF ZONES>', `must be the network's ${zoneCount}`, zones);
  const demand = new Float64Array(zoneCount * zoneCount);
  const problems: Problem[] = [];
  let origin = -1;
  let total = 0;
  for (let i = metadata.bodyLine; i < lines.length && problems.length < MAX_PROBLEMS; i++) {
    const line = lines[i]!.replace(/~.*$/, '').trim();
    if (line === '') continue;
    const tell = (key: string, rule: string, value: unknown): void =>
      void problems.push({ file, line: i + 1, key, rule, value });
    const head = /^Origin\s+(\d+)/i.exec(line);
    if (head !== null) {
      origin = Number(head[1]) - 1;
      if (origin < 0 || origin >= zoneCount) tell('Origin', `must be a zone from 1 to ${zoneCount}`, origin + 1);
      continue;
    }
    for (const cell of line.split(';')) {
      if (cell.trim() === '') continue;
      const [to, trips] = cell.split(':').map((part) => (part.trim() === '' ? Number.NaN : Number(part))) as [
        number,
        number | undefined,
      ];
      if (origin < 0) tell('', 'must come after an Origin line', cell.trim());
      else if (!Number.isInteger(to) || to < 1 || to > zoneCount)
        tell('destination', `must be a zone from 1 to ${zoneCount}`, cell.trim());
      else if (trips === undefined || !(trips >= 0) || trips === Infinity) tell('trips', 'must be >= 0', cell.trim());
      else if (origin < zoneCount) {
        demand[origin * zoneCount + to - 1]! += trips;
        total += trips;
      }
      if (problems.length >= MAX_PROBLEMS) break;
    }
  }
  if (problems.length > 0) throw new InputError(problems);
  const stated = metadata.values.get('TOTAL OD FLOW');
  if (stated !== undefined && Math.abs(Number(stated) - total) > 1e-4 * Math.max(1, total))
    throw new InputError(
      file,
      '<TOTAL OD FLOW>',
      `must agree with the sum of the trips in the file (${total})`,
      stated,
    );
  return demand;
}

export interface FlowRow {
  readonly from: number;
  readonly to: number;
  readonly flow: number;
  readonly cost: number;
}

/** Flow file: rows `from to volume cost`, nodes from 1. */
export function parseTntpFlows(text: string, file: string): FlowRow[] {
  const rows = text
    .split(/\r?\n/)
    .slice(1)
    .filter((line) => line.trim() !== '')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const bad = rows.findIndex((cells) => cells.length < 4 || cells.some((cell) => !Number.isFinite(cell)));
  if (bad >= 0)
    throw new InputError([{ file, line: bad + 2, key: '', rule: 'must be four numbers: from, to, volume, cost' }]);
  return rows.map(([from, to, flow, cost]) => ({ from: from!, to: to!, flow: flow!, cost: cost! }));
}

export function formatTntpFlows(network: AssignmentNetwork, flow: Float64Array, cost: Float64Array): string {
  const rows = Array.from(
    flow,
    (volume, link) => `${network.from[link]! + 1}\t${network.to[link]! + 1}\t${volume}\t${cost[link]!}`,
  );
  return `From\tTo\tVolume\tCost\n${rows.join('\n')}\n`;
}
