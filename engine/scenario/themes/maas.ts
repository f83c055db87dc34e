/** Levers of Mobility as a Service: one app, bundles, employers’ budgets, caps. */
import { z } from 'zod';
import { flag, quantity, share, theme } from '../lever.ts';

const GK = 'assumption';

const bundle = z.strictObject({
  name: z.string().min(1),
  priceEurPerMonth: z.number().min(0).max(2000),
  transitDiscountShare: z.number().min(0).max(1).default(0),
  sharedCarDiscountShare: z.number().min(0).max(1).default(0),
  sharedBikeDiscountShare: z.number().min(0).max(1).default(0),
  parkAndRideDiscountShare: z.number().min(0).max(1).default(0),
  includedTransitTripsPerMonth: z.number().min(0).max(1000).default(0),
  includedSharedCarKmPerMonth: z.number().min(0).max(10000).default(0),
  includedSharedBikeMinPerMonth: z.number().min(0).max(10000).default(0),
});

export const maasTheme = theme('Mobility as a Service', 'Mobility as a Service', {
  enabled: flag({
    default: false,
    nl: 'Eén app voor alle vervoer',
    en: 'One app for all modes',
    source: 'MaaS pilot Leidsche Rijn (Gaiyo)',
  }),
  bundles: z.array(bundle).default([]).meta({
    description: 'Bundles a resident can subscribe to',
    unit: '',
    nl: 'Bundels',
    en: 'Bundles',
    source: GK,
  }),
  alternativeBooking: flag({
    default: false,
    nl: 'Boeken kan ook zonder app (telefoon, balie)',
    en: 'Booking is possible without the app (telephone, desk)',
    source: GK,
  }),
  appUserShare: share({
    default: 0.15,
    nl: 'Deel van de volwassenen dat de app gebruikt als die er is',
    en: 'Share of adults who use the app when there is one',
    source: GK,
  }),
  employerBudgetEurPerMonth: quantity({
    unit: 'EUR/month',
    min: 0,
    max: 1000,
    default: 0,
    nl: 'Mobiliteitsbudget van de werkgever voor ov, deelvervoer en P+R op werkdagen',
    en: 'Employer’s mobility budget for public transport, shared vehicles and P+R on working days',
    source: GK,
  }),
  employerBudgetShare: share({
    default: 0.5,
    nl: 'Deel van de werkenden met een mobiliteitsbudget als dat er is',
    en: 'Share of workers with a mobility budget when there is one',
    source: GK,
  }),
  householdCapEurPerDay: quantity({
    unit: 'EUR/day',
    min: 0,
    max: 1000,
    default: 0,
    nl: 'Meest dat een huishouden per dag via de app betaalt (0: geen grens)',
    en: 'Most a household pays a day through the app (0: no cap)',
    source: GK,
  }),
  householdCapEurPerMonth: quantity({
    unit: 'EUR/month',
    min: 0,
    max: 10_000,
    default: 0,
    nl: 'Meest dat een huishouden per maand via de app betaalt (0: geen grens)',
    en: 'Most a household pays a month through the app (0: no cap)',
    source: GK,
  }),
  transferEase: quantity({
    unit: 'utility',
    min: 0,
    max: 2,
    default: 0.3,
    nl: 'Gemak van één app per reis met deelvervoer of ov',
    en: 'Ease of one app per trip by shared or public modes',
    source: GK,
  }),
});
