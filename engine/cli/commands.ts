/** Every command, in the order of the help. A command's file is light: what is heavy it imports when it runs. */
import type { Command } from 'commander';
import { register as assign } from './assign.ts';
import { register as calibrate } from './calibrate.ts';
import { register as charge } from './charge.ts';
import { register as check } from './check.ts';
import { register as compare } from './compare.ts';
import { register as demo } from './demo.ts';
import { register as estimate } from './estimate.ts';
import { register as fetchDistrict } from './fetch.ts';
import { register as hosting } from './hosting.ts';
import { register as importFile } from './import.ts';
import { register as isochrone } from './isochrone.ts';
import { register as powerflow } from './powerflow.ts';
import { register as query } from './query.ts';
import { register as report } from './report.ts';
import { register as route } from './route.ts';
import { register as run } from './run.ts';
import { register as schema } from './schema.ts';
import { register as serve } from './serve.ts';
import { register as solar } from './solar.ts';
import { register as study } from './study.ts';

const REGISTER: ReadonlyArray<(program: Command) => void> = [
  demo,
  run,
  compare,
  report,
  study,
  serve,
  importFile,
  fetchDistrict,
  check,
  schema,
  query,
  assign,
  solar,
  powerflow,
  hosting,
  charge,
  route,
  isochrone,
  estimate,
  calibrate,
];

export function registerAll(program: Command): void {
  for (const register of REGISTER) register(program);
}
