/** Sums by household over an average day, and from them by group: cost, trips, climate. The base of results by neighbourhood and income. Pure. */
import { HEATINGS } from '../demand/household-heat.ts';
import { permitsEurPerMonth } from '../demand/parking-permits.ts';
import { MODES } from '../mobility/stores.ts';
import { billTable } from './household-bill.ts';
import { activeMin } from './indicators/travel.ts';
import type { DayWeights, RunParts, Sample } from './parts.ts';

/** Days of a month, so that twelve make a year of 365. */
const DAYS_PER_MONTH = 365 / 12;

/** Columns by household of an average day (travel, only households that travel in the sample) or month (energy). */
export interface HouseholdSums {
  readonly trips: Float64Array;
  readonly carTrips: Float64Array;
  readonly failedTrips: Float64Array;
  readonly turnedAway: Float64Array;
  readonly travelTimeMin: Float64Array;
  readonly carKm: Float64Array;
  readonly activeMin: Float64Array;
  readonly co2Kg: Float64Array;
  readonly mobilityEurPerMonth: Float64Array;
  readonly energyEurPerMonth: Float64Array;
  /** Gas or district heat; all 0 where nothing is known of it. */
  readonly heatEurPerMonth: Float64Array;
}

const CAR = MODES.indexOf('car');

export function householdSums(parts: RunParts, weights: DayWeights, loadKw: Float64Array): HouseholdSums {
  const { households, persons } = parts.population;
  const make = (): Float64Array => new Float64Array(households.count);
  const sums = {
    trips: make(),
    carTrips: make(),
    failedTrips: make(),
    turnedAway: make(),
    travelTimeMin: make(),
    carKm: make(),
    activeMin: make(),
    co2Kg: make(),
    mobilityEurPerMonth: make(),
    energyEurPerMonth: make(),
    heatEurPerMonth: make(),
  };
  const add = (column: Float64Array, household: number, amount: number): void => {
    column[household] = column[household]! + amount;
  };
  for (const { dayType, trips } of parts.travel) {
    const share = weights.share[dayType as 0 | 1 | 2];
    for (let trip = 0; trip < trips.count; trip++) {
      const household = persons.household[trips.person[trip]!]!;
      if (trips.turnedAwayFrom[trip] !== 255) add(sums.turnedAway, household, share);
      if (trips.failure[trip] !== 0) {
        add(sums.failedTrips, household, share);
        continue;
      }
      add(sums.trips, household, share);
      if (trips.mode[trip] === CAR) add(sums.carTrips, household, share);
      add(sums.travelTimeMin, household, (share * trips.travelTimeS[trip]!) / 60);
      add(sums.carKm, household, (share * trips.carM[trip]!) / 1000);
      add(sums.activeMin, household, share * activeMin(parts, trips, trip));
      add(sums.co2Kg, household, (share * trips.co2G[trip]!) / 1000);
      add(sums.mobilityEurPerMonth, household, share * DAYS_PER_MONTH * trips.costEur[trip]!);
    }
  }
  addBundles(parts, sums.mobilityEurPerMonth);
  permitsEurPerMonth(parts.scenario, households, parts.district.zones).forEach((eur, h) => {
    add(sums.mobilityEurPerMonth, h, eur);
  });
  addBills(parts, loadKw, sums.energyEurPerMonth);
  addHeat(parts, sums.heatEurPerMonth);
  return sums;
}

/** Monthly price of the bundles that members of a household subscribe to. */
function addBundles({ travel, scenario, population }: RunParts, mobilityEurPerMonth: Float64Array): void {
  const subscriptions = travel[0]?.subscriptions;
  if (subscriptions === undefined) return;
  subscriptions.bundleOf.forEach((bundle, person) => {
    const priceEur = scenario.maas.bundles[bundle]?.priceEurPerMonth ?? 0;
    const household = population.persons.household[person]!;
    mobilityEurPerMonth[household] = mobilityEurPerMonth[household]! + priceEur;
  });
}

