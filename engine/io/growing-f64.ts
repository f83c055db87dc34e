/** Numbers one after the other in one array that doubles when full. */
export class GrowingF64 {
  private array = new Float64Array(1024);
  private count = 0;

  get length(): number {
    return this.count;
  }

  push(value: number): void {
    if (this.count === this.array.length) {
      const larger = new Float64Array(this.array.length * 2);
      larger.set(this.array);
      this.array = larger;
    }
    this.array[this.count++] = value;
  }

  /** A copy of what was pushed. */
  values(): Float64Array {
    return this.array.slice(0, this.count);
  }
}
