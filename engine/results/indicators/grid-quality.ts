/** Indicators of voltage quality, and of what obeying the grid costs: energy withheld, euros against reinforcement. Pure. */
import type { GridYear } from '../../grid/areas.ts';
import { reinforcement } from '../../grid/reinforcement.ts';
import { limitSums } from '../grid-limits.ts';
import { type Indicators, indicator } from '../indicator.ts';
import type { DayWeights, RunParts } from '../parts.ts';

const sum = (values: ArrayLike<number>): number => Array.prototype.reduce.call(values, add, 0) as number;
const add = (a: unknown, b: unknown): unknown => (a as number) + (b as number);

export function qualityIndicators({ buses, operation, cableOverloadHours }: GridYear): Indicators {
  if (buses?.weeksBroken === undefined || operation === undefined || cableOverloadHours === undefined) return {};
  const over = (values: ArrayLike<number>): number => Array.from(values).filter((value) => value > 0).length;
  return {
    jointsOutsideNorm: indicator(
      over(buses.weeksBroken),
      'joints',
      'grid',
      'better',
      'Kabelmoffen met een week buiten EN 50160 (spanning)',
      'Cable joints with a week outside EN 50160 (voltage)',
    ),
    jointsUnbalanced: indicator(
      over(buses.weeksUnbalanced!),
      'joints',
      'grid',
      'better',
      'Kabelmoffen met een week buiten EN 50160 (asymmetrie boven 2 %)',
      'Cable joints with a week outside EN 50160 (unbalance above 2 %)',
    ),
    cableOverloadHours: indicator(
      sum(cableOverloadHours),
      'h',
      'grid',
      'better',
      'Uren overbelasting van laagspanningskabels, alle gebieden',
      'Hours of overload of low-voltage cables, all areas',
    ),
    reverseFlowHours: indicator(
      sum(operation.reverseFlowHours),
      'h',
      'grid',
      'neutral',
      'Uren teruglevering, alle transformatoren',
      'Hours of reverse flow, all transformers',
    ),
  };
}

/** Smart charging against a new cable: what limits cost drivers and control, what works on the grid would still cost, and both together. */
export function limitIndicators(parts: RunParts, weights: DayWeights): Indicators {
  const { grid, areas, scenario } = parts;
  const sums = limitSums(parts, weights);
  const unservedKwh = sums === null ? 0 : sum(sums.unservedKwh) + sums.sharedUnservedKwh;
  const unservedEur = unservedKwh * scenario.grid.unservedEurPerKwh;
  const controlEur = sums === null ? 0 : sums.carsHeld * scenario.grid.signalEurPerCarYear;
  const indicators: Indicators = {};
  if (sums !== null) {
    indicators['withheldMwh'] = indicator(
      (sum(sums.withheldKwh) + sums.sharedWithheldKwh) / 1000,
      'MWh/a',
      'grid',
      'better',
      'Laden dat door grenzen van het net moest wachten',
      'Charging that had to wait for limits of the grid',
    );
    indicators['carsHeldBack'] = indicator(
      sums.carsHeld,
      'cars',
      'grid',
      'better',
      'Auto’s die een grens van het net ooit liet wachten',
      'Cars that a limit of the grid ever held back',
    );
    indicators['unservedByGridMwh'] = indicator(
      unservedKwh / 1000,
      'MWh/a',
      'grid',
      'better',
      'Ontbrekend bij vertrek door grenzen van het net',
      'Missing at departure because of limits of the grid',
    );
    indicators['limitEurPerYear'] = indicator(
      unservedEur + controlEur,
      'EUR/a',
      'grid',
      'better',
      'Kosten van sturen binnen het net: wat bestuurders ontberen, en de besturing',
      'Cost of steering within the grid: what drivers miss, and the control',
    );
  }
  if (grid.buses === undefined) return indicators;
  const works = reinforcement(areas, grid, grid.buses, scenario.grid);
  indicators['gridTotalEurPerYear'] = indicator(
    works.totalEurPerYear + unservedEur + controlEur,
    'EUR/a',
    'grid',
    'better',
    'Verzwaren en sturen samen',
    'Reinforcing and steering together',
  );
  return indicators;
}
