/** Indicators of the roads and of what traffic does to its surroundings on a weekday: emissions of cars and buses, what cyclists breathe and what residents live in. Pure. */
import { ROAD_CLASSES } from '../../network/road-graph.ts';
import { homeExposure, weekdayEnvironment } from '../environment.ts';
import { type Indicators, indicator } from '../indicator.ts';
import type { RunParts } from '../parts.ts';

export function surroundingsIndicators(parts: RunParts): Indicators {
  const { co2Kg, noxG, pm25G, pm25ExposureUgM3, no2ExposureUgM3 } = weekdayEnvironment(parts);
  const home = homeExposure(parts);
  const { roads } = parts.district;
  const weekday = parts.travel.find((day) => day.dayType === 0) ?? parts.travel[0]!;
  const total = (values: Float32Array): number => values.reduce((sum, value) => sum + value, 0);
  let km = 0;
  let pm25Km = 0;
  let no2Km = 0;
  for (let arc = 0; arc < roads.arcCount; arc++) {
    const cycled = weekday.flows.bikePerDay[arc]! * roads.lengthM[arc]!;
    km += cycled;
    pm25Km += cycled * pm25ExposureUgM3[roads.linkOfArc[arc]!]!;
    no2Km += cycled * no2ExposureUgM3[roads.linkOfArc[arc]!]!;
  }
  return {
    ...roadIndicators(parts),
    carCo2KgPerWeekday: indicator(
      total(co2Kg),
      'kg/weekday',
      'climate',
      'better',
      'CO2 van auto’s en bussen op straten',
      'CO2 of cars and buses on streets',
    ),
    carNoxGPerWeekday: indicator(
      total(noxG),
      'g/weekday',
      'climate',
      'better',
      'Stikstofoxiden (NOx) van auto’s en bussen',
      'Nitrogen oxides (NOx) of cars and buses',
    ),
    carPm25GPerWeekday: indicator(
      total(pm25G),
      'g/weekday',
      'climate',
      'better',
      'Fijnstof (PM2,5) van auto’s en bussen, slijtage inbegrepen',
      'Fine particles (PM2.5) of cars and buses, wear included',
    ),
    cyclistPm25UgM3: indicator(
      km > 0 ? pm25Km / km : parts.scenario.emissions.backgroundPm25UgM3,
      'µg/m³',
      'climate',
      'better',
      'Fijnstof (PM2,5) dat een fietser onderweg tegenkomt',
      'Fine particles (PM2.5) a cyclist meets on the way',
    ),
    cyclistNo2UgM3: indicator(
      km > 0 ? no2Km / km : parts.scenario.emissions.backgroundNo2UgM3,
      'µg/m³',
      'climate',
      'better',
      'Stikstofdioxide (NO2) dat een fietser onderweg tegenkomt',
      'Nitrogen dioxide (NO2) a cyclist meets on the way',
    ),
    homePm25UgM3: indicator(
      home.pm25UgM3,
      'µg/m³',
      'climate',
      'better',
      'Fijnstof (PM2,5) aan de gevel, gemiddelde bewoner',
      'Fine particles (PM2.5) at the façade, mean resident',
    ),
    homeNo2UgM3: indicator(
      home.no2UgM3,
      'µg/m³',
      'climate',
      'better',
      'Stikstofdioxide (NO2) aan de gevel, gemiddelde bewoner',
      'Nitrogen dioxide (NO2) at the façade, mean resident',
    ),
    homeNoisyShare: indicator(
      home.noisyShare,
      'share',
      'climate',
      'better',
      'Bewoners met meer dan 53 dB verkeersgeluid (Lden) aan de gevel',
      'Residents with more than 53 dB of traffic noise (Lden) at the façade',
    ),
  };
}

