/** The engine as a utility process of Electron: a crash, a full memory or a long computation stays its own. */
import { utilityProcess } from 'electron';
import type { EngineProcess } from '../shared/engine-host.ts';
import type { EngineMessage } from '../shared/protocol.ts';
import { log } from './log.ts';

export function startEngine(entry: string, library: string, samples: string): EngineProcess {
  const engine = utilityProcess.fork(entry, [library, samples, 'electron'], {
    serviceName: 'Rijnstroom engine',
    stdio: 'pipe',
  });
  engine.stdout?.on('data', (data: unknown) => log(`engine: ${String(data)}`));
  engine.stderr?.on('data', (data: unknown) => log(`engine: ${String(data)}`));
  engine.on('error', (type, location) => log(`engine: ${type} at ${location}`));
  return {
    send: (message) => engine.postMessage(message),
    onMessage: (listener) => void engine.on('message', (message) => listener(message as EngineMessage)),
    onExit: (listener) =>
      void engine.on('exit', (code) => {
        log(`engine ended: code ${code}`);
        listener(`code ${code}`);
      }),
    kill: () => void engine.kill(),
  };
}
