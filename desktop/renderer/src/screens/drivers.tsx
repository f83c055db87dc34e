/** What charging cost beside what it could have cost, and what drivers noticed: a small table under the ledger. */
import type { ReactNode } from 'react';
import { useShared } from '../context.tsx';
import { useResultNames } from '../parts/choose-results.tsx';
import { Failure } from '../parts/failure.tsx';
import { chosen, IndicatorRows } from '../parts/indicator-rows.tsx';
import { useCall } from '../parts/use-call.ts';

const KEYS = [
  'chargingEurPerKwh',
  'chargingRegretShare',
  'chargingRegretEurPerCarYear',
  'solarChargingShare',
  'unservedSessionShare',
  'belowMinimumHoursPerCarYear',
  'missedKmPerCarYear',
  'turnedAwayPerWeek',
  'socketWaitMinutes',
  'compensationEurPerCarYear',
  'batteryAgeingEurPerCarYear',
] as const;

export function DriversPanel({ id }: { readonly id: string }): ReactNode {
  const { t } = useShared();
  const { names } = useResultNames();
  const result = useCall('readResult', { id });
  if (result.failure !== null) return <Failure failure={result.failure} again={result.again} />;
  if (result.value === null) return null;
  const rows = chosen(result.value.indicators, KEYS);
  if (rows.length === 0) return null;
  return (
    <IndicatorRows rows={rows} made={result.value.made} caption={`${t('energy.drivers')} – ${names.get(id) ?? id}`} />
  );
}
