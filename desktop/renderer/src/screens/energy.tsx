/** Energy over the year and the day: power, loading, energy in the cars, price; load duration curve; ledger as bands. With a second result
 *  beside it each chart of both stands one above the other, on the same axis and scale. */
import { type ReactNode, useMemo } from 'react';
import { useShared } from '../context.tsx';
import { ChooseResults, useResultNames } from '../parts/choose-results.tsx';
import { STEP_COLUMNS } from '../parts/energy-series.ts';
import { Failure } from '../parts/failure.tsx';
import { GridPanel } from '../parts/grid-panel.tsx';
import { HarbourPanel } from '../parts/harbour-panel.tsx';
import { useCall } from '../parts/use-call.ts';
import { DriversPanel } from './drivers.tsx';
import { EnergyCharts, type Side } from './energy-charts.tsx';
import { LedgerBands } from './ledger.tsx';

/** Each stands there for both results, so that like is beside like. */
const PANELS: ReadonlyArray<{ readonly Panel: (props: { readonly id: string }) => ReactNode; readonly wide: boolean }> =
  [
    { Panel: LedgerBands, wide: true },
    { Panel: DriversPanel, wide: false },
    { Panel: GridPanel, wide: false },
    { Panel: HarbourPanel, wide: true },
  ];

export function EnergyScreen(): ReactNode {
  const { t, chosen } = useShared();
  const { names } = useResultNames();
  const [first, second] = chosen;
  const one = useSide(first);
  const two = useSide(second);
  const sides = useMemo(
    () =>
      [one.side, two.side].flatMap<Side>((side, i) =>
        side === null ? [] : [{ ...side, id: chosen[i] ?? '', name: names.get(chosen[i] ?? '') ?? '' }],
      ),
    [one.side, two.side, names, chosen],
  );
  const loading = one.loading || two.loading;
  return (
    <>
      <div className="row spread">
        <h1>{t('energy.title')}</h1>
        <ChooseResults />
      </div>
      {one.failure !== null && <Failure failure={one.failure} again={one.again} />}
      {two.failure !== null && <Failure failure={two.failure} again={two.again} />}
      {loading && <p role="status">{t('common.loading')}</p>}
      {!loading && one.side !== null && <EnergyCharts key={first} sides={sides} />}
      <h2>{t('energy.ledger')}</h2>
      {PANELS.map(({ Panel, wide }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the panels are a fixed list.
        <div key={i} className={wide ? 'pairs wide' : 'pairs'}>
          {chosen.slice(0, 2).map((id) => (
            <section key={id}>
              <h3>{names.get(id) ?? id}</h3>
              <Panel id={id} />
            </section>
          ))}
        </div>
      ))}
    </>
  );
}

/** Steps of a result and what the operator lets through. */
function useSide(id: string | undefined): {
  readonly side: Omit<Side, 'name' | 'id'> | null;
  readonly loading: boolean;
  readonly failure: ReturnType<typeof useCall>['failure'];
  readonly again: () => void;
} {
  const result = useCall('readResult', id === undefined ? null : { id });
  const steps = useCall(
    'readTable',
    id === undefined ? null : { id, table: 'steps', columns: [...STEP_COLUMNS], where: undefined, skipMissing: true },
  );
  const side = useMemo(() => {
    if (steps.value === null || result.value === null) return null;
    const { grid } = result.value.scenario as { readonly grid?: { readonly transformerLimitShare?: unknown } };
    const limit = grid?.transformerLimitShare;
    return { table: steps.value, limitShare: typeof limit === 'number' ? limit : null };
  }, [steps.value, result.value]);
  return {
    side,
    loading: id !== undefined && (steps.loading || result.loading),
    failure: steps.failure ?? result.failure,
    again: steps.again,
  };
}
