/** A report's HTML in a window nobody sees, to print it or to take a picture of it. The page runs no script, loads nothing, and lives in
 *  a session of its own that knows one document. */
import { randomUUID } from 'node:crypto';
import { BrowserWindow, type Session, session, type WebContents } from 'electron';
import { SCHEME } from './addresses.ts';
import { shellFailure } from './failure.ts';
import { guardSession } from './session-guard.ts';
import { LOCKED } from './window-options.ts';

const PARTITION = 'print';
export const PRINT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; sandbox";
/** A page that is not printed after this time will not be [ms]. */
const PATIENCE_MS = 60_000;

const documents = new Map<string, Uint8Array>();
let prepared: Session | undefined;

function printSession(): Session {
  if (prepared !== undefined) return prepared;
  prepared = session.fromPartition(PARTITION, { cache: false });
  guardSession(prepared, {
    allows: (address) => documents.has(address) || address.startsWith('data:'),
    downloads: false,
  });
  prepared.protocol.handle(SCHEME, ({ url }) => answerPrint(url));
  return prepared;
}

export function answerPrint(address: string): Response {
  const html = documents.get(address);
  if (html === undefined) return new Response(null, { status: 404 });
  return new Response(new Uint8Array(html), {
    headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': PRINT_POLICY },
  });
}

/** @param offscreen draws without a display: a hidden window that is drawn nowhere has no picture
 *  @throws CallFailed when the page is not drawn in time */
export async function withPage<T>(
  html: Uint8Array,
  offscreen: boolean,
  use: (contents: WebContents) => Promise<T>,
): Promise<T> {
  const address = `${SCHEME}://print/${randomUUID()}`;
  documents.set(address, html);
  let window: BrowserWindow | undefined;
  let timer: NodeJS.Timeout | undefined;
  try {
    window = new BrowserWindow({
      show: false,
      width: 1240,
      height: 1754,
      webPreferences: { ...LOCKED, javascript: false, devTools: false, offscreen, session: printSession() },
    });
    const { webContents } = window;
    const work = window.loadURL(address).then(() => use(webContents));
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(shellFailure('run', 'tooSlow')), PATIENCE_MS);
      webContents.once('render-process-gone', () => reject(shellFailure('run', 'tooSlow')));
    });
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    documents.delete(address);
    if (window !== undefined && !window.isDestroyed()) window.destroy();
  }
}
