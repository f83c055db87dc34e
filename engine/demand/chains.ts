/** What people do on a day, as chains of activities by group and day type, with their shares.
 *  A chain is tours separated by `|`; a tour is activities away from home, one letter each: W work, C school or course, S shop, L leisure,
 *  V visit, E bringing or fetching somebody, B business. The empty chain is a day at home.
 *  Source: own table, weighted so that trips per person, purposes and departures come near ODiN 2023 (CBS): about 2.7 trips a person and day,
 *  purposes work and business 0.20–0.25, school 0.10, shopping 0.20–0.22, leisure and visits 0.35. */
import { ACTIVITIES } from './plans.ts';

const LETTERS: Readonly<Record<string, (typeof ACTIVITIES)[number]>> = {
  W: 'work',
  C: 'school',
  S: 'shop',
  L: 'leisure',
  V: 'visit',
  E: 'escort',
  B: 'business',
};

/** Groups that plan alike; finer than PERSON_GROUPS. */
export const PLAN_GROUPS = [
  'toddler',
  'pupil',
  'teenager',
  'student',
  'worker',
  'working-parent',
  'home',
  'home-parent',
  'retired',
  'old',
] as const;
export type PlanGroup = (typeof PLAN_GROUPS)[number];

export interface Chain {
  /** Tours, each a list of indices into ACTIVITIES. */
  readonly tours: ReadonlyArray<readonly number[]>;
  readonly weight: number;
}

/** `chain weight, chain weight, …`; `-` is a day at home. */
const parse = (text: string): readonly Chain[] =>
  text.split(',').map((entry) => {
    const [chain, weight] = entry.trim().split(/\s+/) as [string, string];
    const tours =
      chain === '-' ? [] : chain.split('|').map((tour) => [...tour].map((c) => ACTIVITIES.indexOf(LETTERS[c]!)));
    return { tours, weight: Number(weight) };
  });

type ByGroup = Readonly<Record<PlanGroup, readonly Chain[]>>;

const weekday: ByGroup = {
  toddler: parse('- 38, C 20, V 12, S 14, L 12, S|L 4'),
  pupil: parse('- 5, C 34, C|L 24, C|V 9, C|S 5, C|L|V 5, CL 3, CV 3, C|C 7, C|C|L 4, L 1'),
  teenager: parse('- 7, C 36, C|L 24, C|V 6, C|S 6, CS 4, CL 4, CW 3, C|W 5, C|S|L 3, L 2, W 2'),
  student: parse('- 15, C 18, C|L 11, CS 5, CL 5, CW 2, W 6, W|L 4, L 6, S 7, V 4, S|L 7, C|S 5, S|V 3, L|L 2'),
  worker: parse(
    '- 11, W 22, WS 7, W|L 10, W|S 6, W|V 4, WL 4, WV 2, WBW 3, WLW 3, B 2, BW 1, W|S|L 2, WSL 1, S 6, S|L 6, L 4, SL 3, V 2, S|V 3, SS 3, LS 3, S|S 2, S|S|L 1, S|L|V 1',
  ),
  'working-parent': parse(
    '- 6, W 15, EW 4, WE 5, EWE 4, EWES 1, WS 5, W|L 8, EW|L 2, EWE|L 1, W|S 5, W|E 4, W|S|L 2, WBW 2, WLW 2, B 2, E|E 4, ES|E 3, E|S|E 3, E|E|L 2, EL|E 2, S 3, S|L 5, L 3, E|EL 2, SS 2, S|S|L 2, S|V 2',
  ),
  home: parse('- 21, S 15, S|L 12, L 9, V 6, S|V 8, SL 6, SS 6, L|L 4, L|V 4, LS 4, S|S 3, B 1, S|S|L 2, S|L|V 2'),
  'home-parent': parse(
    '- 10, E|E 9, ES|E 8, E|S|E 7, E|E|L 5, EL|E 4, EV|E 3, S 9, S|L 11, L 8, V 5, E 3, S|V 6, SS 4, S|S|L 4, L|L 3',
  ),
  retired: parse('- 19, S 14, S|L 14, L 9, V 6, S|V 8, SL 7, SS 5, L|L 5, L|V 4, LS 4, LV 2, S|S 3, S|S|L 2, S|L|V 2'),
  old: parse('- 42, S 19, L 12, V 9, S|L 6, SL 4, S|V 4, LS 2, SS 2'),
};

const saturday: ByGroup = {
  toddler: parse('- 26, V 22, S 24, L 18, S|V 5, L|V 5'),
  pupil: parse('- 14, L 21, V 14, S 12, L|V 10, L|S 8, L|L 7, S|V 6, SL 4, SV 4, L|S|V 3'),
  teenager: parse('- 15, L 17, S 10, V 9, W 11, W|L 7, S|L 10, L|L 7, L|V 7, SL 5, S|L|V 2'),
  student: parse('- 17, L 13, S 12, V 10, W 7, W|L 5, S|L 13, SL 6, L|V 7, SS 3, S|V 5, S|L|V 2'),
  worker: parse(
    '- 15, S 12, L 10, V 8, S|L 15, S|V 8, SS 6, SL 7, W 4, W|L 2, L|V 5, S|S 4, E 1, S|S|L 3, SV 3, LL 2, S|L|V 2',
  ),
  'working-parent': parse(
    '- 12, S 11, L 11, V 7, S|L 16, S|V 8, SS 6, SL 7, W 3, L|V 5, E|S 4, E|L 3, ES|E 2, E|E 1, S|S|L 3, L|L 3, S|L|V 2',
  ),
  home: parse('- 23, S 17, L 11, V 10, S|L 13, S|V 8, SS 5, SL 6, L|V 5, L|L 2'),
  'home-parent': parse('- 16, S 14, L 12, V 9, S|L 14, S|V 8, SS 5, SL 6, L|V 5, E|S 3, E|L 3, S|S|L 3, L|L 2'),
  retired: parse('- 24, S 17, L 12, V 11, S|L 12, S|V 7, SS 4, SL 6, L|V 5, L|L 2'),
  old: parse('- 46, S 18, L 12, V 13, S|L 4, SL 3, S|V 4'),
};

const sunday: ByGroup = {
  toddler: parse('- 32, V 28, L 26, S 5, L|V 7, LV 2'),
  pupil: parse('- 21, L 27, V 20, L|V 12, L|L 11, S 4, LV 3, S|L 2'),
  teenager: parse('- 23, L 24, V 13, L|V 10, L|L 9, W 7, S 5, S|L 5, LV 2, L|L|V 2'),
  student: parse('- 24, L 20, V 16, L|V 9, L|L 7, W 5, S 6, S|L 7, LV 3, SL 3'),
  worker: parse('- 23, L 20, V 16, L|V 11, L|L 9, S 5, S|L 6, W 2, LV 4, SL 2, S|V 2, LL 2'),
  'working-parent': parse('- 21, L 21, V 16, L|V 12, L|L 9, S 5, S|L 6, W 1, LV 5, SL 2, S|V 2'),
  home: parse('- 30, L 20, V 17, L|V 9, L|L 7, S 6, S|L 5, LV 3, SL 3'),
  'home-parent': parse('- 24, L 23, V 17, L|V 11, L|L 8, S 6, S|L 5, LV 3, SL 3'),
  retired: parse('- 32, L 21, V 16, L|V 9, L|L 7, S 5, LV 4, S|L 4, SL 2'),
  old: parse('- 56, L 18, V 18, L|V 4, S 3, LV 1'),
};

/** [day type] chains by group. */
export const CHAINS: readonly ByGroup[] = [weekday, saturday, sunday];
