/** Under a table: what each of its columns holds, and the results it comes from with version, seed, inputs and licences. */
import { type ReactNode, useState } from 'react';
import type { BridgeTable } from '../../../shared/bridge.ts';
import { useShared } from '../context.tsx';
import { Made } from './origin.tsx';
import { useCall } from './use-call.ts';

export function TableOrigin({
  table,
  columns,
  names,
}: {
  readonly table: BridgeTable;
  readonly columns: readonly string[];
  readonly names: Readonly<Record<string, string>> | undefined;
}): ReactNode {
  const { t, chosen, language } = useShared();
  const descriptions = language === 'nl' ? table.descriptionsNl : table.descriptions;
  const [open, setOpen] = useState(false);
  const ask = (id: string | undefined): { readonly id: string } | null => (open && id !== undefined ? { id } : null);
  const first = useCall('readResult', ask(chosen[0]));
  const second = useCall('readResult', ask(chosen[1]));
  const made = [first.value, second.value].flatMap((value) => (value === null ? [] : [value.made]));
  return (
    <details className="origin" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('origin.open')}</summary>
      {open && (
        <div className="soft">
          <ul>
            {columns.map((name) => (
              <li key={name}>
                {names?.[name] ?? name}:{' '}
                <code>
                  {table.name}.{name}
                </code>{' '}
                {descriptions?.[name] ?? ''}
              </li>
            ))}
          </ul>
          {made.map((one) => (
            <Made key={one.resultsHash} made={one} />
          ))}
        </div>
      )}
    </details>
  );
}
