/** Households of kinds become persons with an age, a role and what they own and can do.
 *  In: counts per zone and kind. Out: Households (without homes, cars and energy) and Persons. Pure.
 *  Source of shares: CBS labour force and mobility tables 2023, rounded (working 65 and under 83 %, licences by age). */
import { purposeId, uniform } from '../core/random.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { ZoneHouseholds } from './fit-households.ts';
import { AGE_BANDS, HOUSEHOLD_KINDS } from './household-kinds.ts';
import type { Persons } from './population.ts';
import { raceTime, winners } from './quota.ts';

const AGE = purposeId('age');
const ROLE = purposeId('role');
const LICENCE = purposeId('licence');
const BIKE = purposeId('bicycle');
const E_BIKE = purposeId('e-bike');
const REDUCED = purposeId('reduced mobility');
const DIGITAL = purposeId('digital skill');
const INCOME = purposeId('income');

const CHILD = 0;
const STUDENT = 1;
const WORKER = 2;
const AT_HOME = 3;
const RETIRED = 4;

export interface HouseholdDraft {
  readonly count: number;
  readonly key: Uint32Array;
  readonly zone: Uint32Array;
  readonly size: Uint8Array;
  /** [household] index into HOUSEHOLD_KINDS */
  readonly kind: Uint8Array;
  readonly type: Uint8Array;
  readonly incomeClass: Uint8Array;
  readonly incomeEurPerYear: Float32Array;
  readonly firstPerson: Uint32Array;
}

/** Households one after another: by zone, then kind, then income class. */
export function draftHouseholds(
  fitted: readonly ZoneHouseholds[],
  seed: number,
  meanKeur: Float64Array,
): HouseholdDraft {
  const count = fitted.reduce((sum, zone) => sum + zone.counts.reduce((a, b) => a + b, 0), 0);
  const draft = {
    count,
    key: new Uint32Array(count),
    zone: new Uint32Array(count),
    size: new Uint8Array(count),
    kind: new Uint8Array(count),
    type: new Uint8Array(count),
    incomeClass: new Uint8Array(count),
    incomeEurPerYear: new Float32Array(count),
    firstPerson: new Uint32Array(count + 1),
  };
  let h = 0;
  fitted.forEach(({ counts }, zone) => {
    const from = h;
    let weightSum = 0;
    for (let cell = 0; cell < counts.length; cell++) {
      const kind = HOUSEHOLD_KINDS[Math.floor(cell / 3)]!;
      for (let i = 0; i < counts[cell]!; i++, h++) {
        draft.key[h] = zone * 65536 + (h - from);
        draft.zone[h] = zone;
        draft.size[h] = kind.members.length;
        draft.kind[h] = Math.floor(cell / 3);
        draft.type[h] = kind.type;
        draft.incomeClass[h] = cell % 3;
        draft.firstPerson[h + 1] = draft.firstPerson[h]! + kind.members.length;
        // Relative income within a class: low 0.4–0.8, middle 0.8–1.3, high 1.3–2.9 of the zone's mean, before scaling.
        const u = uniform(seed, INCOME, draft.key[h]!);
        const relative = cell % 3 === 0 ? 0.4 + 0.4 * u : cell % 3 === 1 ? 0.8 + 0.5 * u : 1.3 + 1.6 * u * u;
        draft.incomeEurPerYear[h] = relative;
        weightSum += relative;
      }
    }
    const keur = meanKeur[zone]!;
    const scale = h > from ? ((Number.isFinite(keur) ? keur : 36) * 1000 * (h - from)) / weightSum : 0;
    for (let i = from; i < h; i++) draft.incomeEurPerYear[i]! *= scale;
  });
  return draft;
}

