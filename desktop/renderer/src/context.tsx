/** What every part of the window shares: the bridge, the language, the chosen results, the runs under way. */
import i18next, { type TFunction } from 'i18next';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react';
import type { Bridge, BridgeFailure, LogLine, RunEvent, Text } from '../../shared/bridge.ts';
import type { Language } from './language.ts';
import { en } from './i18n/en.ts';
import { nl } from './i18n/nl.ts';

export type { Language } from './language.ts';
export const SCREENS = ['library', 'edit', 'run', 'map', 'energy', 'compare', 'who', 'values', 'report'] as const;
export type Screen = (typeof SCREENS)[number];

export interface RunState {
  readonly runId: string;
  /** The scenario that runs; null until the engine tells. */
  readonly name: Text | null;
  readonly stage: string;
  readonly fraction: number;
  readonly secondsLeft: number | null;
  readonly log: readonly LogLine[];
  readonly end: 'running' | 'done' | 'failed' | 'cancelled';
  readonly resultId: string | null;
  /** Of a study: its runs, and where its differences are when it is done. */
  readonly runs: { readonly done: number; readonly total: number } | null;
  readonly studyId: string | null;
  /** Why it failed; null while it did not. */
  readonly failure: BridgeFailure | null;
}

interface Shared {
  readonly bridge: Bridge;
  readonly language: Language;
  readonly setLanguage: (language: Language) => void;
  readonly t: TFunction;
  readonly say: (text: Text) => string;
  readonly screen: Screen;
  readonly go: (screen: Screen) => void;
  /** Results that are looked at; the first is the base of a comparison. */
  readonly chosen: readonly string[];
  readonly choose: (ids: readonly string[]) => void;
  /** The study that is looked at in Compare; '' shows results. */
  readonly studyId: string;
  readonly chooseStudy: (id: string) => void;
  readonly scenarioId: string;
  readonly chooseScenario: (id: string) => void;
  readonly runs: Readonly<Record<string, RunState>>;
  /** How often the engine was started again. */
  readonly restarts: number;
  /** A sentence for screen readers and, when `alert`, for everybody. */
  readonly announce: (text: string, alert?: boolean) => void;
  readonly announcement: { readonly text: string; readonly alert: boolean };
}

const SharedContext = createContext<Shared | null>(null);

export function useShared(): Shared {
  const shared = useContext(SharedContext);
  if (shared === null) throw new Error('outside of the application');
  return shared;
}

const i18n = i18next.createInstance();
void i18n.init({
  resources: { nl: { translation: nl }, en: { translation: en } },
  lng: 'nl',
  fallbackLng: false,
  interpolation: { escapeValue: false },
  initAsync: false,
});

const storedLanguage = (): Language => {
  const stored = localStorage.getItem('language');
  return stored === 'en' || stored === 'nl'
    ? stored
    : navigator.language.startsWith('nl')
      ? 'nl'
      : navigator.language.startsWith('en')
        ? 'en'
        : 'nl';
};
const screenOf = (hash: string): Screen => SCREENS.find((screen) => hash === `#/${screen}`) ?? 'library';

const newRun = (runId: string): RunState => ({
  runId,
  name: null,
  stage: 'district',
  fraction: 0,
  secondsLeft: null,
  log: [],
  end: 'running',
  resultId: null,
  runs: null,
  studyId: null,
  failure: null,
});

const ENGINE_LOST: BridgeFailure = {
  kind: 'run',
  message: { nl: nl.run.engineRestarted, en: en.run.engineRestarted },
  problems: [],
};

export function nextRuns(
  runs: Readonly<Record<string, RunState>>,
  event: RunEvent,
): Readonly<Record<string, RunState>> {
  if (event.kind === 'engine-restarted')
    return Object.fromEntries(
      Object.entries(runs).map(([id, run]) => [
        id,
        run.end === 'running' ? { ...run, end: 'failed' as const, failure: ENGINE_LOST } : run,
      ]),
    );
  if (event.kind === 'show') return runs;
  const run = runs[event.runId] ?? newRun(event.runId);
  switch (event.kind) {
    case 'progress':
      return {
        ...runs,
        [event.runId]: {
          ...run,
          stage: event.stage,
          fraction: event.fraction,
          secondsLeft: event.secondsLeft,
          name: event.name ?? run.name,
          runs: event.runs ?? run.runs,
        },
      };
    case 'log':
      return { ...runs, [event.runId]: { ...run, log: [...run.log.slice(-199), event.line] } };
    case 'done':
      return {
        ...runs,
        [event.runId]: {
          ...run,
          end: 'done',
          fraction: 1,
          resultId: event.resultId,
          studyId: event.studyId ?? null,
        },
      };
    case 'failed':
      return {
        ...runs,
        [event.runId]: {
          ...run,
          end: 'failed',
          failure: { kind: 'run', message: event.message, problems: event.problems },
        },
      };
    case 'cancelled':
      return { ...runs, [event.runId]: { ...run, end: 'cancelled' } };
  }
}

