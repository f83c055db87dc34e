/** Words for groups of travellers, ways of travelling and who pays, in both languages: report and application say the same. Pure. */

export type Words = Readonly<Record<string, { readonly nl: string; readonly en: string }>>;

/** How residents and trips are grouped, in the order in which they are shown. */
export const DIMENSION_TEXT: Words = {
  income: { nl: 'inkomen', en: 'income' },
  age: { nl: 'leeftijd en werk', en: 'age and work' },
  household: { nl: 'huishouden', en: 'household' },
  car: { nl: 'autobezit', en: 'car ownership' },
  mobility: { nl: 'mobiliteit', en: 'mobility' },
  digital: { nl: 'digitale vaardigheid', en: 'digital skill' },
  neighbourhood: { nl: 'buurt', en: 'neighbourhood' },
  purpose: { nl: 'doel van de rit', en: 'purpose of the trip' },
  distance: { nl: 'afstand', en: 'distance' },
};

/** Ways of travelling in tables of access. */
export const WAY_TEXT: Words = {
  walk: { nl: 'lopen', en: 'walking' },
  bike: { nl: 'fiets', en: 'bicycle' },
  transit: { nl: 'openbaar vervoer', en: 'public transport' },
  car: { nl: 'auto', en: 'car' },
  best: { nl: 'beste eigen manier', en: 'best of one’s own' },
};

/** Groups of residents and trips, services and payers. Names of neighbourhoods and distances stand for themselves. */
export const GROUP_TEXT: Words = {
  all: { nl: 'alle inwoners', en: 'all residents' },
  low: { nl: 'laag inkomen', en: 'low income' },
  middle: { nl: 'middeninkomen', en: 'middle income' },
  high: { nl: 'hoog inkomen', en: 'high income' },
  child: { nl: 'kind', en: 'child' },
  student: { nl: 'student', en: 'student' },
  worker: { nl: 'werkend', en: 'working' },
  home: { nl: 'thuis', en: 'at home' },
  retired: { nl: 'gepensioneerd', en: 'retired' },
  single: { nl: 'alleenstaand', en: 'single' },
  couple: { nl: 'paar', en: 'couple' },
  family: { nl: 'gezin', en: 'family' },
  'single-parent': { nl: 'eenoudergezin', en: 'single parent' },
  other: { nl: 'anders', en: 'other' },
  'no car': { nl: 'zonder auto', en: 'no car' },
  car: { nl: 'met auto', en: 'with a car' },
  'reduced mobility': { nl: 'mobiliteitsbeperking', en: 'reduced mobility' },
  'full mobility': { nl: 'zonder beperking', en: 'full mobility' },
  'few digital skills': { nl: 'weinig digitaal vaardig', en: 'few digital skills' },
  'digital skills': { nl: 'digitaal vaardig', en: 'digital skills' },
  'work and business': { nl: 'werk en zakelijk', en: 'work and business' },
  education: { nl: 'onderwijs', en: 'education' },
  shopping: { nl: 'winkelen', en: 'shopping' },
  leisure: { nl: 'vrije tijd', en: 'leisure' },
  visits: { nl: 'bezoek', en: 'visits' },
  escorting: { nl: 'halen en brengen', en: 'escorting' },
  'bus and tram': { nl: 'bus en tram', en: 'bus and tram' },
  train: { nl: 'trein', en: 'train' },
  'park and ride': { nl: 'P+R', en: 'park and ride' },
  'shared car': { nl: 'deelauto', en: 'shared car' },
  'shared bicycle': { nl: 'deelfiets', en: 'shared bicycle' },
  service: { nl: 'dienst', en: 'service' },
  bundle: { nl: 'bundel', en: 'bundle' },
  employer: { nl: 'werkgever', en: 'employer' },
  municipality: { nl: 'gemeente', en: 'municipality' },
  parking: { nl: 'parkeren', en: 'parking' },
  'parking in the district': { nl: 'betaald parkeren in de wijk', en: 'paid parking in the district' },
  'parking elsewhere': { nl: 'betaald parkeren elders', en: 'paid parking elsewhere' },
  'resident permits': { nl: 'bewonersvergunningen', en: 'resident permits' },
  'mobility budgets': { nl: 'mobiliteitsbudgetten', en: 'mobility budgets' },
};
