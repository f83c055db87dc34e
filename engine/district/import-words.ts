/** What imports of streets, timetables and measured rides tell, in Dutch: the reports themselves are in English. Pure. */

const DUTCH: Readonly<Record<string, string>> = {
  'barriers placed between the streets they part':
    'afsluitingen (paaltjes, hekken) tussen de straten gezet die zij scheiden',
  'barriers that let cars pass but not bicycles or walkers: open to all':
    'afsluitingen die auto’s doorlaten maar fietsers of voetgangers niet: open voor iedereen',
  'calendar exceptions of an unknown type': 'uitzonderingen in de kalender van een onbekende soort',
  'calendar exceptions without a real date': 'uitzonderingen in de kalender zonder bestaande datum',
  'calendar rows whose dates make no period': 'regels in de kalender zonder geldige periode',
  'calls at stops that the feed does not have': 'stops bij haltes die het bestand niet kent',
  'calls by phone or on request, taken as ordinary ones': 'stops op afroep of verzoek, als gewone genomen',
  'calls whose place in the trip stands twice': 'stops waarvan de plaats in de rit dubbel staat',
  'calls without a place in their trip': 'stops zonder plaats in hun rit',
  'departures unfolded from frequencies.txt': 'vertrekken uit frequencies.txt uitgeschreven',
  'empty times filled in between timepoints': 'lege tijden ingevuld tussen vaste tijden',
  'entrances, nodes and boarding areas of stations': 'ingangen, knopen en instapplaatsen van stations',
  'forbidden turns that no car can make': 'afslagverboden voor bewegingen die geen auto kan maken',
  'frequencies that make no departures (headway under 10 s, or an end before the start)':
    'frequenties zonder vertrekken (interval onder 10 s, of einde vóór begin)',
  'links outside the largest network by bike': 'wegvakken buiten het grootste fietsnetwerk',
  'links outside the largest network by car': 'wegvakken buiten het grootste autonetwerk',
  'links outside the largest network by walk': 'wegvakken buiten het grootste loopnetwerk',
  'nodes that stand twice in a row': 'punten die twee keer na elkaar staan',
  'platforms that no way without steps leads to, closed to wheelchairs':
    'perrons zonder weg zonder trappen, gesloten voor rolstoelen',
  'points with a cell that is no number': 'punten met een cel die geen getal is',
  'points that lie nowhere on earth': 'punten die nergens op aarde liggen',
  'points outside the district': 'punten buiten het gebied',
  'points at a moment that the ride has already': 'punten op een moment dat de rit al heeft',
  'points of which the sensor says that fine dust could not be measured':
    'punten waarvan de sensor zegt dat fijnstof niet gemeten kon worden',
  'points of which the sensor says that it did not know where it was':
    'punten waarvan de sensor zegt dat hij niet wist waar hij was',
  'routes of a kind that is not simulated': 'lijnen van een soort die niet wordt gesimuleerd',
  'routes whose id stands twice': 'lijnen waarvan het nummer dubbel staat',
  'stops whose id stands twice': 'haltes waarvan het nummer dubbel staat',
  'stops whose station is unknown stand alone': 'haltes met een onbekend station staan op zichzelf',
  'stops without a position': 'haltes zonder plaats',
  'times that cannot be read, taken as not given': 'onleesbare tijden, als niet gegeven genomen',
  'times that go back along the trip': 'tijden die teruglopen langs de rit',
  'transfers at unknown stops': 'overstappen bij onbekende haltes',
  'transfers between single trips or routes': 'overstappen tussen losse ritten of lijnen',
  'transfers inside the vehicle': 'overstappen in het voertuig',
  'transfers whose time makes no sense': 'overstappen met een onmogelijke tijd',
  'transfers without a time, walked in a line': 'overstappen zonder tijd, gelopen langs een lijn',
  'trips of unknown or unusable routes': 'ritten van onbekende of onbruikbare lijnen',
  'trips outside the area': 'ritten buiten het gebied',
  'trips that do not run on the chosen dates': 'ritten die niet rijden op de gekozen dagen',
  'trips whose id stands twice': 'ritten waarvan het nummer dubbel staat',
  'trips with fewer than two calls': 'ritten met minder dan twee stops',
  'trips without a time at the first or last stop': 'ritten zonder tijd bij de eerste of laatste halte',
  'turn restrictions for other vehicles than cars': 'afslagverboden voor andere voertuigen dan auto’s',
  'turn restrictions of an unknown kind': 'afslagverboden van een onbekende soort',
  'turn restrictions: a car cannot make that turn anyway': 'afslagverboden: de auto kan die beweging toch niet maken',
  'turn restrictions: from, via and to do not meet': 'afslagverboden: van, via en naar raken elkaar niet',
  'turn restrictions: from, via or to is missing': 'afslagverboden: van, via of naar ontbreekt',
  'turn restrictions: members that are not in the road network':
    'afslagverboden: delen die niet in het wegennet zitten',
  'turn restrictions: the way is not split at the junction, so its direction is unknown':
    'afslagverboden: de weg is niet geknipt op het kruispunt, dus de richting is onbekend',
  'turn restrictions: via is several nodes, or nodes and ways':
    'afslagverboden: via is meer dan één punt, of punten en wegen',
  'ways cut at the edge of the area': 'wegen geknipt aan de rand van het gebied',
  'ways cut where a node is missing': 'wegen geknipt waar een punt ontbreekt',
  'ways inside stations that make no sense': 'wegen in stations die niet kunnen',
  'ways that stand in the file twice': 'wegen die twee keer in het bestand staan',
  'ways with fewer than two nodes': 'wegen met minder dan twee punten',
  'ways: area=yes: an area, not a line': 'wegen: een vlak, geen lijn',
  'ways: closed to cars, bicycles and walkers alike': 'wegen: gesloten voor auto’s, fietsers en voetgangers',
  'ways: for buses only': 'wegen: alleen voor bussen',
  'ways: no highway and no ferry': 'wegen: geen straat en geen veer',
};

