import { expect, test } from 'vitest';
import { CancelledError, RunError } from '../../engine/core/errors.ts';
import type { Job } from '../../engine/core/parallel.ts';
import { openPool } from '../../engine/workers/pool.ts';

const quiet = { signal: undefined, onProgress: () => {} };
const squares: Job<{ out: Float64Array }> =
  ({ out }) =>
  (chunk) => {
    out[chunk] = chunk * chunk;
  };

test('one thread does every chunk once and reports progress to the end', async () => {
  const pool = await openPool(1);
  const out = new Float64Array(100);
  const seen: number[] = [];
  await pool.run(
    'squares',
    squares,
    { out },
    100,
    { signal: undefined, onProgress: (p) => seen.push(p.fraction) },
    'test',
  );
  expect(out[99]).toBe(9801);
  expect(seen.at(-1)).toBe(1);
});

test('a cancelled job ends with CancelledError', async () => {
  const pool = await openPool(1);
  await expect(
    pool.run('squares', squares, { out: new Float64Array(1) }, 1, { ...quiet, signal: AbortSignal.abort() }, 'test'),
  ).rejects.toBeInstanceOf(CancelledError);
});

test('a job that the worker threads do not know is a failure with its name, and the pool closes', async () => {
  const pool = await openPool(2);
  await expect(pool.run('unknown-job', squares, { out: new Float64Array(1) }, 1, quiet, 'test')).rejects.toThrow(
    /no job named unknown-job/,
  );
  await expect(pool.run('unknown-job', squares, { out: new Float64Array(1) }, 1, quiet, 'test')).rejects.toBeInstanceOf(
    RunError,
  );
  await pool.close();
});
