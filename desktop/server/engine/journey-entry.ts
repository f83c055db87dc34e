/** Journeys and areas within reach on a thread of their own: reading a district and its timetable takes seconds, in which the engine process
 *  goes on answering the window. */
import { parentPort } from 'node:worker_threads';
import { readResult } from '../../../engine/io/result-folder.ts';
import type { BridgeCalls, BridgeFailure, CallArgument } from '../../shared/bridge.ts';
import { failureOf } from './failure-words.ts';
import { journeys, reach } from './journey-calls.ts';

/** engine: question*   thread: answer | failure for each, by its number */
export type JourneyQuestion = { readonly number: number; readonly folder: string } & (
  | { readonly kind: 'journeys'; readonly question: Omit<CallArgument<'journeys'>, 'id'> }
  | { readonly kind: 'reach'; readonly question: Omit<CallArgument<'reach'>, 'id'> }
);
export type JourneyAnswer =
  | { readonly number: number; readonly value: BridgeCalls['journeys'] | BridgeCalls['reach'] }
  | { readonly number: number; readonly failure: BridgeFailure };

if (parentPort === null) throw new Error('journey-entry.ts runs on a worker thread only');
const port = parentPort;
const send = (message: JourneyAnswer): void => port.postMessage(message);

async function answer(asked: JourneyQuestion): Promise<void> {
  const { number, folder } = asked;
  try {
    const result = await readResult(folder);
    const value =
      asked.kind === 'journeys' ? await journeys(result, asked.question) : await reach(result, asked.question);
    send({ number, value });
  } catch (error) {
    send({ number, failure: failureOf(error) });
  }
}

port.on('message', (asked: JourneyQuestion) => void answer(asked));
