/** Measured rides of sniffer bikes against the model of a result: what was thrown out, exposure by route, and street by street. The file is read
 *  here and sent to the engine of this machine; nothing of it is kept, and single rides are not shown. */
import { SCREEN_ORIGINS } from '../../../../engine/results/provenance-screens.ts';
import { type ReactNode, useState } from 'react';
import type { BridgeCalls, BridgeFailure } from '../../../shared/bridge.ts';
import { useShared } from '../context.tsx';
import { DotPlot } from '../parts/dot-plot.tsx';
import { Failure } from '../parts/failure.tsx';
import { FileButton } from '../parts/file-button.tsx';
import { ridesFrom } from '../parts/rides-from.ts';
import { figure } from '../parts/format.ts';
import { OriginsBelow } from '../parts/origins-below.tsx';
import { failureOf } from '../parts/use-call.ts';

const UNIT = 'µg/m³';
/** Streets drawn. */
const MOST = 25;

export function RidesPanel({ id }: { readonly id: string }): ReactNode {
  const { t, bridge } = useShared();
  const [answer, setAnswer] = useState<BridgeCalls['rides'] | null>(null);
  const [failure, setFailure] = useState<BridgeFailure | null>(null);
  const [busy, setBusy] = useState(false);
  const take = async (file: File): Promise<void> => {
    setFailure(null);
    setAnswer(null);
    setBusy(true);
    try {
      setAnswer(await bridge.call('rides', { id, rides: await ridesFrom(file) }));
    } catch (error) {
      setFailure(failureOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <section>
      <h2>{t('rides.title')}</h2>
      <p>{t('rides.text')}</p>
      <FileButton label={t('rides.choose')} accept=".csv,text/csv" take={take} />
      {busy && <p role="status">{t('common.loading')}</p>}
      {failure !== null && <Failure failure={failure} />}
      {answer !== null && <Told answer={answer} id={id} />}
    </section>
  );
}

function Told({ answer, id }: { readonly answer: BridgeCalls['rides']; readonly id: string }): ReactNode {
  const { t, say, language } = useShared();
  const n = (value: number): string => figure(value, '', language);
  const micro = (value: number | null): string => figure(value, UNIT, language);
  return (
    <>
      <p>
        {t('rides.read', { read: n(answer.pointsRead), kept: n(answer.pointsKept), rides: n(answer.rides) })}{' '}
        {answer.bikes === null ? t('rides.noBikes') : t('rides.bikes', { bikes: n(answer.bikes) })}
      </p>
      {answer.dropped.length + answer.repaired.length > 0 && (
        <ul>
          {answer.dropped.map(({ what, count }) => (
            <li key={what.en}>
              {t('rides.dropped')}: {n(count)} × {say(what)}
            </li>
          ))}
          {answer.repaired.map(({ what, count }) => (
            <li key={what.en}>
              {t('rides.repaired')}: {n(count)} × {say(what)}
            </li>
          ))}
        </ul>
      )}
      {answer.byRoute === null ? (
        <p className="soft">{t('rides.few')}</p>
      ) : (
        <table>
          <caption>{t('rides.byRoute')} (µg/m³)</caption>
          <thead>
            <tr>
              <td />
              {(['low', 'middle', 'high'] as const).map((name) => (
                <th key={name} className="number">
                  {t(`rides.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {(['measured', 'model'] as const).map((name) => (
              <tr key={name}>
                <th scope="row">{t(`rides.${name}`)}</th>
                {answer.byRoute![name].map((value, i) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: columns do not move.
                  <td key={i} className="number">
                    {micro(value)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {answer.streets.length > 0 && <Streets answer={answer} />}
      <p className="soft">{t('rides.withheld', { n: n(answer.streetsWithheld) })}</p>
      <OriginsBelow
        ids={[id]}
        lines={[
          {
            label: t('rides.measured'),
            of: { ...SCREEN_ORIGINS.ridesMeasured, source: `${answer.file}, SHA-256 ${answer.sha256.slice(0, 16)}` },
          },
          { label: t('rides.model'), of: 'links.pm25ExposureUgM3' },
        ]}
      />
    </>
  );
}

function Streets({ answer }: { readonly answer: BridgeCalls['rides'] }): ReactNode {
  const { t, language } = useShared();
  const micro = (value: number | null): string => figure(value, UNIT, language);
  return (
    <>
      <h3>{t('rides.streets')}</h3>
      <p>
        {t('rides.agreement', {
          bias: micro(answer.biasUgM3),
          rms: micro(answer.rmseUgM3),
          correlation: figure(answer.correlation, '', language),
        })}
      </p>
      <ul className="legend">
        <li>
          <i className="dot" style={{ background: 'var(--charge)' }} />
          {t('rides.measured')}
        </li>
        <li>
          <i className="diamond" style={{ border: '2px solid var(--pv)' }} />
          {t('rides.model')}
        </li>
      </ul>
      <figure className="wide">
        <DotPlot
          rows={answer.streets
            .slice(0, MOST)
            .map(({ name, measuredUgM3, modelUgM3 }) => ({ name, values: [measuredUgM3, modelUgM3] }))}
          unit={UNIT}
          label={t('rides.streets')}
        />
      </figure>
      <details>
        <summary>{t('common.table')}</summary>
        <table>
          <thead>
            <tr>
              <th>{t('map.one.street')}</th>
              <th className="number">{t('rides.count')}</th>
              <th className="number">{t('rides.measured')} (µg/m³)</th>
              <th className="number">{t('rides.model')} (µg/m³)</th>
            </tr>
          </thead>
          <tbody>
            {answer.streets.map((one, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one street have one name, and rows do not move.
              <tr key={i}>
                <th scope="row">{one.name}</th>
                <td className="number">{figure(one.rides, '', language)}</td>
                <td className="number">{micro(one.measuredUgM3)}</td>
                <td className="number">{micro(one.modelUgM3)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  );
}
