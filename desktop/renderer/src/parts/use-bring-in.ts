/** Bringing in as a screen uses it: one after another, told when it is done, and the lists are read again. */
import { useCallback, useEffect, useRef } from 'react';
import type { BridgeFailure } from '../../../shared/bridge.ts';
import { useShared } from '../context.tsx';
import { useResults } from '../results.tsx';
import { bringIn, type BroughtIn } from './bring-in.ts';
import type { Folder } from './folder.ts';
import { useInTurn } from './in-turn.ts';
import { failureOf } from './use-call.ts';

/** @param tell says why one could not be brought in  @param show goes to the screen that shows what came
 *  @param after is called when one has come */
export function useBringIn(
  tell: (failure: BridgeFailure) => void,
  show: boolean,
  after?: (what: BroughtIn) => void,
): (all: readonly (File | Folder)[]) => void {
  const { bridge, announce, say, t, chooseScenario, choose, chooseStudy, go } = useShared();
  const { again } = useResults();
  const inTurn = useInTurn();
  const take = async (what: File | Folder): Promise<void> => {
    try {
      announce(t('library.bringing', { name: what.name }));
      const brought = await bringIn(bridge, what);
      const { kind, entry } = brought;
      const name = kind === 'study' ? entry.name : kind === 'result' ? entry.id : say(entry.name);
      announce(t(`library.taken.${kind}`, { name }));
      if (kind === 'result') again();
      after?.(brought);
      if (!show) return;
      if (kind === 'scenario') chooseScenario(entry.id);
      if (kind === 'result') choose([entry.id]);
      if (kind === 'study') chooseStudy(entry.id);
      go(kind === 'scenario' ? 'edit' : kind === 'result' ? 'library' : 'compare');
    } catch (error) {
      tell(failureOf(error));
    }
  };
  // What is taken last sees the newest window.
  const newest = useRef(take);
  useEffect(() => {
    newest.current = take;
  });
  return useCallback(
    (all) => {
      for (const what of all) inTurn(() => newest.current(what));
    },
    [inTurn],
  );
}
