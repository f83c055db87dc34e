/** Who travels how, what is within reach of whom and who pays whom: the tables of one or two results. Results of older versions have none. */
import { type ReactNode, useMemo, useState } from 'react';
import type { BridgeTable, Text } from '../../../shared/bridge.ts';
import { useShared } from '../context.tsx';
import { useResultNames } from './choose-results.tsx';
import { PlainTable } from './plain-table.tsx';
import { useCall } from './use-call.ts';

type Words = Readonly<Record<string, Text>>;

const TITLE: Text = {
  nl: 'Wie reist hoe, wat is bereikbaar, wie betaalt',
  en: 'Who travels how, what is within reach, who pays',
};
const CHOOSE: Text = { nl: 'Indeling', en: 'Grouped by' };
const ACCESS: Text = { nl: 'Bereikbaarheid per groep', en: 'Access by group' };
const ACCOUNTS: Text = { nl: 'Wie betaalt wie', en: 'Who pays whom' };

const DIMENSIONS: Words = {
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

const GROUPS: Words = {
  all: { nl: 'alle inwoners', en: 'all residents' },
  low: { nl: 'laag inkomen', en: 'low income' },
  middle: { nl: 'midden inkomen', en: 'middle income' },
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
  car: { nl: 'auto', en: 'car' },
  bike: { nl: 'fiets', en: 'bicycle' },
  walk: { nl: 'lopen', en: 'walking' },
  transit: { nl: 'openbaar vervoer', en: 'public transport' },
  best: { nl: 'beste eigen manier', en: 'best of one’s own' },
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
  'mobility budgets': { nl: 'mobiliteitsbudgetten', en: 'mobility budgets' },
};

const COLUMNS: Words = {
  group: { nl: 'Groep', en: 'Group' },
  persons: { nl: 'Inwoners', en: 'Residents' },
  shareWalk: { nl: 'Lopen', en: 'Walking' },
  shareBike: { nl: 'Fiets', en: 'Bicycle' },
  shareEBike: { nl: 'E-fiets', en: 'E-bike' },
  shareBusTram: { nl: 'Bus en tram', en: 'Bus and tram' },
  shareTrain: { nl: 'Trein', en: 'Train' },
  shareCar: { nl: 'Auto', en: 'Car' },
  shareCarPassenger: { nl: 'Meerijden', en: 'Passenger' },
  shareSharedCar: { nl: 'Deelauto', en: 'Shared car' },
  shareSharedBike: { nl: 'Deelfiets', en: 'Shared bicycle' },
  kmPerPersonPerDay: { nl: 'Afstand', en: 'Distance' },
  travelTimeMinPerPersonPerDay: { nl: 'Reistijd', en: 'Travel time' },
  paidEurPerPersonPerDay: { nl: 'Betaald', en: 'Paid' },
  paidShareOfIncome: { nl: 'Deel van inkomen', en: 'Share of income' },
  co2KgPerPersonPerDay: { nl: 'CO₂', en: 'CO₂' },
  activeMinPerPersonPerDay: { nl: 'Lopen en fietsen', en: 'Walking and cycling' },
  turnedAwayPerDay: { nl: 'Geweigerd', en: 'Turned away' },
  subscriberShare: { nl: 'Met een bundel', en: 'With a bundle' },
};

const ACCESS_COLUMNS: Words = {
  group: { nl: 'Groep', en: 'Group' },
  mode: { nl: 'Manier', en: 'Way' },
  minutes: { nl: 'Binnen', en: 'Within' },
  jobsShare: { nl: 'Banen', en: 'Jobs' },
  facilitiesShare: { nl: 'Winkels en vrije tijd', en: 'Shops and leisure' },
};

const ACCOUNT_COLUMNS: Words = {
  name: { nl: 'Dienst of bundel', en: 'Service or bundle' },
  tripsPerYear: { nl: 'Ritten', en: 'Trips' },
  subscribers: { nl: 'Abonnees', en: 'Subscribers' },
  paidEurPerYear: { nl: 'Betaald', en: 'Paid' },
  discountEurPerYear: { nl: 'Kortingen', en: 'Discounts' },
  subsidyEurPerYear: { nl: 'Bijdrage', en: 'Subsidy' },
};

export function Travellers({ ids }: { readonly ids: readonly string[] }): ReactNode {
  const { language } = useShared();
  const [dimension, setDimension] = useState('income');
  const first = useCall('readTable', argument(ids[0], 'travellers', dimension));
  if (first.value === null && first.failure !== null) return null;
  return (
    <section>
      <div className="row spread">
        <h2>{TITLE[language]}</h2>
        <label>
          {CHOOSE[language]}{' '}
          <select value={dimension} onChange={(event) => setDimension(event.target.value)}>
            {Object.entries(DIMENSIONS).map(([name, words]) => (
              <option key={name} value={name}>
                {words[language]}
              </option>
            ))}
          </select>
        </label>
      </div>
      {ids.map((id) => (
        <OneResult key={id} id={id} dimension={dimension} />
      ))}
    </section>
  );
}

const argument = (id: string | undefined, table: 'travellers' | 'access', dimension: string) =>
  id === undefined ? null : { id, table, where: { column: 'dimension', equals: dimension } };

function OneResult({ id, dimension }: { readonly id: string; readonly dimension: string }): ReactNode {
  const { language } = useShared();
  const { names } = useResultNames();
  const travellers = useCall('readTable', argument(id, 'travellers', dimension));
  const access = useCall('readTable', argument(id, 'access', dimension));
  const accounts = useCall('readTable', { id, table: 'accounts' });
  const title = names.get(id) ?? id;
  return (
    <>
      <h3>{title}</h3>
      <Rows table={travellers.value} words={COLUMNS} caption={title} />
      {access.value !== null && access.value.rowCount > 0 && (
        <details>
          <summary>{ACCESS[language]}</summary>
          <Rows table={access.value} words={ACCESS_COLUMNS} caption={ACCESS[language]} />
        </details>
      )}
      <details>
        <summary>{ACCOUNTS[language]}</summary>
        <Rows table={accounts.value} words={ACCOUNT_COLUMNS} caption={ACCOUNTS[language]} />
      </details>
    </>
  );
}

function Rows({
  table,
  words,
  caption,
}: {
  readonly table: BridgeTable | null;
  readonly words: Words;
  readonly caption: string;
}): ReactNode {
  const { language } = useShared();
  const names = useMemo(
    () => Object.fromEntries(Object.entries(words).map(([name, text]) => [name, text[language]])),
    [words, language],
  );
  if (table === null) return null;
  return (
    <PlainTable
      table={table}
      columns={Object.keys(words)}
      names={names}
      caption={caption}
      words={(text) => GROUPS[text]?.[language] ?? text}
    />
  );
}