function addBills(parts: RunParts, loadKw: Float64Array, energyEurPerMonth: Float64Array): void {
  const { households } = parts.population;
  const { buildings, tariff } = parts.scenario;
  const bills = billTable(parts, loadKw);
  const periodDays = parts.energy.calendar.dayCount;
  const fixedEurPerMonth = (tariff.networkEurPerYear - tariff.energyTaxRebateEurPerYear * (1 + tariff.vatShare)) / 12;
  for (let h = 0; h < households.count; h++) {
    const yearKwh =
      households.electricityKwhPerYear[h]! * buildings.loadFactor +
      (households.heatPump[h] === 1 ? buildings.heatPumpKwhPerYear : 0);
    const useKwh = (yearKwh * periodDays) / 365;
    const periodEur = bills.energyEur(useKwh, households.pvKwp[h]!);
    energyEurPerMonth[h] = (periodEur * DAYS_PER_MONTH) / periodDays + fixedEurPerMonth;
  }
}

/** Gas and district heat at the prices of the scenario, whatever the period: a year's use over twelve months. */
function addHeat({ population, scenario }: RunParts, heatEurPerMonth: Float64Array): void {
  const { heating, gasM3PerYear, heatGjPerYear } = population.households;
  if (heating === undefined || gasM3PerYear === undefined || heatGjPerYear === undefined) return;
  const { gasEurPerM3, gasFixedEurPerYear, districtHeatEurPerGj, districtHeatFixedEurPerYear } = scenario.tariff;
  for (let h = 0; h < heating.length; h++) {
    const kind = HEATINGS[heating[h]!];
    if (kind === 'gas') heatEurPerMonth[h] = (gasFixedEurPerYear + gasM3PerYear[h]! * gasEurPerM3) / 12;
    else if (kind === 'district heat')
      heatEurPerMonth[h] = (districtHeatFixedEurPerYear + heatGjPerYear[h]! * districtHeatEurPerGj) / 12;
  }
}

/** Means of a group of households. */
export interface GroupMeans {
  /** Households and persons of the district in the group. */
  readonly households: number;
  readonly persons: number;
  readonly tripsPerPersonPerDay: number;
  readonly carTripShare: number;
  readonly failedTripShare: number;
  readonly turnedAwayPerDay: number;
  readonly travelTimeMinPerTrip: number;
  readonly carKmPerPersonPerDay: number;
  readonly activeMinPerPersonPerDay: number;
  readonly co2KgPerPersonPerDay: number;
  readonly mobilityEurPerMonth: number;
  readonly energyEurPerMonth: number;
  readonly heatEurPerMonth: number;
}

/** @param member true for households of the group */
export function groupMeans(
  parts: RunParts,
  sums: HouseholdSums,
  sample: Sample,
  member: (household: number) => boolean,
): GroupMeans {
  const { households } = parts.population;
  let all = 0;
  let allPersons = 0;
  let travelling = 0;
  let travellers = 0;
  let energyEur = 0;
  let heatEur = 0;
  const total = Object.fromEntries(Object.keys(sums).map((key) => [key, 0])) as Record<keyof HouseholdSums, number>;
  for (let h = 0; h < households.count; h++) {
    if (!member(h)) continue;
    const size = households.firstPerson[h + 1]! - households.firstPerson[h]!;
    all++;
    allPersons += size;
    energyEur += sums.energyEurPerMonth[h]!;
    heatEur += sums.heatEurPerMonth[h]!;
    if (!sample.travels(h)) continue;
    travelling++;
    travellers += size;
    for (const key of Object.keys(total) as (keyof HouseholdSums)[]) total[key] += sums[key][h]!;
  }
  return {
    households: all,
    persons: allPersons,
    tripsPerPersonPerDay: total.trips / travellers,
    carTripShare: total.carTrips / total.trips,
    failedTripShare: total.failedTrips / (total.failedTrips + total.trips),
    turnedAwayPerDay: total.turnedAway * sample.travelScale,
    travelTimeMinPerTrip: total.travelTimeMin / total.trips,
    carKmPerPersonPerDay: total.carKm / travellers,
    activeMinPerPersonPerDay: total.activeMin / travellers,
    co2KgPerPersonPerDay: total.co2Kg / travellers,
    mobilityEurPerMonth: total.mobilityEurPerMonth / travelling,
    energyEurPerMonth: energyEur / all,
    heatEurPerMonth: heatEur / all,
  };
}
