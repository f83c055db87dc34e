/** Dense matrices of a few dozen rows. Pure. */

/** Inverse by Gauss–Jordan with partial pivoting; null when singular to working precision. */
export function invert(matrix: ReadonlyArray<readonly number[]>): number[][] | null {
  const n = matrix.length;
  const work = matrix.map((row, i) => [...row, ...Array.from({ length: n }, (_, j) => (i === j ? 1 : 0))]);
  const size = Math.max(...matrix.flat().map(Math.abs));
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let row = column + 1; row < n; row++)
      if (Math.abs(work[row]![column]!) > Math.abs(work[pivot]![column]!)) pivot = row;
    if (!(Math.abs(work[pivot]![column]!) > 1e-12 * size)) return null;
    [work[column], work[pivot]] = [work[pivot]!, work[column]!];
    const scale = work[column]![column]!;
    work[column] = work[column]!.map((value) => value / scale);
    for (let row = 0; row < n; row++) {
      const factor = work[row]![column]!;
      if (row === column || factor === 0) continue;
      work[row] = work[row]!.map((value, j) => value - factor * work[column]![j]!);
    }
  }
  return work.map((row) => row.slice(n));
}

/** Direction in which a symmetric matrix is flattest, of length 1 in its largest part: inverse iteration on a matrix made just regular. */
export function flattest(matrix: ReadonlyArray<readonly number[]>): number[] {
  const size = Math.max(...matrix.flat().map(Math.abs), 1e-300);
  const inverse = invert(matrix.map((row, i) => row.map((value, j) => value + (i === j ? 1e-9 * size : 0))));
  let vector = matrix.map((_, i) => 1 + i / 7);
  for (let step = 0; step < 50 && inverse !== null; step++) {
    const next = inverse.map((row) => row.reduce((sum, value, j) => sum + value * vector[j]!, 0));
    const longest = Math.max(...next.map(Math.abs));
    vector = next.map((value) => value / longest);
  }
  return vector;
}

export function multiply(a: ReadonlyArray<readonly number[]>, b: ReadonlyArray<readonly number[]>): number[][] {
  return a.map((row) =>
    Array.from({ length: b[0]?.length ?? 0 }, (_, j) => row.reduce((sum, value, k) => sum + value * b[k]![j]!, 0)),
  );
}

/** Solves a symmetric system by Cholesky; null when the matrix is not positive definite. */
export function solvePositive(matrix: ReadonlyArray<readonly number[]>, right: ArrayLike<number>): number[] | null {
  const n = matrix.length;
  const lower = Array.from({ length: n }, () => new Array<number>(n).fill(0));
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i]![j]!;
      for (let k = 0; k < j; k++) sum -= lower[i]![k]! * lower[j]![k]!;
      if (i === j && !(sum > 1e-14 * Math.abs(matrix[i]![i]!))) return null;
      lower[i]![j] = i === j ? Math.sqrt(sum) : sum / lower[j]![j]!;
    }
  const y = new Array<number>(n).fill(0);
  for (let i = 0; i < n; i++) {
    let sum = right[i]!;
    for (let k = 0; k < i; k++) sum -= lower[i]![k]! * y[k]!;
    y[i] = sum / lower[i]![i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = y[i]!;
    for (let k = i + 1; k < n; k++) sum -= lower[k]![i]! * y[k]!;
    y[i] = sum / lower[i]![i]!;
  }
  return y;
}
