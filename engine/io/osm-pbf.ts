/** OpenStreetMap PBF: a chain of blobs, each a compressed block of at most 32 MiB, read one after the other in bounded memory.
 *  In: a file. Out: its elements, to a sink. Touches the file; nothing else.
 *  Format: https://wiki.openstreetmap.org/wiki/PBF_Format; varints by `pbf`, inflate by node's zlib.
 *  Lengths inside the file are never trusted: each is checked against what is there before anything is read or allocated. */
import type { FileHandle } from 'node:fs/promises';
import { inflateSync } from 'node:zlib';
import { PbfReader } from 'pbf';
import { InputError, throwIfCancelled } from '../core/errors.ts';
import { breathe } from '../core/progress.ts';
import { decodeBlock } from './osm-pbf-block.ts';
import type { OsmCounts, OsmSink, OsmSource } from './osm-source.ts';
import { openForReading } from './text-file.ts';

const MAX_BLOB_HEADER_BYTES = 64 * 1024;
const MAX_BLOB_BYTES = 32 * 1024 * 1024;
const KNOWN_FEATURES = new Set(['OsmSchema-V0.6', 'DenseNodes']);

export function osmPbf(file: string): OsmSource {
  return { file, format: 'osm-pbf', read: (sink, signal) => readPbf(file, sink, signal) };
}

async function readPbf(file: string, sink: OsmSink, signal: AbortSignal | undefined): Promise<OsmCounts> {
  const counts: OsmCounts = { nodes: 0, ways: 0, relations: 0 };
  const handle = await openForReading(file);
  try {
    const size = (await handle.stat()).size;
    if (size === 0) throw new InputError(file, '', 'must be an OpenStreetMap PBF file, but it is empty');
    let at = 0;
    let block = 0;
    while (at < size) {
      throwIfCancelled(signal);
      const where = `block ${block}`;
      const headerLength = (await readAt(handle, file, where, at, 4, size)).readUInt32BE(0);
      if (headerLength === 0 || headerLength > MAX_BLOB_HEADER_BYTES)
        throw new InputError(file, where, `blob header must have 1..${MAX_BLOB_HEADER_BYTES} bytes`, headerLength);
      const header = blobHeader(await readAt(handle, file, where, at + 4, headerLength, size), file, where);
      if (header.dataBytes > MAX_BLOB_BYTES)
        throw new InputError(file, where, `blob must have at most ${MAX_BLOB_BYTES} bytes`, header.dataBytes);
      const blob = await readAt(handle, file, where, at + 4 + headerLength, header.dataBytes, size);
      if (block === 0 && header.type !== 'OSMHeader')
        throw new InputError(
          file,
          where,
          'first block must be OSMHeader (is this an OpenStreetMap PBF file?)',
          header.type,
        );
      inBlock(file, where, () => {
        if (header.type === 'OSMHeader') checkHeader(unpack(blob), file);
        else if (header.type === 'OSMData') decodeBlock(unpack(blob), sink, counts);
      });
      at += 4 + headerLength + header.dataBytes;
      block++;
      await breathe();
    }
    return counts;
  } finally {
    await handle.close();
  }
}

/** Whatever a damaged block throws (zlib, varint, our own checks) becomes one sentence with its place. */
function inBlock(file: string, where: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(file, where, `cannot be decoded (damaged file?): ${(error as Error).message}`);
  }
}

async function readAt(
  handle: FileHandle,
  file: string,
  where: string,
  at: number,
  length: number,
  size: number,
): Promise<Buffer> {
  if (at + length > size)
    throw new InputError(file, where, `needs bytes up to ${at + length} but the file ends at ${size} (truncated?)`);
  const buffer = Buffer.alloc(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await handle.read(buffer, done, length - done, at + done);
    if (bytesRead === 0) throw new InputError(file, where, 'file became shorter while it was read');
    done += bytesRead;
  }
  return buffer;
}

function blobHeader(bytes: Buffer, file: string, where: string): { type: string; dataBytes: number } {
  let type = '';
  let dataBytes = -1;
  inBlock(file, where, () => {
    const pbf = new PbfReader(bytes);
    for (let field = pbf.nextField(bytes.length); field !== 0; field = pbf.nextField(bytes.length)) {
      if (field === 1) type = pbf.readString();
      else if (field === 3) dataBytes = pbf.readVarint();
      else pbf.skip(pbf.type);
    }
  });
  if (!Number.isInteger(dataBytes) || dataBytes < 0)
    throw new InputError(file, where, 'blob header must tell the size of its data (damaged file?)', dataBytes);
  return { type, dataBytes };
}

/** The bytes of a blob, inflated. */
function unpack(blob: Buffer): Uint8Array {
  const pbf = new PbfReader(blob);
  let rawSize = -1;
  for (let field = pbf.nextField(blob.length); field !== 0; field = pbf.nextField(blob.length)) {
    if (field === 1) return bytesOf(pbf, blob);
    if (field === 2) rawSize = pbf.readVarint();
    else if (field === 3) {
      if (rawSize > MAX_BLOB_BYTES)
        throw new RangeError(`block claims ${rawSize} bytes, at most ${MAX_BLOB_BYTES} allowed`);
      return inflateSync(bytesOf(pbf, blob), { maxOutputLength: MAX_BLOB_BYTES });
    } else if (field >= 4 && field <= 7) throw new RangeError('compression must be zlib or none');
    else pbf.skip(pbf.type);
  }
  throw new RangeError('blob has no data');
}

function bytesOf(pbf: PbfReader, blob: Uint8Array): Uint8Array {
  const length = pbf.readVarint();
  if (!(pbf.pos + length <= blob.length)) throw new RangeError(`field of ${length} bytes runs past its blob`);
  return blob.subarray(pbf.pos, pbf.pos + length);
}

function checkHeader(bytes: Uint8Array, file: string): void {
  const pbf = new PbfReader(bytes);
  for (let field = pbf.nextField(bytes.length); field !== 0; field = pbf.nextField(bytes.length)) {
    if (field === 4) {
      const feature = pbf.readString();
      if (!KNOWN_FEATURES.has(feature))
        throw new InputError(file, 'required_features', `must be among ${[...KNOWN_FEATURES].join(', ')}`, feature);
    } else pbf.skip(pbf.type);
  }
}
