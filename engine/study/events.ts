/** Work that tells of itself by a callback, as a stream that is read with `for await`. */

/** @param start the work; it pushes events and is stopped by its signal
 *  @returns events in their order, then the value of the work; what the work throws is thrown where it is read. Leaving the loop stops the work */
export async function* eventsOf<E, R>(
  signal: AbortSignal | undefined,
  start: (push: (event: E) => void, signal: AbortSignal) => Promise<R>,
): AsyncGenerator<E, R> {
  const stop = new AbortController();
  const both = signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal]);
  const waiting: E[] = [];
  let wake = (): void => {};
  let over = false;
  const end = start((event) => {
    waiting.push(event);
    wake();
  }, both).finally(() => {
    over = true;
    wake();
  });
  // It is awaited below; until then a failure is not one that nobody hears of.
  end.catch(() => {});
  try {
    for (;;) {
      while (waiting.length > 0) yield waiting.shift()!;
      if (over) return await end;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  } finally {
    if (!over) {
      stop.abort();
      await end.catch(() => {});
    }
  }
}
