/** Tables of who travels how, what is within reach of whom, and who pays whom. Cells of fewer than ten are empty. Pure. */
import type { Column, Table } from '../../core/table.ts';
import { ACCESS_MINUTES } from '../../mobility/access.ts';
import type { MobilityAccounts } from '../../mobility/accounts.ts';
import { MODES } from '../../mobility/stores.ts';
import { ACCESS_WAYS, ACCESS_WIDTH, type AccessGroup } from '../access-groups.ts';
import { pascal } from '../indicators/travel.ts';
import type { Sample } from '../parts.ts';
import { groupColumn, orWithheld } from '../small-cells.ts';
import type { TravellerGroup } from '../travellers.ts';
import { column, table } from './column.ts';

/** One row a group; groups of trips (by purpose, by distance) have no residents. */
export function travellersTable(groups: readonly TravellerGroup[], { travelScale }: Sample): Table {
  const members = groups.map((group) => (Number.isNaN(group.persons) ? group.trips * travelScale : group.persons));
  const values = (name: string, unit: string, description: string, of: (group: TravellerGroup) => number): Column =>
    groupColumn(name, unit, description, groups.map(of), members);
  const perPerson = (value: number, group: TravellerGroup): number =>
    Number.isNaN(group.persons) ? Number.NaN : value / group.travellers;
  return table('travellers', groups.length, [
    column(
      'dimension',
      '',
      'what the group is made by',
      groups.map((group) => group.dimension),
    ),
    column(
      'group',
      '',
      'name of the group',
      groups.map((group) => group.group),
    ),
    values('persons', 'persons', 'residents', (g) => g.persons),
    values('tripsPerDay', 'trips/day', 'trips on an average day', (g) => g.trips * travelScale),
    values('tripsPerPersonPerDay', 'trips/person/day', 'trips a resident', (g) => perPerson(g.trips, g)),
    values('kmPerPersonPerDay', 'km/person/day', 'kilometres a resident', (g) => perPerson(g.km, g)),
    values('kmPerTrip', 'km', 'kilometres a trip', (g) => g.km / g.trips),
    values('travelTimeMinPerTrip', 'min', 'travel time a trip', (g) => g.minutes / g.trips),
    values('travelTimeMinPerPersonPerDay', 'min/person/day', 'travel time a resident', (g) => perPerson(g.minutes, g)),
    values('paidEurPerPersonPerDay', 'EUR/person/day', 'paid for travel a resident, bundles included', (g) =>
      perPerson(g.paidEur, g),
    ),
    values('paidShareOfIncome', 'share', 'paid for travel as a share of income', (g) =>
      Number.isNaN(g.persons) ? Number.NaN : g.paidEur / g.incomeEur,
    ),
    values('co2KgPerPersonPerDay', 'kg CO2/person/day', 'CO2 of travel a resident', (g) => perPerson(g.co2Kg, g)),
    values('activeMinPerPersonPerDay', 'min/person/day', 'walking and cycling a resident', (g) =>
      perPerson(g.activeMin, g),
    ),
    column(
      'turnedAwayPerDay',
      'people/day',
      'times somebody was turned away from a first choice; empty below ten',
      groups.map((g) => orWithheld(g.turnedAway * travelScale, g.turnedAway * travelScale)),
    ),
    values('failedTripShare', 'share', 'share of planned trips not made', (g) => g.failed / (g.failed + g.trips)),
    values('subscriberShare', 'share', 'share of residents with a bundle', (g) => g.subscribers / g.persons),
    ...MODES.map((mode, m) =>
      values(`share${pascal(mode)}`, 'share', `share of trips: ${mode}`, (g) => g.modes[m]! / g.trips),
    ),
  ]);
}