/** Vehicle hours, km by class of road, level of service and how far the feedback came. */
function roadIndicators({ travel, district }: RunParts): Indicators {
  const { flows, traffic } = travel.find((day) => day.dayType === 0) ?? travel[0]!;
  const { roads } = district;
  let hours = 0;
  let freeHours = 0;
  let km = 0;
  let crowdedKm = 0;
  const kmOf = { main: 0, town: 0, street: 0 };
  for (let at = 0; at < flows.carPerH.length; at++) {
    const cars = flows.carPerH[at]!;
    if (cars <= 0) continue;
    const arc = at % roads.arcCount;
    const driven = (cars * roads.lengthM[arc]!) / 1000;
    const name = ROAD_CLASSES[roads.roadClass[arc]!]!;
    hours += (cars * flows.carTimeMs[at]!) / 3_600_000;
    freeHours += (cars * roads.carTimeMs[arc]!) / 3_600_000;
    km += driven;
    kmOf[MAIN.includes(name) ? 'main' : TOWN.includes(name) ? 'town' : 'street'] += driven;
    if (flows.carTimeMs[at]! > CROWDED * roads.carTimeMs[arc]!) crowdedKm += driven;
  }
  const road = (key: string, value: number, unit: string, nl: string, en: string, neutral = false): Indicators => ({
    [key]: indicator(value, unit, 'travel', neutral ? 'neutral' : 'better', nl, en),
  });
  return {
    ...road('carHoursPerWeekday', hours, 'h/weekday', 'Uren van auto’s op straten', 'Vehicle hours of cars on streets'),
    ...road(
      'carDelayHPerWeekday',
      hours - freeHours,
      'h/weekday',
      'Uren die auto’s door drukte verliezen',
      'Hours that cars lose to traffic',
    ),
    ...road(
      'carTimeIndex',
      freeHours > 0 ? hours / freeHours : 1,
      'ratio',
      'Rijtijd van auto’s ten opzichte van lege wegen',
      'Driving time of cars relative to empty roads',
    ),
    ...road('carKmMotorways', kmOf.main, 'km/weekday', 'Autokilometers op snelwegen', 'Car km on motorways', true),
    ...road('carKmMainRoads', kmOf.town, 'km/weekday', 'Autokilometers op hoofdwegen', 'Car km on main roads', true),
    ...road('carKmStreets', kmOf.street, 'km/weekday', 'Autokilometers in woonstraten', 'Car km in streets'),
    ...road(
      'crowdedKmShare',
      km > 0 ? crowdedKm / km : 0,
      'share',
      'Autokilometers onder 40 % van de vrije snelheid (kwaliteit E of F)',
      'Car km below 40 % of free speed (level of service E or F)',
    ),
    ...(traffic === undefined
      ? {}
      : {
          ...road('busDelayHPerWeekday', traffic.busDelayH, 'h/weekday', 'Vertraging van bussen', 'Delay of buses'),
          ...road(
            'riderDelayHPerWeekday',
            traffic.riderDelayH ?? 0,
            'h/weekday',
            'Vertraging van reizigers door late bussen',
            'Delay of riders by late buses',
          ),
          ...road(
            'bikeDelayHPerWeekday',
            traffic.bikeDelayH,
            'h/weekday',
            'Vertraging van fietsers',
            'Delay of cyclists',
          ),
          ...road(
            'stuckVehiclesPerWeekday',
            traffic.stuckVehicles ?? traffic.removedVehicles + traffic.insideVehicles,
            'vehicles/weekday',
            'Voertuigen die vast kwamen te staan',
            'Vehicles that got stuck',
          ),
          ...road(
            'trafficGap',
            traffic.gaps.at(-1) ?? 0,
            'share',
            'Afstand tot evenwicht van de routes',
            'Gap of the routes to equilibrium',
            true,
          ),
          ...road('trafficRounds', traffic.rounds, 'rounds', 'Rondes van filesimulatie', 'Rounds of traffic', true),
        }),
  };
}

const MAIN = ['motorway', 'trunk'];
const TOWN = ['primary', 'secondary', 'tertiary'];
/** Levels of service E and F on urban streets: below 40 % of the free speed, so 2.5 times its time (HCM 2010, exhibit 16-4). */
const CROWDED = 2.5;
