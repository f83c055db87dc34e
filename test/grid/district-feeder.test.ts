/** The district's feeders against power-grid-model 1.12.110 (PyPI): one area of 20 joints with a 400 kVA Dyn5 transformer behind 10 kV, its
 *  power at an evening peak by phase; asymmetric Newton–Raphson, error_tolerance 1e-12. See test/cases/grid/README.md. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { areaTree, FIRST_FEEDER_BUS } from '../../engine/grid/area-tree.ts';
import { AT_TRANSFORMER } from '../../engine/grid/areas.ts';
import { RadialSweep } from '../../engine/grid/sweep.ts';

interface Case {
  readonly ratedKva: number;
  readonly parent: number[];
  readonly cableM: number[];
  readonly pKw: number[];
  readonly qKvar: number[];
  readonly uPu: number[];
}

const given = JSON.parse(readFileSync('test/cases/grid/district-feeder.json', 'utf8')) as Case;
const joints = given.parent.length - FIRST_FEEDER_BUS;
const tree = areaTree(
  {
    ratedKva: Float64Array.of(given.ratedKva),
    feeders: {
      firstBusOfArea: Uint32Array.of(0, joints),
      parent: Uint32Array.from(given.parent.slice(FIRST_FEEDER_BUS), (bus) =>
        bus < FIRST_FEEDER_BUS ? AT_TRANSFORMER : bus - FIRST_FEEDER_BUS,
      ),
      cableM: Float64Array.from(given.cableM.slice(FIRST_FEEDER_BUS)),
    },
  },
  0,
);

const worstAt = (tolerancePu: number): number => {
  const sweep = new RadialSweep(tree, 1.03);
  expect(sweep.solve(Float64Array.from(given.pKw), Float64Array.from(given.qKvar), tolerancePu, 100)).toBeGreaterThan(
    0,
  );
  let worst = 0;
  for (let j = 3; j < given.uPu.length; j++)
    worst = Math.max(worst, Math.abs(Math.hypot(sweep.vRe[j]!, sweep.vIm[j]!) - given.uPu[j]!));
  return worst;
};

test('every phase voltage is that of power-grid-model to 1e-9 pu, its Dyn transformer included', () => {
  expect(worstAt(1e-12)).toBeLessThan(1e-9);
});

test('at the tolerance of a year’s run it is within 2e-5 pu (5 mV)', () => {
  expect(worstAt(1e-5)).toBeLessThan(2e-5);
});
