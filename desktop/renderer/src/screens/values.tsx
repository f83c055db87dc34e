/** Public values of one result or two, the household purse, and why a car charged. */
import { SCREEN_ORIGINS } from '../../../../engine/results/provenance-screens.ts';
import { type ReactNode, useState } from 'react';
import type { PublicValues } from '../../../shared/bridge.ts';
import { useShared } from '../context.tsx';
import { ChooseResults, ResultHeads } from '../parts/choose-results.tsx';
import { Failure } from '../parts/failure.tsx';
import { differenceText, figure, figures, moment, unitText } from '../parts/format.ts';
import { Origin } from '../parts/origin.tsx';
import { OriginsBelow } from '../parts/origins-below.tsx';
import { useCall } from '../parts/use-call.ts';
import { MonitorPanel } from './monitor.tsx';
import { RidesPanel } from './rides.tsx';
import { Purse } from './purse.tsx';
import { Verdict } from './verdict.tsx';
import { Field, Select } from '../parts/controls.tsx';

export function ValuesScreen(): ReactNode {
  const { t, chosen } = useShared();
  const ids = chosen.slice(0, 2);
  const values = useCall('values', ids.length === 0 ? null : { ids });
  return (
    <>
      <div className="row spread">
        <h1>{t('values.title')}</h1>
        <ChooseResults />
      </div>
      <p>{t('values.text')}</p>
      {values.failure !== null && <Failure failure={values.failure} />}
      {values.loading && <p role="status">{t('common.loading')}</p>}
      {!values.loading && values.value !== null && <Figures values={values.value} />}
      {!values.loading && values.value !== null && <Purse values={values.value} />}
      {!values.loading && ids[0] !== undefined && <MonitorPanel ids={ids} />}
      {!values.loading && ids[0] !== undefined && <RidesPanel key={`rides ${ids.at(-1)}`} id={ids.at(-1) ?? ids[0]} />}
      {ids[0] !== undefined && <Why key={ids.at(-1)} id={ids.at(-1) ?? ids[0]} />}
    </>
  );
}

function Figures({ values }: { readonly values: PublicValues }): ReactNode {
  const { t, say, language } = useShared();
  const count = values.made.length;
  return (
    <>
      {values.groups
        .filter(({ rows }) => rows.length > 0)
        .map(({ value, label, question, rows }) => (
          <section key={value}>
            <h2>{say(label)}</h2>
            <p>{say(question)}</p>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard. */}
            <section className="scroll tall" tabIndex={0} aria-label={say(label)}>
              <table className="compare">
                <thead>
                  <tr>
                    <th>{t('compare.indicator')}</th>
                    <ResultHeads count={count} />
                    {count > 1 && <th className="number">{t('common.difference')}</th>}
                    {count > 1 && <th>{t('compare.verdict')}</th>}
                  </tr>
                </thead>
                <tbody>
                  {rows.map((row) => {
                    const unit = unitText(row.unit, language);
                    const show = figures(row.values, row.unit, language);
                    return (
                      <tr key={row.key}>
                        <th scope="row">
                          <Origin
                            label={
                              <>
                                {say(row.label)} {unit !== '' && <span className="soft">{unit}</span>}
                              </>
                            }
                            origin={row.origin}
                            made={values.made}
                          >
                            <p>
                              {say(row.definition)} {t(`values.direction.${row.lowerIs}`)}
                            </p>
                          </Origin>
                        </th>
                        {row.values.map((one, i) => (
                          // biome-ignore lint/suspicious/noArrayIndexKey: columns do not move.
                          <td key={i} className="number">
                            {show(one)}
                          </td>
                        ))}
                        {count > 1 && <td className="number">{differenceText(row.difference, row.unit, language)}</td>}
                        {count > 1 && <Verdict row={row} />}
                      </tr>
                    );
                  })}
                </tbody>
              </table>
            </section>
          </section>
        ))}
      {values.missing.length > 0 && (
        <p className="soft">
          {t('values.missing')} {values.missing.map(say).join('; ')}.
        </p>
      )}
    </>
  );
}

/** Why a car charged, waited or discharged: one session of a result, in plain words. */
function Why({ id }: { readonly id: string }): ReactNode {
  const { t, say, language } = useShared();
  const sessions = useCall('explainable', { id });
  const [picked, setPicked] = useState<number | null>(null);
  const session = picked ?? sessions.value?.[0]?.session ?? null;
  const told = useCall('explain', session === null ? null : { id, session });
  return (
    <section>
      <h2>{t('values.explain')}</h2>
      {sessions.failure !== null && <Failure failure={sessions.failure} />}
      {sessions.value !== null && sessions.value.length === 0 && <p>{t('values.noSessions')}</p>}
      {sessions.value !== null && sessions.value.length > 0 && (
        <>
          <p>{t('values.explainText')}</p>
          <Field label={t('values.session')}>
            <Select value={session ?? ''} onChange={(event) => setPicked(Number(event.target.value))}>
              {sessions.value.map((one) => (
                <option key={one.session} value={one.session}>
                  {`${moment(one.arrivalUtc, language)}, ${one.place}, ${figure(one.chargedKwh, 'kWh', language)} kWh`}
                  {one.dischargedKwh > 0 ? ` (−${figure(one.dischargedKwh, 'kWh', language)} kWh)` : ''}
                </option>
              ))}
            </Select>
          </Field>
        </>
      )}
      {told.failure !== null && <Failure failure={told.failure} />}
      {told.value !== null && (
        <>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard. */}
          <section className="scroll" tabIndex={0} aria-label={t('values.explain')}>
            <table>
              <thead>
                <tr>
                  <th>{t('values.from')}</th>
                  <th>{t('values.until')}</th>
                  <th className="number">kW</th>
                  <th>{t('values.why')}</th>
                </tr>
              </thead>
              <tbody>
                {told.value.episodes.map((one) => (
                  <tr key={one.fromUtc}>
                    <th scope="row">{moment(one.fromUtc, language)}</th>
                    <td>{moment(one.untilUtc, language)}</td>
                    <td className="number">{figure(one.meanKw, 'kW', language)}</td>
                    <td>{say(one.text)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
          <OriginsBelow
            ids={[id]}
            lines={[
              {
                label: 'kW',
                of: SCREEN_ORIGINS.whyPower,
              },
              {
                label: t('values.why'),
                of: SCREEN_ORIGINS.why,
              },
            ]}
          />
          <p className="soft">{t(told.value.episodes.every(({ holds }) => holds) ? 'values.holds' : 'values.fails')}</p>
        </>
      )}
    </section>
  );
}
