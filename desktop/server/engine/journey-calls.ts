/** Calls about single journeys and areas within reach, in the engine process. In: a result, whose scenario gives speeds, prices and district.
 *  Out: answers of the bridge. The district read last is kept: questions come in rows. */
import { area } from '@turf/turf';
import { InputError } from '../../../engine/core/errors.ts';
import type { District } from '../../../engine/district/district.ts';
import { loadDistrict } from '../../../engine/io/district.ts';
import type { StoredResult } from '../../../engine/io/result-folder.ts';
import { completeScenario } from '../../../engine/io/values-data.ts';
import { planJourneys, reachableAreas } from '../../../engine/mobility/journey-desk.ts';
import {
  MODE_WORDS,
  REASON_WORDS,
  STAY_SEATED_WORDS,
  WHEELCHAIR_WORDS,
} from '../../../engine/routing/journey-words.ts';
import { OffNetworkError } from '../../../engine/routing/join-streets.ts';
import type { Scenario } from '../../../engine/scenario/schema.ts';
import type { BridgeCalls, CallArgument } from '../../shared/bridge.ts';

let kept: { readonly key: string; readonly district: Promise<District> } | null = null;

function districtOf({ district, travel: { bikeSpeedKmh, walkSpeedKmh } }: Scenario): Promise<District> {
  const key = JSON.stringify([district, bikeSpeedKmh, walkSpeedKmh]);
  if (kept?.key !== key) {
    const reading = loadDistrict(district, { bikeSpeedKmh, walkSpeedKmh });
    kept = { key, district: reading };
    // A district that cannot be read is asked for again.
    reading.catch(() => {
      kept = null;
    });
  }
  return kept.district;
}

/** @throws InputError for a place off the streets */
function onStreets<T>(from: readonly number[], to: readonly number[], ask: () => T): T {
  try {
    return ask();
  } catch (error) {
    if (!(error instanceof OffNetworkError)) throw error;
    throw new InputError('map', error.end, error.message, (error.end === 'from' ? from : to).join(', '));
  }
}

export async function journeys(
  result: StoredResult,
  question: Omit<CallArgument<'journeys'>, 'id'>,
): Promise<BridgeCalls['journeys']> {
  const scenario = completeScenario(result);
  const district = await districtOf(scenario);
  const { wheelchair, car, ...asked } = question;
  const answer = onStreets(question.from, question.to, () =>
    planJourneys(scenario, district, {
      ...asked,
      ...(wheelchair === undefined ? {} : { wheelchair }),
      ...(car === undefined ? {} : { car }),
    }),
  );
  return {
    journeys: answer.journeys.map((journey) => ({
      mode: journey.mode,
      name: MODE_WORDS[journey.mode],
      departureS: journey.departureS,
      arrivalS: journey.arrivalS,
      transfers: journey.transfers,
      distanceM: journey.legs.reduce((sum, leg) => sum + leg.distanceM, 0),
      costEur: journey.costEur,
      co2G: journey.co2G,
      energyKwh: journey.energyKwh,
      legs: journey.legs.map((leg) => ({
        mode: leg.mode,
        name: MODE_WORDS[leg.mode],
        from: leg.from.name,
        to: leg.to.name,
        departureS: leg.departureS,
        arrivalS: leg.arrivalS,
        distanceM: leg.distanceM,
        line: leg.route ?? null,
        wheelchair: leg.wheelchair === undefined ? null : WHEELCHAIR_WORDS[leg.wheelchair],
        staySeated: leg.staySeated === true ? STAY_SEATED_WORDS : null,
        shape: Float64Array.from(leg.shape.flat()),
      })),
    })),
    missing: answer.missing.map(({ mode, reason }) => ({ name: MODE_WORDS[mode], reason: REASON_WORDS[reason] })),
  };
}

export async function reach(
  result: StoredResult,
  question: Omit<CallArgument<'reach'>, 'id'>,
): Promise<BridgeCalls['reach']> {
  const scenario = completeScenario(result);
  const district = await districtOf(scenario);
  const { wheelchair, ...asked } = question;
  const { areas } = onStreets(question.from, question.from, () =>
    reachableAreas(scenario, district, { ...asked, ...(wheelchair === undefined ? {} : { wheelchair }) }),
  );
  return areas.features.map((feature) => ({
    minutes: feature.properties.minutes,
    areaKm2: area(feature) / 1e6,
    polygons: feature.geometry.coordinates.map((polygon) => polygon.map((ring) => Float64Array.from(ring.flat()))),
  }));
}
