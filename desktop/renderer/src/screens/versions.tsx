/** Earlier versions of a scenario, each of which can be put back. */
import { type ReactNode, useState } from 'react';
import { useShared } from '../context.tsx';
import { moment } from '../parts/format.ts';
import { useCall } from '../parts/use-call.ts';
import { Button } from '../parts/controls.tsx';

export function Versions({ id, reload }: { readonly id: string; readonly reload: () => void }): ReactNode {
  const { t, bridge, language } = useShared();
  const [open, setOpen] = useState(false);
  const versions = useCall('scenarioVersions', open ? { id } : null);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('library.versions')}</summary>
      {versions.value?.length === 0 && <p>{t('common.none')}</p>}
      <ul>
        {(versions.value ?? []).map(({ versionUtc }) => (
          <li key={versionUtc}>
            {moment(versionUtc, language)}{' '}
            <Button look="subtle" onClick={() => void bridge.call('restoreScenario', { id, versionUtc }).then(reload)}>
              {t('library.restore')}
            </Button>
          </li>
        ))}
      </ul>
    </details>
  );
}
