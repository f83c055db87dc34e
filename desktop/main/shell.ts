/** The shell, told in order: one instance, offline, a private address, guards, the engine, the menu, the window. */
import { existsSync } from 'node:fs';
import { app, BrowserWindow, session } from 'electron';
import { libraryFolder } from '../server/library-folder.ts';
import { EngineHost } from '../shared/engine-host.ts';
import { setAbout } from './about.ts';
import { pathsIn } from './arguments.ts';
import { answerCalls } from './calls.ts';
import { guardAllContents } from './contents-guard.ts';
import { watchProcesses } from './crash.ts';
import { startEngine } from './engine-process.ts';
import { sendEvent } from './events.ts';
import { setMenu } from './menu.ts';
import { stayOffline } from './offline.ts';
import { chooseResult, chooseScenario, type Opener, openPath } from './open-dialogs.ts';
import { places } from './places.ts';
import { registerScheme, serveFiles } from './protocol.ts';
import { guardQuit } from './quit-guard.ts';
import { makeReport } from './report.ts';
import { appAllows, guardSession } from './session-guard.ts';
import { openWindow, showWindow } from './window.ts';

/** The same as in packaging/builder.yaml: Windows groups windows and recent documents by it. */
const APP_ID = 'nl.rijnstroom.app';

/** Starts the application, or hands its files to the one that runs already and quits. */
export function startShell(): void {
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  app.enableSandbox();
  app.setAppUserModelId(APP_ID);
  stayOffline();
  registerScheme();
  guardAllContents(app);
  watchProcesses();
  guardQuit();
  // macOS hands over files by event, also before the application is ready.
  const early: string[] = [];
  let open = (path: string): void => void early.push(path);
  app.on('open-file', (event, path) => {
    event.preventDefault();
    open(path);
  });
  app.on('second-instance', (_event, argv, workingFolder) => {
    showWindow();
    for (const path of pathsIn(argv, app.isPackaged, workingFolder, existsSync)) open(path);
  });
  app.on('window-all-closed', () => app.quit());
  void app.whenReady().then(() => {
    const first = ready();
    const files = [...early, ...pathsIn(process.argv, app.isPackaged, process.cwd(), existsSync)];
    open = first.open;
    // A page that is not there yet would miss what is to be shown.
    first.window.webContents.once('did-finish-load', () => {
      for (const path of files) open(path);
    });
  });
}

function ready(): { readonly window: BrowserWindow; readonly open: (path: string) => void } {
  const { renderer, preload, engineEntry, samples } = places(existsSync);
  guardSession(session.defaultSession, { allows: appAllows(app.isPackaged), downloads: true });
  serveFiles(session.defaultSession, renderer);
  const library = libraryFolder();
  const host = new EngineHost(
    () => startEngine(engineEntry, library, samples),
    () => performance.now(),
  );
  app.on('will-quit', () => host.close());
  host.onEvent(sendEvent);
  const engine: Opener['engine'] = (name, argument) => host.call(name, argument);
  const opener: Opener = { engine, library, samples };
  answerCalls({
    engine,
    report: (argument, event) => makeReport(engine, argument, event),
    open: (path) => openPath(path, opener),
  });
  setAbout();
  setMenu({
    newWindow: () => void openWindow(preload),
    openScenario: () => void chooseScenario(opener),
    openResult: () => void chooseResult(opener),
    library,
  });
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) openWindow(preload);
  });
  return { window: openWindow(preload), open: (path) => void openPath(path, opener) };
}