const PATTERNS: ReadonlyArray<readonly [RegExp, string]> = [
  [/^points with PM2.5 outside (.+)$/, 'punten met PM2,5 buiten $1'],
  [/^points that ask more than (.+)$/, 'punten waarvoor men harder dan $1 moest fietsen'],
  [/^points of rides of fewer than (\d+) points$/, 'punten van ritten met minder dan $1 punten'],
  [
    /^points in hundredths of a µg\/m³ \(version (\d+).*$/,
    'punten in honderdsten van een µg/m³ (vanaf versie $1 van de sensor, overal hele getallen)',
  ],
  [/^ways: highway=(.+) carries no traffic$/, 'wegen: highway=$1 draagt geen verkeer'],
  [
    /^streets for destinations only, slowed to (\d+) km\/h.*$/,
    'straten voor bestemmingsverkeer, auto’s tot $1 km/u vertraagd tegen doorgaand verkeer',
  ],
  [
    /^default speeds of (\w+) on (\d+) streets without a tagged limit$/,
    'standaardsnelheden van $1 op $2 straten zonder opgegeven limiet',
  ],
  [
    /^dates: weekday (.+?) \((\d+) trips\), Saturday (.+?) \((\d+) trips\), Sunday (.+?) \((\d+) trips\); calendar (.+) to (.+)$/,
    'dagen: werkdag $1 ($2 ritten), zaterdag $3 ($4 ritten), zondag $5 ($6 ritten); kalender $7 tot en met $8',
  ],
];

/** The Dutch for a phrase of a report; the phrase itself when there is none. */
export function importPhraseInDutch(phrase: string): string {
  const known = DUTCH[phrase];
  if (known !== undefined) return known;
  for (const [pattern, words] of PATTERNS) if (pattern.test(phrase)) return phrase.replace(pattern, words);
  return phrase;
}
