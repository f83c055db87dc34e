/** A failure of the shell itself, as the window shows it. */
import type { BridgeFailure } from '../shared/bridge.ts';
import { CallFailed } from '../shared/engine-host.ts';
import { both, type Words } from './words.ts';

export const shellFailure = (kind: BridgeFailure['kind'], key: keyof Words, reason?: keyof Words): CallFailed =>
  new CallFailed({ kind, message: both(key, reason), problems: [] });

/** Why the system refused to write, in words of the shell. */
export function writeReason(error: unknown): keyof Words {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG') return 'diskFull';
  if (code === 'EBUSY' || code === 'ETXTBSY') return 'inUse';
  return 'notAllowed';
}
