/** Two or more results side by side: indicators by theme with verdicts, what went in beside what came out. */
import { type ReactNode, useMemo } from 'react';
import type { Comparison } from '../../../shared/bridge.ts';
import { useShared } from '../context.tsx';
import { ChooseResults } from '../parts/choose-results.tsx';
import { Failure } from '../parts/failure.tsx';
import { figure, unitText } from '../parts/format.ts';
import { useCall } from '../parts/use-call.ts';

export function CompareScreen(): ReactNode {
  const { t, chosen } = useShared();
  const comparison = useCall('compare', chosen.length < 2 ? null : { ids: [...chosen] });
  return (
    <>
      <h1>{t('compare.title')}</h1>
      <ChooseResults most={4} />
      {chosen.length < 2 && <p>{t('compare.chooseTwo')}</p>}
      {comparison.failure !== null && <Failure failure={comparison.failure} again={comparison.again} />}
      {comparison.value !== null && <Tables comparison={comparison.value} />}
    </>
  );
}

function Tables({ comparison }: { readonly comparison: Comparison }): ReactNode {
  const { t, say, language, chosen } = useShared();
  const themes = useMemo(() => [...new Set(comparison.indicators.map((row) => row.theme))], [comparison]);
  const noInterval = comparison.indicators.every((row) => row.lower === null);
  return (
    <>
      <Levers comparison={comparison} />
      <h2>{t('compare.indicators')}</h2>
      {noInterval && <p className="soft">{t('compare.singleRun')}</p>}
      {themes.map((theme) => (
        <section key={theme} aria-label={t(`themes.${theme}`, theme)}>
          <h3>{t(`themes.${theme}`, theme)}</h3>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard. */}
          <div className="scroll" tabIndex={0}>
            <table>
              <thead>
                <tr>
                  <th>{t('compare.indicators')}</th>
                  <th>{t('common.unit')}</th>
                  {chosen.map((id) => (
                    <th key={id} className="number">
                      {id}
                    </th>
                  ))}
                  <th className="number">{t('common.difference')}</th>
                  <th>{t('compare.verdict')}</th>
                </tr>
              </thead>
              <tbody>
                {comparison.indicators
                  .filter((row) => row.theme === theme)
                  .map((row) => (
                    <tr key={row.key}>
                      <th scope="row">{say(row.label)}</th>
                      <td>{unitText(row.unit)}</td>
                      {row.values.map((value, i) => (
                        <td key={chosen[i] ?? i} className="number">
                          {figure(value, row.unit, language)}
                        </td>
                      ))}
                      <td className="number">{figure(row.difference, row.unit, language, true)}</td>
                      <Verdict row={row} />
                    </tr>
                  ))}
              </tbody>
            </table>
          </div>
        </section>
      ))}
    </>
  );
}

function Verdict({ row }: { readonly row: Comparison['indicators'][number] }): ReactNode {
  const { t } = useShared();
  const { difference } = row;
  const base = Math.abs(row.values[0] ?? 0);
  if (difference === null || Math.abs(difference) <= 0.002 * base || difference === 0)
    return <td className="soft">= {t('compare.same')}</td>;
  if (row.lowerIs === 'neutral') return <td>{t('compare.changed')}</td>;
  const better = difference < 0 === (row.lowerIs === 'better');
  return <td className={better ? 'good' : 'bad'}>{better ? `▲ ${t('compare.better')}` : `▼ ${t('compare.worse')}`}</td>;
}

function Levers({ comparison }: { readonly comparison: Comparison }): ReactNode {
  const { t, say, chosen } = useShared();
  return (
    <section>
      <h2>{t('compare.levers')}</h2>
      {comparison.levers.length === 0 ? (
        <p>{t('compare.noLevers')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
        <div className="scroll" tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th>{t('compare.levers')}</th>
                {chosen.map((id) => (
                  <th key={id}>{id}</th>
                ))}
                <th>{t('common.unit')}</th>
              </tr>
            </thead>
            <tbody>
              {comparison.levers.map((lever) => (
                <tr key={lever.key}>
                  <th scope="row">
                    {say(lever.label)} <code className="soft">{lever.key}</code>
                  </th>
                  {lever.values.map((value, i) => (
                    <td key={chosen[i] ?? i}>{typeof value === 'object' ? JSON.stringify(value) : String(value)}</td>
                  ))}
                  <td>{lever.unit}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
