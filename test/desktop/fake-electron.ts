/** Electron as the tests of the main process see it: what was asked of it is kept, nothing happens. For `vi.mock('electron', …)`. */
import { EventEmitter } from 'node:events';
import { tmpdir } from 'node:os';
import { vi } from 'vitest';

export class FakeContents extends EventEmitter {
  url = 'rijnstroom://app/index.html';
  openHandler: (details: { url: string }) => { action: string } = () => ({ action: 'allow' });
  readonly sent: unknown[][] = [];
  readonly debugger = {
    attach: vi.fn(),
    detach: vi.fn(),
    sendCommand: vi.fn((): Promise<unknown> => new Promise(() => {})),
  };
  readonly printToPDF = vi.fn(async (_options: object) => new Uint8Array([0x25, 0x50, 0x44, 0x46]));
  readonly reload = vi.fn();
  readonly forcefullyCrashRenderer = vi.fn();
  getURL(): string {
    return this.url;
  }
  setWindowOpenHandler(handler: FakeContents['openHandler']): void {
    this.openHandler = handler;
  }
  send(...args: unknown[]): void {
    this.sent.push(args);
  }
}

export class FakeWindow extends EventEmitter {
  static all: FakeWindow[] = [];
  static focused: FakeWindow | null = null;
  readonly webContents = new FakeContents();
  readonly options: Record<string, unknown>;
  destroyed = false;
  readonly loaded: string[] = [];
  readonly focus = vi.fn();
  readonly restore = vi.fn();
  readonly show = vi.fn();
  readonly maximize = vi.fn();
  readonly setProgressBar = vi.fn();
  constructor(options: Record<string, unknown>) {
    super();
    this.options = options;
    FakeWindow.all.push(this);
  }
  static getAllWindows(): FakeWindow[] {
    return FakeWindow.all.filter((window) => !window.destroyed);
  }
  static getFocusedWindow(): FakeWindow | null {
    return FakeWindow.focused;
  }
  static fromWebContents(): FakeWindow | null {
    return FakeWindow.all[0] ?? null;
  }
  async loadURL(address: string): Promise<void> {
    this.loaded.push(address);
    this.webContents.url = address;
  }
  isDestroyed(): boolean {
    return this.destroyed;
  }
  destroy(): void {
    this.destroyed = true;
  }
  isVisible(): boolean {
    return true;
  }
  isMinimized(): boolean {
    return true;
  }
  isMaximized(): boolean {
    return false;
  }
  isFullScreen(): boolean {
    return false;
  }
  getNormalBounds(): object {
    return { x: 10, y: 20, width: 1000, height: 700 };
  }
}

export class FakeSession extends EventEmitter {
  permission: (contents: unknown, name: string, callback: (granted: boolean) => void) => void = () => {};
  permissionCheck: () => boolean = () => true;
  device: () => boolean = () => true;
  request: (details: { url: string }, callback: (answer: { cancel: boolean }) => void) => void = () => {};
  readonly setSpellCheckerEnabled = vi.fn();
  readonly protocol = { handle: vi.fn() };
  readonly webRequest = {
    onBeforeRequest: (listener: FakeSession['request']): void => {
      this.request = listener;
    },
  };
  setPermissionRequestHandler(handler: FakeSession['permission']): void {
    this.permission = handler;
  }
  setPermissionCheckHandler(handler: () => boolean): void {
    this.permissionCheck = handler;
  }
  setDevicePermissionHandler(handler: () => boolean): void {
    this.device = handler;
  }
  /** Whether a request to this address goes through. */
  lets(url: string): boolean {
    let cancelled = true;
    this.request({ url }, ({ cancel }) => {
      cancelled = cancel;
    });
    return !cancelled;
  }
}

export class FakeApp extends EventEmitter {
  isPackaged = false;
  locale = 'nl-NL';
  readonly commandLine = { appendSwitch: vi.fn() };
  readonly requestSingleInstanceLock = vi.fn(() => true);
  readonly quit = vi.fn();
  readonly exit = vi.fn();
  readonly enableSandbox = vi.fn();
  readonly setAppUserModelId = vi.fn();
  readonly addRecentDocument = vi.fn();
  readonly setAboutPanelOptions = vi.fn();
  readonly whenReady = vi.fn(async () => {});
  folder = tmpdir();
  getPath(): string {
    return this.folder;
  }
  getLocale(): string {
    return this.locale;
  }
  getVersion(): string {
    return '1.2.3';
  }
}

export class FakeEngineProcess extends EventEmitter {
  readonly postMessage = vi.fn();
  readonly kill = vi.fn();
  readonly stdout = new EventEmitter();
  readonly stderr = new EventEmitter();
}

export function fakeElectron() {
  const forks: FakeEngineProcess[] = [];
  return {
    app: new FakeApp(),
    BrowserWindow: FakeWindow,
    session: { defaultSession: new FakeSession(), fromPartition: vi.fn(() => new FakeSession()) },
    protocol: { registerSchemesAsPrivileged: vi.fn() },
    ipcMain: { handle: vi.fn() },
    screen: {
      getPrimaryDisplay: () => ({ id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1040 } }),
      getAllDisplays: () => [{ id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1040 } }],
    },
    dialog: {
      showSaveDialog: vi.fn(),
      showOpenDialog: vi.fn(),
      showMessageBox: vi.fn(async () => ({ response: 0 })),
      showMessageBoxSync: vi.fn(() => 0),
      showErrorBox: vi.fn(),
    },
    Menu: { buildFromTemplate: vi.fn((template: unknown) => template), setApplicationMenu: vi.fn() },
    shell: { openPath: vi.fn(), openExternal: vi.fn() },
    forks,
    utilityProcess: {
      fork: vi.fn(() => {
        const engine = new FakeEngineProcess();
        forks.push(engine);
        return engine;
      }),
    },
  };
}
export type FakeElectron = ReturnType<typeof fakeElectron>;
