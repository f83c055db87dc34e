/** Indicators of cars that plug in, over the period (per car a year). Pure. */
import type { ChargingYear } from '../../charging/stores.ts';
import type { EnergyTotals } from '../balance.ts';
import { type Indicators, indicator } from '../indicator.ts';
import type { DayWeights, RunParts } from '../parts.ts';

const sumOf = (values: ArrayLike<number>): number => {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i]!;
  return total;
};

export function chargingIndicators(parts: RunParts, weights: DayWeights, totals: EnergyTotals): Indicators {
  const { cars } = parts.charging;
  const count = cars.carCount;
  const perCarYear = (values: ArrayLike<number>): number => (sumOf(values) / count) * weights.toYear;
  const sessions = sumOf(cars.sessions);
  const unservedKwh = sumOf(cars.unservedKwh);
  const cost = costEur(parts);
  return {
    plugInCars: indicator(count, 'cars', 'charging', 'neutral', 'Auto’s met stekker', 'Cars with a plug'),
    kmPerCarYear: indicator(
      perCarYear(cars.drivenKm),
      'km/car/year',
      'charging',
      'neutral',
      'Gereden per auto',
      'Driven per car',
    ),
    kwhPerCarYear: indicator(
      perCarYear(cars.drivenKwh),
      'kWh/car/year',
      'charging',
      'better',
      'Verbruik per auto (aan de accu)',
      'Used per car (at the battery)',
    ),
    chargedMwh: indicator(
      totals.chargeKwh / 1000,
      'MWh',
      'charging',
      'neutral',
      'Geladen in de wijk',
      'Charged in the district',
    ),
    chargedOutsideMwh: indicator(
      sumOf(cars.chargedOutsideKwh) / 1000,
      'MWh',
      'charging',
      'neutral',
      'Geladen buiten de wijk',
      'Charged outside the district',
    ),
    drivenMwh: indicator(sumOf(cars.drivenKwh) / 1000, 'MWh', 'charging', 'neutral', 'Verreden', 'Used for driving'),
    dischargedMwh: indicator(
      totals.dischargeKwh / 1000,
      'MWh',
      'charging',
      'neutral',
      'Teruggeleverd uit auto’s',
      'Discharged from cars',
    ),
    chargingLossMwh: indicator(
      sumOf(cars.lostKwh) / 1000,
      'MWh',
      'charging',
      'better',
      'Verlies bij laden en ontladen',
      'Lost in charging and discharging',
    ),
    solarChargingShare: indicator(
      totals.pvToCarsKwh / totals.chargeKwh,
      'share',
      'charging',
      'worse',
      'Geladen met zon die anders de wijk uit ging',
      'Charged with sun that would have left the district',
    ),
    unservedMwh: indicator(
      unservedKwh / 1000,
      'MWh',
      'charging',
      'better',
      'Gevraagd maar niet geladen bij vertrek',
      'Asked for but not charged at departure',
    ),
    unservedSessionShare: indicator(
      sumOf(cars.sessionsUnserved) / sessions,
      'share',
      'charging',
      'better',
      'Sessies die niet kregen wat was gevraagd',
      'Sessions that did not get what was asked',
    ),
    sessionsPerCarWeek: indicator(
      ((sessions / count) * 7) / parts.energy.calendar.dayCount,
      'sessions',
      'charging',
      'neutral',
      'Laadsessies per auto per week',
      'Charging sessions per car a week',
    ),
    ...driverIndicators(parts, weights),
    ...regretIndicator(parts, weights),
    chargingEurPerKwh: indicator(
      cost / (totals.chargeKwh - totals.dischargeKwh),
      'EUR/kWh',
      'charging',
      'better',
      'Kosten van laden per netto kWh',
      'Cost of charging per net kWh',
    ),
    chargingEurPerCarYear: indicator(
      (cost / count) * weights.toYear,
      'EUR/car/year',
      'charging',
      'better',
      'Kosten van laden in de wijk per auto',
      'Cost of charging in the district per car',
    ),
  };
}

