/** What went in beside what changed most: levers that differ on one side, the largest differences of the indicators on the other. */
import { type ReactNode, useMemo } from 'react';
import type { Comparison } from '../../../shared/bridge.ts';
import { useShared } from '../context.tsx';
import { ResultHeads } from '../parts/choose-results.tsx';
import { differenceText, unitText } from '../parts/format.ts';
import { Origin } from '../parts/origin.tsx';
import { leverText } from './lever-text.ts';
import { judge, type Row, Verdict } from './verdict.tsx';

const SHOWN = 12;

export function InAndOut({ comparison }: { readonly comparison: Comparison }): ReactNode {
  return (
    <div className="split in-and-out">
      <Levers comparison={comparison} />
      <Largest comparison={comparison} />
    </div>
  );
}

/** Change as a share of the larger of both, so that a figure that was nothing before is at most 100 %. */
const size = (row: Row): number => {
  const largest = Math.max(...row.values.map((value) => Math.abs(value ?? 0)));
  return largest === 0 || row.difference === null ? 0 : Math.abs(row.difference) / largest;
};

function Largest({ comparison }: { readonly comparison: Comparison }): ReactNode {
  const { t, say, language } = useShared();
  const rows = useMemo(
    () =>
      comparison.indicators
        .filter((row) => judge(row) !== 'same')
        .sort((a, b) => size(b) - size(a))
        .slice(0, SHOWN),
    [comparison],
  );
  return (
    <section>
      <h2>{t('compare.largest')}</h2>
      {rows.length === 0 && <p>{t('compare.noChange')}</p>}
      {rows.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
        <section className="scroll tall" tabIndex={0} aria-label={t('compare.largest')}>
          <table className="compare">
            <thead>
              <tr>
                <th>{t('compare.indicator')}</th>
                <th className="number">{t('common.difference')}</th>
                <th>{t('compare.verdict')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.key}>
                  <th scope="row">
                    <Origin label={say(row.label)} origin={row.origin} made={comparison.made} />
                  </th>
                  <td className="number">
                    {differenceText(row.difference, row.unit, language)}{' '}
                    <span className="soft">{unitText(row.unit, language)}</span>
                  </td>
                  <Verdict row={row} />
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  );
}

function Levers({ comparison }: { readonly comparison: Comparison }): ReactNode {
  const { t, say, language } = useShared();
  if (comparison.levers.length === 0)
    return (
      <section>
        <h2>{t('compare.levers')}</h2>
        <p>{t('compare.noLevers')}</p>
      </section>
    );
  return (
    <section>
      <h2>{t('compare.levers')}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard. */}
      <section className="scroll tall" tabIndex={0} aria-label={t('compare.levers')}>
        <table className="compare">
          <thead>
            <tr>
              <th>{t('compare.lever')}</th>
              <ResultHeads count={comparison.levers[0]?.values.length ?? 2} />
            </tr>
          </thead>
          <tbody>
            {comparison.levers.map((lever) => (
              <tr key={lever.key}>
                <th scope="row">
                  <Origin
                    label={
                      <>
                        {say(lever.label)}{' '}
                        {unitText(lever.unit, language) !== '' && (
                          <span className="soft">{unitText(lever.unit, language)}</span>
                        )}
                      </>
                    }
                    origin={lever.origin}
                    made={comparison.made}
                  />
                </th>
                {lever.values.map((value, i) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: columns do not move.
                  <td key={i} className="number">
                    {leverText(lever.key, value, lever.unit, language, t)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}
