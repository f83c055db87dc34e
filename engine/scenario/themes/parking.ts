/** Levers of parking: when it is paid and by whom, permits of residents and what they do to car ownership, and how many places visitors find.
 *  Tariffs stand among the prices. */
import { z } from 'zod';
import { choice, clock, quantity, share, theme } from '../lever.ts';
import { PAID_HOURS_RULE, parsePaidHours } from '../paid-hours.ts';

const GK = 'assumption';
const HOUSING = 'Ostermeijer, Koster and Van Ommeren (2019), Regional Science and Urban Economics 77';
const byZone = (least: number, most: number) => z.record(z.string(), z.number().min(least).max(most)).default({});

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
  paidHoursByZone: z
    .record(
      z.string(),
      z.string().refine((text) => parsePaidHours(text) !== null, PAID_HOURS_RULE),
    )
    .default({})
    .meta({
      description:
        'Paid hours by zone code or name, like Mo-Fr 06:00-11:00; zones that are not named keep to the general hours',
      unit: 'hours',
      nl: 'Betaalde uren per zone, als Mo-Fr 06:00-11:00 (niet genoemd: de algemene uren)',
      en: 'Paid hours by zone, like Mo-Fr 06:00-11:00 (not named: the general hours)',
      source: GK,
    }),
  freeMinByZone: byZone(0, 1440).meta({
    description: 'Minutes of each stay that are free, by zone code or name',
    unit: 'min',
    nl: 'Eerste minuten gratis per zone',
    en: 'First minutes free by zone',
    source: GK,
  }),
  freeAtWorkShare: share({
    default: 0.8,
    nl: 'Deel van de werkenden dat bij het werk gratis op een plaats van de werkgever parkeert',
    en: 'Share of workers who park free on a place of their employer',
    source: 'about 80 % of those who drive to work park at their employer’s, free (Van Ommeren 2012)',
  }),
  freeAtWorkShareByZone: byZone(0, 1).meta({
    description: 'Share of workers with a free place of their employer, by zone code or name',
    unit: 'share 0–1',
    nl: 'Deel van de werkenden met een gratis plaats van de werkgever, per zone van het werk',
    en: 'Share of workers with a free place of their employer, by zone of work',
    source: GK,
  }),
  freeOnSiteShare: share({
    default: 0.3,
    nl: 'Deel van de klanten, leerlingen en bezoekers dat gratis op eigen terrein van de bestemming parkeert',
    en: 'Share of customers, pupils and visitors who park free on the premises they go to',
    source: GK,
  }),
  freeOnSiteShareByZone: byZone(0, 1).meta({
    description:
      'Share of customers, pupils and visitors with a free place on the premises or outside the paid part, by zone code or name',
    unit: 'share 0–1',
    nl: 'Deel dat gratis op eigen terrein of buiten het betaalde deel van de zone parkeert, per zone',
    en: 'Share that parks free on the premises or outside the paid part of the zone, by zone',
    source: GK,
  }),
  commuterMaxEurPerDay: quantity({
    unit: 'EUR/day',
    min: 0,
    max: 200,
    default: 8,
    nl: 'Hoogste parkeerbedrag per dag op het werk (abonnement of zakelijke vergunning)',
    en: 'Highest parking amount a day at work (subscription or business permit)',
    source: 'assumption, above a business permit of EUR 84 a month (Utrecht 2019), below garage subscriptions',
  }),
  visitDiscountShare: share({
    default: 0.5,
    nl: 'Korting op parkeren voor bezoek aan bewoners',
    en: 'Discount on parking for visits to residents',
    source: 'Utrecht: residents’ discount for visitors 50 % (70 hours a quarter)',
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
  permitElasticity: quantity({
    unit: '',
    min: -5,
    max: 0,
    default: -0.7,
    nl: 'Prijselasticiteit van autobezit, voor de bewonersvergunning als deel van de kosten van een auto (0: geen invloed)',
    en: 'Price elasticity of car ownership, for the resident permit as a part of the cost of a car (0: no effect)',
    source: HOUSING,
  }),
  carCostEurPerYear: quantity({
    unit: 'EUR/year',
    min: 500,
    max: 100_000,
    default: 5900,
    nl: 'Kosten van autobezit zonder vergunning',
    en: 'Cost of owning a car, without a permit',
    source: `${HOUSING}: parking of EUR 1,000 is 17 % of it`,
  }),
  permitEurAtCountByZone: byZone(0, 500).meta({
    description:
      'Mean permit price a car when the cars of a zone were counted, by zone code or name; not named: parking was free then',
    unit: 'EUR/month',
    nl: 'Vergunningprijs per auto toen het autobezit van een zone werd geteld (niet genoemd: parkeren was er gratis)',
    en: 'Permit price a car when the cars of a zone were counted (not named: parking was free there)',
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
