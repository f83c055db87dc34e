/** Shares of modes by distance and by purpose that the baseline is calibrated to, in percent of trips: walk, bicycle (with e-bike and shared), public transport,
 *  car (driver, passenger, shared).
 *  Source: own table. OViN shares by distance (about 2010–2012, national, 29,915 trips) moved to the residents' totals of 2023 in the province of
 *  Utrecht (CBS ODiN 2023: bicycle 37, car 33, walk 24, public transport 3, other 3 % inside the province; more car and public transport beyond)
 *  by iterative proportional fitting; walking beyond 2.5 km kept near the OViN share, walks beyond 7.5 km and rides beyond 30 km (under 3 %) given
 *  to the car. The choice: OViN's own shares at the distances of this district would give walk 15, bicycle 24, car 57, public transport 5 %; moved, they
 *  give 16, 34, 45 and 5, next to 24, 37, 33 and 3 inside the province in 2023 (walks for their own sake are not in the plans). */
export const TARGET_FROM_KM = [0, 0.5, 1, 2.5, 3.7, 5, 7.5, 10, 15, 20, 30, 50] as const;

export const TARGET_MODES = ['walk', 'bicycle', 'public transport', 'car'] as const;

export const TARGET_PERCENT: ReadonlyArray<readonly [walk: number, bicycle: number, transit: number, car: number]> = [
  [78, 19, 0, 3],
  [52, 41, 0, 7],
  [28, 53, 0.5, 18.5],
  [15, 51, 1.5, 32.5],
  [10, 47, 3.5, 39.5],
  [5, 39, 4.5, 51.5],
  [0, 32, 6, 62],
  [0, 22, 8, 70],
  [0, 13, 10.5, 76.5],
  [0, 6, 12.5, 81.5],
  [0, 0, 16, 84],
  [0, 0, 14.5, 85.5],
];

/** Purposes that targets tell apart. A way home has the purpose of what came before it. */
export const TARGET_PURPOSES = [
  'work and business',
  'education',
  'shopping',
  'leisure',
  'visits',
  'escorting',
] as const;

/** [index into ACTIVITIES] index into TARGET_PURPOSES; home, as it were, never stands alone. */
const PURPOSE_OF_ACTIVITY: readonly number[] = [3, 0, 1, 2, 3, 4, 5, 0];

/** Percent of trips by purpose: walk, bicycle, public transport, car.
 *  Source: assumption. The pattern of the national travel survey from general knowledge (commuting by car and train, education by bicycle, shopping
 *  on foot), moved to the totals that the table by distance gives in this district. */
const TARGET_PERCENT_BY_PURPOSE: ReadonlyArray<readonly [walk: number, bicycle: number, transit: number, car: number]> =
  [
    [4.2, 28.2, 8.8, 58.8],
    [22.8, 46.9, 8.7, 21.6],
    [24.9, 30.9, 1.4, 42.8],
    [13.6, 33.1, 4.4, 48.9],
    [13.5, 26.1, 4.9, 55.5],
    [20.8, 35.9, 0.5, 42.8],
  ];

/** Purpose of a trip as targets count it. @param activity at the end of the trip  @param before activity at its start */
export const targetPurpose = (activity: number, before: number): number =>
  PURPOSE_OF_ACTIVITY[activity === 0 ? before : activity]!;

/** [mode of MODES] index into TARGET_MODES; P+R counts as public transport. */
export const TARGET_OF_MODE: readonly number[] = [0, 1, 1, 3, 3, 2, 2, 2, 3, 1];

/** Distance class of a trip. */
export function distanceClass(metres: number): number {
  const km = metres / 1000;
  let k = TARGET_FROM_KM.length - 1;
  while (k > 0 && km < TARGET_FROM_KM[k]!) k--;
  return k;
}

/** What the built-in constants are fitted to. Shares inside a mode: passengers about a quarter of car trips (CBS ODiN 2023); e-bikes 22 % of bicycle
 *  trips and the train 55 % of public transport are assumptions. */
export const DEFAULT_TARGETS = {
  percent: TARGET_PERCENT as ReadonlyArray<readonly number[]>,
  byPurpose: TARGET_PERCENT_BY_PURPOSE as ReadonlyArray<readonly number[]>,
  passengerOfCar: 0.25,
  eBikeOfBicycle: 0.22,
  trainOfTransit: 0.55,
} as const;
