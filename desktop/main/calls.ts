/** Answers the calls of the window. The sender must be the main frame of the application's own page, the call a known one, and the
 *  argument must pass its schema; reports are handled by the shell, all else goes to the engine. */
import { isAbsolute } from 'node:path';
import { ipcMain, type IpcMainInvokeEvent } from 'electron';
import { type BridgeFailure, type CallArgument, type CallName, callSchemas } from '../shared/bridge.ts';
import { CallFailed } from '../shared/engine-host.ts';
import { isAppAddress } from './addresses.ts';
import { CALL, OPEN, type Reply } from './channels.ts';
import { log } from './log.ts';

export interface CallTargets {
  readonly engine: (name: string, argument: unknown) => Promise<unknown>;
  readonly report: (argument: CallArgument<'report'>, event: IpcMainInvokeEvent) => Promise<unknown>;
  /** Opens what was dropped in, as the menu does. */
  readonly open: (path: string) => Promise<void>;
}

export function answerCalls(targets: CallTargets): void {
  ipcMain.handle(CALL, (event, name: unknown, argument: unknown) => answer(event, name, argument, targets));
  ipcMain.handle(OPEN, async (event, path: unknown) => {
    if (maySend(event) && typeof path === 'string' && isAbsolute(path)) await targets.open(path);
  });
}

/** True for the main frame of a page of ours; a frame that has gone is null. */
export function maySend({ senderFrame }: Pick<IpcMainInvokeEvent, 'senderFrame'>): boolean {
  return senderFrame !== null && senderFrame.parent === null && isAppAddress(senderFrame.url);
}

export async function answer(
  event: IpcMainInvokeEvent,
  name: unknown,
  argument: unknown,
  targets: CallTargets,
): Promise<Reply> {
  try {
    if (!maySend(event)) {
      log(`refused a call from ${event.senderFrame?.url ?? 'a frame that is gone'}`);
      return refusal('bridge', 'sender', 'may not call');
    }
    if (typeof name !== 'string' || !Object.hasOwn(callSchemas, name))
      return refusal('bridge', 'name', 'is not a call');
    const checked = callSchemas[name as CallName].safeParse(argument);
    if (!checked.success)
      return input(
        checked.error.issues.map(({ path, message }) => ({
          file: 'bridge',
          key: [name, ...path].join('.'),
          rule: message,
        })),
      );
    const value =
      name === 'report'
        ? await targets.report(checked.data as CallArgument<'report'>, event)
        : await targets.engine(name, checked.data);
    return { ok: true, value };
  } catch (error) {
    return { ok: false, failure: failureOf(error) };
  }
}

function failureOf(error: unknown): BridgeFailure {
  if (error instanceof CallFailed) return error.failure;
  log(error instanceof Error ? (error.stack ?? error.message) : String(error));
  const text = error instanceof Error ? error.message : String(error);
  return {
    kind: 'bug',
    message: { nl: `Een fout in Rijnstroom zelf: ${text}`, en: `A mistake in Rijnstroom itself: ${text}` },
    problems: [],
  };
}

const refusal = (file: string, key: string, rule: string): Reply => input([{ file, key, rule }]);

const input = (problems: BridgeFailure['problems']): Reply => ({
  ok: false,
  failure: {
    kind: 'input',
    message: { nl: 'Dit kan zo niet worden gebruikt.', en: 'This cannot be used as it is.' },
    problems,
  },
});
