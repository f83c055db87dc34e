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
  walk: byDistance('Lopen', 'Walking', [3.31, 2.11, -0.08, -0.97, -0.58, -0.16, 0.31, 0.31, 0.31, 0.31, 0.31, 0.31]),
  bicycle: byDistance(
    'Fiets, e-fiets en deelfiets',
    'Bicycle, e-bike and shared bicycle',
    [3.04, 1.9, 0.01, -1.47, -1.67, -2.26, -2.43, -2.75, -2.6, -1.92, 0.21, 0.21],
  ),
  publicTransport: byDistance(
    'Openbaar vervoer en P+R',
    'Public transport and P+R',
    [-4, -2.48, -0.04, -1.45, -1.2, -1.58, -1.86, -1.5, 0.06, 0.14, 0.28, 0.24],
  ),
});

export const byPurposeTheme = theme('Voorkeur naar doel van de rit', 'Preference by purpose (car is 0)', {
  walk: byPurpose('Lopen', 'Walking', [0.01, -0.01, -0.06, 0.35, 0.36, -0.97]),
  bicycle: byPurpose(
    'Fiets, e-fiets en deelfiets',
    'Bicycle, e-bike and shared bicycle',
    [0.76, 0.5, -0.63, -0.05, -0.1, -1.01],
  ),
  publicTransport: byPurpose(
    'Openbaar vervoer en P+R',
    'Public transport and P+R',
    [0.77, 1.42, -0.71, -0.13, -0.25, -2.28],
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
    default: 1.78,
    nl: 'E-fiets',
    en: 'E-bike',
    source: 'calibrated; shares inside a mode see demand/mode-targets.ts',
  }),
  carPassenger: quantity({
    unit: 'utility',
    min: -20,
    max: 20,
    default: -4.2,
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
    default: -3.87,
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
