/** From the labels of a search back to journeys: legs, totals. */
import type { TransitDay } from './transit-day.ts';
import type { TransitIndex } from './transit-index.ts';
import { rideLeg, type TransitJourney, type TransitLeg } from './transit-journey.ts';
import type { TransitLabels } from './transit-labels.ts';

/** Ways from the origin and to the destination by stop. */
export interface TransitEnds {
  readonly accessS: Int32Array;
  readonly accessM: Float32Array;
  readonly egressS: Int32Array;
  readonly egressM: Float32Array;
}

/** Journeys of the labels' present run, fewest transfers first. */
export function collectJourneys(
  index: TransitIndex,
  day: TransitDay,
  labels: TransitLabels,
  ends: TransitEnds,
  levels: number,
  leaveS: number,
): TransitJourney[] {
  const found: TransitJourney[] = [];
  let bestS = Number.POSITIVE_INFINITY;
  for (let level = 1; level <= levels; level++) {
    if (labels.targetRun[level] !== labels.run) continue;
    const journey = unroll(index, day, labels, ends, level, leaveS);
    if (journey.arrivalS >= bestS) continue;
    bestS = journey.arrivalS;
    found.push(journey);
  }
  return found;
}

function unroll(
  index: TransitIndex,
  day: TransitDay,
  labels: TransitLabels,
  ends: TransitEnds,
  level: number,
  leaveS: number,
): TransitJourney {
  const { footFirst, footTo, footS, footM } = index;
  const { stops, rideTrip, rideSpan, walkedFrom } = labels;
  const arrivalAt = (l: number, stop: number): number => {
    const trip = rideTrip[l * stops + stop]!;
    return index.timeS[2 * (day.trip[2 * trip]! + (rideSpan[l * stops + stop]! & 0xffff))]! + day.trip[2 * trip + 1]!;
  };
  const legs: TransitLeg[] = [];
  const lastStop = labels.targetStop[level]!;
  let stop = lastStop;
  for (let l = level; l >= 1; l--) {
    const span = rideSpan[l * stops + stop]!;
    const ride = rideLeg(index, day, rideTrip[l * stops + stop]!, span >>> 16, span & 0xffff);
    legs.unshift(ride);
    stop = ride.boardStop;
    if (l === 1) break;
    const from = walkedFrom[(l - 1) * stops + stop]!;
    if (from !== stop) {
      let e = footFirst[from]!;
      while (footTo[e] !== stop) e++;
      const arrivalS = arrivalAt(l - 1, from);
      legs.unshift({
        kind: 'walk',
        fromStop: from,
        toStop: stop,
        departureS: arrivalS,
        arrivalS: arrivalS + footS[e]!,
        distanceM: footM[e]!,
      });
    }
    stop = from;
  }
  return summary(legs, leaveS, stop, lastStop, ends);
}

function summary(
  legs: readonly TransitLeg[],
  leaveS: number,
  firstStop: number,
  lastStop: number,
  { accessS, accessM, egressS, egressM }: TransitEnds,
): TransitJourney {
  let rideS = 0;
  let rideM = 0;
  let footS = 0;
  let footM = 0;
  let rides = 0;
  for (const leg of legs) {
    if (leg.kind === 'ride') {
      rides++;
      rideS += leg.arrivalS - leg.departureS;
      rideM += leg.distanceM;
    } else {
      footS += leg.arrivalS - leg.departureS;
      footM += leg.distanceM;
    }
  }
  const endS = legs[legs.length - 1]!.arrivalS;
  return {
    leaveS,
    departureS: legs[0]!.departureS - accessS[firstStop]!,
    arrivalS: endS + egressS[lastStop]!,
    transfers: rides - 1,
    legs,
    accessS: accessS[firstStop]!,
    accessM: accessM[firstStop]!,
    egressS: egressS[lastStop]!,
    egressM: egressM[lastStop]!,
    transferWalkS: footS,
    transferWalkM: footM,
    rideS,
    rideM,
    waitS: endS - legs[0]!.departureS - rideS - footS,
  };
}
