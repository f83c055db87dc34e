/** Table of synthetic households: what each has to spend and what mobility and electricity cost it. Who gains and who pays is counted on it. Pure. */
import type { Table } from '../../core/table.ts';
import { HEATINGS } from '../../demand/household-heat.ts';
import { HOUSEHOLD_TYPES, INCOME_CLASSES } from '../../demand/population.ts';
import type { HouseholdSums } from '../households.ts';
import type { RunParts, Sample } from '../parts.ts';
import { coded, column, table, zoneColumn } from './column.ts';

export function householdsTable({ population, district }: RunParts, sums: HouseholdSums, sample: Sample): Table {
  const { households } = population;
  return table('households', households.count, [
    column(
      'household',
      '',
      'number of the household, as in persons',
      Uint32Array.from(households.zone, (_, household) => household),
    ),
    zoneColumn('zone', 'zone of the home', households.zone, district.zones.code),
    coded('type', 'kind of household', households.type.slice(), HOUSEHOLD_TYPES),
    coded('incomeClass', 'income class', households.incomeClass.slice(), INCOME_CLASSES),
    column('persons', 'persons', 'size', households.size.slice()),
    column('cars', 'cars', 'own cars', households.cars.slice()),
    column(
      'incomeEurPerYear',
      'EUR/year',
      'disposable income; not a number where the district has no incomes',
      households.incomeEurPerYear.slice(),
    ),
    column('pvKwp', 'kWp', 'solar panels', households.pvKwp.slice()),
    column(
      'mobilityEurPerMonth',
      'EUR/month',
      'paid for trips and bundles; 0 where weight is 0',
      Float32Array.from(sums.mobilityEurPerMonth),
    ),
    column('energyEurPerMonth', 'EUR/month', 'electricity at home', Float32Array.from(sums.energyEurPerMonth)),
    ...(households.heating === undefined
      ? []
      : [
          coded('heating', 'what warms the home', households.heating.slice(), HEATINGS),
          column('gasM3PerYear', 'm3/year', 'natural gas', households.gasM3PerYear!.slice()),
          column('heatGjPerYear', 'GJ/year', 'district heat', households.heatGjPerYear!.slice()),
          column('heatEurPerMonth', 'EUR/month', 'gas or district heat', Float32Array.from(sums.heatEurPerMonth)),
        ]),
    column(
      'weight',
      'households',
      'households this one stands for in travel results; 0: trips not simulated',
      Float32Array.from(households.zone, (_, household) => (sample.travels(household) ? sample.travelScale : 0)),
    ),
  ]);
}
