/** Below a chart, a map or a table: what opens where its figures come from: how each is computed, and the results they are of with version,
 *  seed, inputs, fingerprints and licences. Asked for when it is opened. */
import { type ReactNode, useState } from 'react';
import { formulaInDutch } from '../../../../engine/results/formula-nl.ts';
import { sourceInDutch } from '../../../../engine/results/source-nl.ts';
import type { FigureOrigin } from '../../../shared/bridge.ts';
import { useShared } from '../context.tsx';
import { Made } from './origin.tsx';
import { useCall } from './use-call.ts';

export interface OriginLine {
  readonly label: string;
  /** `table.column` of the result, or how it is computed. */
  readonly of: string | FigureOrigin;
}

/** Lines for columns of one table. @param names what the reader sees them called */
export const linesOfTable = (
  table: string,
  columns: readonly string[],
  names: (column: string) => string,
): OriginLine[] => columns.map((column) => ({ label: names(column), of: `${table}.${column}` }));

export function OriginsBelow({
  ids,
  lines,
}: {
  /** Results the figures are of; of more than four the first. */
  readonly ids: readonly string[];
  readonly lines: readonly OriginLine[];
}): ReactNode {
  const { t, language } = useShared();
  const [open, setOpen] = useState(false);
  const ask = (i: number): { readonly id: string } | null => (open && ids[i] !== undefined ? { id: ids[i] } : null);
  const answers = [
    useCall('origins', ask(0)).value,
    useCall('origins', ask(1)).value,
    useCall('origins', ask(2)).value,
    useCall('origins', ask(3)).value,
  ].filter((answer) => answer !== null);
  const columns = answers[0]?.columns;
  const howOf = ({ of }: OriginLine): FigureOrigin =>
    typeof of === 'string' ? (columns?.[of] ?? { formula: of, tables: [of.split('.')[0]!] }) : of;
  return (
    <details className="origin" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('origin.all')}</summary>
      {open && columns !== undefined && (
        <div className="soft">
          <ul>
            {lines.map((line) => {
              const how = howOf(line);
              const { tables, source } = how;
              const formula = language === 'nl' ? formulaInDutch(how.formula) : how.formula;
              return (
                <li key={line.label}>
                  {line.label}: <code>{formula}</code>
                  {tables.length > 0 && ` · ${t('origin.tables')} ${tables.join(', ')}`}
                  {source !== undefined &&
                    ` · ${t('origin.method')}: ${language === 'nl' ? sourceInDutch(source) : source}`}
                </li>
              );
            })}
          </ul>
          {answers.map(({ made }) => (
            <Made key={made.resultsHash} made={made} />
          ))}
        </div>
      )}
    </details>
  );
}
