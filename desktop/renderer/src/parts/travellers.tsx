/** Who travels how, what is within reach of whom and who pays whom: the tables of one or two results. Results of older versions have none. */
import { type ReactNode, useMemo, useState } from 'react';
import { DIMENSION_TEXT, GROUP_TEXT, WAY_TEXT, type Words } from '../../../../engine/results/traveller-words.ts';
import type { BridgeTable, Text } from '../../../shared/bridge.ts';
import { useShared } from '../context.tsx';
import { useResultNames } from './choose-results.tsx';
import { numbers, PlainTable, rowsWhere } from './plain-table.tsx';
import { useCall } from './use-call.ts';
import { Field, Select } from './controls.tsx';

const TITLE: Text = {
  nl: 'Wie reist hoe, wat is bereikbaar, wie betaalt',
  en: 'Who travels how, what is within reach, who pays',
};
const CHOOSE: Text = { nl: 'Indeling', en: 'Grouped by' };
const ACCESS: Text = { nl: 'Bereikbaarheid per groep', en: 'Access by group' };
const HUBS: Text = { nl: 'Hubs: wat er staat en wat op raakt', en: 'Hubs: what stands there and what runs out' };
const PARKING: Text = { nl: 'Parkeren per buurt', en: 'Parking by neighbourhood' };
const ACCOUNTS: Text = { nl: 'Wie betaalt wie', en: 'Who pays whom' };

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
  employerEurPerYear: { nl: 'Door werkgevers', en: 'By employers' },
  discountEurPerYear: { nl: 'Kortingen', en: 'Discounts' },
  subsidyEurPerYear: { nl: 'Bijdrage', en: 'Subsidy' },
};

const HUB_COLUMNS: Words = {
  name: { nl: 'Hub', en: 'Hub' },
  sharedCarsLeast: { nl: 'Deelauto’s, minste', en: 'Shared cars, fewest' },
  sharedCarsMost: { nl: 'Deelauto’s, meeste', en: 'Shared cars, most' },
  sharedBikesLeast: { nl: 'Deelfietsen, minste', en: 'Shared bicycles, fewest' },
  stationBikesLeast: { nl: 'Huurfietsen over', en: 'Hire bicycles left' },
  bikePlacesMost: { nl: 'Fietsen gestald', en: 'Bicycles parked' },
  parkAndRideMost: { nl: 'P+R bezet', en: 'P+R taken' },
  carPlaces: { nl: 'P+R-plaatsen', en: 'P+R places' },
  turnedAwayCar: { nl: 'Geen deelauto', en: 'No shared car' },
  turnedAwayBike: { nl: 'Geen deelfiets', en: 'No shared bicycle' },
  turnedAwayBikePlace: { nl: 'Stalling vol', en: 'Bicycle park full' },
  turnedAwayParkAndRide: { nl: 'P+R vol', en: 'P+R full' },
  relocatedPerDay: { nl: 'Teruggebracht', en: 'Brought back' },
  chargePoints: { nl: 'Laadpunten', en: 'Charge points' },
  bookings: { nl: 'Reserveringen', en: 'Bookings' },
  bookingsShort: { nl: 'Te weinig geladen', en: 'Charged too little' },
};

const PARKING_COLUMNS: Words = {
  name: { nl: 'Buurt', en: 'Neighbourhood' },
  parkingPlaces: { nl: 'Plaatsen', en: 'Places' },
  parkingMostTaken: { nl: 'Meest bezet', en: 'Most taken' },
  turnedAwayParking: { nl: 'Vond geen plaats', en: 'Found none' },
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
        <Field label={CHOOSE[language]}>
          <Select value={dimension} onChange={(event) => setDimension(event.target.value)}>
            {Object.entries(DIMENSION_TEXT).map(([name, words]) => (
              <option key={name} value={name}>
                {words[language]}
              </option>
            ))}
          </Select>
        </Field>
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
  const hubs = useCall('readTable', { id, table: 'hubs' });
  const zones = useCall('readTable', { id, table: 'zones' });
  const limited = zones.value?.columns['parkingPlaces'] !== undefined;
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
        <Rows table={paid(accounts.value)} words={ACCOUNT_COLUMNS} caption={ACCOUNTS[language]} />
      </details>
      <details>
        <summary>{HUBS[language]}</summary>
        <Rows table={nothingAsDash(hubs.value)} words={HUB_COLUMNS} caption={HUBS[language]} />
      </details>
      {limited && (
        <details>
          <summary>{PARKING[language]}</summary>
          <Rows table={withLimit(zones.value)} words={PARKING_COLUMNS} caption={PARKING[language]} />
        </details>
      )}
    </>
  );
}

/** Rows and columns of which nothing is paid say nothing. */
function paid(table: BridgeTable | null): BridgeTable | null {
  if (table === null) return null;
  const amounts = numbers(table, 'paidEurPerYear');
  const rows = rowsWhere(table, (row) => amounts[row]! > 0 || numbers(table, 'discountEurPerYear')[row]! > 0);
  const empty = Object.keys(rows.columns).filter((name) => {
    const column = rows.columns[name];
    return column instanceof Float64Array && column.every((value) => !(Math.abs(value) > 0));
  });
  const columns = Object.fromEntries(Object.entries(rows.columns).filter(([name]) => !empty.includes(name)));
  return { ...rows, columns };
}

/** Where none of a kind stands, there is nothing to count. */
const KINDS_OF_STOCK = [
  ['sharedCarsMost', 'sharedCarsLeast'],
  ['sharedCarsMost', 'turnedAwayCar'],
  ['carPlaces', 'parkAndRideMost'],
  ['carPlaces', 'turnedAwayParkAndRide'],
  ['sharedCarsMost', 'sharedCarsMost'],
  ['carPlaces', 'carPlaces'],
] as const;

function nothingAsDash(table: BridgeTable | null): BridgeTable | null {
  if (table === null) return null;
  const columns: Record<string, Float64Array | readonly (string | null)[]> = { ...table.columns };
  for (const [stock, name] of KINDS_OF_STOCK) {
    const most = numbers(table, stock);
    const column = columns[name];
    if (column instanceof Float64Array)
      columns[name] = column.map((value, row) => (most[row] === 0 ? Number.NaN : value));
  }
  return { ...table, columns: columns as BridgeTable['columns'] };
}

/** Zones with room for everybody are left out. */
const withLimit = (table: BridgeTable | null): BridgeTable | null =>
  table === null ? null : rowsWhere(table, (row) => numbers(table, 'parkingPlaces')[row]! >= 0);

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
      words={(text, column) => (column === 'mode' ? WAY_TEXT : GROUP_TEXT)[text]?.[language] ?? text}
    />
  );
}
