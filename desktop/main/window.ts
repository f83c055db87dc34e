/** Opens the application's window and keeps its place. */
import { join } from 'node:path';
import { app, BrowserWindow, screen } from 'electron';
import { FIRST_PAGE } from './addresses.ts';
import { watchWindow } from './window-trouble.ts';
import { windowOptions } from './window-options.ts';
import { boundsOn, readWindowState, writeWindowState } from './window-state.ts';

export function openWindow(preload: string): BrowserWindow {
  const file = join(app.getPath('userData'), 'window.json');
  const state = readWindowState(file);
  const first = screen.getPrimaryDisplay();
  const displays = [first, ...screen.getAllDisplays().filter(({ id }) => id !== first.id)];
  // A second window comes where the system puts it, not on top of the first.
  const { x, y, ...size } = boundsOn(
    state,
    displays.map(({ workArea }) => workArea),
  );
  const alone = BrowserWindow.getAllWindows().length === 0;
  const place = alone && x !== undefined && y !== undefined ? { x, y } : {};
  const window = new BrowserWindow(windowOptions({ ...size, ...place }, preload, app.isPackaged));
  if (alone && state?.maximised === true) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () =>
    writeWindowState(file, { ...window.getNormalBounds(), maximised: window.isMaximized() || window.isFullScreen() }),
  );
  watchWindow(window);
  void window.loadURL(FIRST_PAGE);
  return window;
}

/** The window in front, made visible. */
export function showWindow(): BrowserWindow | null {
  const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows().find((one) => one.isVisible());
  if (window === undefined) return null;
  if (window.isMinimized()) window.restore();
  window.focus();
  return window;
}
