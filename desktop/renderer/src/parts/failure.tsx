/** A failure in a sentence, with its problems by place, and what to do. */
import type { ReactNode } from 'react';
import type { BridgeFailure } from '../../../shared/bridge.ts';
import { useShared } from '../context.tsx';
import { ruleText } from './rule-text.ts';
import { Button } from './controls.tsx';

export function Failure({
  failure,
  again,
}: {
  readonly failure: BridgeFailure;
  readonly again?: () => void;
}): ReactNode {
  const { say, t, language } = useShared();
  return (
    <div className="utrecht-alert utrecht-alert--error failure" role="alert">
      <p>{say(failure.message)}</p>
      {failure.problems.length > 0 && (
        <ul>
          {failure.problems.map((problem) => (
            <li key={`${problem.file}:${problem.line}:${problem.key}:${problem.rule}`}>
              <code>{[problem.file, problem.line].filter((part) => part !== undefined).join(':')}</code>{' '}
              {problem.key !== '' && <strong>{problem.key}</strong>} — {ruleText(problem.rule, language)}
              {problem.value !== undefined && `, ${String(problem.value)}`}
            </li>
          ))}
        </ul>
      )}
      {again !== undefined && <Button onClick={again}>{t('common.retry')}</Button>}
    </div>
  );
}
