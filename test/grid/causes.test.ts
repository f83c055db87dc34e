/** Causes of violations, against what a power flow says when one of them is taken away. */
import { expect, test } from 'vitest';
import { makeCalendar } from '../../engine/core/time.ts';
import { feederScratch, shareOutOf, stepPower } from '../../engine/grid/area-power.ts';
import { areaTree, FIRST_FEEDER_BUS } from '../../engine/grid/area-tree.ts';
import { type Cause, causesOf, type PassedLimit } from '../../engine/grid/causes.ts';
import { makeAreas } from '../../engine/grid/make-areas.ts';
import { gridPayload } from '../../engine/grid/simulate-grid.ts';
import { RadialSweep } from '../../engine/grid/sweep.ts';
import { scenarioSchema } from '../../engine/scenario/schema.ts';
import { makeTown } from './town.ts';

const scenario = scenarioSchema.parse({
  version: 1,
  name: { nl: 'proef', en: 'test' },
  question: { nl: 'proef', en: 'test' },
});
const areas = makeAreas({ ...makeTown(10, 8), grid: scenario.grid, seed: 1 });
const calendar = makeCalendar('2025-01-01', 1, 900, 'Europe/Amsterdam');
const steps = calendar.grid.count;
const fill = (kw: number): Float32Array =>
  Float32Array.from({ length: areas.count * steps }, (_, i) => kw * areas.homes[Math.floor(i / steps)]!);
const payload = gridPayload(
  { areas, netKw: fill(1.6), loadKw: fill(1.2), pvKw: fill(0.1), evKw: fill(0.5), calendar, scenario },
  false,
);
const AREA = 0;
const STEP = 75;

/** Drop of a joint on a phase below the source, and current into it, without one of the causes. */
function solve(joint: number, without: Cause | null) {
  const tree = areaTree(areas, AREA);
  const share = shareOutOf(payload, AREA);
  const p = new Float64Array(3 * tree.busCount);
  const q = new Float64Array(3 * tree.busCount);
  share.at(stepPower(payload, AREA, STEP, feederScratch(payload, AREA)), p, q);
  if (without !== null) {
    const at = 3 * (without.joint + FIRST_FEEDER_BUS);
    const tan = without.what === 'home' ? Math.tan(Math.acos(scenario.grid.loadPowerFactor)) : 0;
    for (let phase = 0; phase < 3; phase++) {
      const kw = without.phase < 0 ? without.powerKw / 3 : phase === without.phase ? without.powerKw : 0;
      p[at + phase]! -= kw;
      q[at + phase]! -= kw * tan;
    }
  }
  const sweep = new RadialSweep(tree, scenario.grid.busbarVoltagePu);
  expect(sweep.solve(p, q, 1e-10, 80)).toBeGreaterThan(0);
  const bus = 3 * (joint + FIRST_FEEDER_BUS);
  const of = (re: Float64Array, im: Float64Array): number[] =>
    [0, 1, 2].map((f) => Math.hypot(re[bus + f]!, im[bus + f]!));
  return { voltage: of(sweep.vRe, sweep.vIm), current: of(sweep.iRe, sweep.iIm) };
}

const lastJoint = areas.feeders.firstBusOfArea[1]! - 1;

test.each<PassedLimit>(['transformer', 'cable', 'low voltage', 'high voltage'])(
  '%s: causes add up to one, largest first, and the listed power with the rest is the area’s',
  (limit) => {
    const causes = causesOf(payload, AREA, limit, limit === 'cable' ? 0 : lastJoint, STEP, 10);
    expect(causes.length).toBe(11);
    expect(causes.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
    const homes = areas.homes[AREA]!;
    expect(causes.reduce((sum, { powerKw }) => sum + powerKw, 0)).toBeCloseTo((1.2 - 0.1 + 0.5) * homes, 3);
    causes.slice(1, 10).forEach(({ share }, k) => {
      expect(share).toBeLessThanOrEqual(causes[k]!.share);
    });
    expect(causes.at(-1)!.what).toBe('others');
  },
);

test('taking the largest cause of a low voltage away raises it by its part of the drop, to 15 %', () => {
  const causes = causesOf(payload, AREA, 'low voltage', lastJoint, STEP, 5);
  const whole = solve(lastJoint, null);
  const phase = whole.voltage.indexOf(Math.min(...whole.voltage));
  const drop = scenario.grid.busbarVoltagePu - whole.voltage[phase]!;
  for (const cause of causes.slice(0, 3)) {
    const raised = solve(lastJoint, cause).voltage[phase]! - whole.voltage[phase]!;
    expect(raised / drop / cause.share).toBeGreaterThan(0.85);
    expect(raised / drop / cause.share).toBeLessThan(1.15);
  }
});

test('taking the largest cause of a loaded cable away lowers its current by its part, to 10 %', () => {
  const causes = causesOf(payload, AREA, 'cable', 0, STEP, 5);
  const whole = solve(0, null).current;
  const phase = whole.indexOf(Math.max(...whole));
  for (const cause of causes.slice(0, 3)) {
    const lowered = whole[phase]! - solve(0, cause).current[phase]!;
    expect(lowered / whole[phase]! / cause.share).toBeGreaterThan(0.9);
    expect(lowered / whole[phase]! / cause.share).toBeLessThan(1.1);
  }
});
