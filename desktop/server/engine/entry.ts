/** Entry of the engine process: answers calls, sends events. Started by a shell as a child process (browser) or a utility process (Electron). */
import { InputError } from '../../../engine/core/errors.ts';
import { type CallName, callSchemas, type RunEvent } from '../../shared/bridge.ts';
import type { CallMessage, EngineMessage } from '../../shared/protocol.ts';
import { type CallHandlers, callHandlers } from './calls.ts';
import { failureOf } from './failure-words.ts';
import { Library } from './library.ts';
import { Runs } from './runs.ts';
import { helpersStepBack } from './step-back.ts';

/** Electron's utility process talks through `process.parentPort`, a forked process through `process.send`. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(name: 'message', listener: (event: { data: unknown }) => void): void;
}
const parentPort = (process as NodeJS.Process & { parentPort?: ParentPort }).parentPort;

const send = (message: EngineMessage): void => {
  if (parentPort !== undefined) parentPort.postMessage(message);
  else process.send?.(message);
};

helpersStepBack();
const [folder, samples, shell] = process.argv.slice(2);
if (folder === undefined) throw new Error('the engine process needs the folder of the library');
const library = new Library(folder, samples === undefined || samples === '' ? null : samples);
const emit = (event: RunEvent): void => send({ kind: 'event', event });
const handlers: CallHandlers = callHandlers(
  library,
  new Runs(library, emit),
  emit,
  shell === 'electron' ? 'electron' : 'browser',
);

async function answer({ callId, name, argument }: CallMessage): Promise<void> {
  try {
    if (!Object.hasOwn(callSchemas, name)) throw new InputError('bridge', name, 'is not a call');
    const checked = callSchemas[name as CallName].safeParse(argument);
    if (!checked.success)
      throw new InputError(
        checked.error.issues.map((issue) => ({
          file: 'bridge',
          key: `${name}.${issue.path.join('.')}`,
          rule: issue.message,
        })),
      );
    const handler = handlers[name as CallName] as (argument: unknown) => unknown;
    send({ kind: 'answer', callId, value: await handler(checked.data) });
  } catch (error) {
    send({ kind: 'failure', callId, failure: failureOf(error) });
  }
}

if (parentPort !== undefined) parentPort.on('message', ({ data }) => void answer(data as CallMessage));
else {
  process.on('message', (message) => void answer(message as CallMessage));
  process.on('disconnect', () => process.exit(0));
}
send({ kind: 'ready' });
