/** Serves the window's files at `rijnstroom://app/…`: files of one folder, read only, each with the content policy. */
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { protocol, type Session } from 'electron';
import { CONTENT_SECURITY_POLICY, MIME } from '../shared/content-policy.ts';
import { isAppAddress, SCHEME } from './addresses.ts';

/** Must run before the application is ready. A standard, secure scheme has an origin, storage, fetch and workers; nothing else is given. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** File of an address, or null when the address leaves the folder, hides characters or is not the application's. */
export function fileOf(address: string, folder: string): string | null {
  if (!isAppAddress(address)) return null;
  let path: string;
  try {
    path = decodeURIComponent(new URL(address).pathname);
  } catch {
    return null;
  }
  if (/[\\\0:]/.test(path)) return null;
  const file = join(folder, normalize(path === '/' || path === '' ? 'index.html' : path));
  return file.startsWith(folder + sep) ? file : null;
}

const refuse = (status: number): Response => new Response(null, { status });

export async function answer(request: Request, folder: string): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405);
  const file = fileOf(request.url, folder);
  if (file === null) return refuse(403);
  const bytes = await readFile(file).catch(() => null);
  if (bytes === null) return refuse(404);
  return new Response(request.method === 'HEAD' ? null : new Uint8Array(bytes), {
    headers: {
      'content-type': MIME[extname(file)] ?? 'application/octet-stream',
      'content-security-policy': CONTENT_SECURITY_POLICY,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    },
  });
}

export function serveFiles(session: Session, folder: string): void {
  session.protocol.handle(SCHEME, (request) => answer(request, folder));
}
