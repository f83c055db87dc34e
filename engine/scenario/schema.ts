/** The scenario: one declaration that gives the types, the checks, the JSON Schema and the labels of the form. */
import { z } from 'zod';
import { quantity, theme } from './lever.ts';
import { buildingsTheme } from './themes/buildings.ts';
import { chargingTheme } from './themes/charging.ts';
import { choiceTheme } from './themes/choice.ts';
import { emissionsTheme } from './themes/emissions.ts';
import { fleetsTheme } from './themes/fleets.ts';
import { gridTheme } from './themes/grid.ts';
import { harbourTheme } from './themes/harbour.ts';
import { maasTheme } from './themes/maas.ts';
import { parkingTheme } from './themes/parking.ts';
import { populationTheme } from './themes/population.ts';
import { pricesTheme } from './themes/prices.ts';
import { solarTheme } from './themes/solar.ts';
import { tariffTheme } from './themes/tariff.ts';
import { travelTheme } from './themes/travel.ts';
import { valuesTheme } from './themes/values.ts';

/** Version of the scenario format; older files are migrated forward by `migrate.ts`. */
export const SCENARIO_VERSION = 1;

const bilingual = z.strictObject({
  nl: z.string().min(1),
  en: z.string().min(1),
});

export const scenarioSchema = z.strictObject({
  version: z.literal(SCENARIO_VERSION),
  name: bilingual.meta({ description: 'Name of the scenario' }),
  question: bilingual.meta({
    description: 'The question the scenario answers',
  }),
  district: z
    .string()
    .min(1)
    .default('leidsche-rijn')
    .meta({ description: 'Built-in district or path of a district folder' }),
  seed: quantity({
    unit: '',
    min: 0,
    max: 4294967295,
    default: 1,
    integer: true,
    nl: 'Toevalsgetal',
    en: 'Random seed',
    source: 'assumption',
  }),
  period: theme('Periode van de energiesimulatie', 'Period of the energy simulation', {
    start: z.iso.date().default('2025-01-01').meta({ description: 'First day' }),
    days: quantity({
      unit: 'days',
      min: 1,
      max: 1461,
      default: 365,
      integer: true,
      nl: 'Aantal dagen',
      en: 'Number of days',
      source: 'assumption',
    }),
    stepMinutes: z
      .union([z.literal(5), z.literal(15), z.literal(30), z.literal(60)])
      .default(15)
      .meta({ description: 'Length of a step [min]' }),
  }),
  travel: travelTheme,
  population: populationTheme,
  choice: choiceTheme,
  prices: pricesTheme,
  parking: parkingTheme,
  maas: maasTheme,
  fleets: fleetsTheme,
  charging: chargingTheme,
  solar: solarTheme,
  buildings: buildingsTheme,
  tariff: tariffTheme,
  grid: gridTheme,
  emissions: emissionsTheme,
  harbour: harbourTheme,
  values: valuesTheme,
});

/** A resolved scenario: every lever has a value. */
export type Scenario = z.infer<typeof scenarioSchema>;

/** The schema as JSON Schema (draft 2020-12) for editors; `extends` is allowed beside the levers. */
export function scenarioJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(scenarioSchema, { io: 'input' }) as Record<string, unknown>;
  const properties = schema['properties'] as Record<string, unknown>;
  return {
    ...schema,
    required: undefined,
    title: 'Rijnstroom scenario',
    properties: {
      extends: {
        type: 'string',
        description: 'Scenario file this one changes',
      },
      ...properties,
    },
  };
}
