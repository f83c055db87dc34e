/** Asks before quitting stops a run. */
import { app, dialog } from 'electron';
import { runsUnderWay } from './events.ts';
import { words } from './words.ts';

export function guardQuit(): void {
  let decided = false;
  app.on('before-quit', (event) => {
    if (decided || runsUnderWay() === 0) return;
    const response = dialog.showMessageBoxSync({
      type: 'question',
      message: words().running,
      buttons: [words().keepRunning, words().stopRunning],
      defaultId: 0,
      cancelId: 0,
    });
    if (response === 0) event.preventDefault();
    else decided = true;
  });
}
