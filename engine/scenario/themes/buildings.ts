/** Levers about what buildings use. */
import { quantity, share, theme } from '../lever.ts';

const GK = 'assumption';

export const buildingsTheme = theme('Gebouwen', 'Buildings', {
  heatPumpShare: share({
    default: 0.05,
    nl: 'Deel van de gaswoningen met een warmtepomp',
    en: 'Share of gas-heated dwellings with a heat pump',
    source: GK,
  }),
  heatPumpKwhPerYear: quantity({
    unit: 'kWh/a',
    min: 0,
    max: 20000,
    default: 3000,
    nl: 'Stroomgebruik van een warmtepomp',
    en: 'Electricity of a heat pump',
    source: 'BDH/RVO 2025',
  }),
  districtHeatGjPerYear: quantity({
    unit: 'GJ/a',
    min: 0,
    max: 200,
    default: 24,
    nl: 'Warmte die een woning op stadswarmte afneemt',
    en: 'Heat that a dwelling on district heat takes',
    source: 'assumption: as the 780 m3 of gas of a dwelling in Vleuten-De Meern (CBS), 31.65 MJ/m3 at 97 %',
  }),
  loadFactor: quantity({
    unit: '×',
    min: 0,
    max: 5,
    default: 1,
    nl: 'Stroomgebruik ten opzichte van nu',
    en: 'Electricity use relative to today',
    source: GK,
  }),
  homeBatteryShare: share({
    default: 0,
    nl: 'Deel van de woningen met zonnepanelen dat een thuisbatterij heeft',
    en: 'Share of dwellings with panels that have a home battery',
    source: GK,
  }),
  homeBatteryKwh: quantity({
    unit: 'kWh',
    min: 1,
    max: 100,
    default: 10,
    nl: 'Grootte van een thuisbatterij',
    en: 'Size of a home battery',
    source: 'data sheets 2025',
  }),
  businessKwhPerJob: quantity({
    unit: 'kWh/a',
    min: 0,
    max: 50000,
    default: 1200,
    nl: 'Stroomgebruik per arbeidsplaats op het laagspanningsnet',
    en: 'Electricity per job on the low-voltage grid',
    source:
      'assumption: shops, schools and small offices; large businesses have a medium-voltage connection of their own',
  }),
});
