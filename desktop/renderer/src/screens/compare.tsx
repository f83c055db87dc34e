/** Two or more results side by side: what went in, what came out with verdicts and bars of the difference, curves above each other. */
import { type ReactNode, useMemo, useState } from 'react';
import type { Comparison } from '../../../shared/bridge.ts';
import { useShared } from '../context.tsx';
import { ChooseResults, useResultNames } from '../parts/choose-results.tsx';
import { Failure } from '../parts/failure.tsx';
import { figure, unitText } from '../parts/format.ts';
import { Origin } from '../parts/origin.tsx';
import { useCall } from '../parts/use-call.ts';
import { CompareCurves } from './compare-curves.tsx';
import { leverText } from './lever-text.ts';

/** What a council asks for first. */
const MAIN = [
  'peakDistrictKw',
  'selfConsumptionShare',
  'selfSufficiencyShare',
  'solarChargingShare',
  'overloadHours',
  'worstTransformerShare',
  'unservedSessionShare',
  'chargingEurPerCarYear',
  'modeShareCar',
  'carKmPerDay',
  'activeMinPerPersonPerDay',
  'turnedAwayPerDay',
  'co2TotalTPerYear',
  'costPerHouseholdPerMonth',
  'costPerHouseholdPerMonthLow',
];
type Row = Comparison['indicators'][number];

export function CompareScreen(): ReactNode {
  const { t, chosen, go } = useShared();
  const comparison = useCall('compare', chosen.length < 2 ? null : { ids: [...chosen] });
  return (
    <>
      <div className="row spread">
        <h1>{t('compare.title')}</h1>
        <ChooseResults most={4} />
      </div>
      {chosen.length < 2 && <p>{t('compare.chooseTwo')}</p>}
      {comparison.loading && chosen.length > 1 && <p role="status">{t('common.loading')}</p>}
      {comparison.failure !== null && <Failure failure={comparison.failure} again={comparison.again} />}
      {comparison.value !== null && chosen.length > 1 && (
        <>
          <Levers comparison={comparison.value} />
          <Indicators comparison={comparison.value} />
          <div className="row">
            <button type="button" onClick={() => go('map')}>
              {t('compare.onMap')}
            </button>
            <button type="button" onClick={() => go('who')}>
              {t('compare.forWhom')}
            </button>
            <button type="button" onClick={() => go('report')}>
              {t('compare.toReport')}
            </button>
          </div>
          <CompareCurves ids={chosen} />
        </>
      )}
    </>
  );
}

function Indicators({ comparison }: { readonly comparison: Comparison }): ReactNode {
  const { t, chosen } = useShared();
  const [all, setAll] = useState(false);
  const rows = useMemo(
    () =>
      all ? comparison.indicators : MAIN.flatMap((key) => comparison.indicators.find((row) => row.key === key) ?? []),
    [comparison, all],
  );
  const themes = [...new Set(rows.map((row) => row.theme))];
  const single = comparison.indicators.every((row) => row.lower === null);
  // Runs of one scenario are one column: the heads follow the values.
  const columns = comparison.indicators[0]?.values.length ?? chosen.length;
  return (
    <section>
      <div className="row spread">
        <h2>{t('compare.indicators')}</h2>
        <button type="button" aria-pressed={all} onClick={() => setAll(!all)}>
          {all ? t('common.showMain') : `${t('common.showAll')} (${comparison.indicators.length})`}
        </button>
      </div>
      {single && <p className="soft">{t('compare.singleRun')}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard. */}
      <section className="scroll tall" tabIndex={0} aria-label={t('compare.indicators')}>
        <table className="compare">
          <thead>
            <tr>
              <th>{t('compare.indicator')}</th>
              <Heads count={columns} />
              <th className="number">{t('common.difference')}</th>
              <th>
                <span className="hidden">{t('compare.bar')}</span>
              </th>
              <th>{t('compare.verdict')}</th>
            </tr>
          </thead>
          {themes.map((theme) => (
            <tbody key={theme}>
              <tr>
                <th colSpan={columns + 4} scope="rowgroup" className="theme">
                  {t(`themes.${theme}`, theme)}
                </th>
              </tr>
              {rows
                .filter((row) => row.theme === theme)
                .map((row) => (
                  <IndicatorRow key={row.key} row={row} made={comparison.made} />
                ))}
            </tbody>
          ))}
        </table>
      </section>
    </section>
  );
}

function Heads({ count }: { readonly count: number }): ReactNode {
  const { chosen } = useShared();
  const { names } = useResultNames();
  return chosen.slice(0, count).map((id) => (
    <th key={id} className="number name">
      {names.get(id) ?? id}
    </th>
  ));
}

function IndicatorRow({ row, made }: { readonly row: Row; readonly made: Comparison['made'] }): ReactNode {
  const { say, language } = useShared();
  const unit = unitText(row.unit, language);
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
          {figure(value, row.unit, language)}
        </td>
      ))}
      <td className="number">
        {figure(row.difference, row.unit, language, true)}
        {row.lower !== null && row.upper !== null && (
          <small className="soft">
            <br />
            {figure(row.lower, row.unit, language, true)} … {figure(row.upper, row.unit, language, true)}
          </small>
        )}
      </td>
      <td>
        <ChangeBar row={row} />
      </td>
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

type Judgement = 'better' | 'worse' | 'same' | 'changed';

/** As the report judges: under a per cent, or an interval that holds 0, is no difference. */
function judge(row: Omit<Row, 'theme'>): Judgement {
  const { difference } = row;
  const size = Math.max(...row.values.map((value) => Math.abs(value ?? 0)));
  if (difference === null || size === 0 || Math.abs(difference) / size < 0.01) return 'same';
  if (row.lower !== null && row.upper !== null && row.lower <= 0 && row.upper >= 0) return 'same';
  if (row.lowerIs === 'neutral') return 'changed';
  return difference < 0 === (row.lowerIs === 'better') ? 'better' : 'worse';
}

const MARKS: Readonly<Record<Judgement, string>> = { better: '▲', worse: '▼', same: '=', changed: '●' };
const LOOKS: Readonly<Record<Judgement, string>> = { better: 'good', worse: 'bad', same: 'soft', changed: '' };

export function Verdict({ row }: { readonly row: Omit<Row, 'theme'> }): ReactNode {
  const { t } = useShared();
  const verdict = judge(row);
  return (
    <td className={`${LOOKS[verdict]} verdict`}>
      <span aria-hidden="true">{MARKS[verdict]}</span> {t(`compare.${verdict}`)}
    </td>
  );
}

function Levers({ comparison }: { readonly comparison: Comparison }): ReactNode {
  const { t, say, language } = useShared();
  if (comparison.levers.length === 0) return <p>{t('compare.noLevers')}</p>;
  return (
    <section>
      <h2>{t('compare.levers')}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard. */}
      <section className="scroll" tabIndex={0} aria-label={t('compare.levers')}>
        <table className="compare">
          <thead>
            <tr>
              <th>{t('compare.lever')}</th>
              <Heads count={comparison.levers[0]?.values.length ?? 2} />
            </tr>
          </thead>
          <tbody>
            {comparison.levers.map((lever) => (
              <tr key={lever.key}>
                <th scope="row">
                  {say(lever.label)}{' '}
                  {unitText(lever.unit, language) !== '' && (
                    <span className="soft">{unitText(lever.unit, language)}</span>
                  )}
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
