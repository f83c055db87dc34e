/** Work that is done one after another, in the order it was asked: a slow answer must not overwrite what was told of a later question. */
import { useCallback, useRef } from 'react';

/** @returns a function that starts `work` once all that was given to it before has ended; `work` tells its own failures */
export function useInTurn(): (work: () => Promise<void>) => void {
  const last = useRef<Promise<void>>(Promise.resolve());
  return useCallback((work) => {
    last.current = last.current.then(work, work);
  }, []);
}
