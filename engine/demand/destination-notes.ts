/** What a reader should know of how people were spread over destinations: what was scaled, replaced or out of reach. Pure. */
import type { Places } from '../district/district.ts';
import type { Balanced } from './gravity.ts';

/** In Dutch and English. */
export interface DemandNote {
  readonly nl: string;
  readonly en: string;
}

/** Gaps and scales below these are rounding. */
const LEAST_GAP = 1e-3;
const LEAST_SCALE = 0.01;

/** @param nl, en what is gone to, as in "banen", "jobs" */
export function balanceNotes(
  { scale, gap, gapAt, unreached }: Balanced,
  places: Places,
  nl: string,
  en: string,
): DemandNote[] {
  const notes: DemandNote[] = [];
  const factor = Number(scale.toPrecision(3));
  if (Math.abs(scale - 1) > LEAST_SCALE)
    notes.push({
      nl: `Er zijn niet evenveel mensen als ${nl}: het aantal per bestemming is vermenigvuldigd met ${String(factor).replace('.', ',')}.`,
      en: `People and ${en} differ in number: those of each destination were multiplied by ${factor}.`,
    });
  if (gap > LEAST_GAP) {
    const percent = Number((100 * gap).toPrecision(2));
    notes.push({
      nl: `De verdeling over ${nl} kwam niet helemaal uit: ${places.name[gapAt]!} wijkt ${String(percent).replace('.', ',')} % af.`,
      en: `The distribution over ${en} did not balance: ${places.name[gapAt]!} is ${percent} % off.`,
    });
  }
  if (unreached.length > 0) {
    const names = unreached.slice(0, 5).map((place) => places.name[place]!);
    const list = `${names.join(', ')}${unreached.length > 5 ? ', …' : ''}`;
    notes.push({
      nl: `Bestemmingen met ${nl} die van nergens te bereiken zijn: ${unreached.length} (${list}).`,
      en: `Destinations with ${en} that cannot be reached from anywhere: ${unreached.length} (${list}).`,
    });
  }
  return notes;
}

/** What stood in for kinds of school that the district lacks. */
export function schoolNotes(has: {
  readonly students: boolean;
  readonly secondary: boolean;
  readonly primary: boolean;
}): DemandNote[] {
  const notes: DemandNote[] = [];
  if (!has.students)
    notes.push({
      nl: 'Geen bestemming heeft studenten (kolom students): studenten gaan naar middelbare scholen.',
      en: 'No destination has students (column students): students go to secondary schools.',
    });
  if (!has.secondary)
    notes.push({
      nl: 'Geen school heeft 700 leerlingen of meer: alle scholen gelden ook als middelbare school.',
      en: 'No school has 700 pupils or more: all schools count as secondary schools as well.',
    });
  if (!has.primary)
    notes.push({
      nl: 'Geen school heeft minder dan 700 leerlingen: alle scholen gelden ook als basisschool.',
      en: 'No school has fewer than 700 pupils: all schools count as primary schools as well.',
    });
  return notes;
}
