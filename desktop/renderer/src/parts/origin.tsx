/** A label that opens where its figure comes from: formula, tables, version, seed, and the inputs with fingerprint and licence. */
import { type ReactNode, useState } from 'react';
import { formulaInDutch } from '../../../../engine/results/formula-nl.ts';
import { sourceInDutch } from '../../../../engine/results/source-nl.ts';
import type { FigureOrigin, ResultOrigin } from '../../../shared/bridge.ts';
import { useShared } from '../context.tsx';

export function Origin({
  label,
  origin,
  made,
  children,
}: {
  readonly label: ReactNode;
  readonly origin: FigureOrigin;
  readonly made: readonly ResultOrigin[];
  /** Words before the formula. */
  readonly children?: ReactNode;
}): ReactNode {
  const { t, language } = useShared();
  const [open, setOpen] = useState(false);
  return (
    <details className="origin" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary title={t('origin.open')}>{label}</summary>
      {open && (
        <div className="soft">
          {children}
          <p>
            <code>{language === 'nl' ? formulaInDutch(origin.formula) : origin.formula}</code>
            {origin.tables.length > 0 && (
              <>
                <br />
                {t('origin.tables')} {origin.tables.join(', ')}
              </>
            )}
            {origin.source !== undefined && (
              <>
                <br />
                {t('origin.method')}: {language === 'nl' ? sourceInDutch(origin.source) : origin.source}
              </>
            )}
          </p>
          {made.map((one) => (
            <Made key={one.resultsHash} made={one} />
          ))}
        </div>
      )}
    </details>
  );
}

export function Made({ made }: { readonly made: ResultOrigin }): ReactNode {
  const { t } = useShared();
  return (
    <details>
      <summary>
        {t('origin.made', { version: made.engineVersion, seed: made.seed, hash: made.resultsHash.slice(0, 8) })};{' '}
        {t('origin.inputs', { count: made.inputs.length })}
      </summary>
      <ul>
        {made.inputs.map(({ title, file, sha256, licence }) => (
          <li key={file}>
            {title}: {licence} <code title={sha256}>{sha256 === '' ? t('origin.unknown') : sha256.slice(0, 16)}</code>
          </li>
        ))}
      </ul>
    </details>
  );
}
