/** Where each column of the household purse comes from. Pure. */
import type { Origin } from '../results/provenance.ts';
import type { Reference } from './reference.ts';

const TABLES = ['households'];
const total =
  'mobilityEurPerMonth + cars × values.carFixedEurPerMonth + energyEurPerMonth + heatEurPerMonth of a household';

export type PurseColumn =
  | 'tripsEurPerMonth'
  | 'ownCarEurPerMonth'
  | 'electricityEurPerMonth'
  | 'heatEurPerMonth'
  | 'totalEurPerMonth'
  | 'referenceEurPerMonth'
  | 'costShare'
  | 'burdenedShare';

export const purseOrigins = (reference: Reference): Readonly<Record<PurseColumn, Origin>> => ({
  tripsEurPerMonth: {
    formula: 'Σ weight × mobilityEurPerMonth / Σ weight: trips, bundles and permits',
    tables: TABLES,
  },
  ownCarEurPerMonth: { formula: 'Σ weight × cars × values.carFixedEurPerMonth / Σ weight', tables: TABLES },
  electricityEurPerMonth: {
    formula:
      'Σ weight × energyEurPerMonth / Σ weight: use and sun at the prices of each step, network charge, less the rebate on the energy tax (levers tariff.*)',
    tables: TABLES,
  },
  heatEurPerMonth: {
    formula:
      'Σ weight × heatEurPerMonth / Σ weight: gas (tariff.gasFixedEurPerYear + gasM3PerYear × tariff.gasEurPerM3) or district heat (tariff.districtHeatFixedEurPerYear + heatGjPerYear × tariff.districtHeatEurPerGj), a twelfth of the year',
    tables: TABLES,
    source: 'ACM, maximum tariffs of district heat 2025; CBS, gas a dwelling by neighbourhood',
  },
  totalEurPerMonth: { formula: `Σ weight × (${total}) / Σ weight`, tables: TABLES },
  referenceEurPerMonth: {
    formula: `Σ weight × (${reference.formula}) / Σ weight`,
    tables: TABLES,
    source: reference.source,
  },
  costShare: {
    formula: `Σ weight × (${total}) / incomeEurPerMonth / Σ weight, of those whose income is known`,
    tables: TABLES,
  },
  burdenedShare: { formula: 'Σ weight [cost / income > values.burdenShare] / Σ weight', tables: TABLES },
});
