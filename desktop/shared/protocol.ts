/** What crosses between a shell and the engine process, and between the browser window and the server.
 *  window: call*      engine: per call answer | failure; events at any time */
import type { BridgeFailure, RunEvent } from './bridge.ts';

export interface CallMessage {
  readonly kind: 'call';
  readonly callId: number;
  readonly name: string;
  readonly argument: unknown;
}

export type EngineMessage =
  | { readonly kind: 'answer'; readonly callId: number; readonly value: unknown }
  | { readonly kind: 'failure'; readonly callId: number; readonly failure: BridgeFailure }
  | { readonly kind: 'event'; readonly event: RunEvent }
  | { readonly kind: 'ready' };
