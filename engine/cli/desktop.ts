/** `rijnstroom desktop`: the application in Electron, or in the browser where Electron is not. */
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { RunError } from '../core/errors.ts';
import { packageRoot } from '../io/package.ts';
import { findElectron, withoutElectron } from './electron-binary.ts';
import { serveUntilStopped } from './serve.ts';
import { cancelSignal, note } from './shell.ts';

export function register(program: Command): void {
  program
    .command('desktop')
    .summary('the application in a window of its own')
    .description(
      'Opens the application for scenario planning in Electron. Where Electron cannot be started it says why and opens the same application in a browser.',
    )
    .argument('[files...]', 'scenario files or result folders to open')
    .option('--no-open', 'where the browser version is used: print its address and open no browser')
    .addHelpText('after', '\nExample:\n  rijnstroom desktop my-scenario.yaml')
    .action(async (files: string[], { open }: { open: boolean }) => {
      const root = packageRoot();
      const found = findElectron(root, process);
      if ('missing' in found) {
        note(withoutElectron(found.missing));
        return serveUntilStopped({ port: 0, open });
      }
      await runElectron(found.binary, [root, ...files.map((file) => resolve(file))]);
    });
}

/** @throws RunError when Electron ends with a failure */
async function runElectron(binary: string, args: readonly string[]): Promise<void> {
  // As plain Node.js Electron would open no window.
  const { ELECTRON_RUN_AS_NODE: _unused, ...env } = process.env;
  const child = spawn(binary, args, { stdio: 'inherit', env });
  const stop = (): void => void child.kill();
  cancelSignal.addEventListener('abort', stop);
  const code = await new Promise<number | null>((done, fail) => {
    child.once('error', (error) => fail(new RunError(`Electron could not be started: ${error.message}`)));
    child.once('exit', (exit) => done(exit));
  });
  cancelSignal.removeEventListener('abort', stop);
  if (code !== 0 && !cancelSignal.aborted) throw new RunError(`Electron ended with code ${code ?? 'of a signal'}`);
}
