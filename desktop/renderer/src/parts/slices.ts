/** Long work on the window's own thread, cut into slices: between two of them a press or a key is answered and a frame is drawn. */
import { startTransition, useEffect, useRef, useState } from 'react';

/** A slice lasts so long [ms]: with what the browser does itself it fits in a frame of 20 a second. */
const SLICE_MS = 12;

/** Awaited inside long loops, every few dozen rounds. @throws Stopped when nobody waits for the work any more */
export type Pause = () => Promise<void> | undefined;

class Stopped extends Error {
  override readonly name = 'Stopped';
}

export function pauses(stopped: () => boolean = () => false): Pause {
  let start = performance.now();
  return () => {
    if (stopped()) return Promise.reject(new Stopped());
    if (performance.now() - start < SLICE_MS) return undefined;
    return new Promise((resolve, reject) => {
      const next = (): void => {
        start = performance.now();
        if (stopped()) reject(new Stopped());
        else resolve();
      };
      // A timer may be held back where the page is hidden; a message is not, and comes after presses and keys that wait.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        next();
      };
      port2.postMessage(null);
    });
  };
}

/** What `make` makes, in slices; null until it is done, and again when what it is made of changes. */
export function useMade<T>(make: ((pause: Pause) => Promise<T>) | null, of: readonly unknown[]): T | null {
  const [state, setState] = useState<{ readonly of: readonly unknown[]; readonly value: T } | null>(null);
  const current = useRef(of);
  if (!alike(current.current, of)) current.current = of;
  const parts = current.current;
  const wanted = make !== null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the caller names what the work is made of.
  useEffect(() => {
    if (make === null) return;
    let stale = false;
    make(pauses(() => stale)).then(
      (value) => {
        if (!stale) startTransition(() => setState({ of: parts, value }));
      },
      (error: unknown) => {
        if (!(error instanceof Stopped)) throw error;
      },
    );
    return () => {
      stale = true;
    };
  }, [parts, wanted]);
  return wanted && state !== null && state.of === parts ? state.value : null;
}

const alike = (a: readonly unknown[], b: readonly unknown[]): boolean => a.every((one, i) => Object.is(one, b[i]));
