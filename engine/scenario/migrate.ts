/** Carries scenarios of older versions forward. Each step changes one version into the next; a file is never refused for its age. */
import { InputError } from '../core/errors.ts';
import { SCENARIO_VERSION } from './schema.ts';

type Step = (value: Record<string, unknown>) => Record<string, unknown>;

/** steps[v] turns version v into v + 1. Version 0 are drafts that had no version key. */
const steps: readonly Step[] = [(value) => ({ ...value, version: 1 })];

/** @throws InputError for a file of a newer version */
export function migrate(value: Record<string, unknown>, file: string): Record<string, unknown> {
  // A patch on a base may leave the version to its base.
  if (!Object.hasOwn(value, 'version')) return Object.hasOwn(value, 'extends') ? value : (steps[0] as Step)(value);
  const version = value['version'];
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 0)
    throw new InputError(file, 'version', `must be a whole number up to ${SCENARIO_VERSION}`, version);
  if (version > SCENARIO_VERSION)
    throw new InputError(
      file,
      'version',
      `must be at most ${SCENARIO_VERSION}: this file was made by a newer Rijnstroom`,
      version,
    );
  let current = value;
  for (let at = version; at < SCENARIO_VERSION; at++) current = (steps[at] as Step)(current);
  return current;
}
