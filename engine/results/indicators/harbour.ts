/** Indicators of the harbour over the period; none without berths. Pure. */
import { shoreHotelKw } from '../../charging/harbour-calls.ts';
import { type Indicators, indicator } from '../indicator.ts';
import type { DayWeights, RunParts } from '../parts.ts';

const THEME = 'harbour';

export function harbourIndicators({ harbour, scenario, energy }: RunParts, weights: DayWeights): Indicators {
  if (harbour === undefined) return {};
  const { calls, batteryKw, chargedKwh, dischargedKwh, unservedKwh } = harbour;
  const { stepS, count } = energy.calendar.grid;
  const stepH = stepS / 3600;
  const { berths, generatorGPerKwh } = scenario.harbour;
  const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => a + b, 0);
  let hotelKwh = 0;
  let generatorKwh = 0;
  const quayKw = new Float64Array(count);
  let batteries = 0;
  let unserved = 0;
  for (let call = 0; call < calls.count; call++) {
    const shore = shoreHotelKw(calls, call, berths[calls.berth[call]!]!.shorePowerKw);
    const hours = (calls.departureStep[call]! - calls.arrivalStep[call]!) * stepH;
    hotelKwh += shore * hours;
    generatorKwh += (calls.hotelKw[call]! - shore) * hours;
    for (let step = calls.arrivalStep[call]!; step < calls.departureStep[call]!; step++) quayKw[step]! += shore;
    if (calls.batteryKwh[call]! > 0) batteries++;
    if (unservedKwh[call]! > 0) unserved++;
  }
  for (let berth = 0; berth < berths.length; berth++)
    for (let step = 0; step < count; step++) quayKw[step]! += batteryKw[berth * count + step]!;
  return {
    harbourCalls: indicator(
      calls.count * weights.toYear,
      'calls/year',
      THEME,
      'neutral',
      'Schepen aan de kade',
      'Ships at the quay',
    ),
    harbourHotelMwh: indicator(
      hotelKwh / 1000,
      'MWh',
      THEME,
      'neutral',
      'Walstroom voor schepen zelf',
      'Shore power for ships themselves',
    ),
    harbourChargedMwh: indicator(
      (sum(chargedKwh) - sum(dischargedKwh)) / 1000,
      'MWh',
      THEME,
      'neutral',
      'Geladen in scheepsaccu’s',
      'Charged into ships’ batteries',
    ),
    harbourPeakKw: indicator(
      quayKw.reduce((a, b) => Math.max(a, b), 0),
      'kW',
      THEME,
      'better',
      'Hoogste vermogen van de kade',
      'Highest power of the quay',
    ),
    harbourUnservedShare: indicator(
      batteries === 0 ? Number.NaN : unserved / batteries,
      'share',
      THEME,
      'better',
      'Elektrische schepen die niet kregen wat was gevraagd',
      'Electric ships that did not get what was asked',
    ),
    harbourCo2AvoidedTPerYear: indicator(
      (hotelKwh * (generatorGPerKwh - scenario.emissions.electricityGPerKwh) * weights.toYear) / 1e6,
      't CO2/year',
      THEME,
      'worse',
      'CO₂ die walstroom uitspaart',
      'CO₂ that shore power saves',
    ),
    harbourGeneratorMwh: indicator(
      generatorKwh / 1000,
      'MWh',
      THEME,
      'better',
      'Nog uit scheepsgeneratoren',
      'Still from ships’ generators',
    ),
  };
}
