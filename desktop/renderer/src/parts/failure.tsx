/** A failure in a sentence, with its problems by place, and what to do. */
import { type ReactNode, useEffect, useState } from 'react';
import type { Bridge, BridgeFailure, BridgeProblem } from '../../../shared/bridge.ts';
import { useShared } from '../context.tsx';
import { type Lever, leversOf } from '../screens/levers.ts';
import { Button } from './controls.tsx';
import { placeText } from './place-text.ts';
import { ruleText, valueText } from '../../../shared/rule-text.ts';

/** Names of the engine for the text that the window itself sent: they tell the reader nothing. */
const OWN = new Set(['scenario', 'bridge', '']);

/** Settings of a bridge, asked once: a list that changes after it was read out would be read out again. */
const known = new WeakMap<Bridge, readonly Lever[]>();

function useLevers(): readonly Lever[] {
  const { bridge } = useShared();
  const [levers, setLevers] = useState(() => known.get(bridge) ?? []);
  useEffect(() => {
    if (known.has(bridge)) return;
    bridge.call('schema', {}).then(
      (schema) => {
        known.set(bridge, leversOf(schema));
        setLevers(known.get(bridge)!);
      },
      // Without it the keys stand there as they are.
      () => {},
    );
  }, [bridge]);
  return levers;
}

export function Failure({
  failure,
  again,
  polite = false,
}: {
  readonly failure: BridgeFailure;
  readonly again?: () => void;
  /** Told when the reader is done: what changes with every letter that is typed would cut off each of them. */
  readonly polite?: boolean;
}): ReactNode {
  const { say, t } = useShared();
  return (
    <div className="utrecht-alert utrecht-alert--error failure" role={polite ? 'status' : 'alert'}>
      <p>{say(failure.message)}</p>
      {failure.problems.length > 0 && <Problems problems={failure.problems} />}
      {again !== undefined && <Button onClick={again}>{t('common.retry')}</Button>}
    </div>
  );
}

/** Each problem: where in words of the screen, what is wrong, what was found; then where it stands in the file. */
function Problems({ problems }: { readonly problems: readonly BridgeProblem[] }): ReactNode {
  const { t, say, language } = useShared();
  const levers = useLevers();
  return (
    <ul>
      {problems.map(({ file, line, key, rule, value }) => {
        const place = placeText(key, levers, t, say);
        const where = [
          OWN.has(file) ? '' : file,
          line === undefined ? '' : t('common.line', { n: line }),
          place === null ? '' : key,
        ].filter(Boolean);
        return (
          <li key={`${file}:${line}:${key}:${rule}`}>
            {(place ?? key) !== '' && <strong>{place ?? key}</strong>} {ruleText(rule, language)}
            {value !== undefined && value !== '' && ` (${t('common.found')}: ${valueText(value, language)})`}
            {where.length > 0 && <code className="where">{where.join(', ')}</code>}
          </li>
        );
      })}
    </ul>
  );
}
