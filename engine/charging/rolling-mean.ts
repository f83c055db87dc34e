/** Mean of the last values. Owns its memory. */
export class RollingMean {
  private readonly values: Float64Array;
  private count = 0;
  private sum = 0;

  constructor(window: number) {
    this.values = new Float64Array(Math.max(1, window));
  }

  add(value: number): void {
    const at = this.count % this.values.length;
    this.sum += value - this.values[at]!;
    this.values[at] = value;
    this.count++;
  }

  mean(): number {
    return this.sum / Math.min(this.count, this.values.length);
  }
}
