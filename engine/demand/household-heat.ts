/** What warms a household and how much it takes a year: district heat, gas, a heat pump or electricity. Zone means are kept. Pure.
 *  Gas of a neighbourhood is told as a mean over all its dwellings; those on district heat and with a heat pump use none, the others share it. */
import { purposeId, uniform } from '../core/random.ts';
import type { Zones } from '../district/district.ts';
import type { Scenario } from '../scenario/schema.ts';

export const HEATINGS = ['district heat', 'gas', 'heat pump', 'electric'] as const;
const [DISTRICT_HEAT, GAS, HEAT_PUMP, ELECTRIC] = [0, 1, 2, 3];

const HEAT_USE = purposeId('heat use');

/** A neighbourhood whose gas comes to less than this for each dwelling that could burn it does not heat with gas [m3 a year]. */
const LEAST_GAS_M3 = 300;

export interface HouseholdHeat {
  /** [household] index into HEATINGS */
  readonly heating: Uint8Array;
  /** [household] 0 where nothing of it is used. */
  readonly gasM3PerYear: Float32Array;
  readonly heatGjPerYear: Float32Array;
}

export const noHeat = (count: number): HouseholdHeat => ({
  heating: new Uint8Array(count),
  gasM3PerYear: new Float32Array(count),
  heatGjPerYear: new Float32Array(count),
});

/** Fills the households from … end − 1, which are those of one zone.
 *  @param onDistrictHeat, withPump [household of the zone] 1 or 0; @param draft names and sizes of households */
export function heatZone(
  into: HouseholdHeat,
  from: number,
  end: number,
  onDistrictHeat: ArrayLike<number>,
  withPump: ArrayLike<number>,
  draft: { readonly key: ArrayLike<number>; readonly size: ArrayLike<number> },
  flat: ArrayLike<number>,
  zone: number,
  zones: Zones,
  { seed, buildings }: Scenario,
): void {
  const { heating, gasM3PerYear, heatGjPerYear } = into;
  const meanM3 = zones.gasM3PerDwelling[zone];
  // Those that would burn gas had nobody a heat pump yet: the figure of the neighbourhood is today's.
  let burners = 0;
  for (let i = from; i < end; i++) if (onDistrictHeat[i - from] !== 1) burners++;
  const perBurnerM3 =
    burners === 0 || meanM3 === undefined || !Number.isFinite(meanM3) ? Number.NaN : (meanM3 * (end - from)) / burners;
  let gasSum = 0;
  let heatSum = 0;
  let heated = 0;
  for (let i = from; i < end; i++) {
    // A flat loses less, each further person adds hot water; like households differ by a factor of three (0.5–1.5).
    const use =
      (0.8 + 0.1 * draft.size[i]!) * (flat[i] === 1 ? 0.65 : 1) * (0.5 + uniform(seed, HEAT_USE, draft.key[i]!));
    if (onDistrictHeat[i - from] === 1) {
      heating[i] = DISTRICT_HEAT!;
      heatGjPerYear[i] = use;
      heatSum += use;
      heated++;
      continue;
    }
    heating[i] = withPump[i - from] === 1 ? HEAT_PUMP! : perBurnerM3 >= LEAST_GAS_M3 ? GAS! : ELECTRIC!;
    gasM3PerYear[i] = use;
    gasSum += use;
  }
  for (let i = from; i < end; i++) {
    if (heating[i] === DISTRICT_HEAT) heatGjPerYear[i]! *= (buildings.districtHeatGjPerYear * heated) / heatSum;
    else if (heating[i] === GAS) gasM3PerYear[i]! *= (perBurnerM3 * burners) / gasSum;
    else gasM3PerYear[i] = 0;
  }
}
