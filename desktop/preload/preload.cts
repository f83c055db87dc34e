/** The only thing the window gets from Electron: `window.rijnstroom`, the bridge. Runs in the sandbox, before the page.
 *  A CommonJS file that imports nothing but Electron: a sandboxed preload can be neither an ES module nor load other files. */
import electron = require('electron');
import type { Bridge, BridgeCalls, BridgeFailure, CallName, RunEvent } from '../shared/bridge.ts' with {
  'resolution-mode': 'import',
};

const { contextBridge, ipcRenderer, webUtils } = electron;

// The same names stand in desktop/main/channels.ts; a test compares them.
const CALL = 'rijnstroom:call';
const EVENT = 'rijnstroom:event';
const OPEN = 'rijnstroom:open';

/** What of the page's document is needed here; the whole of its types would stand in every file of the main process. */
declare function addEventListener(name: 'drop', listener: (event: Drop) => void, capture: boolean): void;
interface Drop {
  readonly isTrusted: boolean;
  readonly dataTransfer: { readonly files: ArrayLike<Parameters<typeof webUtils.getPathForFile>[0]> } | null;
  preventDefault(): void;
  stopPropagation(): void;
}

type Reply<N extends CallName> =
  | { readonly ok: true; readonly value: BridgeCalls[N] }
  | { readonly ok: false; readonly failure: BridgeFailure };

const bridge: Bridge = {
  async call<N extends CallName>(name: N, argument: unknown): Promise<BridgeCalls[N]> {
    const reply = (await ipcRenderer.invoke(CALL, name, argument)) as Reply<N>;
    if (reply.ok) return reply.value;
    // A plain value: an Error that crosses the context bridge keeps its message only.
    throw reply.failure;
  },
  onRunEvent(listener) {
    // The page's listener never sees Electron's event object, which holds the sender.
    const forward = (_event: unknown, event: RunEvent): void => listener(event);
    ipcRenderer.on(EVENT, forward);
    return () => {
      ipcRenderer.removeListener(EVENT, forward);
    };
  },
};

/** One after another: each may ask or tell something. */
async function openAll(paths: readonly string[]): Promise<void> {
  for (const path of paths) await ipcRenderer.invoke(OPEN, path);
}

// What is dropped in opens as from the menu: a scenario file or the folder of a result. The page never learns a path, and a drop it makes
// up itself is not one.
addEventListener(
  'drop',
  (event) => {
    if (!event.isTrusted) return;
    const paths = Array.from(event.dataTransfer?.files ?? [], (file) => webUtils.getPathForFile(file)).filter(
      (path) => path !== '',
    );
    if (paths.length === 0) return;
    event.preventDefault();
    event.stopPropagation();
    void openAll(paths);
  },
  true,
);

contextBridge.exposeInMainWorld('rijnstroom', bridge);
