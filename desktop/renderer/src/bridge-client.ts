/** The bridge as the window holds it: the one that Electron's preload put there, or a WebSocket to the server of this page.
 *  A connection that breaks is made again; calls that were under way fail with a sentence. */
import type { Bridge, BridgeCalls, BridgeFailure, CallArgument, CallName, RunEvent } from '../../shared/bridge.ts';
import { decodeMessage, encodeMessage } from '../../shared/codec.ts';
import type { EngineMessage } from '../../shared/protocol.ts';

declare global {
  interface Window {
    /** Put there by the preload script of the Electron shell. */
    rijnstroom?: Bridge;
  }
}

export class BridgeError extends Error {
  override readonly name = 'BridgeError';
  readonly failure: BridgeFailure;
  constructor(failure: BridgeFailure) {
    super(failure.message.en);
    this.failure = failure;
  }
}

const NO_CONNECTION: BridgeFailure = {
  kind: 'run',
  message: {
    nl: 'Geen verbinding met Rijnstroom op deze computer. Staat het programma nog aan?',
    en: 'No connection with Rijnstroom on this computer. Is the program still running?',
  },
  problems: [],
};

/** The server answers, and does not let this window in: it was started anew since. */
const OLD_WINDOW: BridgeFailure = {
  kind: 'run',
  message: {
    nl: 'Dit venster hoort bij een eerdere start van Rijnstroom. Open het adres dat Rijnstroom bij het starten toont; wat niet was opgeslagen, wordt daar weer aangeboden.',
    en: 'This window belongs to an earlier start of Rijnstroom. Open the address that Rijnstroom shows when it starts; what was not saved is offered again there.',
  },
  problems: [],
};

export function connectBridge(): Bridge {
  return window.rijnstroom === undefined ? new SocketBridge() : shellBridge(window.rijnstroom);
}

/** What crosses Electron's context bridge loses its class: a failure arrives as the plain value and is made an error here. */
function shellBridge(shell: Bridge): Bridge {
  return {
    call: (name, argument) =>
      shell.call(name, argument).catch((reason: unknown) => {
        throw isFailure(reason) ? new BridgeError(reason) : reason;
      }),
    onRunEvent: (listener) => shell.onRunEvent(listener),
  };
}

const isFailure = (value: unknown): value is BridgeFailure =>
  typeof value === 'object' && value !== null && 'kind' in value && 'message' in value && 'problems' in value;

class SocketBridge implements Bridge {
  private readonly address: string;
  private socket: Promise<WebSocket> | null = null;
  private readonly waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
  private readonly listeners = new Set<(event: RunEvent) => void>();
  private nextCall = 1;

  constructor() {
    const fromHash = new URLSearchParams(location.hash.slice(1)).get('token');
    // The token stays for reloads of this tab only, and leaves the address bar.
    if (fromHash !== null) {
      sessionStorage.setItem('token', fromHash);
      history.replaceState(null, '', location.pathname);
    }
    this.address = `ws://${location.host}/bridge?token=${encodeURIComponent(sessionStorage.getItem('token') ?? '')}`;
  }

  async call<N extends CallName>(name: N, argument: CallArgument<N>): Promise<BridgeCalls[N]> {
    const socket = await this.open();
    const callId = this.nextCall++;
    return new Promise<BridgeCalls[N]>((resolve, reject) => {
      this.waiting.set(callId, { resolve, reject });
      socket.send(encodeMessage({ kind: 'call', callId, name, argument }));
    });
  }

  onRunEvent(listener: (event: RunEvent) => void): () => void {
    this.listeners.add(listener);
    void this.open().catch(() => {});
    return () => this.listeners.delete(listener);
  }

  private open(): Promise<WebSocket> {
    this.socket ??= new Promise((resolve, reject) => {
      const socket = new WebSocket(this.address);
      socket.binaryType = 'arraybuffer';
      let opened = false;
      socket.onopen = () => {
        opened = true;
        resolve(socket);
      };
      socket.onmessage = ({ data }) =>
        this.receive(decodeMessage(new Uint8Array(data as ArrayBuffer)) as EngineMessage);
      socket.onclose = () => {
        this.socket = null;
        if (!opened) void whyNot().then((failure) => reject(new BridgeError(failure)));
        for (const { reject: fail } of this.waiting.values()) fail(new BridgeError(NO_CONNECTION));
        this.waiting.clear();
        if (this.listeners.size > 0) setTimeout(() => void this.open().catch(() => {}), 1000);
      };
    });
    return this.socket;
  }

  private receive(message: EngineMessage): void {
    if (message.kind === 'event') for (const listener of this.listeners) listener(message.event);
    if (message.kind !== 'answer' && message.kind !== 'failure') return;
    const entry = this.waiting.get(message.callId);
    this.waiting.delete(message.callId);
    if (message.kind === 'answer') entry?.resolve(message.value as never);
    else entry?.reject(new BridgeError(message.failure));
  }
}

/** A refused connection tells no reason: whether the server is there at all is asked apart. */
async function whyNot(): Promise<BridgeFailure> {
  try {
    return (await fetch(location.pathname, { method: 'HEAD', cache: 'no-store' })).ok ? OLD_WINDOW : NO_CONNECTION;
  } catch {
    return NO_CONNECTION;
  }
}
