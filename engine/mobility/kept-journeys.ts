/** What a journey by public transport is worth to a traveller, kept as the columns of a trip where it beats what is there.
 *  In: a journey of the timetable search. Out: one place of the columns. */
import type { TransitJourney } from '../routing/transit-journey.ts';
import type { Scenario } from '../scenario/schema.ts';
import { busFareEur, trainFareEur } from './fares.ts';
import { keepRides } from './late-buses.ts';
import type { TransitColumns } from './level-of-service.ts';

const LONGEST_TRANSIT_S = 4 * 3600;
/** Waiting at home for a departure that is known counts half, up to this long. */
const HIDDEN_WAIT_S = 600;
/** Least time for a change of vehicle after a late ride [s]. */
const CHANGE_S = 60;
/** Vehicle type of the timetable. */
const TRAIN = 2;

/** @param bikeInM, bikeOutM parts of access and egress that are cycled [m], 0 where they are walked
 *  @param rentEur of a bicycle at the station [EUR a trip]
 *  @returns true when the journey is kept */
export function keepJourney(
  { choice, prices }: Pick<Scenario, 'choice' | 'prices'>,
  columns: TransitColumns,
  t: number,
  journey: TransitJourney,
  bikeInM = 0,
  bikeOutM = 0,
  rentEur = 0,
): boolean {
  const hiddenS = Math.min(HIDDEN_WAIT_S, journey.departureS - journey.leaveS);
  const timeS = journey.arrivalS - journey.departureS + Math.min(300, hiddenS);
  if (timeS > LONGEST_TRANSIT_S) return false;
  const onFootS = (bikeInM > 0 ? 0 : journey.accessS) + (bikeOutM > 0 ? 0 : journey.egressS) + journey.transferWalkS;
  const cycledS = (bikeInM > 0 ? journey.accessS : 0) + (bikeOutM > 0 ? journey.egressS : 0);
  let busM = 0;
  let trainM = 0;
  let busS = 0;
  let trainS = 0;
  for (const leg of journey.legs) {
    if (leg.kind !== 'ride') continue;
    if (leg.mode === TRAIN) {
      trainM += leg.distanceM;
      trainS += leg.arrivalS - leg.departureS;
    } else {
      busM += leg.distanceM;
      busS += leg.arrivalS - leg.departureS;
    }
  }
  const utility =
    (choice.walkPerMin * onFootS +
      choice.bikePerMin * cycledS +
      choice.waitPerMin * (journey.waitS + 0.5 * hiddenS) +
      choice.transitPerMin * busS +
      choice.trainPerMin * trainS) /
      60 +
    choice.perTransfer * journey.transfers;
  const busEur = busFareEur(prices, busM);
  const trainEur = trainFareEur(prices, trainM);
  const worth = (u: number, eur: number): number => u + choice.costPerEur * eur;
  const before = columns.busEur[t]! + columns.trainEur[t]! + columns.rentEur[t]!;
  if (worth(utility, busEur + trainEur + rentEur) <= worth(columns.utility[t]!, before)) return false;
  columns.utility[t] = utility;
  columns.timeS[t] = timeS;
  columns.busEur[t] = busEur;
  columns.trainEur[t] = trainEur;
  columns.rentEur[t] = rentEur;
  columns.walkM[t] = (bikeInM > 0 ? 0 : journey.accessM) + (bikeOutM > 0 ? 0 : journey.egressM) + journey.transferWalkM;
  columns.bikeM[t] = bikeInM + bikeOutM;
  columns.busM[t] = busM;
  columns.trainM[t] = trainM;
  keepRides(columns.rides, t, journey, CHANGE_S);
  return true;
}

export const firstStop = ({ legs }: TransitJourney): number => {
  const leg = legs[0]!;
  return leg.kind === 'ride' ? leg.boardStop : leg.fromStop;
};
export const lastStop = ({ legs }: TransitJourney): number => {
  const leg = legs.at(-1)!;
  return leg.kind === 'ride' ? leg.alightStop : leg.toStop;
};

export const isByTrain = (journey: TransitJourney): boolean =>
  journey.legs.some((leg) => leg.kind === 'ride' && leg.mode === TRAIN);
