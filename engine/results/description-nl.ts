/** What the columns of tables hold, in Dutch: the words of `schema.json` for a Dutch reader. In: a description in English. Out: the same in
 *  Dutch, or null where there is none. Pure. */

/** Some columns are told with figures of the run: number for number. */
const NUMBERED = /\d+/g;

const WORDS: Readonly<Record<string, string>> = {
  '1: outside the district': '1: buiten de wijk',
  'CO2 of residents’ cars and of buses on a weekday, well to wheel':
    'CO2 van auto’s van inwoners en van bussen op een werkdag, van bron tot wiel',
  'CO2 of travel a resident': 'CO2 van reizen per inwoner',
  'Lden at the façade, all road traffic': 'Lden aan de gevel, al het wegverkeer',
  'NO2 at the façade: background and all traffic of this street':
    'NO2 aan de gevel: achtergrond en al het verkeer van deze straat',
  'NOx of residents’ cars and of buses on a weekday': 'NOx van auto’s van inwoners en van bussen op een werkdag',
  'P+R places': 'P+R-plaatsen',
  'P+R places taken': 'bezette P+R-plaatsen',
  'PM10 of residents’ cars and of buses on a weekday, wear included':
    'PM10 van auto’s van inwoners en van bussen op een werkdag, met slijtage',
  'PM2.5 a cyclist meets: background and all traffic of this street':
    'PM2,5 die een fietser inademt: achtergrond en al het verkeer van deze straat',
  'PM2.5 at the façade: background and all traffic of this street':
    'PM2,5 aan de gevel: achtergrond en al het verkeer van deze straat',
  'PM2.5 of residents’ cars and of buses on a weekday, wear included':
    'PM2,5 van auto’s van inwoners en van bussen op een werkdag, met slijtage',
  'at the edge of the district, + in, − out': 'aan de rand van de wijk, + erin, − eruit',
  'bare price': 'kale prijs',
  '1, 2 or 3; 0: on all three': '1, 2 of 3; 0: op alle drie',
  'largest negative over positive sequence voltage': 'grootste inverse spanning gedeeld door de normale',
  'seconds after local midnight on the clock': 'seconden na middernacht op de klok',
  'bicycles on a weekday, both directions': 'fietsen op een werkdag, beide richtingen',
  'bookings of its electric cars over the period': 'boekingen van de elektrische auto’s over de periode',
  'businesses of the transformer then': 'bedrijven van de transformator op dat moment',
  'cars of the transformer then; below zero they gave':
    'auto’s van de transformator op dat moment; onder nul gaven zij terug',
  'cars on a weekday, both directions': 'auto’s op een werkdag, beide richtingen',
  'cars with a plug that live here; empty below ten': 'auto’s met een stekker die hier wonen; leeg onder tien',
  'cars, both directions': 'auto’s, beide richtingen',
  'charge points of its electric shared cars': 'laadpunten van de elektrische deelauto’s',
  'charged into cars': 'in auto’s geladen',
  'class of the road': 'klasse van de weg',
  code: 'code',
  'day type of the trip': 'soort dag van de rit',
  'delay above free flow, slower direction': 'vertraging boven vrije doorstroming, langzaamste richting',
  'departures on a weekday': 'vertrekken op een werkdag',
  'discharged from cars': 'uit auto’s ontladen',
  'discounts given by bundles and caps': 'kortingen door bundels en maxima',
  'distance class of the trip along the streets, the same whatever the mode':
    'afstandsklasse van de rit langs de straten, voor elke manier gelijk',
  'door to door': 'van deur tot deur',
  'door to door, leaving at eight on a weekday': 'van deur tot deur, vertrek om acht uur op een werkdag',
  'driven by car a resident': 'met de auto gereden per inwoner',
  'dwelling along the feeders of the transformer, from 0; -1: none':
    'woning langs de kabels van de transformator, vanaf 0; -1: geen',
  'gas or district heat a household': 'gas of stadsverwarming per huishouden',
  'electricity at home a household': 'elektriciteit thuis per huishouden',
  'electricity of homes and businesses': 'elektriciteit van woningen en bedrijven',
  'energy in the batteries of all plug-in cars over what they hold':
    'energie in de accu’s van alle auto’s met een stekker, van wat erin past',
  'energy of charging less discharging at the price of the moment, with the wear of discharge; empty where fewer than ten cars live':
    'energie van laden min ontladen tegen de prijs van het moment, met de slijtage van ontladen; leeg waar minder dan tien auto’s wonen',
  'fed back through the transformer': 'teruggeleverd door de transformator',
  'feeder of the transformer, from 0': 'kabel van de transformator, vanaf 0',
  'fewest bicycles for hire left at a station on a weekday':
    'minste huurfietsen die op een werkdag bij een station over zijn',
  'fewest shared bicycles standing on a weekday': 'minste deelfietsen die er op een werkdag staan',
  'fewest shared cars standing on a weekday': 'minste deelauto’s die er op een werkdag staan',
  'flow in the busiest hour over capacity, busier direction':
    'verkeer in het drukste uur gedeeld door de capaciteit, drukste richting',
  'flow over capacity, busier direction': 'verkeer gedeeld door de capaciteit, drukste richting',
  'found no bicycle for hire; empty below ten': 'vonden geen huurfiets; leeg onder tien',
  'found no place for a bicycle at the station; empty below ten':
    'vonden geen plek voor een fiets bij het station; leeg onder tien',
  'found no shared bicycle; empty below ten': 'vonden geen deelfiets; leeg onder tien',
  'found no shared car on a weekday; empty below ten': 'vonden geen deelauto op een werkdag; leeg onder tien',
  'found the P+R full; empty below ten': 'vonden de P+R vol; leeg onder tien',
  'highest feed-in': 'hoogste teruglevering',
  'highest load': 'hoogste afname',
  'highest loading among its transformers': 'hoogste belasting onder haar transformatoren',
  'highest loading over rating': 'hoogste belasting gedeeld door het nominale vermogen',
  'highest power of a socket': 'hoogste vermogen van een aansluiting',
  'highest voltage on its feeders among the steps examined':
    'hoogste spanning op zijn kabels in de onderzochte stappen',
  'homes and businesses': 'woningen en bedrijven',
  'homes at such joints': 'woningen aan zulke moffen',
  'homes behind it': 'woningen erachter',
  'homes behind its transformers': 'woningen achter haar transformatoren',
  'homes of the transformer then': 'woningen van de transformator op dat moment',
  'homes that can have it before the first limit, worst tenth of the random orders':
    'woningen die het kunnen krijgen vóór de eerste grens, slechtste tiende van de toevallige volgordes',
  'hottest place of the windings, IEC 60076-7': 'heetste plek van de wikkelingen, IEC 60076-7',
  'hour of a weekday, from 0': 'uur van een werkdag, vanaf 0',
  'hours above rating': 'uren boven het nominale vermogen',
  'hours at 98 °C that age as much, IEC 60076-7': 'uren op 98 °C die evenveel verouderen, IEC 60076-7',
  'hours beyond the limit; of voltages and cables among the steps examined':
    'uren voorbij de grens; van spanningen en kabels in de onderzochte stappen',
  'hours of overload of its transformers': 'uren overbelasting van haar transformatoren',
  'hours of residents’ cars': 'uren van auto’s van inwoners',
  'hours outside 207–253 V among the steps examined': 'uren buiten 207–253 V in de onderzochte stappen',
  'hours with more sun than load': 'uren met meer zon dan verbruik',
  'hours with more sun than load, of the transformer with most':
    'uren met meer zon dan verbruik, van de transformator met de meeste',
  households: 'huishoudens',
  id: 'kenmerk',
  'in the batteries of cars': 'in de accu’s van auto’s',
  'into cars (≥ 0)': 'naar auto’s (≥ 0)',
  'into cars; empty where fewer than ten cars live': 'naar auto’s; leeg waar minder dan tien auto’s wonen',
  jobs: 'banen',
  'jobs behind it': 'banen erachter',
  'joint it hangs on; -1 is the transformer': 'mof waaraan het hangt; -1 is de transformator',
  'joint, or the cable that ends there; -1 is the transformer':
    'mof, of de kabel die daar eindigt; -1 is de transformator',
  'joints of low-voltage cables': 'moffen van laagspanningskabels',
  'joints with a week of more than 2 % unbalance in over 5 % of the time':
    'moffen met een week met meer dan 2 % onbalans in ruim 5 % van de tijd',
  'joints with a week outside EN 50160 in voltage': 'moffen met een week waarin de spanning buiten EN 50160 valt',
  'kilometres a resident': 'kilometers per inwoner',
  'kilometres a trip': 'kilometers per rit',
  'kilometres of residents’ cars': 'kilometers van auto’s van inwoners',
  'kind of day': 'soort dag',
  'kind of hub': 'soort hub',
  'kind of vehicle': 'soort voertuig',
  'largest power of the steps of this hour over the rating, + load, − feed-in; whole per cents':
    'grootste vermogen van de stappen van dit uur gedeeld door het nominale vermogen, + afname, − teruglevering; hele procenten',
  'latitude, WGS 84': 'breedtegraad, WGS 84',
  'least cost of the same sessions: each ends as full, energy taken and given back in the best steps of its stay; empty where fewer than ten cars live':
    'laagste kosten van dezelfde laadsessies: elk eindigt even vol, met laden en teruggeven in de beste stappen van het verblijf; leeg waar minder dan tien auto’s wonen',
  length: 'lengte',
  'level of service: A above 85 % of the free speed, B 67, C 50, D 40, E 30, F below (HCM 2010)':
    'afwikkelingsniveau: A boven 85 % van de vrije snelheid, B 67, C 50, D 40, E 30, F eronder (HCM 2010)',
  'life used by the transformer that aged most, as hours at 98 °C':
    'verbruikte levensduur van de transformator die het meest verouderde, als uren op 98 °C',
  limit: 'grens',
  'loading of the transformer that is fullest at this step':
    'belasting van de transformator die in deze stap het volst is',
  'loading over rating that is exceeded for this share of the time':
    'belasting gedeeld door nominaal vermogen die dit deel van de tijd wordt overschreden',
  'loading over rating, or voltage over 230 V, at its worst':
    'belasting gedeeld door nominaal vermogen, of spanning gedeeld door 230 V, op zijn slechtst',
  'local date': 'plaatselijke datum',
  'longest delay over an hour above free flow': 'langste vertraging over een uur boven vrije doorstroming',
  'longitude, WGS 84': 'lengtegraad, WGS 84',
  'lost in transformer and cables': 'verloren in transformator en kabels',
  'lowest voltage on its feeders among the steps examined': 'laagste spanning op zijn kabels in de onderzochte stappen',
  'main mode': 'hoofdvervoerwijze',
  'means within 207–253 V in the worst week of the worst joint':
    'gemiddelden binnen 207–253 V in de slechtste week van de slechtste mof',
  'mobility cost a household': 'kosten van vervoer per huishouden',
  'most P+R places taken on a weekday': 'meeste bezette P+R-plaatsen op een werkdag',
  'most bicycles of train travellers parked at a station on a weekday':
    'meeste fietsen van treinreizigers die op een werkdag bij een station staan',
  'most shared bicycles standing on a weekday': 'meeste deelfietsen die er op een werkdag staan',
  'most shared cars standing on a weekday': 'meeste deelauto’s die er op een werkdag staan',
  name: 'naam',
  'name of the group': 'naam van de groep',
  'name of the street': 'naam van de straat',
  'number of the street': 'nummer van de straat',
  'number of the transformer': 'nummer van de transformator',
  'of them, with less in the battery at the reserved hour than they took':
    'daarvan met minder in de accu op het geboekte uur dan zij verbruikten',
  'of which above free flow': 'daarvan boven vrije doorstroming',
  'one-way cars brought back here at night, weekday':
    'auto’s van enkele reizen die hier ’s nachts teruggezet zijn, werkdag',
  'out of cars (≥ 0)': 'uit auto’s (≥ 0)',
  'out of cars; empty where fewer than ten cars live': 'uit auto’s; leeg waar minder dan tien auto’s wonen',
  'outline, or the centre where no outline is known': 'omtrek, of het midden waar geen omtrek bekend is',
  'paid by employers for travellers': 'door werkgevers betaald voor reizigers',
  'paid by travellers (services, bundles) or employers': 'betaald door reizigers (diensten, bundels) of werkgevers',
  'paid for travel a resident, bundles included': 'betaald voor reizen per inwoner, met bundels',
  'paid for travel as a share of income': 'betaald voor reizen als deel van het inkomen',
  'part in what was passed; below zero it relieved': 'deel in de overschrijding; onder nul verlichtte het',
  'people on foot on a weekday, both directions': 'voetgangers op een werkdag, beide richtingen',
  'price of one more kWh for a household': 'prijs van één kWh meer voor een huishouden',
  'public holidays count as Sundays': 'feestdagen tellen als zondag',
  'quarter of an hour of the day, from 0': 'kwartier van de dag, vanaf 0',
  rating: 'nominaal vermogen',
  residents: 'inwoners',
  'row of table violations, from 0': 'rij van de tabel violations, vanaf 0',
  'service, bundle, employer or municipality': 'dienst, bundel, werkgever of gemeente',
  'shape of the street': 'vorm van de straat',
  'share of all jobs of the region within reach, mean over residents':
    'deel van alle banen van de regio binnen bereik, gemiddelde over inwoners',
  'share of all shopping and leisure within reach': 'deel van alle winkels en vrijetijdsplekken binnen bereik',
  'share of planned trips not made': 'deel van de geplande ritten dat niet gemaakt is',
  'share of residents with a bundle': 'deel van de inwoners met een bundel',
  'share of the time': 'deel van de tijd',
  'share of the trips of the class': 'deel van de ritten van de klasse',
  'share of trips as a car driver': 'deel van de ritten als bestuurder van een auto',
  'share of trips: bike': 'deel van de ritten: fiets',
  'share of trips: bus-tram': 'deel van de ritten: bus en tram',
  'share of trips: car': 'deel van de ritten: auto',
  'share of trips: car-passenger': 'deel van de ritten: meerijden in een auto',
  'share of trips: e-bike': 'deel van de ritten: e-bike',
  'share of trips: park-and-ride': 'deel van de ritten: P+R',
  'share of trips: shared-bike': 'deel van de ritten: deelfiets',
  'share of trips: shared-car': 'deel van de ritten: deelauto',
  'share of trips: train': 'deel van de ritten: trein',
  'share of trips: walk': 'deel van de ritten: lopen',
  'shared bicycles standing': 'deelfietsen die er staan',
  'shared cars standing': 'deelauto’s die er staan',
  sockets: 'aansluitingen',
  'solar panels on roofs behind it': 'zonnepanelen op daken erachter',
  'start of the hour': 'begin van het uur',
  'start of the step': 'begin van de stap',
  'straight from stop to stop': 'recht van halte naar halte',
  'the way of the line where it is known, else straight from stop to stop':
    'de weg van de lijn waar die bekend is, anders recht van halte naar halte',
  'regret: cost of charging above the least of the same sessions; empty where fewer than ten cars live':
    'spijt: kosten van laden boven de laagste van dezelfde sessies; leeg waar minder dan tien auto’s wonen',
  'subscribers; empty below ten': 'abonnees; leeg onder tien',
  'sun of the transformer then, ≥ 0': 'zon van de transformator op dat moment, ≥ 0',
  'sun produced': 'opgewekt door zon',
  'sun produced (≥ 0)': 'opgewekt door zon (≥ 0)',
  'taken at the worst step, below zero given': 'afgenomen in de slechtste stap, onder nul gegeven',
  'the same, best tenth': 'hetzelfde, beste tiende',
  'the same, middle of the orders': 'hetzelfde, midden van de volgordes',
  'times somebody was turned away from a first choice': 'keren dat iemand de eerste keus niet kon krijgen',
  'times somebody was turned away from a first choice; empty below ten':
    'keren dat iemand de eerste keus niet kon krijgen; leeg onder tien',
  transformer: 'transformator',
  'transformer 269 (highest loading of the period), + load, − feed-in':
    'transformator 269 (hoogste belasting van de periode), + afname, − teruglevering',
  transformers: 'transformatoren',
  'travel time a resident': 'reistijd per inwoner',
  'travel time a trip': 'reistijd per rit',
  trips: 'ritten',
  'trips a resident': 'ritten per inwoner',
  'trips a resident on an average day': 'ritten per inwoner op een gemiddelde dag',
  'trips of an average day': 'ritten van een gemiddelde dag',
  'trips on a weekday, both directions': 'ritten op een werkdag, beide richtingen',
  'trips on an average day': 'ritten op een gemiddelde dag',
  'walking and cycling a resident': 'lopen en fietsen per inwoner',
  'way of travel; best: the widest of those a resident has':
    'manier van reizen; beste: de ruimste van wat een inwoner heeft',
  'what dwellings get': 'wat woningen krijgen',
  'what somebody adds so that the operator gets the full price; negative: left over':
    'wat iemand bijlegt zodat de aanbieder de volle prijs krijgt; negatief: over',
  'what stops most of those that are stopped': 'wat de meeste tegenhoudt van die tegengehouden worden',
  'what the group is made by': 'waarop de groep is ingedeeld',
  'what took (or gave) the power; others: all that are not listed':
    'wat het vermogen nam (of gaf); others: alle die niet genoemd zijn',
  'what was passed': 'wat is overschreden',
  'when it was worst': 'wanneer het op zijn slechtst was',
  zone: 'buurt',
};

const plain = (text: string): string => text.replace(NUMBERED, '#');
const BY_PLAIN: ReadonlyMap<string, string> = new Map(
  Object.entries(WORDS).map(([english, dutch]) => [plain(english), dutch]),
);

export function descriptionInDutch(description: string): string | null {
  const own = WORDS[description];
  if (own !== undefined) return own;
  // The same sentence with other numbers: they are put in order of the sentence.
  const dutch = BY_PLAIN.get(plain(description));
  if (dutch === undefined) return null;
  const numbers = description.match(NUMBERED) ?? [];
  let at = 0;
  return dutch.replace(NUMBERED, () => numbers[at++] ?? '');
}
