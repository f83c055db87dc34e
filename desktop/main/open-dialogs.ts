/** What the menu and the system open: dialogs, files given on the command line, and the sentence when it fails. */
import { stat } from 'node:fs/promises';
import { type BrowserWindow, dialog } from 'electron';
import { CallFailed } from '../shared/engine-host.ts';
import { ruleText } from '../shared/rule-text.ts';
import { log } from './log.ts';
import { openResult } from './open-result.ts';
import { openScenario } from './open-scenario.ts';
import { isStudy, openStudy } from './open-study.ts';
import { showWindow } from './window.ts';
import { words } from './words.ts';

export interface Opener {
  readonly engine: (name: string, argument: unknown) => Promise<unknown>;
  readonly library: string;
  /** Folder of the results that come with the program, or ''. */
  readonly samples: string;
}

/** A file is a scenario, a folder a result or a study. Problems are told in a dialog, never thrown. */
export async function openPath(path: string, { engine, library, samples }: Opener): Promise<void> {
  try {
    const found = await stat(path).catch(() => null);
    if (found?.isDirectory() !== true) await openScenario(path, engine);
    else if (await isStudy(path)) await openStudy(path, engine);
    else await openResult(path, library, samples);
  } catch (error) {
    await tell(error, path);
  }
}

export async function chooseScenario(opener: Opener): Promise<void> {
  const path = await choose({
    title: words().openScenario,
    properties: ['openFile'],
    filters: [{ name: words().scenarios, extensions: ['yaml', 'yml', 'json', 'rijnstroom'] }],
  });
  if (path !== undefined) await openPath(path, opener);
}

export async function chooseResult(opener: Opener): Promise<void> {
  const path = await choose({ title: words().openResult, properties: ['openDirectory'] });
  if (path !== undefined) await openPath(path, opener);
}

async function choose(options: Electron.OpenDialogOptions): Promise<string | undefined> {
  const window = showWindow();
  const { canceled, filePaths } = await (window === null
    ? dialog.showOpenDialog(options)
    : dialog.showOpenDialog(window, options));
  return canceled ? undefined : filePaths[0];
}

async function tell(error: unknown, path: string): Promise<void> {
  log(`could not open ${path}: ${String(error)}`);
  const language = words() === words('en') ? 'en' : 'nl';
  const failure = error instanceof CallFailed ? error.failure : null;
  const options: Electron.MessageBoxOptions = {
    type: 'error',
    message: failure?.message[language] ?? words().cannotOpen,
    detail: [
      path,
      ...(failure?.problems ?? []).map(
        ({ line, key, rule }) =>
          `${line === undefined ? '' : `${line}: `}${key === '' ? '' : `${key} — `}${ruleText(rule, language)}`,
      ),
    ]
      .slice(0, 12)
      .join('\n'),
  };
  const window: BrowserWindow | null = showWindow();
  await (window === null ? dialog.showMessageBox(options) : dialog.showMessageBox(window, options));
}
