/** What a household draws and makes: electricity a year, panels, heat pump. Zone means are kept; levers move quotas along a fixed order. Pure. */
import { purposeId, uniform } from '../core/random.ts';
import type { Zones } from '../district/district.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { HouseholdDraft } from './build-persons.ts';
import { heatZone, type HouseholdHeat, noHeat } from './household-heat.ts';
import { raceTime, winners } from './quota.ts';

const PV = purposeId('panels');
const PV_SIZE = purposeId('panel size');
const HEAT_PUMP = purposeId('heat pump');
const HEATING = purposeId('district heating');
const USE = purposeId('electricity use');

/** Electricity is today's use without heat pump and car: the building model applies its own levers and adds the heat pump. */
export interface HouseholdEnergy extends HouseholdHeat {
  readonly pvKwp: Float32Array;
  readonly heatPump: Uint8Array;
  readonly electricityKwhPerYear: Float32Array;
}

export function householdEnergy(
  draft: HouseholdDraft,
  flat: Uint8Array,
  scenario: Scenario,
  zones: Zones,
): HouseholdEnergy {
  const { seed, solar, buildings } = scenario;
  const pvKwp = new Float32Array(draft.count);
  const heatPump = new Uint8Array(draft.count);
  const electricityKwhPerYear = new Float32Array(draft.count);
  const heat = noHeat(draft.count);
  for (let h = 0; h < draft.count; ) {
    const zone = draft.zone[h]!;
    const from = h;
    while (h < draft.count && draft.zone[h] === zone) h++;
    const count = h - from;
    const race = (purpose: number, weight: (i: number) => number): Float64Array =>
      Float64Array.from({ length: count }, (_, i) =>
        raceTime(weight(from + i), uniform(seed, purpose, draft.key[from + i]!)),
      );
    const panels = winners(
      race(PV, (i) => (flat[i] === 1 ? 0.35 : 1) * [0.7, 1, 1.4][draft.incomeClass[i]!]!),
      known(zones.pvDwellingShare[zone], 0.3) * solar.dwellingFactor * count,
    );
    // Gas-heated dwellings are those that lose the race for district heating.
    const heated = winners(
      race(HEATING, (i) => (flat[i] === 1 ? 1.5 : 1)),
      known(zones.districtHeatingShare[zone], 0) * count,
    );
    const gasHomes = race(HEAT_PUMP, (i) => (heated[i - from] === 1 ? 0 : [0.6, 1, 1.6][draft.incomeClass[i]!]!));
    const pumps = winners(gasHomes, buildings.heatPumpShare * gasHomes.reduce((n, t) => n + (t < Infinity ? 1 : 0), 0));
    heatZone(heat, from, h, heated, pumps, draft, flat, zone, zones, scenario);
    let sum = 0;
    for (let i = from; i < h; i++) {
      const key = draft.key[i]!;
      if (panels[i - from] === 1)
        pvKwp[i] = (flat[i] === 1 ? solar.flatKwp : solar.houseKwp) * (0.7 + 0.6 * uniform(seed, PV_SIZE, key));
      heatPump[i] = pumps[i - from]!;
      // Use rises less than in proportion to people; the spread between like households is wide (factor 0.5–1.5).
      const use = (0.55 + 0.2 * draft.size[i]!) * (flat[i] === 1 ? 0.85 : 1) * (0.5 + uniform(seed, USE, key));
      electricityKwhPerYear[i] = use;
      sum += use;
    }
    const mean = known(zones.electricityKwhPerDwelling[zone], 2600);
    for (let i = from; i < h; i++) electricityKwhPerYear[i]! *= (mean * count) / sum;
  }
  return { pvKwp, heatPump, electricityKwhPerYear, ...heat };
}

/** A zone figure, or the fallback where it is unknown (NaN). */
const known = (value: number | undefined, fallback: number): number =>
  value === undefined || !Number.isFinite(value) ? fallback : value;
