/** Tables by neighbourhood and by income: what each group does, pays and causes. Cells of fewer than ten are empty. Pure. */
import type { Column, Table } from '../../core/table.ts';
import { INCOME_CLASSES } from '../../demand/population.ts';
import type { AreaTotals } from '../balance.ts';
import { type LimitSums, limitSums } from '../grid-limits.ts';
import { type GroupMeans, groupMeans, type HouseholdSums } from '../households.ts';
import { type DayWeights, dayWeights, type RunParts, type Sample } from '../parts.ts';
import { groupColumn, orWithheld } from '../small-cells.ts';
import { areaWkt } from '../wkt.ts';
import { column, table } from './column.ts';
import { qualityColumns } from './grid-quality.ts';

/** Columns that groups of any kind share. */
function groupColumns(groups: readonly GroupMeans[], withHeat: boolean): Column[] {
  const persons = groups.map((group) => group.persons);
  const values = (name: keyof GroupMeans, unit: string, description: string): Column =>
    groupColumn(
      name,
      unit,
      description,
      groups.map((group) => group[name]),
      persons,
    );
  return [
    values('households', 'households', 'households'),
    values('persons', 'persons', 'residents'),
    values('tripsPerPersonPerDay', 'trips/person/day', 'trips a resident on an average day'),
    values('carTripShare', 'share', 'share of trips as a car driver'),
    values('failedTripShare', 'share', 'share of planned trips not made'),
    values('turnedAwayPerDay', 'people/day', 'times somebody was turned away from a first choice'),
    values('travelTimeMinPerTrip', 'min', 'travel time a trip'),
    values('carKmPerPersonPerDay', 'km/person/day', 'driven by car a resident'),
    values('activeMinPerPersonPerDay', 'min/person/day', 'walking and cycling a resident'),
    values('co2KgPerPersonPerDay', 'kg CO2/person/day', 'CO2 of travel a resident'),
    values('mobilityEurPerMonth', 'EUR/household/month', 'mobility cost a household'),
    values('energyEurPerMonth', 'EUR/household/month', 'electricity at home a household'),
    ...(withHeat ? [values('heatEurPerMonth', 'EUR/household/month', 'gas or district heat a household')] : []),
  ];
}

/** By income class. */
export function groupsTable(parts: RunParts, sums: HouseholdSums, sample: Sample): Table {
  const { incomeClass } = parts.population.households;
  const groups = INCOME_CLASSES.map((_, index) => groupMeans(parts, sums, sample, (h) => incomeClass[h] === index));
  return table('groups', groups.length, [
    column(
      'dimension',
      '',
      'what the group is made by',
      groups.map(() => 'income'),
    ),
    column('group', '', 'name of the group', [...INCOME_CLASSES]),
    ...groupColumns(groups, knowsHeat(parts)),
    ...limitColumns(limitSums(parts, yearOf(parts)), groups, incomeClass),
  ]);
}

const knowsHeat = ({ population }: RunParts): boolean => population.households.heating !== undefined;

const yearOf = (parts: RunParts): DayWeights => dayWeights(parts.energy.calendar);

/** What limits of the grid kept from the cars of a group, where charging was limited. @param groupOf [household] */
function limitColumns(sums: LimitSums | null, groups: readonly GroupMeans[], groupOf: ArrayLike<number>): Column[] {
  if (sums === null) return [];
  const persons = groups.map((group) => group.persons);
  const of = (values: Float64Array): Float64Array => {
    const total = new Float64Array(groups.length);
    values.forEach((kwh, household) => {
      const group = groupOf[household]!;
      if (group < total.length) total[group]! += kwh;
    });
    return total;
  };
  return [
    groupColumn(
      'withheldKwhPerYear',
      'kWh/a',
      'energy that limits of the grid kept from the cars of its households for a time',
      of(sums.withheldKwh),
      persons,
    ),
    groupColumn(
      'unservedByGridKwhPerYear',
      'kWh/a',
      'energy missing at departure because of limits of the grid',
      of(sums.unservedKwh),
      persons,
    ),
  ];
}

