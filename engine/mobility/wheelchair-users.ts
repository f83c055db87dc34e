/** Who travels in a wheelchair: some of the people with reduced mobility, drawn by name. Pure. */
import { purposeId, uniform } from '../core/random.ts';
import type { Persons } from '../demand/population.ts';
import type { Scenario } from '../scenario/schema.ts';

const WHEELCHAIR = purposeId('wheelchair');

/** @returns [person] 1 for people in a wheelchair */
export function peopleInWheelchair(
  { population, seed }: Pick<Scenario, 'population' | 'seed'>,
  persons: Pick<Persons, 'count' | 'key' | 'reducedMobility'>,
): Uint8Array {
  const { wheelchairShare, reducedMobilityShare } = population;
  const among = reducedMobilityShare > 0 ? wheelchairShare / reducedMobilityShare : 0;
  return Uint8Array.from({ length: persons.count }, (_, p) =>
    persons.reducedMobility[p] === 1 && uniform(seed, WHEELCHAIR, persons.key[p]!) < among ? 1 : 0,
  );
}
