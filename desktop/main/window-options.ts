/** How a window is made: its page is sandboxed, isolated, without Node.js. Pure. */
import type { BrowserWindowConstructorOptions, Rectangle, WebPreferences } from 'electron';

/** Nothing here may be loosened; the tests name each. */
export const LOCKED: Readonly<WebPreferences> = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  safeDialogs: true,
  spellcheck: false,
};

export function windowOptions(
  bounds: Partial<Rectangle>,
  preload: string,
  packaged: boolean,
): BrowserWindowConstructorOptions {
  return {
    ...bounds,
    minWidth: 800,
    minHeight: 500,
    show: false,
    title: 'Rijnstroom',
    webPreferences: { ...LOCKED, preload, devTools: !packaged },
  };
}
