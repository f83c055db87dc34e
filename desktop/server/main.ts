/** `rijnstroom serve`: starts the engine process and the server, opens the browser. */
import { fork, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { platform } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { InputError, RunError } from '../../engine/core/errors.ts';
import { packageRoot } from '../../engine/io/package.ts';
import { EngineHost, type EngineProcess } from '../shared/engine-host.ts';
import type { EngineMessage } from '../shared/protocol.ts';
import { type RunningServer, serve } from './http-server.ts';
import { libraryFolder } from './library-folder.ts';

export interface ServeRequest {
  readonly port: number;
  /** Folder of the library; the user's own by default. */
  readonly data?: string | undefined;
  readonly open: boolean;
}

export function samplesFolder(): string {
  const folder = join(packageRoot(), 'scenarios', 'samples');
  return existsSync(folder) ? folder : '';
}

/** Starts the engine as a child process. Memory limits and crashes stay its own. */
export function forkEngine(data: string): EngineProcess {
  const child = fork(fileURLToPath(new URL('./engine/entry.js', import.meta.url)), [data, samplesFolder(), 'browser'], {
    serialization: 'advanced',
    execArgv: [],
  });
  return {
    send: (message) => void child.send(message),
    onMessage: (listener) => void child.on('message', (message) => listener(message as EngineMessage)),
    onExit: (listener) => void child.on('exit', (code, signal) => listener(signal ?? `code ${code}`)),
    kill: () => void child.kill(),
  };
}

/** @throws InputError for a port that is taken, RunError when the window's files are not built */
export async function startServer({
  port,
  data,
  open,
}: ServeRequest): Promise<RunningServer & { readonly host: EngineHost }> {
  const rendererFolder = join(packageRoot(), 'dist', 'desktop', 'renderer');
  if (!existsSync(join(rendererFolder, 'index.html')))
    throw new RunError('the application is not built: run "npm run build" first');
  const host = new EngineHost(
    () => forkEngine(data ?? libraryFolder()),
    () => performance.now(),
  );
  try {
    const server = await serve({ port, rendererFolder, host });
    if (open) openBrowser(server.url);
    return {
      ...server,
      host,
      async close() {
        host.close();
        await server.close();
      },
    };
  } catch (error) {
    host.close();
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE')
      throw new InputError(
        '--port',
        '',
        'is in use by another program: choose another, or 0 for any that is free (in gebruik door een ander programma: kies een andere, of 0 voor een vrije)',
        port,
      );
    if (code === 'EACCES') throw new InputError('--port', '', 'may not be used: choose one above 1023', port);
    throw error;
  }
}

function openBrowser(url: string): void {
  const [command, ...args] =
    platform() === 'win32'
      ? ['cmd', '/c', 'start', '', url]
      : platform() === 'darwin'
        ? ['open', url]
        : ['xdg-open', url];
  const child = spawn(command!, args, { detached: true, stdio: 'ignore' });
  // No browser to open is no failure: the address is printed.
  child.on('error', () => {});
  child.unref();
}
