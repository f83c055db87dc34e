/** Files of a tar archive held in memory (POSIX ustar, IEEE 1003.1-2017 pax, "ustar Interchange Format"). Pure. */
import { InputError } from '../core/errors.ts';

const BLOCK = 512;

/** Regular files by name. @throws InputError for a damaged or truncated archive */
export function tarFiles(bytes: Uint8Array, file: string): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  const text = (from: number, length: number): string =>
    new TextDecoder().decode(bytes.subarray(from, from + length)).replace(/\0.*$/s, '');
  for (let at = 0; at + BLOCK <= bytes.length; ) {
    if (bytes[at] === 0) break;
    const size = Number.parseInt(text(at + 124, 12).trim(), 8);
    let sum = 0;
    for (let i = 0; i < BLOCK; i++) sum += i >= 148 && i < 156 ? 32 : bytes[at + i]!;
    if (sum !== Number.parseInt(text(at + 148, 8).trim(), 8) || !(size >= 0))
      throw new InputError(file, '', 'must be a tar archive (damaged?)');
    if (at + BLOCK + size > bytes.length) throw new InputError(file, '', 'must be a whole tar archive (truncated?)');
    const prefix = text(at + 345, 155);
    const name = `${prefix === '' ? '' : `${prefix}/`}${text(at, 100)}`;
    const type = bytes[at + 156];
    if (type === 0 || type === 48) files.set(name, bytes.subarray(at + BLOCK, at + BLOCK + size));
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return files;
}
