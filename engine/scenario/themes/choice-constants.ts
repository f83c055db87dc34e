/** Levers of the mode choice that are fitted: constants by mode, by distance and by purpose, and how far people go. `rijnstroom calibrate` fits
 *  the constants anew. */
import { z } from 'zod';
import { quantity, theme } from '../lever.ts';

const GK = 'assumption';

/** How strongly the logsum of the modes weighs in the choice of a destination. */
const scaleOf = (nl: string, en: string, value: number) =>
  quantity({
    unit: '×',
    min: 0,
    max: 10,
    default: value,
    nl,
    en,
    source: 'calibrated on trip lengths by purpose, ODiN 2023',
  });
/** Distance at which the chance of choosing a school falls to 1/e. */
const reachOf = (nl: string, en: string, value: number) =>
  quantity({
    unit: 'km',
    min: 0.1,
    max: 200,
    default: value,
    nl,
    en,
    source: 'calibrated on trip lengths by purpose, ODiN 2023',
  });

/** Constants by distance class. */
const byDistance = (nl: string, en: string, values: readonly number[]) =>
  z
    .array(z.number().min(-20).max(20))
    .length(12)
    .default([...values])
    .meta({
      description: `${en}: constants from 0, 0.5, 1, 2.5, 3.7, 5, 7.5, 10, 15, 20, 30 and 50 km`,
      unit: 'utility',
      nl,
      en,
      source: 'calibrated on mode shares by distance: OViN moved to the province totals of ODiN 2023',
    });

/** Constants by purpose. */
const byPurpose = (nl: string, en: string, values: readonly number[]) =>
  z
    .array(z.number().min(-20).max(20))
    .length(6)
    .default([...values])
    .meta({
      description: `${en}: constants for work and business, education, shopping, leisure, visits and escorting`,
      unit: 'utility',
      nl,
      en,
      source: 'calibrated on mode shares by purpose (assumption: see demand/mode-targets.ts)',
    });

export const destinationsTheme = theme('Keuze van de bestemming', 'Destination choice', {
  work: scaleOf('Gewicht van reismoeite, werk', 'Weight of travel effort, work', 0.8),
  business: scaleOf('Gewicht van reismoeite, zakelijk', 'Weight of travel effort, business', 0.6),
  shop: scaleOf('Gewicht van reismoeite, winkelen', 'Weight of travel effort, shopping', 1.6),
  leisure: scaleOf('Gewicht van reismoeite, vrije tijd', 'Weight of travel effort, leisure', 0.95),
  visit: scaleOf('Gewicht van reismoeite, bezoek', 'Weight of travel effort, visits', 0.85),
  escort: scaleOf('Gewicht van reismoeite, halen en brengen', 'Weight of travel effort, escorting', 2),
  primarySchoolKm: reachOf('Reikwijdte basisschool', 'Reach of primary schools', 0.7),
  secondarySchoolKm: reachOf('Reikwijdte middelbare school', 'Reach of secondary schools', 2.5),
  collegeKm: reachOf('Reikwijdte mbo, hbo en universiteit', 'Reach of colleges and universities', 12),
});

export const byDistanceTheme = theme('Voorkeur naar afstand', 'Preference by distance (car is 0)', {
  walk: byDistance('Lopen', 'Walking', [3.97, 2.21, -0.04, -1.04, -0.69, -0.28, 0.24, 0.24, 0.24, 0.24, 0.24, 0.24]),
  bicycle: byDistance(
    'Fiets, e-fiets en deelfiets',
    'Bicycle, e-bike and shared bicycle',
    [3.63, 1.96, 0.02, -1.58, -1.62, -2.34, -2.53, -2.78, -2.56, -2.03, 0.15, 0.15],
  ),
  publicTransport: byDistance(
    'Openbaar vervoer en P+R',
    'Public transport and P+R',
    [-4, -2.46, -0.06, -1.45, -0.89, -1.52, -1.69, -1.4, 0.4, 0.3, 0.38, 0.14],
  ),
});

export const byPurposeTheme = theme('Voorkeur naar doel van de rit', 'Preference by purpose (car is 0)', {
  walk: byPurpose('Lopen', 'Walking', [-0.04, -0.03, -0.09, 0.4, 0.38, -0.92]),
  bicycle: byPurpose(
    'Fiets, e-fiets en deelfiets',
    'Bicycle, e-bike and shared bicycle',
    [0.65, 0.45, -0.61, 0, 0.08, -0.93],
  ),
  publicTransport: byPurpose(
    'Openbaar vervoer en P+R',
    'Public transport and P+R',
    [0.8, 1.61, -0.85, -0.11, -0.23, -2.36],
  ),
});

export const constantsTheme = theme('Voorkeursconstanten', 'Constants by mode (car is 0)', {
  walk: quantity({
    unit: 'utility',
    min: -20,
    max: 20,
    default: 1.2,
    nl: 'Lopen',
    en: 'Walking',
    source: 'calibrated on OViN mode shares by distance',
  }),
  bike: quantity({
    unit: 'utility',
    min: -20,
    max: 20,
    default: 0.9,
    nl: 'Fiets',
    en: 'Bicycle',
    source: 'calibrated on OViN mode shares by distance',
  }),
  eBike: quantity({
    unit: 'utility',
    min: -20,
    max: 20,
    default: 1.79,
    nl: 'E-fiets',
    en: 'E-bike',
    source: 'calibrated; shares inside a mode see demand/mode-targets.ts',
  }),
  carPassenger: quantity({
    unit: 'utility',
    min: -20,
    max: 20,
    default: -4.27,
    nl: 'Autopassagier',
    en: 'Car passenger',
    source: 'calibrated; shares inside a mode see demand/mode-targets.ts',
  }),
  busTram: quantity({
    unit: 'utility',
    min: -20,
    max: 20,
    default: -0.9,
    nl: 'Bus of tram',
    en: 'Bus or tram',
    source: 'calibrated on OViN mode shares by distance',
  }),
  train: quantity({
    unit: 'utility',
    min: -20,
    max: 20,
    default: -3.92,
    nl: 'Trein',
    en: 'Train',
    source: 'calibrated; shares inside a mode see demand/mode-targets.ts',
  }),
  parkAndRide: quantity({
    unit: 'utility',
    min: -20,
    max: 20,
    default: -2.8,
    nl: 'P+R',
    en: 'Park and ride',
    source: GK,
  }),
  sharedCar: quantity({
    unit: 'utility',
    min: -20,
    max: 20,
    default: -4,
    nl: 'Deelauto',
    en: 'Shared car',
    source: GK,
  }),
  sharedBike: quantity({
    unit: 'utility',
    min: -20,
    max: 20,
    default: 0.5,
    nl: 'Deelfiets',
    en: 'Shared bicycle',
    source: GK,
  }),
});
