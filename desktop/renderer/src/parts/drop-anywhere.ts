/** A file dropped anywhere in the window is a scenario that is brought in, as in the library; the browser would leave the application for it. */
import { useEffect } from 'react';
import { useShared } from '../context.tsx';
import { droppedFile, scenarioFrom } from './file-button.tsx';
import { ruleText } from './rule-text.ts';
import { failureOf } from './use-call.ts';

export function useDropAnywhere(): void {
  const { bridge, announce, say, t, language, chooseScenario, go } = useShared();
  useEffect(() => {
    const take = async (data: DataTransfer | null): Promise<void> => {
      try {
        const file = droppedFile(data);
        if (file === null) return;
        const entry = await bridge.call('importScenario', {
          name: file.name.slice(-200),
          text: await scenarioFrom(file),
        });
        announce(t('library.taken', { name: say(entry.name) }));
        chooseScenario(entry.id);
        go('edit');
      } catch (error) {
        const { message, problems } = failureOf(error);
        const told = problems.slice(0, 3).map(({ key, rule }) => `${key} ${ruleText(rule, language)}`);
        announce([say(message), ...told].join(' '), true);
      }
    };
    const over = (event: DragEvent): void => event.preventDefault();
    const drop = (event: DragEvent): void => {
      // The library's own place took it.
      if (event.defaultPrevented) return;
      event.preventDefault();
      void take(event.dataTransfer);
    };
    addEventListener('dragover', over);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('dragover', over);
      removeEventListener('drop', drop);
    };
  }, [bridge, announce, say, t, language, chooseScenario, go]);
}
