/** From loose lines to a plane network: lines are cut where they cross or touch lines of the same level, near ends are joined.
 *  In: lines in metres. Out: vertices and edges that meet only at vertices. Pure; order of the input decides ties. */
import { crossing, nearestOnSegment, surelyBeyond, type Xy } from './plane.ts';

export interface PlaneLine {
  readonly points: readonly Xy[];
  /** Lines of different levels do not meet, except at interchanges. */
  readonly level: number;
  /** Ends of such a line are drawn to a line of the same level nearby. */
  readonly snapEnds: boolean;
}

export interface Arrangement {
  /** [vertex] metres */
  readonly x: number[];
  readonly y: number[];
  /** [edge] vertices and the line it is part of; from → to runs along the line. */
  readonly edges: ReadonlyArray<{ readonly from: number; readonly to: number; readonly line: number }>;
}

/** Ends nearer than this to another line of their level are joined to it. */
const SNAP_END_M = 45;
/** A line that passes this near is preferred to an end that is nearer still. */
const SNAP_THROUGH_M = 15;
const INTERCHANGE_M = 90;
/** Points nearer than this become one vertex. */
const MERGE_M = 7;

/** Vertices by place, one set a level; interchanges are in every level's set. */
class Vertices {
  readonly x: number[] = [];
  readonly y: number[] = [];
  private readonly cells = new Map<number, number[]>();

  /** Number of a cell: distinct for levels −8 … 7 and places within 900 km of the origin. */
  private cell(level: number, x: number, y: number): number {
    const column = Math.floor(x / MERGE_M) + 131_072;
    const row = Math.floor(y / MERGE_M) + 131_072;
    return ((level + 8) * 262_144 + column) * 262_144 + row;
  }

  add(x: number, y: number, levels: readonly number[]): number {
    const vertex = this.x.length;
    this.x.push(x);
    this.y.push(y);
    for (const level of levels) {
      const key = this.cell(level, x, y);
      const list = this.cells.get(key);
      if (list === undefined) this.cells.set(key, [vertex]);
      else list.push(vertex);
    }
    return vertex;
  }

  at(level: number, x: number, y: number): number {
    let best = -1;
    let bestM = MERGE_M;
    for (let dx = -1; dx <= 1; dx++)
      for (let dy = -1; dy <= 1; dy++)
        for (const vertex of this.cells.get(this.cell(level, x + dx * MERGE_M, y + dy * MERGE_M)) ?? []) {
          const awayM = Math.hypot(this.x[vertex]! - x, this.y[vertex]! - y);
          if (awayM < bestM) {
            best = vertex;
            bestM = awayM;
          }
        }
    return best >= 0 ? best : this.add(x, y, [level]);
  }
}

/** @param interchanges points where lines of all levels meet that pass within 90 m */
export function arrange(lines: readonly PlaneLine[], interchanges: readonly Xy[]): Arrangement {
  const work = lines.map((line) => line.points.map(([x, y]) => [x, y] as [number, number]));
  const levels = [...new Set(lines.map((line) => line.level))].sort((a, b) => a - b);
  const vertices = new Vertices();
  for (const point of interchanges) {
    for (const level of levels) pullLine(work, lines, level, point);
    vertices.add(point[0], point[1], levels);
  }
  for (let line = 0; line < lines.length; line++) if (lines[line]!.snapEnds) snapEnds(work, lines, line);
  const cuts = findCuts(work, lines);
  const edges: { from: number; to: number; line: number }[] = [];
  const seen = new Set<number>();
  for (let line = 0; line < lines.length; line++) {
    const points = work[line]!;
    for (let segment = 0; segment + 1 < points.length; segment++) {
      const a = points[segment]!;
      const b = points[segment + 1]!;
      const fractions = [0, ...(cuts[line]![segment] ?? []).sort((p, q) => p - q), 1];
      let from = -1;
      for (const fraction of fractions) {
        const x = a[0] + fraction * (b[0] - a[0]);
        const y = a[1] + fraction * (b[1] - a[1]);
        const to = vertices.at(lines[line]!.level, x, y);
        const key = ((lines[line]!.level + 8) * 1_048_576 + Math.min(from, to)) * 1_048_576 + Math.max(from, to);
        // Where two lines run over the same stretch the first one holds.
        if (from >= 0 && from !== to && !seen.has(key)) {
          seen.add(key);
          edges.push({ from, to, line });
        }
        from = to;
      }
    }
  }
  return { x: vertices.x, y: vertices.y, edges };
}

