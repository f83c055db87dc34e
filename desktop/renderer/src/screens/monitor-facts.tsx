/** Targets and measurements of the monitor, a row each. Shares are typed as per cent. */
import type { ReactNode } from 'react';
import type { BridgeCalls } from '../../../shared/bridge.ts';
import { useShared } from '../context.tsx';
import { unitText } from '../parts/format.ts';
import { Button, Select, Textbox } from '../parts/controls.tsx';

export interface MonitorFact {
  readonly kind: 'atMost' | 'atLeast' | 'measured';
  readonly indicator: string;
  readonly year: string;
  readonly value: string;
  readonly source: string;
}

const isShare = (unit: string): boolean => unit.startsWith('share');

/** A typed number in the indicator's unit; null where nothing sensible was typed. */
export function toNumber(text: string, unit: string): number | null {
  const number = Number(text.trim().replace(',', '.'));
  if (text.trim() === '' || !Number.isFinite(number)) return null;
  return isShare(unit) ? number / 100 : number;
}

export function FactRows({
  facts,
  change,
  indicators,
}: {
  readonly facts: readonly MonitorFact[];
  readonly change: (facts: readonly MonitorFact[]) => void;
  readonly indicators: BridgeCalls['readResult']['indicators'];
}): ReactNode {
  const { t, say, language } = useShared();
  const set = (i: number, part: Partial<MonitorFact>): void =>
    change(facts.map((fact, at) => (at === i ? { ...fact, ...part } : fact)));
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard. */}
      <section className="scroll tall" tabIndex={0} aria-label={t('monitor.facts')}>
        <table className="rows">
          <thead>
            <tr>
              <th>{t('compare.indicator')}</th>
              <th>{t('monitor.kind')}</th>
              <th>{t('common.value')}</th>
              <th>{t('monitor.year')}</th>
              <th>{t('edit.source')}</th>
              <th>
                <span className="hidden">{t('common.delete')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {facts.map((fact, i) => {
              const unit = indicators[fact.indicator]?.unit ?? '';
              const name =
                indicators[fact.indicator] === undefined ? fact.indicator : say(indicators[fact.indicator]!.label);
              const field = (key: 'value' | 'year' | 'source', words: string, size: number): ReactNode => (
                <Textbox
                  size={size}
                  aria-label={`${words}: ${name}`}
                  value={fact[key]}
                  onChange={(event) => set(i, { [key]: event.target.value })}
                />
              );
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place.
                <tr key={i}>
                  <td>
                    <Select
                      className="fact"
                      aria-label={`${t('compare.indicator')} ${i + 1}`}
                      value={fact.indicator}
                      onChange={(event) => set(i, { indicator: event.target.value })}
                    >
                      {indicators[fact.indicator] === undefined && (
                        <option value={fact.indicator}>{fact.indicator}</option>
                      )}
                      {Object.entries(indicators).map(([key, { label }]) => (
                        <option key={key} value={key}>
                          {say(label)}
                        </option>
                      ))}
                    </Select>
                  </td>
                  <td>
                    <Select
                      aria-label={`${t('monitor.kind')}: ${name}`}
                      value={fact.kind}
                      onChange={(event) => set(i, { kind: event.target.value as MonitorFact['kind'] })}
                    >
                      {(['atMost', 'atLeast', 'measured'] as const).map((kind) => (
                        <option key={kind} value={kind}>
                          {t(`monitor.${kind}`)}
                        </option>
                      ))}
                    </Select>
                  </td>
                  <td>
                    {field('value', t('common.value'), 8)}{' '}
                    <span className="soft">{isShare(unit) ? '%' : unitText(unit, language)}</span>
                  </td>
                  <td>{field('year', t('monitor.year'), 5)}</td>
                  <td>{field('source', t('edit.source'), 18)}</td>
                  <td>
                    <Button
                      look="subtle"
                      aria-label={`${t('common.delete')}: ${name}`}
                      onClick={() => change(facts.filter((_, at) => at !== i))}
                    >
                      {t('common.delete')}
                    </Button>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </section>
      <Button
        onClick={() =>
          change([
            ...facts,
            { kind: 'atMost', indicator: Object.keys(indicators)[0] ?? '', year: '2035', value: '', source: '' },
          ])
        }
      >
        {t('edit.addRow')}
      </Button>
    </>
  );
}
