/** Where a figure of a table comes from: what its column holds, its table, and the results with version, seed, inputs and licences. */
import type { ReactNode } from 'react';
import type { BridgeTable } from '../../../shared/bridge.ts';
import { Origin } from './origin.tsx';
import { useCall } from './use-call.ts';

export function FigureOriginOf({
  table,
  column,
  ids,
  children,
}: {
  readonly table: BridgeTable;
  readonly column: string;
  readonly ids: readonly string[];
  readonly children: ReactNode;
}): ReactNode {
  const first = useCall('readResult', ids[0] === undefined ? null : { id: ids[0] });
  const second = useCall('readResult', ids[1] === undefined ? null : { id: ids[1] });
  const made = [first.value, second.value].flatMap((value) => (value === null ? [] : [value.made]));
  const origin = {
    formula: `${table.name}.${column}: ${table.descriptions?.[column] ?? ''}`,
    tables: [table.name],
  };
  return (
    <Origin label={children} origin={origin} made={made}>
      {null}
    </Origin>
  );
}
