/** Levers of shared vehicles and P+R. */
import { flag, quantity, share, theme } from '../lever.ts';

const GK = 'assumption';

export const fleetsTheme = theme('Deelvoertuigen en P+R', 'Shared vehicles and P+R', {
  sharedCarsPerNeighbourhoodHub: quantity({
    unit: 'cars',
    min: 0,
    max: 500,
    default: 4,
    nl: 'Deelauto’s per buurthub',
    en: 'Shared cars at each neighbourhood hub',
    source: 'Utrecht Monitor 2022: 233 per 100,000 residents',
  }),
  sharedBikesPerNeighbourhoodHub: quantity({
    unit: 'bicycles',
    min: 0,
    max: 2000,
    default: 5,
    nl: 'Deelfietsen per buurthub',
    en: 'Shared bicycles at each neighbourhood hub',
    source: GK,
  }),
  sharedBikesPerStation: quantity({
    unit: 'bicycles',
    min: 0,
    max: 10000,
    default: 60,
    nl: 'Deelfietsen per station',
    en: 'Shared bicycles at each station',
    source: GK,
  }),
  stationBikes: flag({
    default: true,
    nl: 'Huurfietsen op stations (zoals OV-fiets) voor het laatste stuk van een treinreis',
    en: 'Bicycles for hire at stations for the last part of a train journey',
    source: 'OV-fiets at the stations of Utrecht',
  }),
  stationBikesPerStation: quantity({
    unit: 'bicycles',
    min: 0,
    max: 100_000,
    default: 300,
    integer: true,
    nl: 'Huurfietsen per station die inwoners van het gebied kunnen krijgen',
    en: 'Bicycles for hire at each station that residents of the district can get',
    source: GK,
  }),
  bikePlacesPerStation: quantity({
    unit: 'places',
    min: 0,
    max: 100_000,
    default: 3000,
    integer: true,
    nl: 'Stallingsplaatsen voor fietsen per station die inwoners van het gebied kunnen krijgen',
    en: 'Bicycle parking places at each station that residents of the district can get',
    source: 'assumption: room for all who cycle to a train today',
  }),
  sharedCarBatteryShare: share({
    default: 0.5,
    nl: 'Deel van de deelauto’s dat elektrisch is',
    en: 'Share of shared cars that are battery-electric',
    source: GK,
  }),
  sharedCarOneWay: flag({
    default: false,
    nl: 'Deelauto’s mogen bij een andere hub worden achtergelaten; ’s nachts worden ze teruggebracht',
    en: 'Shared cars may be left at another hub; they are brought back at night',
    source: GK,
  }),
  sharedCarV2g: flag({
    default: false,
    nl: 'Elektrische deelauto’s kunnen terugleveren',
    en: 'Electric shared cars can discharge',
    source: 'Smart Solar Charging',
  }),
  parkAndRidePlacesFactor: quantity({
    unit: '×',
    min: 0,
    max: 10,
    default: 1,
    nl: 'P+R-plaatsen ten opzichte van nu',
    en: 'P+R places relative to today',
    source: GK,
  }),
});
