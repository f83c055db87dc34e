/** Deleting in two steps, so that one slip of the hand loses nothing; what goes wrong is told. */
import { type ReactNode, useState } from 'react';
import type { BridgeFailure } from '../../../shared/bridge.ts';
import { useShared } from '../context.tsx';
import { Failure } from './failure.tsx';
import { failureOf } from './use-call.ts';
import { Button } from './controls.tsx';

export function DeleteButton({
  name,
  remove,
}: {
  readonly name: string;
  readonly remove: () => Promise<unknown>;
}): ReactNode {
  const { t } = useShared();
  const [asked, setAsked] = useState(false);
  const [failure, setFailure] = useState<BridgeFailure | null>(null);
  const word = t(asked ? 'common.reallyDelete' : 'common.delete');
  return (
    <>
      <Button
        look={asked ? 'secondary' : 'subtle'}
        aria-label={`${word}: ${name}`}
        onBlur={() => setAsked(false)}
        onClick={() => {
          setAsked(!asked);
          if (asked) remove().catch((error: unknown) => setFailure(failureOf(error)));
        }}
      >
        {word}
      </Button>
      {failure !== null && <Failure failure={failure} />}
    </>
  );
}
