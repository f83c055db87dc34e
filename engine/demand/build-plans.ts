/** Day plans of the sampled persons for one day type: which activities, where and when, and which children are taken along.
 *  In: scenario, district, population. Out: Plans. Pure. */
import { InputError, throwIfCancelled } from '../core/errors.ts';
import type { Parallel } from '../core/parallel.ts';
import { breathe, type StageContext } from '../core/progress.ts';
import { sharedI32, sharedU8, sharedU32 } from '../core/shared.ts';
import type { District } from '../district/district.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { Act } from './day-plan.ts';
import { Planner } from './planner.ts';
import type { Plans } from './plans.ts';
import type { Population } from './population.ts';

const NOBODY = 0xffffffff;

/** @throws InputError when a zone can reach no work, school or a purpose has no destination */
export async function buildPlans(
  scenario: Scenario,
  district: District,
  population: Population,
  dayType: number,
  _parallel: Parallel,
  context: StageContext,
): Promise<Plans> {
  const { persons, households } = population;
  checkPurposes(district);
  const planner = new Planner(scenario, district, population, dayType);
  const firstActivity = sharedU32(persons.count + 1);
  const acts: Act[] = [];
  let last = performance.now();
  for (let h = 0; h < households.count; h++) {
    const first = households.firstPerson[h]!;
    const plans = households.inSample[h] === 1 ? planner.household(h) : [];
    for (let p = first; p < households.firstPerson[h + 1]!; p++) {
      for (const act of plans[p - first] ?? []) acts.push(act);
      firstActivity[p + 1] = acts.length;
    }
    if ((h & 127) === 0 && performance.now() - last > 100) {
      throwIfCancelled(context.signal);
      context.onProgress({ stage: 'plans', fraction: h / households.count });
      await breathe();
      last = performance.now();
    }
  }
  context.onProgress({ stage: 'plans', fraction: 1 });
  return { dayType, firstActivity, ...columns(acts, firstActivity), notes: planner.destinations.notes };
}

function columns(acts: readonly Act[], firstActivity: Uint32Array): Omit<Plans, 'dayType' | 'firstActivity' | 'notes'> {
  const count = acts.length;
  const plans = {
    kind: sharedU8(count),
    node: sharedU32(count),
    zone: sharedU32(count),
    place: sharedU32(count),
    startS: sharedI32(count),
    endS: sharedI32(count),
    escort: sharedU32(count).fill(NOBODY),
  };
  acts.forEach(({ kind, spot, startS, endS, escort }, a) => {
    plans.kind[a] = kind;
    plans.node[a] = spot.node;
    plans.zone[a] = spot.zone;
    plans.place[a] = spot.place;
    plans.startS[a] = startS;
    plans.endS[a] = endS;
    if (escort !== undefined) plans.escort[a] = firstActivity[escort.person]! + escort.act;
  });
  return plans;
}

function checkPurposes({ id, places }: District): void {
  const problems = (
    [
      ['jobs', places.jobs, 'work'],
      ['shopVisits', places.shopVisits, 'shopping'],
      ['leisureVisits', places.leisureVisits, 'leisure'],
      ['pupils', places.pupils, 'school'],
    ] as const
  )
    .filter(([, size]) => !size.some((value) => value > 0))
    .map(([key, , what]) => ({
      file: id,
      key: `places.${key}`,
      rule: `must give at least one destination for ${what}`,
    }));
  if (problems.length > 0) throw new InputError(problems);
}
