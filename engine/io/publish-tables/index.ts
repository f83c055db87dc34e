/** From what was counted in a result to the tables that are published: small cells and what would give them away are empty.
 *  In: PublishSource. Out: tables with unit and description of every column. Pure but for the audit.
 *  Two ways: exact numbers with suppression, or (with `noise`) households only, with noise of a stated ε and then suppression. */
import { RunError } from '../../core/errors.ts';
import type { Indicator } from '../../results/result.ts';
import { SMALLEST_CELL } from '../../results/small-cells.ts';
import {
  type EarlierCells,
  type HouseholdPattern,
  householdPattern,
  noisyPattern,
} from '../../values/household-cells.ts';
import type { Noise } from '../../values/noise.ts';
import { ENERGY_CAP_EUR, MOBILITY_CAP_EUR, type PublishSource } from '../publish-source.ts';
import { accessPublished } from './access.ts';
import { accountsPublished } from './accounts.ts';
import { indicatorsPublished } from './figures.ts';
import { stepsPublished, transformersPublished } from './grid.ts';
import { householdsShown, neighbourhoods, neighbourhoodsByIncome, purseTable } from './households.ts';
import { noisyGroups } from './noisy-groups.ts';
import { hubsPublished, streetsPublished } from './places.ts';
import type { PublishedTable } from './table.ts';
import { modesPublished, travellersPublished } from './travel.ts';
import { travelPattern } from './travel-pattern.ts';

export { valuesPublished } from './figures.ts';
export type { PublishedTable } from './table.ts';

export interface Publication {
  readonly tables: readonly PublishedTable[];
  readonly pattern: HouseholdPattern;
  /** Sentences about what was withheld or added. */
  readonly notes: readonly string[];
}

/** @param earlier cells of households in packages about the same district that are out already
 *  @throws RunError when small cells could be worked out whatever is withheld */
export async function publicationTables(
  source: PublishSource,
  indicators: Readonly<Record<string, Indicator>>,
  noise: Noise | null,
  sampleShare: number,
  earlier: readonly EarlierCells[] = [],
): Promise<Publication> {
  const zones = source.zones.map((row) => String(row['zone']));
  const groups = noise === null ? source.groups : noisyGroups(zones, source.groups, noise, sampleShare);
  const pattern = noise === null ? await householdPattern(zones, groups, earlier) : noisyPattern(groups);
  const travel = noise === null ? await travelPattern(source, pattern) : null;
  const noisy = noise !== null;
  const byTransformer = travel === null ? null : await transformersPublished(source, zones, pattern);
  const may = await householdsShown(pattern, groups, noisy);
  const households = [
    neighbourhoods(source, groups, may, byTransformer, travel, noisy),
    neighbourhoodsByIncome(source, groups, may, noisy),
    purseTable(groups, may, noisy),
  ];
  const { primary, complementary, exposed } = pattern.suppression;
  if (exposed.length > 0)
    throw new RunError(
      `${exposed.length} small cells of households could still be worked out, because nearly all cells are small${earlier.length > 0 ? ' or stand in an earlier package' : ''}: this cannot be published`,
    );
  const rule = `Cells about fewer than ${SMALLEST_CELL} households, residents or cars are empty, zero included`;
  if (travel === null || byTransformer === null)
    return {
      tables: households,
      pattern,
      notes: [
        `${rule}.`,
        `Counts and sums carry noise: the package as a whole is differentially private for one household with epsilon = ${noise!.epsilon}. Amounts of a household count up to EUR ${MOBILITY_CAP_EUR} (mobility) and EUR ${ENERGY_CAP_EUR} (electricity) a month. Figures that cannot be given with noise are left out.`,
        `Each household is in two groupings with three numbers each; each of these six has epsilon / 6, together ${noise!.epsilon}. Rounding, cutting off below zero and emptying small cells come after the noise and cost nothing. Another package about the same people adds its own epsilon to this one.`,
        ...(earlier.length > 0
          ? [
              'A package of exact numbers about the same people is out already: what stands there is protected by no noise.',
            ]
          : []),
      ],
    };
  return {
    tables: [
      ...households,
      travellersPublished(source, travel),
      modesPublished(source, travel),
      ...(source.access.length > 0 ? [accessPublished(source, travel)] : []),
      await accountsPublished(source, travel.fewUsers),
      byTransformer.table,
      streetsPublished(source.streets, source.travelScale),
      await hubsPublished(source.hubs, source.travelScale),
      stepsPublished(source.steps),
      indicatorsPublished(indicators, travel, source.travelScale),
    ],
    pattern,
    notes: [
      `${rule}; ${primary} cells of households are too small and ${complementary} more are withheld so that these cannot be worked out.`,
      `Travel is simulated for part of the households and scaled up by ${source.travelScale.toPrecision(3)}: what rests on fewer than ${SMALLEST_CELL} simulated people is empty, whatever it was scaled up to.`,
    ],
  };
}
