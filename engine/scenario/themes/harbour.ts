/** Levers of an inland harbour: berths with shore power, and what ships need while they lie there. No berths: no harbour. */
import { z } from 'zod';
import { flag, quantity, share, theme } from '../lever.ts';

const GK = 'assumption';

const berth = z.strictObject({
  name: z.string().min(1),
  lonDeg: z.number().min(-180).max(180),
  latDeg: z.number().min(-90).max(90),
  /** Most that the shore connection gives [kW]. */
  shorePowerKw: z.number().gt(0).max(20_000),
  /** Ships that come in a week. */
  callsPerWeek: z.number().gt(0).max(50),
  /** Mean length of a stay [h]. */
  stayHours: z.number().gte(1).max(336),
  /** What a ship uses for itself while it lies there [kW]: heating, cooling, light, galley. */
  hotelKw: z.number().min(0).max(20_000),
});

export const harbourTheme = theme('Haven', 'Harbour', {
  berths: z
    .array(berth)
    .max(200)
    .refine(
      (berths) => new Set(berths.map(({ name }) => name)).size === berths.length,
      'must give each berth a name of its own',
    )
    .default([])
    .meta({
      description: 'Berths with shore power',
      unit: '',
      nl: 'Ligplaatsen met walstroom',
      en: 'Berths with shore power',
      source: GK,
    }),
  shorePowerShare: share({
    default: 1,
    nl: 'Deel van de schepen dat walstroom gebruikt; de andere draaien hun generator',
    en: 'Share of ships that use shore power; the others run their generator',
    source: GK,
  }),
  electricShipShare: share({
    default: 0.3,
    nl: 'Deel van de schepen met een accu om op te varen',
    en: 'Share of ships with a battery to sail on',
    source: GK,
  }),
  shipBatteryKwh: quantity({
    unit: 'kWh',
    min: 10,
    max: 20_000,
    default: 1000,
    nl: 'Accu van een elektrisch schip',
    en: 'Battery of an electric ship',
    source: GK,
  }),
  shipNeedShare: share({
    default: 0.6,
    nl: 'Deel van de accu dat tijdens het verblijf geladen moet worden, gemiddeld',
    en: 'Share of the battery to be charged during the stay, on average',
    source: GK,
  }),
  shipsDischarge: flag({
    default: false,
    nl: 'Schepen kunnen terugleveren',
    en: 'Ships can discharge',
    source: GK,
  }),
  generatorGPerKwh: quantity({
    unit: 'g CO2/kWh',
    min: 0,
    max: 2000,
    default: 700,
    nl: 'CO₂ van een scheepsgenerator op diesel',
    en: 'CO₂ of a ship’s diesel generator',
    source: GK,
  }),
});