/** Makes the nearest line of a level pass through the point. */
function pullLine(work: [number, number][][], lines: readonly PlaneLine[], level: number, point: Xy): void {
  for (let line = 0; line < lines.length; line++) {
    if (lines[line]!.level !== level || !lines[line]!.snapEnds) continue;
    const points = work[line]!;
    let best = { segment: -1, fraction: 0, awayM: INTERCHANGE_M };
    for (let segment = 0; segment + 1 < points.length; segment++) {
      if (surelyBeyond(point, points[segment]!, points[segment + 1]!, INTERCHANGE_M)) continue;
      const hit = nearestOnSegment(point, points[segment]!, points[segment + 1]!);
      if (hit.awayM < best.awayM) best = { segment, ...hit };
    }
    if (best.segment < 0) continue;
    const lengthM = Math.hypot(
      points[best.segment + 1]![0] - points[best.segment]![0],
      points[best.segment + 1]![1] - points[best.segment]![1],
    );
    if (best.fraction * lengthM < 30) points[best.segment] = [point[0], point[1]];
    else if ((1 - best.fraction) * lengthM < 30) points[best.segment + 1] = [point[0], point[1]];
    else points.splice(best.segment + 1, 0, [point[0], point[1]]);
  }
}

/** Moves a line's end onto the nearest other line of its level, which gets a point there. */
function snapEnds(work: [number, number][][], lines: readonly PlaneLine[], line: number): void {
  const own = work[line]!;
  for (const end of [0, own.length - 1]) {
    const point = own[end]!;
    let best = { other: -1, segment: -1, fraction: 0, awayM: SNAP_END_M };
    let through = { other: -1, segment: -1, fraction: 0, awayM: SNAP_THROUGH_M };
    for (let other = 0; other < lines.length; other++) {
      if (other === line || lines[other]!.level !== lines[line]!.level || !lines[other]!.snapEnds) continue;
      const points = work[other]!;
      for (let segment = 0; segment + 1 < points.length; segment++) {
        if (surelyBeyond(point, points[segment]!, points[segment + 1]!, SNAP_END_M)) continue;
        const hit = nearestOnSegment(point, points[segment]!, points[segment + 1]!);
        if (hit.awayM < best.awayM) best = { other, segment, ...hit };
        const atEnd = (segment === 0 && hit.fraction === 0) || (segment + 2 === points.length && hit.fraction === 1);
        if (hit.awayM < through.awayM && !atEnd) through = { other, segment, ...hit };
      }
    }
    // Two ends at one place close to a third line both go to that line, not to each other.
    if (through.other >= 0) best = through;
    if (best.other < 0) continue;
    const points = work[best.other]!;
    const a = points[best.segment]!;
    const b = points[best.segment + 1]!;
    const x = a[0] + best.fraction * (b[0] - a[0]);
    const y = a[1] + best.fraction * (b[1] - a[1]);
    own[end] = [x, y];
    if (Math.hypot(x - a[0], y - a[1]) < MERGE_M) own[end] = [a[0], a[1]];
    else if (Math.hypot(x - b[0], y - b[1]) < MERGE_M) own[end] = [b[0], b[1]];
    else points.splice(best.segment + 1, 0, [x, y]);
  }
}

interface Segment {
  readonly line: number;
  readonly at: number;
  readonly a: Xy;
  readonly b: Xy;
  readonly west: number;
  readonly east: number;
}

