/** OMX matrices: written here with the HDF5 library itself, layout by the OMX specification 0.2 (group `data`, square matrices). */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { File as HdfFile, ready } from 'h5wasm/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readMatrixOmx } from '../../engine/io/matrix-omx.ts';

const folder = mkdtempSync(join(tmpdir(), 'omx-'));
const file = join(folder, 'trips.omx');

beforeAll(async () => {
  await ready;
  const omx = new HdfFile(file, 'w');
  const data = omx.create_group('data');
  data.create_dataset({ name: 'car', data: Float64Array.of(0, 1, 2, 0), shape: [2, 2] });
  data.create_dataset({ name: 'lorry', data: Float64Array.of(0, -1, 2, 0), shape: [2, 2] });
  omx.flush();
  omx.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

test('a matrix is read by name, row by row', async () => {
  expect([...(await readMatrixOmx(file, 2, 'car'))]).toEqual([0, 1, 2, 0]);
});

test('an unnamed one of several, another size, negative trips and a file that is no OMX are refused with a sentence', async () => {
  await expect(readMatrixOmx(file, 2)).rejects.toThrow(/car, lorry/);
  await expect(readMatrixOmx(file, 3, 'car')).rejects.toThrow(/3 × 3/);
  await expect(readMatrixOmx(file, 2, 'lorry')).rejects.toThrow(/1 → 2/);
  writeFileSync(join(folder, 'text.omx'), 'no matrix');
  await expect(readMatrixOmx(join(folder, 'text.omx'), 2)).rejects.toThrow(/OMX/);
});
