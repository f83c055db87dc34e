/** Rules of OCPP 2.1 for SetChargingProfileRequest, written down from the standard's published JSON schema and its table "Limits and
 *  setpoints per operation mode" (part 2, block Q), for what we write. Every problem is told with its path. */

interface Rule {
  readonly type: 'integer' | 'number' | 'string' | 'object' | 'array';
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly oneOf?: readonly string[];
  readonly dateTime?: boolean;
  readonly items?: Rule;
  readonly required?: readonly string[];
  /** Other keys are refused. */
  readonly properties?: Readonly<Record<string, Rule>>;
}

const integer: Rule = { type: 'integer' };
const number: Rule = { type: 'number' };
const dateTime: Rule = { type: 'string', dateTime: true };
const notAbove0: Rule = { type: 'number', maximum: 0 };
const phase: Rule = { type: 'integer', minimum: 0, maximum: 3 };

const period: Rule = {
  type: 'object',
  required: ['startPeriod'],
  properties: {
    startPeriod: integer,
    limit: number,
    limit_L2: number,
    limit_L3: number,
    numberPhases: phase,
    phaseToUse: phase,
    dischargeLimit: notAbove0,
    dischargeLimit_L2: notAbove0,
    dischargeLimit_L3: notAbove0,
    setpoint: number,
    setpoint_L2: number,
    setpoint_L3: number,
    operationMode: {
      type: 'string',
      oneOf: [
        'Idle',
        'ChargingOnly',
        'CentralSetpoint',
        'ExternalSetpoint',
        'ExternalLimits',
        'CentralFrequency',
        'LocalFrequency',
        'LocalLoadBalancing',
      ],
    },
  },
};

const schedule: Rule = {
  type: 'object',
  required: ['id', 'chargingRateUnit', 'chargingSchedulePeriod'],
  properties: {
    id: integer,
    startSchedule: dateTime,
    duration: integer,
    chargingRateUnit: { type: 'string', oneOf: ['W', 'A'] },
    minChargingRate: number,
    chargingSchedulePeriod: { type: 'array', minItems: 1, maxItems: 1024, items: period },
  },
};

export const setChargingProfileRequest: Rule = {
  type: 'object',
  required: ['evseId', 'chargingProfile'],
  properties: {
    evseId: { type: 'integer', minimum: 0 },
    chargingProfile: {
      type: 'object',
      required: ['id', 'stackLevel', 'chargingProfilePurpose', 'chargingProfileKind', 'chargingSchedule'],
      properties: {
        id: integer,
        stackLevel: { type: 'integer', minimum: 0 },
        chargingProfilePurpose: {
          type: 'string',
          oneOf: [
            'ChargingStationExternalConstraints',
            'ChargingStationMaxProfile',
            'TxDefaultProfile',
            'TxProfile',
            'PriorityCharging',
            'LocalGeneration',
          ],
        },
        chargingProfileKind: { type: 'string', oneOf: ['Absolute', 'Recurring', 'Relative', 'Dynamic'] },
        validFrom: dateTime,
        validTo: dateTime,
        transactionId: { type: 'string', maxLength: 36 },
        chargingSchedule: { type: 'array', minItems: 1, maxItems: 3, items: schedule },
      },
    },
  },
};

export function problemsOf(value: unknown, rule: Rule = setChargingProfileRequest, path = ''): string[] {
  const wrong = (what: string): string[] => [`${path}: ${what}, got ${JSON.stringify(value)}`];
  switch (rule.type) {
    case 'integer':
    case 'number':
      if (typeof value !== 'number' || !Number.isFinite(value)) return wrong('must be a number');
      if (rule.type === 'integer' && !Number.isInteger(value)) return wrong('must be whole');
      if (value < (rule.minimum ?? -Infinity) || value > (rule.maximum ?? Infinity)) return wrong('out of range');
      return [];
    case 'string':
      if (typeof value !== 'string') return wrong('must be a text');
      if (value.length > (rule.maxLength ?? Infinity)) return wrong('too long');
      if (rule.oneOf !== undefined && !rule.oneOf.includes(value)) return wrong('not one of the standard’s');
      if (rule.dateTime === true && !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value))
        return wrong('must be RFC 3339');
      return [];
    case 'array':
      if (!Array.isArray(value)) return wrong('must be a list');
      if (value.length < (rule.minItems ?? 0) || value.length > (rule.maxItems ?? Infinity))
        return [`${path}: ${value.length} items`];
      return value.flatMap((item: unknown, i) => problemsOf(item, rule.items, `${path}[${i}]`));
    case 'object': {
      if (typeof value !== 'object' || value === null) return wrong('must be an object');
      const entries = Object.entries(value);
      const missing = (rule.required ?? []).filter((key) => !(key in value)).map((key) => `${path}: ${key} is missing`);
      return [
        ...missing,
        ...entries.flatMap(([key, item]) => {
          const known = rule.properties?.[key];
          return known === undefined ? [`${path}: ${key} is not known`] : problemsOf(item, known, `${path}.${key}`);
        }),
      ];
    }
  }
}

/** Fields that carry limits and setpoints, by mode: what must be there and what may. */
export const FIELDS_OF_MODE: Readonly<
  Record<string, { readonly must: readonly string[]; readonly may: readonly string[] }>
> = {
  Idle: { must: [], may: [] },
  ChargingOnly: { must: ['limit'], may: [] },
  CentralSetpoint: { must: ['setpoint'], may: ['limit', 'dischargeLimit', 'setpointReactive'] },
};
