/** Sends what the engine tells to every window, and shows how far runs are on the task bar. */
import { BrowserWindow } from 'electron';
import type { RunEvent } from '../shared/bridge.ts';
import { isAppAddress } from './addresses.ts';
import { EVENT } from './channels.ts';

/** Runs under way by id → fraction done. */
const underWay = new Map<string, number>();

/** What the shell shows goes to the window in front only. */
export function sendEvent(event: RunEvent): void {
  follow(event);
  const focused = event.kind === 'show' ? BrowserWindow.getFocusedWindow() : null;
  for (const window of focused === null ? BrowserWindow.getAllWindows() : [focused]) {
    // Windows that print a report are not the application's page.
    if (window.isDestroyed() || !isAppAddress(window.webContents.getURL())) continue;
    window.webContents.send(EVENT, event);
    window.setProgressBar(underWay.size === 0 ? -1 : Math.min(...underWay.values()));
  }
}

export const runsUnderWay = (): number => underWay.size;

function follow(event: RunEvent): void {
  if (event.kind === 'progress') underWay.set(event.runId, event.fraction);
  if (event.kind === 'done' || event.kind === 'failed' || event.kind === 'cancelled') underWay.delete(event.runId);
  if (event.kind === 'engine-restarted') underWay.clear();
}
