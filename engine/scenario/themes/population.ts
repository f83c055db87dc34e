/** Levers about who lives in the district, and which cars they own. */
import { quantity, share, theme } from '../lever.ts';

const GK = 'assumption';

export const populationTheme = theme('Bewoners en auto’s', 'Residents and cars', {
  residentsFactor: quantity({
    unit: '×',
    min: 0.1,
    max: 3,
    default: 1,
    nl: 'Aantal inwoners ten opzichte van het wijkcijfer',
    en: 'Residents relative to the district figures',
    source: GK,
  }),
  carOwnershipFactor: quantity({
    unit: '×',
    min: 0,
    max: 2,
    default: 1,
    nl: 'Autobezit ten opzichte van nu',
    en: 'Car ownership relative to today',
    source: 'CBS Auto-atlas PC4 2022',
  }),
  leaseShare: share({
    default: 0.15,
    nl: 'Leaseauto’s boven op particuliere auto’s',
    en: 'Lease cars on top of private cars',
    source: GK,
  }),
  batteryCarShare: share({
    default: 0.08,
    nl: 'Deel van de auto’s dat volledig elektrisch is',
    en: 'Share of cars that are battery-electric',
    source: 'ElaadNL Outlook 2024, interpolated for 2025',
  }),
  plugInHybridShare: share({
    default: 0.03,
    nl: 'Deel van de auto’s dat plug-in hybride is',
    en: 'Share of cars that are plug-in hybrids',
    source: GK,
  }),
  eBikeShare: share({
    default: 0.25,
    nl: 'Deel van de fietsers van 16 jaar en ouder met een e-fiets',
    en: 'Share of cyclists aged 16 and over who own an e-bike',
    source: GK,
  }),
  reducedMobilityShare: share({
    default: 0.06,
    nl: 'Deel van de inwoners met een mobiliteitsbeperking',
    en: 'Share of residents with reduced mobility',
    source: GK,
  }),
  wheelchairShare: share({
    default: 0.014,
    nl: 'Deel van de inwoners dat in een rolstoel reist, onder wie met een mobiliteitsbeperking',
    en: 'Share of residents who travel in a wheelchair, among those with reduced mobility',
    source: 'about 250,000 wheelchair users in the Netherlands (assumption)',
  }),
  lowDigitalSkillShare: share({
    default: 0.16,
    nl: 'Deel van de volwassenen met weinig digitale vaardigheid',
    en: 'Share of adults with few digital skills',
    source: GK,
  }),
});
