/** What charging cost beside what it could have cost, and what drivers noticed: a small table under the ledger. */
import type { ReactNode } from 'react';
import { useShared } from '../context.tsx';
import { useResultNames } from '../parts/choose-results.tsx';
import { Failure } from '../parts/failure.tsx';
import { figure, unitText } from '../parts/format.ts';
import { useCall } from '../parts/use-call.ts';

const KEYS = [
  'chargingEurPerKwh',
  'chargingRegretShare',
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
  const { t, language } = useShared();
  const { names } = useResultNames();
  const result = useCall('readResult', { id });
  if (result.failure !== null) return <Failure failure={result.failure} again={result.again} />;
  if (result.value === null) return null;
  const { indicators } = result.value;
  const rows = KEYS.flatMap((key) => (indicators[key] === undefined ? [] : [{ key, ...indicators[key] }]));
  if (rows.length === 0) return null;
  return (
    <table>
      <caption>
        {t('energy.drivers')} – {names.get(id) ?? id}
      </caption>
      <tbody>
        {rows.map(({ key, label, value, unit }) => (
          <tr key={key}>
            <th scope="row">{label[language]}</th>
            <td className="number">{figure(value, unit, language)}</td>
            <td className="soft">{unitText(unit, language)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
