/** Colours of the report as names of CSS variables, so that light, dark and print have their own. The sets are safe for colour-blind readers:
 *  Okabe and Ito (2008) for kinds, blue–orange for differences. */

export const SIDE_COLOURS = ['var(--base)', 'var(--other)'] as const;

/** Results between the first and the last: dashed as well, for who sees no colour. */
export const BETWEEN_COLOURS = [
  { colour: 'var(--between-1)', dash: '7 3' },
  { colour: 'var(--between-2)', dash: '2 3' },
] as const;

export const FLOW_COLOURS = {
  load: 'var(--ink-2)',
  pv: 'var(--sun)',
  charge: 'var(--charge)',
  discharge: 'var(--discharge)',
} as const;

/** Groups of modes as the report shows them, with members and colour. */
export const MODE_GROUPS: ReadonlyArray<{
  readonly key: string;
  readonly nl: string;
  readonly en: string;
  readonly colour: string;
  readonly modes: readonly string[];
}> = [
  { key: 'walk', nl: 'lopen', en: 'walking', colour: 'var(--m1)', modes: ['walk'] },
  { key: 'bike', nl: 'fiets en e-fiets', en: 'bicycle and e-bike', colour: 'var(--m2)', modes: ['bike', 'e-bike'] },
  {
    key: 'transit',
    nl: 'bus, tram en trein',
    en: 'bus, tram and train',
    colour: 'var(--m3)',
    modes: ['bus-tram', 'train'],
  },
  { key: 'pr', nl: 'P+R', en: 'park and ride', colour: 'var(--m4)', modes: ['park-and-ride'] },
  {
    key: 'shared',
    nl: 'deelauto en deelfiets',
    en: 'shared car and bicycle',
    colour: 'var(--m5)',
    modes: ['shared-car', 'shared-bike'],
  },
  { key: 'passenger', nl: 'auto, passagier', en: 'car, passenger', colour: 'var(--m6)', modes: ['car-passenger'] },
  { key: 'car', nl: 'auto, bestuurder', en: 'car, driver', colour: 'var(--m7)', modes: ['car'] },
];

/** Steps of a difference from much lower to much higher. */
export const DIVERGING = [1, 2, 3, 4, 5, 6, 7].map((step) => `var(--d${step})`);

/** Steps of an amount from little to much. */
export const SEQUENTIAL = ['var(--s1)', 'var(--s2)', 'var(--s3)', 'var(--s4)', 'var(--s5)'] as const;
