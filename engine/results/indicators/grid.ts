/** Indicators of transformers and cables. Pure. */
import type { GridYear } from '../../grid/areas.ts';
import { type Indicators, indicator } from '../indicator.ts';

export function gridIndicators(grid: GridYear): Indicators {
  const highest = (values: Float64Array): number => values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const sum = (values: Float64Array): number => values.reduce((a, b) => a + b, 0);
  const count = grid.peakLoadingShare.length;
  const overloaded = grid.peakLoadingShare.filter((share) => share > 1).length;
  const lowest = grid.minVoltagePu.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const known = (value: number): number => (Number.isFinite(value) ? value : Number.NaN);
  return {
    transformers: indicator(
      count,
      'transformers',
      'grid',
      'neutral',
      'Wijktransformatoren',
      'Neighbourhood transformers',
    ),
    worstTransformerShare: indicator(
      known(highest(grid.peakLoadingShare)),
      'share',
      'grid',
      'better',
      'Zwaarst belaste transformator',
      'Most loaded transformer',
    ),
    transformersOverloaded: indicator(
      overloaded,
      'transformers',
      'grid',
      'better',
      'Transformatoren die overbelast raken',
      'Transformers that get overloaded',
    ),
    overloadHours: indicator(
      sum(grid.overloadHours),
      'h',
      'grid',
      'better',
      'Uren overbelasting, alle transformatoren',
      'Hours of overload, all transformers',
    ),
    minVoltagePu: indicator(known(lowest), 'pu of 230 V', 'grid', 'worse', 'Laagste spanning', 'Lowest voltage'),
    maxVoltagePu: indicator(
      known(highest(grid.maxVoltagePu)),
      'pu of 230 V',
      'grid',
      'better',
      'Hoogste spanning',
      'Highest voltage',
    ),
    voltageBreachHours: indicator(
      sum(grid.voltageBreachHours),
      'h',
      'grid',
      'better',
      'Uren spanning buiten 207–253 V, alle gebieden',
      'Hours of voltage outside 207–253 V, all areas',
    ),
    gridLossMwh: indicator(
      sum(grid.lossKwh) / 1000,
      'MWh',
      'grid',
      'better',
      'Verlies in kabels en transformatoren',
      'Lost in cables and transformers',
    ),
  };
}
