/** The ledger of energy as bands from where it came to where it went. All amounts are the ledger's own; what the grid gave to whom is what is
 *  left after the sun, step by step in the run and summed here. */
import { SCREEN_ORIGINS } from '../../../../engine/results/provenance-screens.ts';
import { type ReactNode, useMemo } from 'react';
import { useShared } from '../context.tsx';
import { Failure } from '../parts/failure.tsx';
import { OriginsBelow } from '../parts/origins-below.tsx';
import { type Flow, type FlowNode, Sankey } from '../parts/sankey.tsx';
import { useCall } from '../parts/use-call.ts';

type Ledger = readonly { readonly key: string; readonly parts: Readonly<Record<string, number>> }[];

/** Flows in GWh. Exported for its test: every node gives what it takes. */
export function flowsOf(ledger: Ledger): Flow[] {
  const part = (key: string, name: string): number =>
    Math.abs(ledger.find((entry) => entry.key === key)?.parts[name] ?? 0) / 1e6;
  const toBuildings = part('solar', 'used in buildings');
  const toCars = part('solar', 'charged into cars');
  const buildings = part('electricity', 'used in buildings');
  const discharged = part('electricity', 'discharged');
  const charged = part('electricity', 'charged');
  const exported = part('electricity', 'exported');
  const solarExported = Math.min(exported, part('solar', 'exported'));
  const carsExported = Math.max(0, exported - solarExported);
  const carsToBuildings = Math.max(0, discharged - carsExported);
  return [
    { from: 'sun', to: 'buildings', amount: toBuildings },
    { from: 'sun', to: 'charging', amount: toCars },
    { from: 'sun', to: 'export', amount: solarExported },
    { from: 'sun', to: 'curtailed', amount: part('solar', 'curtailed') },
    { from: 'grid', to: 'buildings', amount: Math.max(0, buildings - toBuildings - carsToBuildings) },
    { from: 'grid', to: 'charging', amount: Math.max(0, charged - toCars) },
    { from: 'v2g', to: 'buildings', amount: carsToBuildings },
    { from: 'v2g', to: 'export', amount: carsExported },
    { from: 'charging', to: 'driven', amount: Math.max(0, part('cars', 'driven') - part('cars', 'charged outside')) },
    { from: 'charging', to: 'lost', amount: part('cars', 'lost') },
    { from: 'charging', to: 'back', amount: discharged },
  ];
}

/** Balances of the ledger in summary.json, which close to a millionth or the run fails. */
const LINES = [
  ['energy.pv', SCREEN_ORIGINS.ledgerSun],
  ['energy.import', SCREEN_ORIGINS.ledgerGrid],
  ['energy.charge', SCREEN_ORIGINS.ledgerCars],
] as const;

export function LedgerBands({ id }: { readonly id: string }): ReactNode {
  const { t } = useShared();
  const result = useCall('readResult', { id });
  const flows = useMemo(() => (result.value === null ? [] : flowsOf(result.value.ledger)), [result.value]);
  const nodes: readonly FlowNode[] = [
    { id: 'sun', name: t('energy.pv'), column: 0, colour: 'var(--pv)' },
    { id: 'grid', name: t('energy.import'), column: 0, colour: 'var(--load)' },
    { id: 'v2g', name: t('energy.discharge'), column: 0, colour: 'var(--v2g)' },
    { id: 'buildings', name: t('energy.load'), column: 1, colour: 'var(--load)' },
    { id: 'charging', name: t('energy.charge'), column: 1, colour: 'var(--charge)' },
    { id: 'export', name: t('energy.export'), column: 1, colour: 'var(--price)' },
    { id: 'curtailed', name: t('energy.curtailed'), column: 1, colour: 'var(--limit)' },
    { id: 'driven', name: t('energy.driven'), column: 2, colour: 'var(--charge)' },
    { id: 'lost', name: t('energy.lost'), column: 2, colour: 'var(--limit)' },
    { id: 'back', name: t('energy.discharge'), column: 2, colour: 'var(--v2g)' },
  ];
  if (result.failure !== null) return <Failure failure={result.failure} again={result.again} />;
  return (
    <>
      <Sankey nodes={nodes} flows={flows} unit="GWh" label={t('energy.ledger')} />
      <OriginsBelow ids={[id]} lines={LINES.map(([word, of]) => ({ label: t(word), of }))} />
    </>
  );
}
