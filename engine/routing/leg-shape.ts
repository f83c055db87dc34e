/** Points along legs, for maps. Pure. */
import type { RoadGraph } from '../network/road-graph.ts';
import type { Timetable } from '../network/timetable.ts';
import type { RideLeg } from './transit-journey.ts';

type Point = readonly [number, number];

export function arcsLengthM(roads: RoadGraph, arcs: Uint32Array): number {
  let lengthM = 0;
  for (const arc of arcs) lengthM += roads.lengthM[arc]!;
  return lengthM;
}

/** Shape of a chain of arcs, shared nodes once. */
export function arcsShape(roads: RoadGraph, arcs: Uint32Array): Point[] {
  const { shapeFirst, shapeLonDeg, shapeLatDeg } = roads;
  const shape: Point[] = [];
  for (const arc of arcs) {
    const link = roads.linkOfArc[arc]!;
    const first = shapeFirst[link]!;
    const last = shapeFirst[link + 1]! - 1;
    const tail = roads.tail[arc]!;
    const forward = shapeLonDeg[first] === roads.lonDeg[tail] && shapeLatDeg[first] === roads.latDeg[tail];
    for (let i = shape.length === 0 ? 0 : 1; i <= last - first; i++) {
      const p = forward ? first + i : last - i;
      shape.push([shapeLonDeg[p]!, shapeLatDeg[p]!]);
    }
  }
  return shape;
}

/** Along the line's own way where the timetable has it, else straight from stop to stop. */
export function rideShape(timetable: Timetable, ride: RideLeg): Point[] {
  const { stopLonDeg, stopLatDeg, shapeFirst, shapeLonDeg, shapeLatDeg } = timetable;
  const first = timetable.patternFirstStop[ride.pattern]!;
  const shape: Point[] = [];
  for (let i = ride.boardPosition; i <= ride.alightPosition; i++) {
    const stop = timetable.patternStop[first + i]!;
    shape.push([stopLonDeg[stop]!, stopLatDeg[stop]!]);
    if (i === ride.alightPosition || shapeFirst === undefined) continue;
    for (let p = shapeFirst[first + i]!; p < shapeFirst[first + i + 1]!; p++)
      shape.push([shapeLonDeg![p]!, shapeLatDeg![p]!]);
  }
  return shape;
}
