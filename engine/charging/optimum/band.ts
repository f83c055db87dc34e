/** Symmetric positive definite band matrix: factor L D L' and solve, in place. Scratch state of one optimisation.
 *  Column c holds rows c, c + 1, …: entry (c + k, c) at c · width + k, so that every inner loop runs through memory in order. */
export class Band {
  readonly size: number;
  readonly width: number;
  readonly matrix: Float64Array;
  private readonly inverse: Float64Array;

  /** @param half longest distance of an entry from the diagonal + 1 */
  constructor(size: number, half: number) {
    this.size = size;
    this.width = Math.max(1, Math.min(half, size));
    this.matrix = new Float64Array(size * this.width);
    this.inverse = new Float64Array(size);
  }

  clear(): void {
    this.matrix.fill(0);
  }

  /** Pivots that vanish by rounding are made very large: their unknown stays put. */
  factor(): void {
    const { size, width, matrix, inverse } = this;
    for (let c = 0; c < size; c++) {
      const at = c * width;
      const pivot = matrix[at]! > 1e-30 ? matrix[at]! : 1e128;
      const over = 1 / pivot;
      inverse[c] = over;
      const length = Math.min(width, size - c);
      for (let k = 1; k < length; k++) {
        const share = matrix[at + k]! * over;
        if (share === 0) continue;
        const other = (c + k) * width - k;
        for (let j = k; j < length; j++) matrix[other + j]! -= share * matrix[at + j]!;
      }
      for (let k = 1; k < length; k++) matrix[at + k]! *= over;
    }
  }

  solve(x: Float64Array): void {
    const { size, width, matrix, inverse } = this;
    for (let c = 0; c < size; c++) {
      const value = x[c]!;
      const at = c * width;
      const length = Math.min(width, size - c);
      for (let k = 1; k < length; k++) x[c + k]! -= matrix[at + k]! * value;
    }
    for (let c = size - 1; c >= 0; c--) {
      const at = c * width;
      const length = Math.min(width, size - c);
      let sum = x[c]! * inverse[c]!;
      for (let k = 1; k < length; k++) sum -= matrix[at + k]! * x[c + k]!;
      x[c] = sum;
    }
  }
}
