/** Figures about autonomy. Pure. */
import type { ValueDefinition } from '../model.ts';

export const AUTONOMY: readonly ValueDefinition[] = [
  {
    key: 'autonomyPromisesKept',
    value: 'autonomy',
    unit: 'share',
    lowerIs: 'worse',
    label: { nl: 'Beloften aan bestuurders die zijn gehouden', en: 'Promises to drivers that were kept' },
    definition: {
      nl: 'Laadsessies waarin bij vertrek in de accu zat wat was gevraagd en mogelijk was.',
      en: 'Charging sessions that left with what was asked and possible in the battery.',
    },
    formula: 'sessions with unservedKwh = 0 / sessions',
    tables: ['sessions'],
    source: 'Rijnstroom',
    compute: ({ charging }) => (charging === null ? Number.NaN : charging.sessionsKept / charging.sessions),
  },
  {
    key: 'autonomySteered',
    value: 'autonomy',
    unit: 'share',
    lowerIs: 'better',
    label: {
      nl: 'Laadsessies waarin een ander dan de bestuurder beslist',
      en: 'Sessions in which somebody else decides',
    },
    definition: {
      nl: 'Sessies op het net van de wijk, als de strategie iets anders is dan meteen laden.',
      en: 'Sessions in the district’s grid when the strategy is anything else than charging at once.',
    },
    formula: "0 if strategy = 'uncontrolled', else sessions in the district / sessions",
    tables: ['sessions'],
    source: 'Rijnstroom',
    compute: ({ charging, scenario }) =>
      charging === null
        ? Number.NaN
        : scenario.charging.strategy === 'uncontrolled'
          ? 0
          : charging.sessionsSteered / charging.sessions,
  },
  {
    key: 'autonomyOverridden',
    value: 'autonomy',
    unit: 'share',
    lowerIs: 'neutral',
    label: { nl: 'Laadsessies waarin de bestuurder ingreep', en: 'Sessions in which the driver overrode' },
    definition: {
      nl: 'Sessies waarin de bestuurder “laad nu” drukte (lever charging.chargeNowShare); wat mensen echt zouden doen is een aanname.',
      en: 'Sessions in which the driver pressed “charge now” (lever charging.chargeNowShare); what people would really do is an assumption.',
    },
    formula: 'sessions with “charge now” / sessions',
    tables: ['vehicles', 'sessions'],
    source: 'lever charging.chargeNowShare',
    compute: ({ charging, overridden }) => (charging === null ? Number.NaN : overridden / charging.sessions),
  },
  {
    key: 'autonomyChoicesWithoutApp',
    value: 'autonomy',
    unit: 'modes/adult',
    lowerIs: 'worse',
    label: {
      nl: 'Vervoermiddelen waaruit een volwassene kan kiezen zonder app',
      en: 'Modes an adult can choose from without an app',
    },
    definition: {
      nl: 'Lopen, meerijden, bus en trein, en wat iemand heeft: fiets, e-fiets, auto met rijbewijs (dan ook P+R); deelvoertuigen alleen als boeken ook zonder app kan.',
      en: 'Walking, riding along, bus and train, and what a person has: bicycle, e-bike, car with licence (then also P+R); shared vehicles only if booking is possible without the app.',
    },
    formula: 'mean over adults of the number of modes at hand',
    tables: ['persons'],
    source: 'Rijnstroom',
    compute: ({ choiceSet }) => choiceSet?.withoutApp ?? Number.NaN,
  },
  {
    key: 'autonomyChoicesLostWithoutApp',
    value: 'autonomy',
    unit: 'modes/adult',
    lowerIs: 'better',
    label: { nl: 'Vervoermiddelen die alleen met een app te krijgen zijn', en: 'Modes that only an app opens' },
    definition: {
      nl: 'Verschil in keuze tussen een volwassene met en zonder app.',
      en: 'Difference in choice between an adult with and without the app.',
    },
    formula: 'mean modes with app − mean modes without app',
    tables: ['persons'],
    source: 'Rijnstroom',
    compute: ({ choiceSet }) => (choiceSet === null ? Number.NaN : choiceSet.withApp - choiceSet.withoutApp),
  },
];
