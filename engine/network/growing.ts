/** A list of 32-bit integers that grows without boxing its numbers. */
export class GrowingI32 {
  length = 0;
  private store = new Int32Array(1024);

  push(value: number): void {
    if (this.length === this.store.length) {
      const larger = new Int32Array(2 * this.length);
      larger.set(this.store);
      this.store = larger;
    }
    this.store[this.length++] = value;
  }

  clear(): void {
    this.length = 0;
    this.store = new Int32Array(1024);
  }

  /** The values so far; a view that later pushes may leave behind. */
  get values(): Int32Array {
    return this.store.subarray(0, this.length);
  }
}
