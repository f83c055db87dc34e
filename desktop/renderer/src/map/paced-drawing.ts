/** Drawing at the pace of the processor, where a graphics card is only imitated and a picture of the map takes longer than a hand may wait.
 *  While the view moves, the last picture is moved and scaled by the browser; the new one is drawn when the hand rests, or after a while.
 *  What a press changes beside the map is on the screen before the map is drawn for it. */
import { type View, worldX, worldY } from './projection.ts';

/** The hand rests [ms]. */
const REST_MS = 110;
/** A picture is never older than this while it moves on and on [ms]. */
const OLDEST_MS = 500;

export class PacedDrawing {
  private readonly canvas: HTMLCanvasElement;
  /** Starts a picture; calls when it is on the canvas. */
  private readonly paint: (whole: () => void) => void;
  /** Of the picture on the screen. */
  private drawn: View | null = null;
  private view: View;
  private timer = 0;
  private askedMs = 0;
  private painting = false;
  /** Asked for another picture while one is made. */
  private again = false;

  constructor(canvas: HTMLCanvasElement, view: View, paint: (whole: () => void) => void) {
    this.canvas = canvas;
    this.view = view;
    this.paint = paint;
  }

  moved(view: View): void {
    this.view = view;
    if (this.drawn !== null) this.canvas.style.transform = transformOf(this.drawn, view);
  }

  ask(): void {
    if (this.painting) {
      this.again = true;
      return;
    }
    const now = performance.now();
    if (this.askedMs === 0) this.askedMs = now;
    clearTimeout(this.timer);
    const wait = Math.min(REST_MS, this.askedMs + OLDEST_MS - now);
    this.timer = window.setTimeout(() => this.start(), Math.max(0, wait));
  }

  private start(): void {
    const { view } = this;
    this.askedMs = 0;
    this.painting = true;
    this.paint(() => {
      this.painting = false;
      this.shows(view);
      if (this.again) this.ask();
      this.again = false;
    });
  }

  /** A picture of this view has come on the canvas. */
  private shows(view: View): void {
    this.drawn = view;
    this.canvas.style.transform = this.view === view ? '' : transformOf(view, this.view);
  }

  /** The picture of the view of now has been drawn at once, beside the pace. */
  drewAtOnce(): void {
    this.shows(this.view);
  }

  stop(): void {
    clearTimeout(this.timer);
  }
}

/** Where the picture of a view lies in another: scaled about its middle, then moved [px]. */
export function transformOf(drawn: View, view: View): string {
  const a = 2 ** view.zoom;
  const x = a * (worldX(drawn.longitude) - worldX(view.longitude));
  const y = a * (worldY(drawn.latitude) - worldY(view.latitude));
  return `translate(${x.toFixed(2)}px, ${y.toFixed(2)}px) scale(${(2 ** (view.zoom - drawn.zoom)).toFixed(5)})`;
}
