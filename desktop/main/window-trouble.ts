/** A page that ended, hangs, or holds work that is not saved: the user is told in a sentence and chooses. */
import { type BrowserWindow, dialog } from 'electron';
import { log } from './log.ts';
import { words } from './words.ts';

/** Ends of a page that are ours, not a failure. */
const ENDED_ON_PURPOSE = ['clean-exit', 'killed'];

export function watchWindow(window: BrowserWindow): void {
  const contents = window.webContents;
  contents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (ENDED_ON_PURPOSE.includes(reason)) return;
    log(`window ended: ${reason} (${exitCode})`);
    void ask(window, words().windowEnded, words().reload, words().close).then((reload) =>
      reload ? contents.reload() : window.destroy(),
    );
  });
  window.on('unresponsive', () => {
    log('window does not answer');
    void ask(window, words().windowHangs, words().wait, words().reload).then((wait) => {
      if (wait || window.isDestroyed()) return;
      contents.forcefullyCrashRenderer();
      contents.reload();
    });
  });
  contents.on('will-prevent-unload', (event) => {
    const response = askNow(window, words().unsaved, words().stay, words().leave);
    // Preventing the prevention lets the window go.
    if (response === 1) event.preventDefault();
  });
}

async function ask(window: BrowserWindow, message: string, yes: string, no: string): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    message,
    buttons: [yes, no],
    defaultId: 0,
    cancelId: 0,
  });
  return response === 0;
}

const askNow = (window: BrowserWindow, message: string, stay: string, leave: string): number =>
  dialog.showMessageBoxSync(window, {
    type: 'question',
    message,
    buttons: [stay, leave],
    defaultId: 0,
    cancelId: 0,
  });
