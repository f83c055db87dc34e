/** Levers of parking: when it is paid, permits of residents, and how many places visitors find. Tariffs stand among the prices. */
import { z } from 'zod';
import { choice, clock, quantity, theme } from '../lever.ts';

const GK = 'assumption';

export const PAID_DAYS = ['every-day', 'monday-saturday', 'weekdays'] as const;

export const parkingTheme = theme('Parkeren', 'Parking', {
  paidFrom: clock({
    default: '00:00',
    nl: 'Parkeren is betaald vanaf',
    en: 'Parking is paid from',
    source: 'assumption: tariffs by zone are means over the day',
  }),
  paidUntil: clock({
    default: '24:00',
    nl: 'Parkeren is betaald tot',
    en: 'Parking is paid until',
    source: 'assumption: tariffs by zone are means over the day',
  }),
  paidDays: choice(PAID_DAYS, {
    default: 'every-day',
    nl: 'Dagen waarop parkeren betaald is',
    en: 'Days on which parking is paid',
    source: GK,
  }),
  permitEurPerMonth: quantity({
    unit: 'EUR/month',
    min: 0,
    max: 500,
    default: 13.79,
    nl: 'Bewonersvergunning voor de eerste auto, waar parkeren betaald is',
    en: 'Resident permit for the first car, where parking is paid',
    source: 'Utrecht 2025: EUR 41.37 a quarter (DUIC)',
  }),
  permitSecondEurPerMonth: quantity({
    unit: 'EUR/month',
    min: 0,
    max: 500,
    default: 34.48,
    nl: 'Bewonersvergunning voor elke volgende auto',
    en: 'Resident permit for each further car',
    source: 'Utrecht 2025: EUR 103.44 a quarter (DUIC)',
  }),
  permitsPerHousehold: quantity({
    unit: 'permits',
    min: 0,
    max: 9,
    default: 2,
    integer: true,
    nl: 'Meeste vergunningen per huishouden; andere auto’s staan buiten het betaalde gebied',
    en: 'Most permits a household; other cars stand outside the paid area',
    source: GK,
  }),
  withoutPermitWalkMin: quantity({
    unit: 'min',
    min: 0,
    max: 60,
    default: 8,
    nl: 'Lopen van en naar een auto zonder vergunning',
    en: 'Walk to and from a car without a permit',
    source: GK,
  }),
  placesByZone: z.record(z.string(), z.number().min(0).max(1_000_000)).default({}).meta({
    description: 'Places for visitors by zone code or name; zones that are not named have room for everybody',
    unit: 'places',
    nl: 'Parkeerplaatsen voor bezoekers per zone (niet genoemd: geen grens)',
    en: 'Parking places for visitors by zone (not named: no limit)',
    source: GK,
  }),
  overflowMin: quantity({
    unit: 'min',
    min: 0,
    max: 120,
    default: 10,
    nl: 'Doorrijden naar een andere buurt en teruglopen als alles vol is',
    en: 'Driving on to another neighbourhood and walking back when all places are taken',
    source: GK,
  }),
});
