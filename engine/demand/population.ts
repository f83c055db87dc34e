/** Synthetic residents: households, persons and cars as stores. The sample is `sampleShare` of the residents; each stands for 1 / sampleShare. */

export const HOUSEHOLD_TYPES = ['single', 'couple', 'family', 'single-parent', 'other'] as const;
export const INCOME_CLASSES = ['low', 'middle', 'high'] as const;
export const PERSON_GROUPS = ['child', 'student', 'worker', 'home', 'retired'] as const;

export interface Households {
  readonly count: number;
  /** [household] name of the household in random draws: the same in every scenario of the same residents. */
  readonly key: Uint32Array;
  /** [household] 1 when its travel is simulated; the others exist for energy and for the totals. */
  readonly inSample: Uint8Array;
  readonly zone: Uint32Array;
  /** [household] road node of the front door, and its place. */
  readonly homeNode: Uint32Array;
  readonly homeLonDeg: Float64Array;
  readonly homeLatDeg: Float64Array;
  readonly size: Uint8Array;
  /** index into HOUSEHOLD_TYPES, INCOME_CLASSES */
  readonly type: Uint8Array;
  readonly incomeClass: Uint8Array;
  readonly incomeEurPerYear: Float32Array;
  readonly flat: Uint8Array;
  readonly cars: Uint8Array;
  /** [household + 1] persons firstPerson[h] … firstPerson[h + 1] - 1 */
  readonly firstPerson: Uint32Array;
  readonly pvKwp: Float32Array;
  readonly heatPump: Uint8Array;
  /** Today's use, without heat pump, car and the lever `buildings.loadFactor`. */
  readonly electricityKwhPerYear: Float32Array;
  /** What warms it (index into HEATINGS), and how much it takes; left out where nothing is known of it. */
  readonly heating?: Uint8Array;
  readonly gasM3PerYear?: Float32Array;
  readonly heatGjPerYear?: Float32Array;
}

export interface Persons {
  readonly count: number;
  /** [person] name of the person in random draws: household key × 16 + place in the household. */
  readonly key: Uint32Array;
  readonly household: Uint32Array;
  readonly ageYears: Uint8Array;
  /** index into PERSON_GROUPS */
  readonly group: Uint8Array;
  readonly licence: Uint8Array;
  readonly bike: Uint8Array;
  readonly eBike: Uint8Array;
  readonly reducedMobility: Uint8Array;
  readonly lowDigitalSkill: Uint8Array;
  /** Reduced-fare or free public transport (student card). */
  readonly studentCard: Uint8Array;
}

export const DRIVE_TYPES = ['petrol', 'plug-in hybrid', 'battery'] as const;

/** Private cars first, then shared cars (household NO_HOUSEHOLD). All arrays [car]. */
export const NO_HOUSEHOLD = 0xffffffff;
export interface Cars {
  readonly count: number;
  /** Cars with an index below this belong to households, the others stand at hubs. */
  readonly privateCount: number;
  /** [car] name of the car in random draws: household key × 16 + place in the household; hub × 4096 + place, from the top, for shared cars. */
  readonly key: Uint32Array;
  readonly household: Uint32Array;
  /** [car] hub of a shared car, 0xffffffff for a private one. */
  readonly hub: Uint32Array;
  /** index into DRIVE_TYPES */
  readonly driveType: Uint8Array;
  /** Usable battery; 0 for petrol. */
  readonly batteryKwh: Float32Array;
  readonly consumptionKwhPerKm: Float32Array;
  /** AC power the car can take, limited by its on-board charger, and its phases. */
  readonly maxAcKw: Float32Array;
  readonly phases: Uint8Array;
  /** 1 when car and its usual charger can discharge. */
  readonly v2g: Uint8Array;
  /** 1 when the household has its own charger behind its own connection. */
  readonly homeCharger: Uint8Array;
  /** 1 for a lease or company car in private use. */
  readonly lease: Uint8Array;
}

/** One total that the residents of a zone were fitted to. */
export interface FitResidual {
  readonly zone: number;
  readonly name: string;
  readonly wanted: number;
  readonly made: number;
}

export interface Population {
  readonly sampleShare: number;
  readonly households: Households;
  readonly persons: Persons;
  readonly cars: Cars;
  /** How well zone totals are met: [zone] households wanted and made, persons wanted and made. */
  readonly fit: ReadonlyArray<{
    readonly zone: number;
    readonly householdsWanted: number;
    readonly households: number;
    readonly personsWanted: number;
    readonly persons: number;
  }>;
  /** Every other total (one-person households, ages, incomes, licences, cars), by zone. */
  readonly residuals: readonly FitResidual[];
}
