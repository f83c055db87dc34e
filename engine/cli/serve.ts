/** `rijnstroom serve`: the application in a browser on this machine. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Command } from 'commander';
import { packageRoot } from '../io/package.ts';
import { cancelSignal, note, out, wholeNumber } from './shell.ts';

/** What the desktop's server module offers; the engine imports nothing of the desktop. */
interface ServerModule {
  startServer(request: {
    port: number;
    data?: string | undefined;
    open: boolean;
  }): Promise<{ url: string; close(): Promise<void> }>;
}

export function register(program: Command): void {
  program
    .command('serve')
    .summary('the application in a browser on this machine')
    .description('Opens the application for scenario planning in a browser. It listens on this machine only.')
    .option('--port <n>', 'port; 0 takes a free one', wholeNumber(0, 65_535), 0)
    .option('--data <folder>', 'folder of your scenarios and results (default: your own application data)')
    .option('--no-open', 'print the address and open no browser')
    .addHelpText('after', '\nExample:\n  rijnstroom serve --port 8080 --no-open')
    .action(serveUntilStopped);
}

/** Starts the server, prints its address, and stays until it is stopped. */
export async function serveUntilStopped(options: {
  readonly port: number;
  readonly data?: string | undefined;
  readonly open: boolean;
}): Promise<void> {
  const module = (await import(
    pathToFileURL(join(packageRoot(), 'dist', 'desktop', 'server', 'main.js')).href
  )) as ServerModule;
  const server = await module.startServer(options);
  out(server.url);
  note('The application is open at this address. Stop it with Ctrl-C.\n');
  await new Promise<void>((resolve) => {
    cancelSignal.addEventListener('abort', () => resolve());
    if (cancelSignal.aborted) resolve();
  });
  await server.close();
}