/** Limited parking on a weekday; nothing where there is room for everybody. */
function placesColumns({ travel }: RunParts): Column[] {
  const use = (travel.find((day) => day.dayType === 0) ?? travel[0])?.places;
  if (use === undefined) return [];
  const { places, mostTaken, turnedAway } = use;
  const limited = (values: Float64Array): Array<number | null> =>
    Array.from(values, (value, zone) => (places[zone] === Infinity ? null : value));
  return [
    column('parkingPlaces', 'places', 'places for visitors; empty without a limit', limited(places)),
    column('parkingMostTaken', 'cars', 'most of them taken on a weekday', limited(mostTaken)),
    column(
      'turnedAwayParking',
      'people/day',
      'found no parking place on a weekday; empty below ten',
      limited(turnedAway).map((people) => (people === null ? null : orWithheld(people, people))),
    ),
  ];
}

/** @param totals [area] */
export function zonesTable(parts: RunParts, sums: HouseholdSums, sample: Sample, totals: readonly AreaTotals[]): Table {
  const { zones } = parts.district;
  const { households } = parts.population;
  const members: number[][] = Array.from({ length: zones.count }, () => []);
  for (let h = 0; h < households.count; h++) members[households.zone[h]!]?.push(h);
  const groups = members.map((list) => {
    const set = new Set(list);
    return groupMeans(parts, sums, sample, (h) => set.has(h));
  });
  const persons = groups.map((group) => group.persons);
  const ofAreas = (
    pick: (area: AreaTotals, index: number) => number,
    combine: (a: number, b: number) => number,
  ): Float64Array => {
    const values = new Float64Array(zones.count);
    totals.forEach((area, index) => {
      const zone = parts.areas.zone[index]!;
      if (zone < zones.count) values[zone] = combine(values[zone]!, pick(area, index));
    });
    return values;
  };
  const add = (a: number, b: number): number => a + b;
  const energy = (name: string, unit: string, description: string, values: Float64Array): Column =>
    groupColumn(name, unit, description, values, persons);
  return table('zones', zones.count, [
    column('zone', '', 'code', [...zones.code]),
    column('name', '', 'name', [...zones.name]),
    column('external', '', '1: outside the district', zones.external.slice()),
    column('lonDeg', '°', 'longitude, WGS 84', zones.lonDeg.slice()),
    column('latDeg', '°', 'latitude, WGS 84', zones.latDeg.slice()),
    column('jobs', 'jobs', 'jobs', zones.jobs.slice()),
    ...groupColumns(groups, knowsHeat(parts)),
    ...limitColumns(limitSums(parts, yearOf(parts)), groups, households.zone),
    energy(
      'loadMwh',
      'MWh',
      'electricity of homes and businesses',
      ofAreas((area) => area.loadKwh / 1000, add),
    ),
    energy(
      'pvMwh',
      'MWh',
      'sun produced',
      ofAreas((area) => area.pvKwh / 1000, add),
    ),
    energy(
      'chargedMwh',
      'MWh',
      'charged into cars',
      ofAreas((area) => area.chargeKwh / 1000, add),
    ),
    energy(
      'dischargedMwh',
      'MWh',
      'discharged from cars',
      ofAreas((area) => area.dischargeKwh / 1000, add),
    ),
    ...((parts.charging.drivers?.socketsByArea.length ?? 0) > 0
      ? [
          energy(
            'carsWithoutSocket',
            'stays',
            'drivers who found no free public socket here, over the period',
            ofAreas((_, index) => parts.charging.drivers!.turnedAwayByArea[index]!, add),
          ),
          energy(
            'publicSockets',
            'sockets',
            'public sockets',
            ofAreas((_, index) => parts.charging.drivers!.socketsByArea[index]!, add),
          ),
        ]
      : []),
    ...placesColumns(parts),
    column(
      'transformers',
      'transformers',
      'transformers',
      ofAreas(() => 1, add),
    ),
    column(
      'overloadHours',
      'h',
      'hours of overload of its transformers',
      ofAreas((_, index) => parts.grid.overloadHours[index]!, add),
    ),
    column(
      'peakLoadingShare',
      'share',
      'highest loading among its transformers',
      ofAreas((_, index) => parts.grid.peakLoadingShare[index]!, Math.max),
    ),
    ...qualityColumns(parts, zones.count),
    column(
      'geometry',
      'WKT, WGS 84',
      'outline, or the centre where no outline is known',
      Array.from({ length: zones.count }, (_, zone) =>
        areaWkt(zones.outline[zone] ?? [], zones.lonDeg[zone]!, zones.latDeg[zone]!),
      ),
    ),
  ]);
}
