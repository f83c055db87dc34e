/** Keeps an engine process alive for a shell: numbers calls, hands answers back, starts the process again when it ends unexpectedly
 *  and tells the windows so. Knows nothing of how a process is started. */
import type { BridgeFailure, RunEvent } from './bridge.ts';
import type { CallMessage, EngineMessage } from './protocol.ts';

/** A started engine process, whatever starts it. */
export interface EngineProcess {
  send(message: CallMessage): void;
  onMessage(listener: (message: EngineMessage) => void): void;
  onExit(listener: (why: string) => void): void;
  kill(): void;
}

export class CallFailed extends Error {
  override readonly name = 'CallFailed';
  readonly failure: BridgeFailure;
  constructor(failure: BridgeFailure) {
    super(failure.message.en);
    this.failure = failure;
  }
}

const LOST: BridgeFailure = {
  kind: 'run',
  message: {
    nl: 'Het rekenproces is onverwacht gestopt en opnieuw gestart. Uw werk staat er nog; probeer het nog eens.',
    en: 'The engine stopped unexpectedly and was started again. Your work is still there; please try again.',
  },
  problems: [],
};
/** More restarts than this within a minute are a fault that a restart does not cure. */
const RESTARTS_A_MINUTE = 5;

export class EngineHost {
  private readonly startProcess: () => EngineProcess;
  private readonly clockMs: () => number;
  private readonly waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  private readonly listeners = new Set<(event: RunEvent) => void>();
  private engine: EngineProcess;
  private nextCall = 1;
  private closed = false;
  private restarts: number[] = [];

  constructor(startProcess: () => EngineProcess, clockMs: () => number) {
    this.startProcess = startProcess;
    this.clockMs = clockMs;
    this.engine = this.start();
  }

  /** @throws CallFailed */
  call(name: string, argument: unknown): Promise<unknown> {
    const callId = this.nextCall++;
    return new Promise((resolve, reject) => {
      if (this.closed) reject(new CallFailed(LOST));
      else {
        this.waiting.set(callId, { resolve, reject });
        this.engine.send({ kind: 'call', callId, name, argument });
      }
    });
  }

  onEvent(listener: (event: RunEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  close(): void {
    this.closed = true;
    this.engine.kill();
    this.failWaiting();
  }

  private start(): EngineProcess {
    const engine = this.startProcess();
    engine.onMessage((message) => {
      if (engine === this.engine || message.kind === 'ready') this.receive(message);
    });
    engine.onExit((why) => {
      if (this.closed || engine !== this.engine) return;
      this.failWaiting();
      const now = this.clockMs();
      this.restarts = [...this.restarts.filter((at) => now - at < 60_000), now];
      if (this.restarts.length > RESTARTS_A_MINUTE) {
        this.closed = true;
        this.emit({
          kind: 'engine-restarted',
          message: `the engine keeps stopping (${why}); close the application and start it again`,
          gaveUp: true,
        });
        return;
      }
      this.engine = this.start();
      this.emit({ kind: 'engine-restarted', message: why });
    });
    return engine;
  }

  private receive(message: EngineMessage): void {
    if (message.kind === 'event') this.emit(message.event);
    if (message.kind !== 'answer' && message.kind !== 'failure') return;
    const entry = this.waiting.get(message.callId);
    this.waiting.delete(message.callId);
    if (message.kind === 'answer') entry?.resolve(message.value);
    else entry?.reject(new CallFailed(message.failure));
  }

  private emit(event: RunEvent): void {
    for (const listener of this.listeners) listener(event);
  }

  private failWaiting(): void {
    const calls = [...this.waiting.values()];
    this.waiting.clear();
    for (const { reject } of calls) reject(new CallFailed(LOST));
  }
}
