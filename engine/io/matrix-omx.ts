/** Demand matrices in OMX (Open Matrix, an HDF5 file): matrix `data/NAME`, square, in the order of the zones. Touches the file. */
import { closeSync, openSync, readSync } from 'node:fs';
import { File as HdfFile, ready } from 'h5wasm/node';
import { InputError } from '../core/errors.ts';

/** [origin × zoneCount + destination] trips. @param name matrix of the file; may be absent when there is one only @throws InputError */
export async function readMatrixOmx(file: string, zoneCount: number, name?: string): Promise<Float64Array> {
  await ready;
  // The library tells of an unreadable file only later, in words of its own.
  if (!isHdf(file)) throw new InputError(file, '', 'must be a readable OMX file (HDF5)');
  const source = new HdfFile(file, 'r');
  try {
    const group = source.get('data');
    const names = group !== null && 'keys' in group ? [...group.keys()] : [];
    const wanted = name ?? (names.length === 1 ? names[0] : undefined);
    if (wanted === undefined || !names.includes(wanted))
      throw new InputError(
        file,
        'data',
        `must have the matrix that is asked for; it has ${names.join(', ') || 'none'}`,
        name,
      );
    const matrix = source.get(`data/${wanted}`);
    const shape = matrix !== null && 'shape' in matrix ? matrix.shape : null;
    if (shape?.length !== 2 || shape[0] !== zoneCount || shape[1] !== zoneCount)
      throw new InputError(file, `data/${wanted}`, `must be ${zoneCount} × ${zoneCount}`, shape?.join(' × '));
    const values = Float64Array.from((matrix as unknown as { value: ArrayLike<number> }).value, Number);
    const bad = values.findIndex((trips) => !(trips >= 0) || trips === Infinity);
    if (bad >= 0)
      throw new InputError(
        file,
        `data/${wanted} ${Math.floor(bad / zoneCount) + 1} → ${(bad % zoneCount) + 1}`,
        'must be >= 0',
        values[bad],
      );
    return values;
  } finally {
    source.close();
  }
}

/** HDF5 files begin with these eight bytes. */
const SIGNATURE = Buffer.from([0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a]);

function isHdf(file: string): boolean {
  try {
    const start = Buffer.alloc(8);
    const handle = openSync(file, 'r');
    try {
      readSync(handle, start, 0, 8, 0);
    } finally {
      closeSync(handle);
    }
    return start.equals(SIGNATURE);
  } catch {
    return false;
  }
}

/** Writes matrices of zones as an OMX file (specification 0.2: root attributes OMX_VERSION and SHAPE, matrices in group data, zone numbers as a
 *  lookup). @throws InputError when the file cannot be written */
export async function writeMatricesOmx(
  file: string,
  zoneCount: number,
  matrices: ReadonlyMap<string, Float64Array>,
): Promise<void> {
  await ready;
  assertWritable(file);
  const target = new HdfFile(file, 'w');
  try {
    target.create_attribute('OMX_VERSION', '0.2');
    target.create_attribute('SHAPE', Int32Array.of(zoneCount, zoneCount), [2], '<i');
    const data = target.create_group('data');
    for (const [name, values] of matrices)
      data.create_dataset({
        name,
        data: values,
        shape: [zoneCount, zoneCount],
        chunks: [1, zoneCount],
        compression: 4,
      });
    const lookup = target.create_group('lookup');
    lookup.create_dataset({ name: 'zones', data: Int32Array.from({ length: zoneCount }, (_, zone) => zone + 1) });
    target.flush();
  } finally {
    target.close();
  }
}

/** The library writes into the void where a folder is missing. */
function assertWritable(file: string): void {
  try {
    closeSync(openSync(file, 'w'));
  } catch (error) {
    throw new InputError(file, '', `must be a file that can be written (${(error as NodeJS.ErrnoException).code})`);
  }
}
