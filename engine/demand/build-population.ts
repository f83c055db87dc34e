/** All residents of the district: households fitted to the zones, their persons, homes, cars, panels and electricity.
 *  In: scenario levers and district. Out: Population with fit residuals. Pure; every draw is keyed by household, person or car. */
import { InputError } from '../core/errors.ts';
import { purposeId, uniform } from '../core/random.ts';
import type { District, Zones } from '../district/district.ts';
import type { Scenario } from '../scenario/schema.ts';
import { buildCars, carsPerHousehold } from './build-cars.ts';
import { buildPersons, draftHouseholds, type HouseholdDraft } from './build-persons.ts';
import { fitHouseholds, type ZoneHouseholds } from './fit-households.ts';
import { homeFinder } from './homes.ts';
import { householdEnergy } from './household-energy.ts';
import type { FitResidual, Persons, Population } from './population.ts';
import { raceTime, winners } from './quota.ts';

const SAMPLE = purposeId('sample');
const FLAT = purposeId('flat');

/** @throws InputError when the zones cannot hold residents or none live in the district */
export function buildPopulation(scenario: Scenario, district: District): Population {
  const { zones } = district;
  const fitted = fitZones(zones, scenario.population.residentsFactor);
  const draft = draftHouseholds(fitted, scenario.seed, zones.incomeKeurPerHousehold);
  if (draft.count === 0) throw new InputError(district.id, 'zones', 'must hold at least one household, none found');
  const persons = buildPersons(draft, scenario, zones.licencesPerAdult);
  const flat = flats(draft, scenario.seed, zones);
  const { cars: carsOf, wanted: carsWanted } = carsPerHousehold(draft, persons, flat, scenario, zones);
  const cars = buildCars(draft, carsOf, flat, scenario, district);
  const inSample = sample(draft, scenario.seed, scenario.travel.sampleShare);
  return {
    sampleShare: scenario.travel.sampleShare,
    households: {
      count: draft.count,
      key: draft.key,
      inSample,
      zone: draft.zone,
      ...homes(draft, flat, scenario.seed, district),
      size: draft.size,
      type: draft.type,
      incomeClass: draft.incomeClass,
      incomeEurPerYear: draft.incomeEurPerYear,
      flat,
      cars: carsOf,
      firstPerson: draft.firstPerson,
      ...householdEnergy(draft, flat, scenario, zones),
    },
    persons,
    cars,
    fit: fitted.map((zone, index) => ({
      zone: index,
      householdsWanted: zone.householdsWanted,
      households: countIn(draft, index),
      personsWanted: zone.personsWanted,
      persons: personsIn(draft, index),
    })),
    residuals: residuals(fitted, draft, persons, carsOf, carsWanted, zones),
  };
}

function fitZones(zones: Zones, factor: number): ZoneHouseholds[] {
  const problems: InputError['problems'][number][] = [];
  const fitted: ZoneHouseholds[] = [];
  for (let zone = 0; zone < zones.count; zone++) {
    try {
      // Zones outside attract trips; their residents are not simulated.
      fitted.push(fitHouseholds(zones, zone, zones.external[zone] === 1 ? 0 : factor));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new InputError(problems);
  return fitted;
}

/** Every 1 / share-th household of a zone from a random start: as households stand in order of kind and income, the sample keeps their mix. */
function sample(draft: HouseholdDraft, seed: number, share: number): Uint8Array {
  const inSample = new Uint8Array(draft.count);
  for (let h = 0, i = 0; h < draft.count; h++) {
    i = h > 0 && draft.zone[h] === draft.zone[h - 1] ? i + 1 : 0;
    const start = uniform(seed, SAMPLE, draft.zone[h]!);
    if (Math.floor((i + 1) * share + start) > Math.floor(i * share + start)) inSample[h] = 1;
  }
  return inSample;
}

/** [household] 1 for a flat: the zone's share, singles first. */
function flats(draft: HouseholdDraft, seed: number, zones: Zones): Uint8Array {
  const flat = new Uint8Array(draft.count);
  for (let h = 0; h < draft.count; ) {
    const zone = draft.zone[h]!;
    const from = h;
    while (h < draft.count && draft.zone[h] === zone) h++;
    const times = Float64Array.from({ length: h - from }, (_, i) => {
      const weight = [3, 1.4, 0.45, 1.4, 1.6][draft.type[from + i]!]! * [1.5, 1, 0.7][draft.incomeClass[from + i]!]!;
      return raceTime(weight, uniform(seed, FLAT, draft.key[from + i]!));
    });
    const share = zones.flatShare[zone]!;
    flat.set(winners(times, (Number.isFinite(share) ? share : 0.3) * (h - from)), from);
  }
  return flat;
}

function homes(
  draft: HouseholdDraft,
  flat: Uint8Array,
  seed: number,
  district: District,
): { homeNode: Uint32Array; homeLonDeg: Float64Array; homeLatDeg: Float64Array } {
  const finder = homeFinder(district);
  const flatsIn = new Uint32Array(district.zones.count);
  for (let h = 0; h < draft.count; h++) flatsIn[draft.zone[h]!]! += flat[h]!;
  const homeNode = new Uint32Array(draft.count);
  const homeLonDeg = new Float64Array(draft.count);
  const homeLatDeg = new Float64Array(draft.count);
  for (let h = 0; h < draft.count; h++) {
    const zone = draft.zone[h]!;
    const place = finder.place(seed, zone, draft.key[h]!, flat[h] === 1 ? flatsIn[zone]! : 0);
    homeNode[h] = place.node;
    homeLonDeg[h] = place.lonDeg;
    homeLatDeg[h] = place.latDeg;
  }
  return { homeNode, homeLonDeg, homeLatDeg };
}

function countIn(draft: HouseholdDraft, zone: number): number {
  return draft.zone.reduce((sum, z) => sum + (z === zone ? 1 : 0), 0);
}

function personsIn(draft: HouseholdDraft, zone: number): number {
  return draft.zone.reduce((sum, z, h) => sum + (z === zone ? draft.size[h]! : 0), 0);
}

function residuals(
  fitted: readonly ZoneHouseholds[],
  draft: HouseholdDraft,
  persons: Persons,
  carsOf: Uint8Array,
  carsWanted: Float64Array,
  zones: Zones,
): FitResidual[] {
  const licences = new Float64Array(zones.count);
  const adults = new Float64Array(zones.count);
  const cars = new Float64Array(zones.count);
  for (let p = 0; p < persons.count; p++) {
    const zone = draft.zone[persons.household[p]!]!;
    licences[zone]! += persons.licence[p]!;
    if (persons.ageYears[p]! >= 15) adults[zone]!++;
  }
  for (let h = 0; h < draft.count; h++) cars[draft.zone[h]!]! += carsOf[h]!;
  return fitted.flatMap(({ totals }, zone) =>
    totals.length === 0
      ? []
      : [
          ...totals.map((total) => ({ zone, ...total })),
          { zone, name: 'licences', wanted: zones.licencesPerAdult[zone]! * adults[zone]!, made: licences[zone]! },
          { zone, name: 'cars', wanted: carsWanted[zone]!, made: cars[zone]! },
        ],
  );
}
