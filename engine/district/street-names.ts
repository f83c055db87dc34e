/** Names of generated streets: a zone's words with endings, each pair once before any comes again. Draws from a named stream. */
import { Stream } from '../core/random.ts';
import type { StreetPlan } from './street-plan.ts';

/** A function that gives the next name in a zone, '' as code outside zones.
 *  @param taken names that are not given (those of the skeleton's roads) */
export function streetNamer(
  plan: StreetPlan,
  taken: ReadonlySet<string>,
): (zoneCode: string, kind: 'street' | 'path') => string {
  const queues = new Map<string, string[]>();
  const refill = (zoneCode: string, kind: 'street' | 'path', key: string): string[] => {
    const { words, endings } = plan.zones[zoneCode]?.names ?? plan.names;
    const all = words
      .flatMap((word) => (kind === 'path' ? ['pad'] : endings).map((ending) => join(word, ending)))
      .filter((name) => !taken.has(name));
    // A theme that the skeleton has used up still gives names, numbered by its words.
    if (all.length === 0) all.push(...words.map((word) => join(word, 'dwarsstraat')));
    const stream = new Stream(plan.seed, `street-names ${key}`);
    for (let i = all.length - 1; i > 0; i--) {
      const j = stream.integer(i + 1);
      [all[i], all[j]] = [all[j]!, all[i]!];
    }
    return all;
  };
  return (zoneCode, kind) => {
    const key = `${plan.zones[zoneCode]?.names === undefined ? '' : zoneCode} ${kind}`;
    let queue = queues.get(key);
    if (queue === undefined || queue.length === 0) {
      queue = refill(zoneCode, kind, key);
      queues.set(key, queue);
    }
    return queue.pop()!;
  };
}

/** `Viool` + `straat`; an ending with a capital letter stands apart, `Hoge` + `Woerd`. */
const join = (word: string, ending: string): string =>
  /^\p{Lu}/u.test(ending) ? `${word} ${ending}` : `${word}${ending}`;
