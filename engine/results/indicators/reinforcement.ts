/** What the grid would need to carry the year as it was, in euros: the other side of the scale for smart charging. Pure. */
import { reinforcement } from '../../grid/reinforcement.ts';
import { type Indicators, indicator } from '../indicator.ts';
import type { RunParts } from '../parts.ts';

/** Nothing when the feeders were not examined. */
export function reinforcementIndicators({ areas, grid, scenario }: RunParts): Indicators {
  const indicators: Indicators = {};
  if (grid.operation !== undefined) {
    const hottest = grid.operation.hotSpotMaxC.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
    indicators['hotSpotMaxC'] = indicator(
      Number.isFinite(hottest) ? hottest : Number.NaN,
      '°C',
      'grid',
      'better',
      'Heetste punt in een transformator',
      'Hottest spot in a transformer',
    );
  }
  if (grid.buses === undefined) return indicators;
  const works = reinforcement(areas, grid, grid.buses, scenario.grid);
  const touched = works.newRatedKva.filter(
    (kva, area) => kva !== areas.ratedKva[area] || works.addedTransformers[area]! > 0,
  ).length;
  indicators['transformersToReinforce'] = indicator(
    touched,
    'transformers',
    'grid',
    'better',
    'Transformatoren die verzwaard moeten worden',
    'Transformers that need reinforcement',
  );
  indicators['cableToReinforceKm'] = indicator(
    works.cableM.reduce((sum, metres) => sum + metres, 0) / 1000,
    'km',
    'grid',
    'better',
    'Laagspanningskabel die verzwaard moet worden',
    'Low-voltage cable that needs reinforcement',
  );
  indicators['reinforcementEurPerYear'] = indicator(
    works.totalEurPerYear,
    'EUR/a',
    'grid',
    'better',
    'Kosten van netverzwaring, omgeslagen over de levensduur',
    'Cost of reinforcing the grid, spread over its life',
  );
  return indicators;
}