/** @param licencesPerAdult [zone] per resident of 15 and over */
export function buildPersons(draft: HouseholdDraft, scenario: Scenario, licencesPerAdult: Float64Array): Persons {
  const { seed } = scenario;
  const count = draft.firstPerson[draft.count]!;
  const household = new Uint32Array(count);
  const key = new Uint32Array(count);
  const ageYears = new Uint8Array(count);
  const group = new Uint8Array(count);
  for (let h = 0; h < draft.count; h++) {
    const bands = HOUSEHOLD_KINDS[draft.kind[h]!]!.members;
    const parents = draft.type[h] === 2 ? 2 : draft.type[h] === 3 ? 1 : bands.length;
    for (let m = 0; m < bands.length; m++) {
      const p = draft.firstPerson[h]! + m;
      household[p] = h;
      key[p] = draft.key[h]! * 16 + m;
      ageYears[p] = ageOf(bands[m]!, m < parents, parents < bands.length, uniform(seed, AGE, key[p]!));
      group[p] = roleOf(ageYears[p]!, uniform(seed, ROLE, key[p]!));
    }
  }
  const quota = (purpose: number, wanted: (eligible: number) => number, weight: (p: number) => number): Uint8Array => {
    const times = Float64Array.from(key, (k, p) => raceTime(weight(p), uniform(seed, purpose, k)));
    let eligible = 0;
    for (const time of times) if (time < Infinity) eligible++;
    return winners(times, wanted(eligible));
  };
  const { population } = scenario;
  const bike = quota(
    BIKE,
    (eligible) => 0.9 * eligible,
    (p) => (ageYears[p]! < 5 ? 0 : ageYears[p]! < 65 ? 4 : ageYears[p]! < 80 ? 1.5 : 0.4),
  );
  return {
    count,
    key,
    household,
    ageYears,
    group,
    licence: licences(draft, ageYears, key, seed, licencesPerAdult),
    bike,
    eBike: quota(
      E_BIKE,
      (eligible) => population.eBikeShare * eligible,
      (p) => (bike[p] === 0 || ageYears[p]! < 16 ? 0 : ageYears[p]! < 30 ? 0.6 : ageYears[p]! < 60 ? 1 : 2.2),
    ),
    reducedMobility: quota(
      REDUCED,
      () => population.reducedMobilityShare * count,
      (p) => (ageYears[p]! < 40 ? 0.3 : ageYears[p]! < 65 ? 1 : ageYears[p]! < 80 ? 3 : 9),
    ),
    lowDigitalSkill: quota(
      DIGITAL,
      (eligible) => population.lowDigitalSkillShare * eligible,
      (p) =>
        ageYears[p]! < 18
          ? 0
          : (ageYears[p]! < 45 ? 0.5 : ageYears[p]! < 65 ? 1.2 : 4) *
            (draft.incomeClass[household[p]!] === 0 ? 1.8 : draft.incomeClass[household[p]!] === 1 ? 1 : 0.5),
    ),
    studentCard: group.map((role) => (role === STUDENT ? 1 : 0)),
  };
}

function ageOf(band: number, parent: boolean, family: boolean, u: number): number {
  const [from, to] = AGE_BANDS[band]!;
  if (band === 3)
    return parent && family ? 26 + Math.floor(u * 9) : parent ? 20 + Math.floor(u * 15) : 18 + Math.floor(u * 8);
  if (band === 4) return parent && family ? 35 + Math.floor(u * 22) : 35 + Math.floor(u * 30);
  // Older people thin out with age.
  if (band === 5) return from + Math.floor((to - from + 1) * u ** 1.6);
  return from + Math.floor(u * (to - from + 1));
}

function roleOf(age: number, u: number): number {
  if (age < 18) return CHILD;
  if (age >= 67) return RETIRED;
  const student = age <= 20 ? 0.75 : age <= 23 ? 0.55 : age <= 26 ? 0.25 : 0;
  if (u < student) return STUDENT;
  const rest = (u - student) / (1 - student);
  if (age >= 60) return rest < 0.68 ? WORKER : rest < 0.85 ? RETIRED : AT_HOME;
  return rest < 0.87 ? WORKER : AT_HOME;
}

/** Licences by zone total; who has one depends on age. */
function licences(
  draft: HouseholdDraft,
  ageYears: Uint8Array,
  key: Uint32Array,
  seed: number,
  perAdult: Float64Array,
): Uint8Array {
  const licence = new Uint8Array(ageYears.length);
  let h = 0;
  while (h < draft.count) {
    const zone = draft.zone[h]!;
    const from = draft.firstPerson[h]!;
    while (h < draft.count && draft.zone[h] === zone) h++;
    const to = draft.firstPerson[h]!;
    let adults = 0;
    const times = new Float64Array(to - from);
    for (let p = from; p < to; p++) {
      const age = ageYears[p]!;
      if (age >= 15) adults++;
      const weight = age < 18 ? 0 : age < 21 ? 0.5 : age < 26 ? 1.1 : age < 75 ? 2.6 : age < 85 ? 1 : 0.4;
      times[p - from] = raceTime(weight, uniform(seed, LICENCE, key[p]!));
    }
    const ratio = perAdult[zone]!;
    licence.set(winners(times, (Number.isFinite(ratio) ? ratio : 0.8) * adults), from);
  }
  return licence;
}
