/** The only thing the window gets from Electron: `window.rijnstroom`, the bridge. Runs in the sandbox, before the page.
 *  A CommonJS file that imports nothing but Electron: a sandboxed preload can be neither an ES module nor load other files. */
import electron = require('electron');
import type { Bridge, BridgeCalls, BridgeFailure, CallName, RunEvent } from '../shared/bridge.ts' with {
  'resolution-mode': 'import',
};

const { contextBridge, ipcRenderer } = electron;

// The same names stand in desktop/main/channels.ts; a test compares them.
const CALL = 'rijnstroom:call';
const EVENT = 'rijnstroom:event';

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

contextBridge.exposeInMainWorld('rijnstroom', bridge);