/** One row for each group, mode and time limit. */
export function accessTable(groups: readonly AccessGroup[]): Table {
  const rows = groups.flatMap((group) => Array.from({ length: ACCESS_WIDTH }, (_, at) => ({ group, at })));
  const persons = rows.map(({ group }) => group.persons);
  const shareColumn = (name: string, description: string, of: (group: AccessGroup) => Float64Array): Column =>
    groupColumn(
      name,
      'share',
      description,
      rows.map(({ group, at }) => of(group)[at]!),
      persons,
    );
  return table('access', rows.length, [
    column(
      'dimension',
      '',
      'what the group is made by',
      rows.map(({ group }) => group.dimension),
    ),
    column(
      'group',
      '',
      'name of the group',
      rows.map(({ group }) => group.group),
    ),
    column(
      'mode',
      '',
      'way of travel; best: the widest of those a resident has',
      rows.map(({ at }) => ACCESS_WAYS[Math.floor(at / ACCESS_MINUTES.length)]!),
    ),
    column(
      'minutes',
      'min',
      'door to door, leaving at eight on a weekday',
      rows.map(({ at }) => ACCESS_MINUTES[at % ACCESS_MINUTES.length]!),
    ),
    shareColumn('jobsShare', 'share of all jobs of the region within reach, mean over residents', (g) => g.jobsShare),
    shareColumn('facilitiesShare', 'share of all shopping and leisure within reach', (g) => g.facilitiesShare),
  ]);
}

/** What travellers and residents pay municipalities or car parks; nothing where nothing is paid. */
const municipal = (name: string, paid: number, stays = Number.NaN) =>
  paid > 0
    ? [
        {
          kind: 'municipality',
          name,
          trips: stays,
          subscribers: Number.NaN,
          paid,
          employer: Number.NaN,
          discount: Number.NaN,
          subsidy: Number.NaN,
        },
      ]
    : [];

/** Money between travellers, operators and whoever sells bundles. */
export function accountsTable({
  services,
  bundles,
  employerEurPerYear,
  parking,
  permitsEurPerYear,
}: MobilityAccounts): Table {
  const rows = [
    ...services.map((s) => ({
      kind: 'service',
      name: s.service as string,
      trips: s.tripsPerYear,
      subscribers: Number.NaN,
      paid: s.paidEurPerYear,
      employer: s.employerEurPerYear,
      discount: s.discountEurPerYear,
      subsidy: s.discountEurPerYear,
    })),
    ...bundles.map((b) => ({
      kind: 'bundle',
      name: b.name,
      trips: Number.NaN,
      subscribers: b.subscribers,
      paid: b.revenueEurPerYear,
      employer: Number.NaN,
      discount: b.discountEurPerYear,
      subsidy: -b.balanceEurPerYear,
    })),
    {
      kind: 'employer',
      name: 'mobility budgets',
      trips: Number.NaN,
      subscribers: Number.NaN,
      paid: employerEurPerYear,
      employer: employerEurPerYear,
      discount: Number.NaN,
      subsidy: Number.NaN,
    },
    ...municipal('parking in the district', parking.inside.eurPerYear, parking.inside.staysPerYear),
    ...municipal('parking elsewhere', parking.elsewhere.eurPerYear, parking.elsewhere.staysPerYear),
    ...municipal('resident permits', permitsEurPerYear),
  ];
  const numbers = (name: string, unit: string, description: string, of: (row: (typeof rows)[number]) => number) =>
    column(
      name,
      unit,
      description,
      rows.map((row) => (Number.isFinite(of(row)) ? of(row) : null)),
    );
  return table('accounts', rows.length, [
    column(
      'kind',
      '',
      'service, bundle, employer or municipality',
      rows.map(({ kind }) => kind),
    ),
    column(
      'name',
      '',
      'name',
      rows.map(({ name }) => name),
    ),
    numbers('tripsPerYear', 'trips/year', 'trips', (row) => row.trips),
    column(
      'subscribers',
      'residents',
      'subscribers; empty below ten',
      rows.map(({ subscribers }) => orWithheld(subscribers, subscribers)),
    ),
    numbers('paidEurPerYear', 'EUR/year', 'paid by travellers (services, bundles) or employers', (row) => row.paid),
    numbers('employerEurPerYear', 'EUR/year', 'paid by employers for travellers', (row) => row.employer),
    numbers('discountEurPerYear', 'EUR/year', 'discounts given by bundles and caps', (row) => row.discount),
    numbers(
      'subsidyEurPerYear',
      'EUR/year',
      'what somebody adds so that the operator gets the full price; negative: left over',
      (row) => row.subsidy,
    ),
  ]);
}
