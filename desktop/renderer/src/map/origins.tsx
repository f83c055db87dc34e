/** Where the figures of the map come from: each opens its formula, tables, version, seed, and inputs with fingerprint and licence. */
import type { ReactNode } from 'react';
import type { BridgeCalls } from '../../../shared/bridge.ts';
import { useShared } from '../context.tsx';
import { Origin } from '../parts/origin.tsx';
import { FIGURE_WORDS } from './words.ts';

/** @param columns of the table, or `table.column` */
export function ThingOrigins({
  origins,
  table,
  columns,
  names = {},
}: {
  readonly origins: BridgeCalls['origins'];
  readonly table: string;
  readonly columns: readonly string[];
  /** Words for columns that are on no map. */
  readonly names?: Readonly<Record<string, string>>;
}): ReactNode {
  const { t, language } = useShared();
  return (
    <details>
      <summary>{t('origin.all')}</summary>
      {columns.map((name) => {
        const origin = origins.columns[`${table}.${name}`] ?? { formula: `${table}.${name}`, tables: [table] };
        return (
          <Origin
            key={name}
            label={names[name] ?? FIGURE_WORDS[name]?.[language] ?? name}
            origin={origin}
            made={[origins.made]}
          />
        );
      })}
    </details>
  );
}
