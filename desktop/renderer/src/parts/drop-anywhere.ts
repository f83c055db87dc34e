/** What is dropped anywhere in the window is brought in, as in the library; the browser would leave the application for it. */
import { useEffect } from 'react';
import { useShared } from '../context.tsx';
import { useBringIn } from './use-bring-in.ts';
import { droppedIn } from './folder.ts';
import { failureWords } from '../../../shared/rule-text.ts';

export function useDropAnywhere(): void {
  const { announce, language } = useShared();
  const take = useBringIn((failure) => announce(failureWords(failure, language), true), true);
  useEffect(() => {
    const over = (event: DragEvent): void => event.preventDefault();
    const drop = (event: DragEvent): void => {
      // The library's own place took it.
      if (event.defaultPrevented) return;
      event.preventDefault();
      take(droppedIn(event.dataTransfer));
    };
    addEventListener('dragover', over);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('dragover', over);
      removeEventListener('drop', drop);
    };
  }, [take]);
}
