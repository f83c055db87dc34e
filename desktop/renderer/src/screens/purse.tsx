/** The household purse of one result or two: what is paid for trips, cars and energy beside what such Dutch households spend. */
import type { ReactNode } from 'react';
import type { PublicValues, PurseLine } from '../../../shared/bridge.ts';
import { sourceInDutch } from '../../../../engine/results/source-nl.ts';
import { useShared } from '../context.tsx';
import { ResultHeads } from '../parts/choose-results.tsx';
import { Folded } from '../parts/folded.tsx';
import { figure } from '../parts/format.ts';
import { Origin } from '../parts/origin.tsx';

type Column = keyof Omit<PurseLine, 'household' | 'income'>;
const TOGETHER = ['totalEurPerMonth', 'referenceEurPerMonth', 'costShare', 'burdenedShare'] as const;
const PARTS = ['tripsEurPerMonth', 'ownCarEurPerMonth', 'electricityEurPerMonth', 'heatEurPerMonth'] as const;

export function Purse({ values }: { readonly values: PublicValues }): ReactNode {
  const { t, say, language } = useShared();
  const [first] = values.purse;
  if (first === undefined || values.purse.some((rows) => rows.length === 0)) return null;
  const withoutHeat = values.purse.some((rows) =>
    rows.some((row) => row.totalEurPerMonth !== null && row.heatEurPerMonth === null),
  );
  return (
    <section>
      <h2>{t('values.purse')}</h2>
      <p>
        <PurseText values={values} /> {withoutHeat && t('values.withoutHeat')}
      </p>
      <PurseTable values={values} columns={TOGETHER} label={t('values.purse')} />
      <p className="soft">
        {t('values.reference')} {say(values.reference.why)}{' '}
        {language === 'nl' ? sourceInDutch(values.reference.source) : values.reference.source}.
      </p>
      <Folded title={t('values.parts')}>
        <PurseTable values={values} columns={PARTS} label={t('values.parts')} />
      </Folded>
    </section>
  );
}

function PurseText({ values }: { readonly values: PublicValues }): ReactNode {
  const { t, language } = useShared();
  return t('values.purseText', { share: figure(values.burdenShare, 'share', language) });
}

function PurseTable({
  values,
  columns,
  label,
}: {
  readonly values: PublicValues;
  readonly columns: readonly Column[];
  readonly label: string;
}): ReactNode {
  const { t, say, language } = useShared();
  const text = (column: Column, value: number | null | undefined): string =>
    figure(value ?? null, column.endsWith('Share') ? 'share' : 'EUR/household/month', language);
  // The reference is the same for both results unless their households differ; the first one's is shown.
  const sides = (column: Column): number => (column === 'referenceEurPerMonth' ? 1 : values.purse.length);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
    <section className="scroll" tabIndex={0} aria-label={label}>
      <table className="compare">
        <thead>
          <tr>
            <th rowSpan={2}>{t('values.household')}</th>
            <th rowSpan={2}>{t('values.income')}</th>
            {columns.map((column) => (
              <th
                key={column}
                colSpan={sides(column)}
                rowSpan={column === 'referenceEurPerMonth' ? 2 : 1}
                className={column === 'referenceEurPerMonth' ? 'number' : undefined}
              >
                <Origin label={t(`values.column.${column}`)} origin={values.purseOrigins[column]} made={values.made} />
              </th>
            ))}
          </tr>
          <tr>
            {columns.map(
              (column) => column !== 'referenceEurPerMonth' && <ResultHeads key={column} count={values.purse.length} />,
            )}
          </tr>
        </thead>
        <tbody>
          {values.purse[0]!.map((line, i) => (
            <tr key={line.household.en + line.income.en}>
              <th scope="row">{say(line.household)}</th>
              <td>{say(line.income)}</td>
              {columns.flatMap((column) =>
                values.purse.slice(0, sides(column)).map((rows, side) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: columns do not move.
                  <td key={`${column} ${side}`} className="number">
                    {text(column, rows[i]?.[column])}
                  </td>
                )),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
