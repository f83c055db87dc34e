/** What parking away from home costs where and when, and who has a free place: of the employer, on the premises, or with a visitor's discount.
 *  In: levers, zones, day type. Who has one is a fixed draw by person, activity and zone: a higher share only adds people. Pure. */
import { purposeId, uniform } from '../core/random.ts';
import { parkingTariffs } from '../demand/parking-permits.ts';
import { numbersByZone, valuesByZone } from '../demand/zone-values.ts';
import type { Zones } from '../district/district.ts';
import { clockS } from '../scenario/lever.ts';
import { type PaidHours, parsePaidHours, wrapped } from '../scenario/paid-hours.ts';
import type { Scenario } from '../scenario/schema.ts';

const PLACE = purposeId('free parking place');
const WORK = 1;
const VISIT = 5;
const BUSINESS = 7;

/** [zone] places for visitors, Infinity where there is no limit.
 *  @throws InputError for a zone that the district does not have, with the names it has */
export function visitorPlaces(scenario: Scenario, zones: Zones): Float64Array {
  return numbersByZone('parking.placesByZone', scenario.parking.placesByZone, zones, Infinity);
}

export interface ParkingPrice {
  /** [zone] tariff in paid hours [EUR/h] */
  readonly eurPerH: Float64Array;
  /** [zone] minutes of looking for a public place and walking from it */
  readonly searchMin: Float64Array;
  /** Whether somebody parks free on a place of the employer or of the premises gone to. */
  hasOwnPlace(personKey: number, activity: number, zone: number): boolean;
  /** What a stay costs on a public place [EUR]. @param arrivalS, stayS seconds after midnight, seconds */
  eur(activity: number, zone: number, arrivalS: number, stayS: number): number;
}

/** @throws InputError for zones that the district does not have */
export function parkingPrice(scenario: Scenario, zones: Zones, dayType: number): ParkingPrice {
  const { parking, seed } = scenario;
  const eurPerH = parkingTariffs(scenario, zones);
  const general = generalHours(scenario);
  const hours = valuesByZone<string | null>('parking.paidHoursByZone', parking.paidHoursByZone, zones, null).map(
    (text) => (text === null ? general : parsePaidHours(text)!)[dayType]!,
  );
  const freeMin = numbersByZone('parking.freeMinByZone', parking.freeMinByZone, zones, 0);
  const atWork = numbersByZone(
    'parking.freeAtWorkShareByZone',
    parking.freeAtWorkShareByZone,
    zones,
    parking.freeAtWorkShare,
  );
  const onSite = numbersByZone(
    'parking.freeOnSiteShareByZone',
    parking.freeOnSiteShareByZone,
    zones,
    parking.freeOnSiteShare,
  );
  const { parkingMaxEurPerDay } = scenario.prices;
  const { parkingSearchMin, parkingSearchMinByZone } = scenario.prices;
  const named = numbersByZone('prices.parkingSearchMinByZone', parkingSearchMinByZone, zones, Number.NaN);
  return {
    eurPerH,
    searchMin: named.map((minutes, zone) => (minutes >= 0 ? minutes : eurPerH[zone]! > 0 ? parkingSearchMin : 0)),
    hasOwnPlace(personKey, activity, zone) {
      const share = activity === WORK || activity === BUSINESS ? atWork[zone]! : onSite[zone]!;
      return uniform(seed, PLACE, personKey, activity, zone) < share;
    },
    eur(activity, zone, arrivalS, stayS) {
      const paid = paidS(hours[zone]!, arrivalS + 60 * freeMin[zone]!, arrivalS + stayS);
      const off = activity === VISIT ? parking.visitDiscountShare : 0;
      const most =
        activity === WORK ? Math.min(parkingMaxEurPerDay, parking.commuterMaxEurPerDay) : parkingMaxEurPerDay;
      return Math.min(most, ((eurPerH[zone]! * paid) / 3600) * (1 - off));
    },
  };
}

/** Part of a stay that falls into the paid hours of the day it begins on [s]. */
export function paidS(hours: PaidHours[number], fromS: number, untilS: number): number {
  // All day is all night too: who stays over midnight pays on.
  if (hours.length === 1 && hours[0]![0] === 0 && hours[0]![1] === 86_400) return Math.max(0, untilS - fromS);
  let paid = 0;
  for (const [from, until] of hours) paid += Math.max(0, Math.min(untilS, until) - Math.max(fromS, from));
  return paid;
}

/** The hours of zones that have none of their own. */
export function generalHours({ parking }: Scenario): PaidHours {
  const { paidDays } = parking;
  const fromS = clockS(parking.paidFrom);
  const untilS = clockS(parking.paidUntil);
  const span = wrapped(fromS, untilS);
  return [span, paidDays === 'weekdays' ? [] : span, paidDays === 'every-day' ? span : []];
}