/** State that survives a reload of this window. */
function useKept<T>(key: string, first: T): [T, (value: T) => void] {
  const [value, setValue] = useState<T>(() => {
    try {
      return JSON.parse(sessionStorage.getItem(key) ?? '') as T;
    } catch {
      return first;
    }
  });
  const keep = useCallback(
    (next: T) => {
      sessionStorage.setItem(key, JSON.stringify(next));
      setValue(next);
    },
    [key],
  );
  return [value, keep];
}

export function SharedProvider({
  bridge,
  children,
}: {
  readonly bridge: Bridge;
  readonly children: ReactNode;
}): ReactNode {
  const [language, setLanguageState] = useState<Language>(storedLanguage);
  const [screen, setScreen] = useState<Screen>(() => screenOf(location.hash));
  const [chosen, choose] = useKept<readonly string[]>('chosen', []);
  const [studyId, chooseStudy] = useKept('study', '');
  const [scenarioId, chooseScenario] = useKept('scenario', 'smart-solar-charging');
  const [runs, setRuns] = useState<Readonly<Record<string, RunState>>>({});
  const [restarts, setRestarts] = useState(0);
  const [announcement, setAnnouncement] = useState({ text: '', alert: false });

  useEffect(() => {
    void i18n.changeLanguage(language);
    document.documentElement.lang = language;
    localStorage.setItem('language', language);
  }, [language]);

  useEffect(() => {
    const follow = (): void => setScreen(screenOf(location.hash));
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);

  const told = useRef(new Map<string, number>());
  const announce = useCallback((text: string, alert = false) => setAnnouncement({ text, alert }), []);
  const go = useCallback((to: Screen) => {
    location.hash = `#/${to}`;
  }, []);

  useEffect(
    () =>
      bridge.onRunEvent((event) => {
        setRuns((before) => nextRuns(before, event));
        if (event.kind === 'progress') {
          // Told at most every tenth: a screen reader is no progress bar.
          const tenth = Math.floor(event.fraction * 10);
          if (tenth > (told.current.get(event.runId) ?? 0)) {
            told.current.set(event.runId, tenth);
            announce(`${i18n.t('run.progress')}: ${tenth * 10} %`);
          }
        }
        if (event.kind === 'engine-restarted') {
          setRestarts((n) => n + 1);
          announce(i18n.t(event.gaveUp === true ? 'run.engineGone' : 'run.engineRestarted'), true);
        }
        if (event.kind === 'done') announce(i18n.t('run.finished'));
        if (event.kind === 'show') {
          if (event.scenarioId !== null) chooseScenario(event.scenarioId);
          if (event.resultId !== null) choose([event.resultId]);
          if (event.studyId !== undefined) chooseStudy(event.studyId);
          go(event.screen);
        }
        if (event.kind === 'failed')
          announce(`${i18n.t('run.failed')}: ${event.message[i18n.language === 'en' ? 'en' : 'nl']}`, true);
      }),
    [bridge, announce, go, choose, chooseScenario, chooseStudy],
  );

  const shared = useMemo<Shared>(
    () => ({
      bridge,
      language,
      setLanguage: setLanguageState,
      t: i18n.getFixedT(language),
      say: (text) => text[language],
      screen,
      go,
      chosen,
      choose,
      studyId,
      chooseStudy,
      scenarioId,
      chooseScenario,
      runs,
      restarts,
      announce,
      announcement,
    }),
    [
      bridge,
      language,
      screen,
      go,
      chosen,
      choose,
      studyId,
      chooseStudy,
      scenarioId,
      chooseScenario,
      runs,
      restarts,
      announce,
      announcement,
    ],
  );
  return <SharedContext value={shared}>{children}</SharedContext>;
}
