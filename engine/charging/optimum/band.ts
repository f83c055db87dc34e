/** Symmetric positive definite band matrix: Cholesky factor and solve, in place. Scratch state of one optimisation.
 *  Row r holds columns r, r − 1, …, r − half: entry (r, r − k) at r · width + k. */
export class Band {
  readonly size: number;
  readonly width: number;
  readonly matrix: Float64Array;

  /** @param half longest distance of an entry from the diagonal + 1 */
  constructor(size: number, half: number) {
    this.size = size;
    this.width = Math.max(1, Math.min(half, size));
    this.matrix = new Float64Array(size * this.width);
  }

  clear(): void {
    this.matrix.fill(0);
  }

  /** Adds to an entry on or below the diagonal. */
  add(row: number, column: number, value: number): void {
    this.matrix[row * this.width + row - column]! += value;
  }

  /** A = L L'. Pivots that vanish by rounding are made very large: their unknown stays put. */
  factor(): void {
    const { size, width, matrix } = this;
    for (let r = 0; r < size; r++) {
      const lowest = Math.max(0, r - width + 1);
      const base = r * width;
      for (let c = lowest; c <= r; c++) {
        let sum = matrix[base + r - c]!;
        const other = c * width;
        for (let k = Math.max(lowest, c - width + 1); k < c; k++) sum -= matrix[base + r - k]! * matrix[other + c - k]!;
        if (c < r) matrix[base + r - c] = sum / matrix[other]!;
        else matrix[base] = sum > 1e-30 ? Math.sqrt(sum) : 1e64;
      }
    }
  }

  solve(x: Float64Array): void {
    const { size, width, matrix } = this;
    for (let r = 0; r < size; r++) {
      let sum = x[r]!;
      for (let k = Math.max(0, r - width + 1); k < r; k++) sum -= matrix[r * width + r - k]! * x[k]!;
      x[r] = sum / matrix[r * width]!;
    }
    for (let r = size - 1; r >= 0; r--) {
      let sum = x[r]!;
      const last = Math.min(size - 1, r + width - 1);
      for (let k = r + 1; k <= last; k++) sum -= matrix[k * width + k - r]! * x[k]!;
      x[r] = sum / matrix[r * width]!;
    }
  }
}
