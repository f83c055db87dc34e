/** Origins as the window shows them: the formula for an English and for a Dutch reader. Pure. */
import { formulaInDutch } from '../../../engine/results/formula-nl.ts';
import type { FigureOrigin } from '../../shared/bridge.ts';

export const told = (origin: FigureOrigin): FigureOrigin => ({ ...origin, formulaNl: formulaInDutch(origin.formula) });

export const toldAll = <K extends string>(origins: Readonly<Record<K, FigureOrigin>>): Record<K, FigureOrigin> =>
  Object.fromEntries(Object.entries<FigureOrigin>(origins).map(([key, origin]) => [key, told(origin)])) as Record<
    K,
    FigureOrigin
  >;
