/** Start and end tags of a large XML file, one after the other, in bounded memory. Enough for formats that keep everything in
 *  attributes, as OpenStreetMap XML does: text between tags is skipped; comments, declarations and CDATA too. */
import { createGunzip } from 'node:zlib';
import { InputError, throwIfCancelled } from '../core/errors.ts';
import { openForReading } from './text-file.ts';

const MAX_TAG_CHARS = 1 << 20;
const CHUNK_BYTES = 1 << 18;

export interface XmlHandler {
  open(name: string, attributes: (name: string) => string | undefined): void;
  close(name: string): void;
}

const ATTRIBUTE = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** @throws InputError for a tag that never ends or a file that stops inside one */
export async function scanXml(file: string, handler: XmlHandler, signal?: AbortSignal): Promise<void> {
  const handle = await openForReading(file);
  const raw = handle.createReadStream({ highWaterMark: CHUNK_BYTES });
  const stream = file.endsWith('.gz') ? raw.pipe(createGunzip()) : raw;
  raw.on('error', (error) => stream.destroy(error));
  const decoder = new TextDecoder('utf-8');
  let rest = '';
  try {
    for await (const chunk of stream) {
      throwIfCancelled(signal);
      rest = scan(rest + decoder.decode(chunk as Uint8Array, { stream: true }), handler);
      if (rest.length > MAX_TAG_CHARS)
        throw new InputError(file, '', `a tag must end within ${MAX_TAG_CHARS} characters`);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code?.startsWith('Z_'))
      throw new InputError(file, '', `cannot be unpacked (damaged or truncated?): ${(error as Error).message}`);
    throw error;
  } finally {
    raw.destroy();
  }
  if (rest.includes('<')) throw new InputError(file, '', 'ends inside a tag (truncated?)', rest.slice(0, 60));
}

/** Handles every whole tag of `text`; the rest is returned. */
function scan(text: string, handler: XmlHandler): string {
  let at = 0;
  for (;;) {
    const start = text.indexOf('<', at);
    if (start < 0) return '';
    const end = tagEnd(text, start);
    if (end < 0) return text.slice(start);
    const second = text.charCodeAt(start + 1);
    if (second === 47) handler.close(text.slice(start + 2, end).trim());
    else if (second !== 33 && second !== 63) openTag(text.slice(start + 1, end), handler);
    at = end + 1;
  }
}

/** Index of the `>` that ends the tag at `start`, or -1 when it is not here yet. A `>` inside quotes does not count. */
function tagEnd(text: string, start: number): number {
  if (text.startsWith('<!--', start)) {
    const end = text.indexOf('-->', start + 4);
    return end < 0 ? -1 : end + 2;
  }
  // The second test keeps a "<!-" at the end of a chunk from being taken for a declaration.
  if (start + 4 > text.length) return -1;
  let quote = 0;
  for (let i = start + 1; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (quote !== 0) {
      if (c === quote) quote = 0;
    } else if (c === 34 || c === 39) quote = c;
    else if (c === 62) return i;
  }
  return -1;
}

function openTag(inside: string, handler: XmlHandler): void {
  const selfClosing = inside.endsWith('/');
  const nameEnd = inside.search(/[\s/]/);
  const name = nameEnd < 0 ? inside : inside.slice(0, nameEnd);
  let found: Map<string, string> | undefined;
  handler.open(name, (wanted) => {
    if (found === undefined) {
      found = new Map();
      for (const [, key, double, single] of inside.matchAll(ATTRIBUTE))
        found.set(key!, unescapeXml(double ?? single ?? ''));
    }
    return found.get(wanted);
  });
  if (selfClosing) handler.close(name);
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescapeXml(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(#x[0-9a-fA-F]+|#[0-9]+|\w+);/g, (whole, name: string) => {
    if (!name.startsWith('#')) return NAMED[name] ?? whole;
    const code = name[1] === 'x' ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
