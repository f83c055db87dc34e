/** A low-voltage grid of any size for tests and benchmarks: one Dyn transformer, feeders of about 25 joints, homes on rotating phases. */
import { Stream } from '../../engine/core/random.ts';
import { DELTA, type GridModel, type LineRow, type LoadRow, WYE_N, withoutTaps } from '../../engine/grid/model.ts';

export function makeFeeder(busCount: number, seed = 1): GridModel {
  const random = new Stream(seed, 'test feeder');
  const lines: LineRow[] = [];
  const loads: LoadRow[] = [];
  let last = 2;
  for (let node = 3; node < busCount + 1; node++) {
    const newFeeder = (node - 3) % 25 === 0;
    const from = newFeeder ? 2 : last - random.integer(Math.min(3, (node - 3) % 25));
    const km = 0.015 + 0.02 * random.uniform();
    lines.push({
      id: 10_000 + node,
      fromNode: from,
      toNode: node,
      fromClosed: true,
      toClosed: true,
      r1Ohm: 0.206 * km,
      x1Ohm: 0.076 * km,
      c1F: 0,
      tan1: 0,
      r0Ohm: 0.824 * km,
      x0Ohm: 0.304 * km,
      c0F: 0,
      tan0: 0,
      ratedA: 200,
    });
    last = node;
    const phase = node % 3;
    const by = (value: number): [number, number, number] =>
      [0, 1, 2].map((p) => (p === phase ? value : 0)) as [number, number, number];
    loads.push({
      id: 20_000 + node,
      node,
      inService: true,
      kind: 'load',
      byPhase: true,
      type: 0,
      pW: by(900),
      qVar: by(300),
    });
  }
  const ratedVa = Math.max(250e3, busCount * 2000);
  return {
    nodes: Array.from({ length: busCount }, (_, i) => ({ id: i + 1, ratedV: i === 0 ? 10_000 : 400 })),
    lines,
    links: [],
    transformers: [
      {
        id: 30_000,
        fromNode: 1,
        toNode: 2,
        fromClosed: true,
        toClosed: true,
        ratedFromV: 10_000,
        ratedToV: 410,
        ratedVa,
        ...withoutTaps(0.04, 0.0115 * ratedVa),
        i0Share: 0.002,
        p0W: 0.002 * ratedVa,
        i0ZeroShare: 0.002,
        p0ZeroW: 0.002 * ratedVa,
        windingFrom: DELTA,
        windingTo: WYE_N,
        clock: 5,
      },
    ],
    genericBranches: [],
    sources: [
      {
        id: 40_000,
        node: 1,
        inService: true,
        voltagePu: 1.02,
        angleRad: 0,
        shortCircuitVa: 2e8,
        rxRatio: 0.1,
        z01Ratio: 1,
      },
    ],
    loads,
    shunts: [],
  };
}

/** Factor on all loads at a quarter-hour of the year: evening peak, noon feed-in, seasons; and one of its own for each load. */
export function loadFactor(load: number, step: number): number {
  const hour = (step % 96) / 4;
  const season = Math.cos((2 * Math.PI * step) / 35_040);
  const evening = Math.exp(-((hour - 19) ** 2) / 6);
  const noon = Math.exp(-((hour - 13) ** 2) / 8);
  return (
    0.3 + (0.7 + 0.3 * season) * evening - (0.9 - 0.6 * season) * noon * (load % 2) + 0.2 * Math.sin(load * 7 + step)
  );
}
