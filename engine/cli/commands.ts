/** Every command, in the order of the help. A command's file is light: what is heavy it imports when it runs. */
import type { Command } from 'commander';
import { register as assign } from './assign.ts';
import { register as check } from './check.ts';
import { register as compare } from './compare.ts';
import { register as importFile } from './import.ts';
import { register as powerflow } from './powerflow.ts';
import { register as query } from './query.ts';
import { register as schema } from './schema.ts';
import { register as solar } from './solar.ts';
import { register as study } from './study.ts';

const REGISTER: ReadonlyArray<(program: Command) => void> = [
  compare,
  importFile,
  check,
  schema,
  query,
  assign,
  powerflow,
  solar,
  study,
];

export function registerAll(program: Command): void {
  for (const register of REGISTER) register(program);
}
