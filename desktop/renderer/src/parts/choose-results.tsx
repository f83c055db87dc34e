/** Choosing which results a screen shows: one, or several of which the first is the base. */
import type { ReactNode } from 'react';
import { useShared } from '../context.tsx';
import { moment } from './format.ts';
import { useCall } from './use-call.ts';

export function ChooseResults({ many = false }: { readonly many?: boolean }): ReactNode {
  const { t, say, language, chosen, choose } = useShared();
  const results = useCall('listResults', {});
  const whole = (results.value ?? []).filter((entry) => entry.problems.length === 0);
  if (results.value !== null && whole.length === 0) return <p>{t('common.noResults')}</p>;
  const slots = many ? Math.max(2, chosen.length) : 1;
  return (
    <div className="row">
      {Array.from({ length: slots }, (_, slot) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a slot is its place.
        <label key={slot} className="field">
          <span>{!many ? t('common.result') : slot === 0 ? t('compare.base') : t('compare.with')}</span>
          <select
            value={chosen[slot] ?? ''}
            onChange={(event) => {
              const next = [...chosen];
              next[slot] = event.target.value;
              choose(next.filter((id) => id !== ''));
            }}
          >
            <option value="">{t('common.chooseResult')}</option>
            {whole.map((entry) => (
              <option key={entry.id} value={entry.id}>
                {say(entry.scenarioName)} – {entry.id}, {moment(entry.createdUtc, language)}
              </option>
            ))}
          </select>
        </label>
      ))}
    </div>
  );
}
