/** The period that the charts of a screen show, and the moment pointed at, outside of React: charts follow it frame by frame, the words on the
 *  screen a little later. */
import { useEffect, useState } from 'react';

export type Range = readonly [number, number];

export class ChartRange {
  value: Range;
  readonly whole: Range;
  /** Moment pointed at, on the same axis; null for none. */
  cursor: number | null = null;
  private readonly least: number;
  private readonly listeners = new Set<() => void>();
  private frame = 0;

  /** @param whole everything there is @param least smallest width that can be shown */
  constructor(whole: Range, value: Range = whole, least = 0) {
    this.whole = whole;
    this.least = least;
    this.value = value;
    this.set(value);
  }

  /** Shows a period, moved and widened where needed so that it lies within everything there is. */
  set([from, to]: Range): void {
    const [first, last] = this.whole;
    const width = Math.min(last - first, Math.max(this.least, to - from));
    const start = Math.max(first, Math.min(last - width, from));
    this.value = [start, start + width];
    this.tell();
  }

  /** @param factor below 1 comes closer @param about what stays in its place; the middle when absent */
  zoom(factor: number, about?: number): void {
    const [from, to] = this.value;
    const fixed = about ?? (from + to) / 2;
    this.set([fixed - (fixed - from) * factor, fixed + (to - fixed) * factor]);
  }

  /** @param share of the width shown, + to the right */
  move(share: number): void {
    const [from, to] = this.value;
    const by = share * (to - from);
    this.set([from + by, to + by]);
  }

  point(at: number | null): void {
    if (this.cursor === at) return;
    this.cursor = at;
    this.tell();
  }

  /** @returns stops listening. Listeners are called once a frame, whatever happened in it. */
  follow(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private tell(): void {
    if (this.frame !== 0) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      for (const listener of this.listeners) listener();
    });
  }
}

/** Words follow when the charts have rested this long [ms], and every so often while they move. */
const WORDS_AFTER_MS = 120;

/** What words and buttons need of the period shown: not at every frame, and only when it changes.
 *  @param pick the same function each time */
export function useSettled<T>(range: ChartRange, pick: (value: Range) => T): T {
  const [shown, setShown] = useState(() => pick(range.value));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = range.follow(() => {
      timer ??= setTimeout(() => {
        timer = undefined;
        setShown(pick(range.value));
      }, WORDS_AFTER_MS);
    });
    setShown(pick(range.value));
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [range, pick]);
  return shown;
}
