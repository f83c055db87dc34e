/** Whole text files of bounded size, gzipped or not; what the file system says becomes a sentence for the user. */
import { open, readFile, stat } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { unzipSync } from 'fflate';
import { InputError } from '../core/errors.ts';

const MAX_TEXT_BYTES = 512 * 1024 * 1024;

/** Turns a failed opening into an `InputError`; anything else is handed back. */
export function fileProblem(file: string, error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  if (code === 'ENOENT') return new InputError(file, '', 'must exist');
  if (code === 'EISDIR') return new InputError(file, '', 'must be a file, not a folder');
  if (code === 'EACCES' || code === 'EPERM') return new InputError(file, '', 'must be readable');
  return error;
}

/** Opens a file for reading. @throws InputError when it cannot be */
export async function openForReading(file: string) {
  try {
    if ((await stat(file)).isDirectory()) throw new InputError(file, '', 'must be a file, not a folder');
    return await open(file, 'r');
  } catch (error) {
    throw fileProblem(file, error);
  }
}

/** The text of a file, unpacked when it is gzipped or alone in a zip archive. A byte-order mark is taken off.
 *  @throws InputError when it is absent, empty, larger than 512 MiB or a damaged archive */
export async function readText(file: string): Promise<string> {
  let bytes: Buffer;
  try {
    const { size } = await stat(file);
    if (size > MAX_TEXT_BYTES) throw new InputError(file, '', `must have at most ${MAX_TEXT_BYTES} bytes`, size);
    bytes = await readFile(file);
  } catch (error) {
    throw fileProblem(file, error);
  }
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    try {
      bytes = gunzipSync(bytes, { maxOutputLength: MAX_TEXT_BYTES });
    } catch (error) {
      throw new InputError(file, '', `cannot be unpacked (damaged or truncated?): ${(error as Error).message}`);
    }
  }
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) bytes = onlyText(bytes, file);
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  if (text.trim() === '') throw new InputError(file, '', 'must not be empty');
  return text;
}

/** The first text file of a small zip archive, as weather services pack them. */
function onlyText(bytes: Uint8Array, file: string): Buffer {
  let found: Record<string, Uint8Array>;
  let name: string | undefined;
  try {
    found = unzipSync(bytes, {
      filter(entry) {
        if (
          name !== undefined ||
          !/\.(txt|csv|epw|json|geojson)$/i.test(entry.name) ||
          entry.originalSize > MAX_TEXT_BYTES
        )
          return false;
        name = entry.name;
        return true;
      },
    });
  } catch (error) {
    throw new InputError(file, '', `cannot be unpacked (damaged or truncated?): ${(error as Error).message}`);
  }
  if (name === undefined) throw new InputError(file, '', 'must hold a text file (.txt, .csv, .epw, .json)');
  return Buffer.from(found[name]!);
}
