/** Every command by name, in the order of the help. Only the file of the command that is called is read; all of them for the help. */
import type { Command } from 'commander';

interface CommandFile {
  readonly register: (program: Command) => void;
}

const COMMANDS: Readonly<Record<string, () => Promise<CommandFile>>> = {
  demo: () => import('./demo.ts'),
  run: () => import('./run.ts'),
  compare: () => import('./compare.ts'),
  report: () => import('./report.ts'),
  study: () => import('./study.ts'),
  worker: () => import('./worker.ts'),
  catalogue: () => import('./catalogue.ts'),
  serve: () => import('./serve.ts'),
  desktop: () => import('./desktop.ts'),
  import: () => import('./import.ts'),
  fetch: () => import('./fetch.ts'),
  check: () => import('./check.ts'),
  schema: () => import('./schema.ts'),
  query: () => import('./query.ts'),
  values: () => import('./values.ts'),
  purse: () => import('./purse.ts'),
  publish: () => import('./publish.ts'),
  tomp: () => import('./tomp.ts'),
  explain: () => import('./explain.ts'),
  rides: () => import('./rides.ts'),
  reliability: () => import('./reliability.ts'),
  monitor: () => import('./monitor.ts'),
  register: () => import('./register.ts'),
  assign: () => import('./assign.ts'),
  solar: () => import('./solar.ts'),
  grid: () => import('./grid.ts'),
  powerflow: () => import('./powerflow.ts'),
  hosting: () => import('./hosting.ts'),
  charge: () => import('./charge.ts'),
  route: () => import('./route.ts'),
  isochrone: () => import('./isochrone.ts'),
  estimate: () => import('./estimate.ts'),
  calibrate: () => import('./calibrate.ts'),
};

/** @param called name of the command on the command line; all commands are registered when it is none of them */
export async function registerCommands(program: Command, called: string | undefined): Promise<void> {
  const one = called !== undefined && Object.hasOwn(COMMANDS, called) ? COMMANDS[called] : undefined;
  const files = one === undefined ? Object.values(COMMANDS) : [one];
  for (const { register } of await Promise.all(files.map((load) => load()))) register(program);
}