/** [line][segment] fractions at which the segment is cut by lines of its level, itself included. A sweep from west to east. */
function findCuts(work: readonly [number, number][][], lines: readonly PlaneLine[]): number[][][] {
  const cuts = work.map((points) => points.map(() => [] as number[]));
  const segments: Segment[] = [];
  work.forEach((points, line) => {
    for (let at = 0; at + 1 < points.length; at++) {
      const a = points[at]!;
      const b = points[at + 1]!;
      segments.push({ line, at, a, b, west: Math.min(a[0], b[0]), east: Math.max(a[0], b[0]) });
    }
  });
  segments.sort((p, q) => p.west - q.west || p.line - q.line || p.at - q.at);
  for (let i = 0; i < segments.length; i++) {
    const p = segments[i]!;
    const south = Math.min(p.a[1], p.b[1]);
    const north = Math.max(p.a[1], p.b[1]);
    for (let j = i + 1; j < segments.length && segments[j]!.west <= p.east; j++) {
      const q = segments[j]!;
      if ((q.a[1] < south && q.b[1] < south) || (q.a[1] > north && q.b[1] > north)) continue;
      if (lines[p.line]!.level !== lines[q.line]!.level) continue;
      // Neighbours on a line meet at their common point, which is a vertex anyway.
      if (p.line === q.line && Math.abs(p.at - q.at) < 2) continue;
      const hit = crossing(p.a, p.b, q.a, q.b);
      if (hit === null) continue;
      cuts[p.line]![p.at]!.push(hit[0]);
      cuts[q.line]![q.at]!.push(hit[1]);
    }
  }
  return cuts;
}

/** Lines whose dead ends are drawn on straight until they meet a line of their level, at most this far; ends that meet nothing stay.
 *  Without this a dead end would lie loose inside a face, and streets would cross it without meeting it. */
export function extendDeadEnds<Line extends PlaneLine>(
  lines: readonly Line[],
  furthestM: number,
  level: number,
): Line[] {
  const { x, y, edges } = arrange(lines, []);
  const degree = new Uint32Array(x.length);
  for (const { from, to, line } of edges)
    if (lines[line]!.level === level) {
      degree[from]!++;
      degree[to]!++;
    }
  const first = new Map<number, number>();
  const last = new Map<number, number>();
  edges.forEach(({ line }, at) => {
    if (!first.has(line)) first.set(line, at);
    last.set(line, at);
  });
  return lines.map((line, index) => {
    const start = first.get(index);
    const end = last.get(index);
    if (line.level !== level || !line.snapEnds || start === undefined || end === undefined) return line;
    let points = line.points;
    for (const [vertex, inner, atEnd] of [
      [edges[start]!.from, edges[start]!.to, false],
      [edges[end]!.to, edges[end]!.from, true],
    ] as const) {
      if (degree[vertex] !== 1) continue;
      const tip: Xy = [x[vertex]!, y[vertex]!];
      const lengthM = Math.hypot(tip[0] - x[inner]!, tip[1] - y[inner]!);
      const far: Xy = [
        tip[0] + ((tip[0] - x[inner]!) / lengthM) * furthestM,
        tip[1] + ((tip[1] - y[inner]!) / lengthM) * furthestM,
      ];
      let nearest = Infinity;
      lines.forEach((other, o) => {
        if (o === index || other.level !== level) return;
        for (let i = 0; i + 1 < other.points.length; i++) {
          const hit = crossing(tip, far, other.points[i]!, other.points[i + 1]!);
          if (hit !== null && hit[0] > 1e-6) nearest = Math.min(nearest, hit[0]);
        }
      });
      if (nearest === Infinity) continue;
      // A little past the line, so that the two surely cross.
      const reach = nearest + 2 / furthestM;
      const met: Xy = [tip[0] + (far[0] - tip[0]) * reach, tip[1] + (far[1] - tip[1]) * reach];
      points = atEnd ? [...points.slice(0, -1), tip, met] : [met, tip, ...points.slice(1)];
    }
    return points === line.points ? line : { ...line, points };
  });
}
