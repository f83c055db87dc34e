/** Two or more results side by side: first what came out, with intervals, verdicts and bars of the difference, then where it is on the
 *  map, curves above each other, and what went in beside what changed. */
import { lazy, type ReactNode, Suspense, useDeferredValue, useMemo, useState } from 'react';
import type { Comparison } from '../../../shared/bridge.ts';
import { useShared } from '../context.tsx';
import { ChooseResults, MadeWith, ResultHeads, useResultNames } from '../parts/choose-results.tsx';
import { Failure } from '../parts/failure.tsx';
import { differenceText, figure, figures, unitText } from '../parts/format.ts';
import { InSight } from '../parts/in-sight.tsx';
import { Origin } from '../parts/origin.tsx';
import { type CallState, useCall } from '../parts/use-call.ts';
import { CompareCurves } from './compare-curves.tsx';
import { InAndOut } from './in-and-out.tsx';
import { ChooseStudy, StudyView } from './study.tsx';
import { MAIN_FIGURES } from './main-figures.ts';
import { judge, type Row, Verdict } from './verdict.tsx';
import { Button, Field, Select } from '../parts/controls.tsx';

/** The drawing of maps is the largest part of the program: read when it is looked at. */
const CompareMap = lazy(async () => ({ default: (await import('./compare-map.tsx')).CompareMap }));

export function CompareScreen(): ReactNode {
  const { t, chosen, studyId: study, chooseStudy: setStudy } = useShared();
  const { entries } = useResultNames();
  const [wanted, setWanted] = useState('');
  // The difference is that of the last scenario: the one that is asked for goes to the end, with all its runs.
  const ids = useMemo(() => {
    const scenarioOf = (id: string): string => entries?.find((entry) => entry.id === id)?.scenarioHash ?? id;
    if (!chosen.slice(1).includes(wanted) || scenarioOf(wanted) === scenarioOf(chosen[0] ?? '')) return chosen;
    const isLast = (id: string): boolean => scenarioOf(id) === scenarioOf(wanted);
    return [...chosen.filter((id) => !isLast(id)), ...chosen.filter(isLast)];
  }, [chosen, entries, wanted]);
  const comparison = useCall('compare', ids.length < 2 ? null : { ids: [...ids] });
  return (
    <>
      <div className="row spread">
        <h1>{t('compare.title')}</h1>
        {study === '' && <ChooseResults most={4} />}
      </div>
      <ChooseStudy picked={study} pick={setStudy} />
      {study === '' ? <Results comparison={comparison} setAgainst={setWanted} /> : <StudyView id={study} />}
    </>
  );
}

function Results({
  comparison,
  setAgainst,
}: {
  readonly comparison: CallState<Comparison>;
  readonly setAgainst: (id: string) => void;
}): ReactNode {
  const { t, chosen, go } = useShared();
  const { names } = useResultNames();
  const columns = comparison.value?.columns ?? [];
  const against = columns.at(-1)?.id ?? '';
  return (
    <>
      {chosen.length < 2 && <p>{t('compare.chooseTwo')}</p>}
      {comparison.loading && chosen.length > 1 && <p role="status">{t('common.loading')}</p>}
      {comparison.failure !== null && <Failure failure={comparison.failure} again={comparison.again} />}
      {comparison.value !== null && chosen.length > 1 && (
        <>
          <MadeWith />
          {columns.length > 2 && (
            <Field label={t('compare.mapOf')}>
              <Select value={against} onChange={(event) => setAgainst(event.target.value)}>
                {/* In the order in which they were chosen, whichever stands last now. */}
                {[...columns.slice(1)]
                  .sort((a, b) => chosen.indexOf(a.id) - chosen.indexOf(b.id))
                  .map(({ id }) => (
                    <option key={id} value={id}>
                      {names.get(id) ?? id}
                    </option>
                  ))}
              </Select>
            </Field>
          )}
          <Indicators comparison={comparison.value} />
          <div className="row">
            <Button onClick={() => go('map')}>{t('compare.onMap')}</Button>
            <Button onClick={() => go('who')}>{t('compare.forWhom')}</Button>
            <Button onClick={() => go('report')}>{t('compare.toReport')}</Button>
          </div>
          <section>
            <h2>{t('compare.map')}</h2>
            <InSight>
              <Suspense fallback={<p role="status">{t('common.loading')}</p>}>
                <CompareMap ids={columns.length > 2 ? [chosen[0] ?? '', against] : chosen} />
              </Suspense>
            </InSight>
          </section>
          <CompareCurves ids={chosen} />
          <InAndOut comparison={comparison.value} />
        </>
      )}
    </>
  );
}

