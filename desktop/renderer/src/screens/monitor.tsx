/** The monitor: results and measurements by year against targets of the council, with traffic lights, as a table, CSV and page. */
import { type ReactNode, useState } from 'react';
import type { BridgeCalls, BridgeFailure } from '../../../shared/bridge.ts';
import { useShared } from '../context.tsx';
import { useResultNames } from '../parts/choose-results.tsx';
import { Failure } from '../parts/failure.tsx';
import { figure, unitText } from '../parts/format.ts';
import { Origin } from '../parts/origin.tsx';
import { saveBytes } from '../parts/save-bytes.ts';
import { failureOf, useCall } from '../parts/use-call.ts';
import { FactRows, type MonitorFact, toNumber } from './monitor-facts.tsx';
import { Button, Field, Textbox } from '../parts/controls.tsx';

const FROM = 2021;
const TO = 2035;
const LIGHTS = { green: '●', amber: '◐', red: '○', none: '' } as const;

/** What was typed, kept for the next time on this computer. */
function keptFacts(): readonly MonitorFact[] {
  try {
    return JSON.parse(localStorage.getItem('monitor') ?? '') as MonitorFact[];
  } catch {
    return [
      { kind: 'atMost', indicator: 'co2TotalTPerYear', year: '2035', value: '', source: '' },
      { kind: 'atLeast', indicator: 'selfConsumptionShare', year: '2030', value: '', source: '' },
    ];
  }
}

export function MonitorPanel({ ids }: { readonly ids: readonly string[] }): ReactNode {
  const { t, bridge, language } = useShared();
  const { names } = useResultNames();
  const base = useCall('readResult', ids[0] === undefined ? null : { id: ids[0] });
  const [years, setYears] = useState<readonly string[]>(['2025', '2035']);
  const [facts, setFacts] = useState<readonly MonitorFact[]>(keptFacts);
  const [answer, setAnswer] = useState<BridgeCalls['monitor'] | null>(null);
  const [failure, setFailure] = useState<BridgeFailure | null>(null);
  const indicators = base.value?.indicators ?? {};
  const change = (next: readonly MonitorFact[]): void => {
    localStorage.setItem('monitor', JSON.stringify(next));
    setFacts(next);
  };
  const work = async (): Promise<void> => {
    setFailure(null);
    const whole = facts.flatMap((fact) => {
      const value = toNumber(fact.value, indicators[fact.indicator]?.unit ?? '');
      return value === null
        ? []
        : [{ ...fact, year: Number(fact.year), value, source: fact.source || t('monitor.own') }];
    });
    try {
      setAnswer(
        await bridge.call('monitor', {
          points: ids.map((id, i) => ({ id, year: Number(years[i] ?? TO) })),
          from: FROM,
          to: TO,
          indicators: [...new Set(facts.map(({ indicator }) => indicator))],
          observations: whole.flatMap(({ kind, indicator, year, value, source }) =>
            kind === 'measured' ? [{ indicator, year, value, source }] : [],
          ),
          targets: whole.flatMap(({ kind, indicator, year, value, source }) =>
            kind === 'measured' ? [] : [{ indicator, year, source, [kind]: value }],
          ),
          language,
        }),
      );
    } catch (error) {
      setAnswer(null);
      setFailure(failureOf(error));
    }
  };
  return (
    <section>
      <h2>{t('monitor.title')}</h2>
      <p>{t('monitor.text', { from: FROM, to: TO })}</p>
      <div className="row">
        {ids.map((id, i) => (
          <Field
            key={id}
            label={
              <>
                {names.get(id) ?? id}: {t('monitor.year')}
              </>
            }
          >
            <Textbox
              size={5}
              inputMode="numeric"
              value={years[i] ?? String(TO)}
              onChange={(event) => setYears(Object.assign([...years], { [i]: event.target.value }))}
            />
          </Field>
        ))}
      </div>
      <FactRows facts={facts} change={change} indicators={indicators} />
      <div className="row">
        <Button look="primary" disabled={base.value === null} onClick={() => void work()}>
          {t('monitor.work')}
        </Button>
      </div>
      {failure !== null && <Failure failure={failure} />}
      {answer !== null && (
        <>
          <Lights answer={answer} />
          <div className="row">
            <Button onClick={() => saveBytes('rijnstroom-monitor.csv', new Blob([answer.csv], { type: 'text/csv' }))}>
              {t('monitor.csv')}
            </Button>
            <Button
              onClick={() => saveBytes('rijnstroom-monitor.html', new Blob([answer.html], { type: 'text/html' }))}
            >
              {t('report.html')}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}

function Lights({ answer }: { readonly answer: BridgeCalls['monitor'] }): ReactNode {
  const { t, say, language } = useShared();
  const years = answer.series[0]?.points.map(({ year }) => year) ?? [];
  return (
    <>
      <p className="soft">{t('monitor.read')}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard. */}
      <section className="scroll tall" tabIndex={0} aria-label={t('monitor.title')}>
        <table className="compare">
          <thead>
            <tr>
              <th>{t('compare.indicator')}</th>
              {years.map((year) => (
                <th key={year} className="number">
                  {year}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {answer.series.map((one) => (
              <tr key={one.indicator}>
                <th scope="row">
                  <Origin
                    label={
                      <>
                        {say(one.label)} <span className="soft">{unitText(one.unit, language)}</span>
                      </>
                    }
                    origin={one.origin}
                    made={answer.made}
                  />
                </th>
                {one.points.map(({ year, value, kind, light }) => (
                  <td key={year} className={`number light-${light}`}>
                    {value === null
                      ? '–'
                      : kind === 'interpolated'
                        ? `(${figure(value, one.unit, language)})`
                        : figure(value, one.unit, language)}
                    {light !== 'none' && (
                      <span role="img" aria-label={t(`monitor.${light}`)} title={t(`monitor.${light}`)}>
                        {' '}
                        {LIGHTS[light]}
                      </span>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}
