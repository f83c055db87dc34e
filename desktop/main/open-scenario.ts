/** Opens a scenario file from a dialog, the system or another start: read, handed to the engine, shown in the editor. */
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { app } from 'electron';
import type { ScenarioEntry } from '../shared/bridge.ts';
import { sendEvent } from './events.ts';
import { shellFailure } from './failure.ts';

/** The bridge takes no longer text [bytes]. */
export const MAX_SCENARIO_BYTES = 4_000_000;

/** @throws CallFailed with a sentence */
export async function openScenario(
  file: string,
  engine: (name: string, argument: unknown) => Promise<unknown>,
): Promise<void> {
  const entry = (await engine('importScenario', {
    name: basename(file).slice(-200),
    text: await textOf(file),
  })) as ScenarioEntry;
  app.addRecentDocument(file);
  sendEvent({ kind: 'show', screen: 'edit', scenarioId: entry.id, resultId: null });
}

async function textOf(file: string): Promise<string> {
  const found = await stat(file).catch(() => null);
  if (found === null || !found.isFile()) throw shellFailure('input', 'cannotOpen', 'notReadable');
  // Asked before reading: a file of gigabytes dropped by mistake would fill the memory.
  if (found.size > MAX_SCENARIO_BYTES) throw shellFailure('input', 'cannotOpen', 'tooLarge');
  const bytes = await readFile(file).catch(() => {
    throw shellFailure('input', 'cannotOpen', 'notReadable');
  });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw shellFailure('input', 'cannotOpen', 'notText');
  }
}
