/** The way from the engine process to the thread that knows journeys: started at the first question, and again after it ended. */
import { Worker } from 'node:worker_threads';
import { RunError } from '../../../engine/core/errors.ts';
import type { BridgeCalls, CallArgument } from '../../shared/bridge.ts';
import { CallFailed } from '../../shared/engine-host.ts';
import type { JourneyAnswer, JourneyQuestion } from './journey-entry.ts';

type Answered = { resolve: (value: never) => void; reject: (error: Error) => void };

export class JourneyThread {
  private readonly waiting = new Map<number, Answered>();
  private thread: Worker | null = null;
  private next = 1;

  /** @param folder of the result whose scenario gives speeds, prices and district  @throws CallFailed, RunError */
  journeys(folder: string, question: Omit<CallArgument<'journeys'>, 'id'>): Promise<BridgeCalls['journeys']> {
    return this.ask({ kind: 'journeys', number: this.next++, folder, question });
  }

  reach(folder: string, question: Omit<CallArgument<'reach'>, 'id'>): Promise<BridgeCalls['reach']> {
    return this.ask({ kind: 'reach', number: this.next++, folder, question });
  }

  private ask<T>(question: JourneyQuestion): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.waiting.set(question.number, { resolve, reject });
      this.thread ??= this.start();
      this.thread.postMessage(question);
    });
  }

  private start(): Worker {
    const thread = new Worker(new URL('./journey-entry.js', import.meta.url), { execArgv: [] });
    // It keeps no process alive that has nothing else to do.
    thread.unref();
    thread.on('message', (answer: JourneyAnswer) => {
      const asked = this.waiting.get(answer.number);
      this.waiting.delete(answer.number);
      if ('value' in answer) asked?.resolve(answer.value as never);
      else asked?.reject(new CallFailed(answer.failure));
    });
    const ended = (error: Error): void => {
      if (this.thread === thread) this.thread = null;
      const asked = [...this.waiting.values()];
      this.waiting.clear();
      for (const { reject } of asked) reject(error);
    };
    thread.on('error', ended);
    thread.on('exit', (code) => ended(new RunError(`the thread of journeys ended with code ${code}`)));
    return thread;
  }
}
