/** Small parts that all ways to travel share: a journey of legs, a leg moved in time, the hubs worth trying. Pure. */
import type { Journey, JourneyHub, JourneyLeg, JourneyMode, PlannerInput } from './journey.ts';

/** Hubs that are tried. */
const HUBS_TRIED = 4;

export function journeyOf(
  tariff: PlannerInput['tariff'],
  mode: JourneyMode,
  departureS: number,
  legs: readonly JourneyLeg[],
  transfers: number,
  waitS: number,
): Journey {
  return {
    mode,
    departureS,
    arrivalS: legs[legs.length - 1]!.arrivalS,
    transfers,
    legs,
    walkM: legs.reduce((sum, leg) => sum + (leg.mode === 'walk' ? leg.distanceM : 0), 0),
    waitS,
    ...tariff(mode, legs),
  };
}

export function shifted(leg: JourneyLeg, laterS: number): JourneyLeg {
  return { ...leg, departureS: leg.departureS + laterS, arrivalS: leg.arrivalS + laterS };
}

/** The hubs with the smallest measure, smallest first. */
export function firstHubs(hubs: readonly JourneyHub[], measureM: (hub: JourneyHub) => number): readonly JourneyHub[] {
  return [...hubs].sort((a, b) => measureM(a) - measureM(b)).slice(0, HUBS_TRIED);
}
