/** Names of the channels between window and main process. The preload script repeats them: it can import nothing. */
import type { BridgeFailure } from '../shared/bridge.ts';

/** window → main: name of the call, argument; answered with a Reply. */
export const CALL = 'rijnstroom:call';
/** window → main: path of what was dropped in. Only the preload script can know one. */
export const OPEN = 'rijnstroom:open';
/** main → window: a RunEvent. */
export const EVENT = 'rijnstroom:event';

/** Electron's invoke keeps only the message of an error, so that a failure travels as a value. */
export type Reply =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly failure: BridgeFailure };