/** Charging in the district at the household's price of the moment, less what discharging earns at the same meter. */
function costEur({
  charging,
  energy,
}: {
  readonly charging: ChargingYear;
  readonly energy: RunParts['energy'];
}): number {
  const { consumptionEurPerKwh, feedInEurPerKwh } = energy.tariff;
  const stepH = energy.calendar.grid.stepS / 3600;
  let cost = 0;
  for (let step = 0; step < charging.chargeKw.length; step++)
    cost +=
      (charging.chargeKw[step]! * consumptionEurPerKwh[step]! - charging.dischargeKw[step]! * feedInEurPerKwh[step]!) *
      stepH;
  return cost;
}

/** How far the strategy stays from what its own sessions could have cost; as a share only where they cost something at all. */
function regretIndicator({ charging }: RunParts, weights: DayWeights): Indicators {
  const { costs, cars } = charging;
  if (costs === undefined) return {};
  const least = sumOf(costs.leastEur);
  const regretEur = sumOf(costs.costEur) - least;
  const perCar: Indicators = {
    chargingRegretEurPerCarYear: indicator(
      (regretEur / Math.max(1, cars.carCount)) * weights.toYear,
      'EUR/car/year',
      'charging',
      'better',
      'Spijt: laadkosten boven het minimum van dezelfde sessies, per auto',
      'Regret: cost of charging above the least of the same sessions, per car',
    ),
  };
  if (least <= 0) return perCar;
  return {
    ...perCar,
    chargingRegretShare: indicator(
      regretEur / least,
      'share',
      'charging',
      'better',
      'Spijt: laadkosten boven het minimum van dezelfde sessies',
      'Regret: cost of charging above the least of the same sessions',
    ),
  };
}

/** What drivers notice, and what it does to their batteries; empty for results of before these were counted. */
function driverIndicators({ charging, energy }: RunParts, weights: DayWeights): Indicators {
  const { drivers, cars } = charging;
  if (drivers === undefined) return {};
  const count = Math.max(1, cars.carCount);
  const perCarYear = (values: ArrayLike<number>): number => (sumOf(values) / count) * weights.toYear;
  const all: Indicators = {
    belowMinimumHoursPerCarYear: indicator(
      perCarYear(drivers.belowFloorMin) / 60,
      'h/car/year',
      'charging',
      'better',
      'Ingeplugd onder de minimale laadtoestand, per auto',
      'Plugged in below the minimum state of charge, per car',
    ),
    missedKmPerCarYear: indicator(
      perCarYear(drivers.missedKm),
      'km/car/year',
      'charging',
      'better',
      'Kilometers die door ontbrekende energie niet konden',
      'Kilometres that missing energy made impossible',
    ),
    batteryAgeingEurPerCarYear: indicator(
      perCarYear(drivers.ageingEur),
      'EUR/car/year',
      'charging',
      'better',
      'Veroudering van de accu door gebruik en tijd, per auto',
      'Ageing of the battery by use and time, per car',
    ),
  };
  if (drivers.socketsByArea.length > 0) {
    const turnedAway = sumOf(drivers.turnedAway);
    all['turnedAwayPerWeek'] = indicator(
      (turnedAway * 7) / energy.calendar.dayCount,
      'stays/week',
      'charging',
      'better',
      'Bestuurders die geen vrije publieke laadplek vonden',
      'Drivers who found no free public socket',
    );
    all['socketWaitMinutes'] = indicator(
      sumOf(drivers.waitedMin) / Math.max(1, sumOf(cars.sessions)),
      'min/session',
      'charging',
      'better',
      'Wachten op een publieke laadplek',
      'Waiting for a public socket',
    );
  }
  const compensationEur = sumOf(drivers.compensationEur);
  if (compensationEur > 0)
    all['compensationEurPerCarYear'] = indicator(
      (compensationEur / count) * weights.toYear,
      'EUR/car/year',
      'charging',
      'neutral',
      'Vergoeding aan bestuurders voor ontbrekende energie',
      'Compensation to drivers for missing energy',
    );
  return all;
}
