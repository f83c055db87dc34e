/** Households with noise for differential privacy. In: groups as counted. Out: groups with noise. Pure. */
import { HOUSEHOLD_TYPES, INCOME_CLASSES } from '../../demand/population.ts';
import { type Noise, noisyCount, noisySum } from '../../values/noise.ts';
import { ENERGY_CAP_EUR, type HouseholdGroup, MOBILITY_CAP_EUR } from '../publish-source.ts';

/** ε is shared out: half to cells by neighbourhood and income, half to cells by kind and income; each half in thirds over a count and two sums.
 *  Both halves see every household once, so that the ε of all releases add up to the stated one. */
export function noisyGroups(
  zones: readonly string[],
  groups: readonly HouseholdGroup[],
  noise: Noise,
  sampleShare: number,
): HouseholdGroup[] {
  // Amounts of households with simulated travel stand for all: by the scenario's share, which is no secret and depends on nobody.
  const scale = 1 / sampleShare;
  const part: Noise = { ...noise, epsilon: noise.epsilon / 6 };
  const sum = (members: readonly HouseholdGroup[], pick: (group: HouseholdGroup) => number): number =>
    members.reduce((total, group) => total + pick(group), 0);
  let number = 0;
  const noisy = (
    zone: string,
    type: string,
    incomeClass: string,
    members: readonly HouseholdGroup[],
  ): HouseholdGroup => {
    const cell = number++;
    const households = noisyCount(
      sum(members, (g) => g.households),
      cell,
      part,
    );
    return {
      zone,
      type,
      incomeClass,
      households,
      persons: Number.NaN,
      travelling: households,
      mobilityEur: Math.max(
        0,
        noisySum(sum(members, (g) => g.mobilityCappedEur) * scale, cell, part, MOBILITY_CAP_EUR * scale),
      ),
      knownIncome: 0,
      incomeEur: 0,
      burdened: 0,
      heatEur: 0,
      energyEur: Math.max(
        0,
        noisySum(
          sum(members, (g) => g.energyCappedEur),
          cell + 1_000_000,
          part,
          ENERGY_CAP_EUR,
        ),
      ),
      mobilityCappedEur: 0,
      energyCappedEur: 0,
    };
  };
  return [
    ...zones.flatMap((zone) =>
      INCOME_CLASSES.map((income) =>
        noisy(
          zone,
          '',
          income,
          groups.filter((g) => g.zone === zone && g.incomeClass === income),
        ),
      ),
    ),
    ...HOUSEHOLD_TYPES.flatMap((type) =>
      INCOME_CLASSES.map((income) =>
        noisy(
          '',
          type,
          income,
          groups.filter((g) => g.type === type && g.incomeClass === income),
        ),
      ),
    ),
  ];
}
