/** The native menu, in Dutch or English, with the system's own places and keys. */
import { app, Menu, type MenuItemConstructorOptions, shell } from 'electron';
import type { RunEvent } from '../shared/bridge.ts';
import { sendEvent } from './events.ts';
import { type Words, words } from './words.ts';

export interface MenuActions {
  readonly newWindow: () => void;
  readonly openScenario: () => void;
  readonly openResult: () => void;
  readonly library: string;
}

type Screen = Extract<RunEvent, { kind: 'show' }>['screen'];
const SCREENS: readonly (readonly [Screen, keyof Words])[] = [
  ['library', 'library'],
  ['edit', 'levers'],
  ['run', 'run'],
  ['map', 'map'],
  ['energy', 'energy'],
  ['compare', 'compare'],
  ['who', 'who'],
  ['values', 'values'],
  ['report', 'report'],
];

export function menuTemplate(
  actions: MenuActions,
  mac: boolean,
  packaged: boolean,
  w: Words = words(),
): MenuItemConstructorOptions[] {
  const line: MenuItemConstructorOptions = { type: 'separator' };
  const about: MenuItemConstructorOptions = { role: 'about', label: w.about };
  return [
    ...(mac
      ? [
          {
            label: 'Rijnstroom',
            submenu: [
              about,
              line,
              { role: 'hide', label: w.hide },
              { role: 'hideOthers', label: w.hideOthers },
              { role: 'unhide', label: w.showAll },
              line,
              { role: 'quit', label: w.quit },
            ],
          } satisfies MenuItemConstructorOptions,
        ]
      : []),
    {
      label: `&${w.file}`,
      submenu: [
        { label: w.newWindow, accelerator: 'CmdOrCtrl+N', click: actions.newWindow },
        line,
        { label: w.openScenario, accelerator: 'CmdOrCtrl+O', click: actions.openScenario },
        { label: w.openResult, accelerator: 'CmdOrCtrl+Shift+O', click: actions.openResult },
        // Windows keeps recent documents on the task bar, Linux has no place of its own for them.
        ...(mac
          ? [
              {
                role: 'recentDocuments',
                label: w.recent,
                submenu: [{ role: 'clearRecentDocuments', label: w.clearRecent }],
              } satisfies MenuItemConstructorOptions,
            ]
          : []),
        line,
        { role: 'close', label: w.close },
        ...(mac ? [] : [{ role: 'quit', label: w.quit } satisfies MenuItemConstructorOptions]),
      ],
    },
    {
      label: `&${w.edit}`,
      submenu: [
        { role: 'undo', label: w.undo },
        { role: 'redo', label: w.redo },
        line,
        { role: 'cut', label: w.cut },
        { role: 'copy', label: w.copy },
        { role: 'paste', label: w.paste },
        { role: 'selectAll', label: w.selectAll },
      ],
    },
    {
      label: `&${w.view}`,
      submenu: [
        ...SCREENS.map(
          ([screen, word], i): MenuItemConstructorOptions => ({
            label: w[word],
            accelerator: `CmdOrCtrl+${i + 1}`,
            click: () => sendEvent({ kind: 'show', screen, scenarioId: null, resultId: null }),
          }),
        ),
        line,
        { role: 'resetZoom', label: w.actualSize },
        { role: 'zoomIn', label: w.zoomIn },
        { role: 'zoomOut', label: w.zoomOut },
        { role: 'togglefullscreen', label: w.fullScreen },
        ...(packaged
          ? []
          : ([
              line,
              { role: 'reload', label: w.reload },
              { role: 'toggleDevTools', label: w.developerTools },
            ] satisfies MenuItemConstructorOptions[])),
      ],
    },
    { label: `&${w.window}`, role: 'window', submenu: [{ role: 'minimize', label: w.minimise }] },
    {
      label: `&${w.help}`,
      role: 'help',
      submenu: [
        { label: w.libraryFolder, click: () => void shell.openPath(actions.library) },
        { label: w.logFolder, click: () => void shell.openPath(app.getPath('logs')) },
        ...(mac ? [] : [line, about]),
      ],
    },
  ];
}

export function setMenu(actions: MenuActions): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(actions, process.platform === 'darwin', app.isPackaged)));
}