function Indicators({ comparison }: { readonly comparison: Comparison }): ReactNode {
  const { t, chosen } = useShared();
  const { names } = useResultNames();
  const [wantsAll, setAll] = useState(false);
  // Some hundreds of rows: the button answers first, the rows follow.
  const all = useDeferredValue(wantsAll);
  const rows = useMemo(
    () =>
      all
        ? comparison.indicators
        : MAIN_FIGURES.flatMap((key) => comparison.indicators.find((row) => row.key === key) ?? []),
    [comparison, all],
  );
  const themes = [...new Set(rows.map((row) => row.theme))];
  const single = comparison.indicators.every((row) => row.lower === null);
  // Runs of one scenario are one column: the heads follow the values.
  const columns = comparison.indicators[0]?.values.length ?? chosen.length;
  // Beside many results there is no room for bars: the verdict matters more.
  const bars = columns < 4;
  return (
    <section>
      <div className="row spread">
        <h2>{t('compare.indicators')}</h2>
        <Button aria-pressed={wantsAll} onClick={() => setAll(!wantsAll)}>
          {wantsAll ? t('common.showMain') : `${t('common.showAll')} (${comparison.indicators.length})`}
        </Button>
      </div>
      {single && <p className="soft">{t('compare.singleRun')}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard. */}
      <section className="scroll tall" tabIndex={0} aria-label={t('compare.indicators')}>
        <table className="compare">
          <thead>
            <tr>
              <th>{t('compare.indicator')}</th>
              <ResultHeads columns={comparison.columns} />
              <th className="number">
                {t('common.difference')}
                {columns > 2 && <small className="whose"> {names.get(comparison.columns.at(-1)?.id ?? '')}</small>}
              </th>
              {bars && (
                <th>
                  <span className="hidden">{t('compare.bar')}</span>
                </th>
              )}
              <th>{t('compare.verdict')}</th>
            </tr>
          </thead>
          {themes.map((theme) => (
            <tbody key={theme}>
              <tr>
                <th colSpan={columns + (bars ? 4 : 3)} scope="rowgroup" className="theme">
                  {t(`themes.${theme}`, theme)}
                </th>
              </tr>
              {rows
                .filter((row) => row.theme === theme)
                .map((row) => (
                  <IndicatorRow key={row.key} row={row} made={comparison.made} bar={bars} />
                ))}
            </tbody>
          ))}
        </table>
      </section>
    </section>
  );
}

function IndicatorRow({
  row,
  made,
  bar,
}: {
  readonly row: Row;
  readonly made: Comparison['made'];
  readonly bar: boolean;
}): ReactNode {
  const { say, language } = useShared();
  const unit = unitText(row.unit, language);
  const show = figures(row.values, row.unit, language);
  const keys = ['a', 'b', 'c', 'd', 'e', 'f'];
  return (
    <tr>
      <th scope="row">
        <Origin
          label={
            <>
              {say(row.label)} {unit !== '' && <span className="soft">{unit}</span>}
            </>
          }
          origin={row.origin}
          made={made}
        />
      </th>
      {row.values.map((value, i) => (
        <td key={keys[i] ?? String(value)} className="number">
          {show(value)}
        </td>
      ))}
      <td className="number">
        {differenceText(row.difference, row.unit, language)}
        {row.lower !== null && row.upper !== null && (
          <small className="soft">
            <br />
            {differenceText(row.lower, row.unit, language)} … {differenceText(row.upper, row.unit, language)}
          </small>
        )}
      </td>
      {bar && (
        <td>
          <ChangeBar row={row} />
        </td>
      )}
      <Verdict row={row} />
    </tr>
  );
}

/** Change against the base, a bar from the middle: 25 % or more fills its half. */
function ChangeBar({ row }: { readonly row: Row }): ReactNode {
  const { language } = useShared();
  const base = row.values[0] ?? 0;
  if (row.difference === null || base === 0) return null;
  const change = row.difference / Math.abs(base);
  const wide = Math.min(1, Math.abs(change) / 0.25) * 48;
  const good = judge(row);
  return (
    <span className="change">
      <svg viewBox="0 0 100 14" aria-hidden="true">
        <line x1="50" x2="50" y1="0" y2="14" stroke="var(--soft)" />
        <rect
          x={change < 0 ? 50 - wide : 50}
          y="2"
          width={wide}
          height="10"
          fill={good === 'better' ? 'var(--good)' : good === 'worse' ? 'var(--bad)' : 'var(--soft)'}
        />
      </svg>
      <small className="soft">{figure(change, 'share', language, true)}</small>
    </span>
  );
}
