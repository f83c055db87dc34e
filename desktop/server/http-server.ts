/** The application in a browser on this machine: static files and the bridge over WebSocket, on the loopback address only.
 *  A caller must know the token of this start, come from this server's own page, and name this server as host: a foreign web page can do
 *  none of these, and a name that is pointed at 127.0.0.1 later (DNS rebinding) fails on the host. */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { type WebSocket, WebSocketServer } from 'ws';
import type { BridgeFailure } from '../shared/bridge.ts';
import { decodeMessage, encodeMessage } from '../shared/codec.ts';
import { CONTENT_SECURITY_POLICY, MIME } from '../shared/content-policy.ts';
import { CallFailed, type EngineHost } from '../shared/engine-host.ts';
import type { CallMessage } from '../shared/protocol.ts';

/** Largest message a window may send [bytes]: a scenario and room to spare. */
const MAX_MESSAGE_BYTES = 8 * 1024 * 1024;

export interface RunningServer {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

export interface ServeOptions {
  /** 0 takes a free port. */
  readonly port: number;
  readonly rendererFolder: string;
  readonly host: EngineHost;
}

/** Told where the address is not the one that was printed: by a stale bookmark, or by a page that points its name at this machine. */
const NOT_HERE =
  'Dit adres is niet van Rijnstroom. Open het adres dat "rijnstroom serve" heeft getoond, met 127.0.0.1 erin.\n' +
  'This address is not of Rijnstroom. Open the address that "rijnstroom serve" printed, with 127.0.0.1 in it.';

/** @throws Error with code EADDRINUSE when the port is taken */
export async function serve({ port, rendererFolder, host }: ServeOptions): Promise<RunningServer> {
  const token = randomBytes(24).toString('base64url');
  const server = createServer(
    (request, response) => void answer(request, response, rendererFolder, allowedHosts(server)),
  );
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES });
  server.on('upgrade', (request, socket, head) => {
    if (mayConnect(request, token, allowedHosts(server)))
      sockets.handleUpgrade(request, socket, head, (window) => attend(window, host));
    else {
      socket.write('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      socket.destroy();
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const bound = portOf(server);
  return {
    // The token stands behind "#": it is sent to no server and stands in no log.
    url: `http://127.0.0.1:${bound}/#token=${token}`,
    port: bound,
    close: () =>
      new Promise((resolve) => {
        for (const window of sockets.clients) window.terminate();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

const allowedHosts = (server: Server): readonly string[] => [
  `127.0.0.1:${portOf(server)}`,
  `localhost:${portOf(server)}`,
];

export function mayConnect(request: IncomingMessage, token: string, hosts: readonly string[]): boolean {
  const { host = '', origin = '' } = request.headers;
  if (!hosts.includes(host) || !hosts.some((name) => origin === `http://${name}`)) return false;
  const url = new URL(request.url ?? '/', `http://${host}`);
  const given = Buffer.from(url.searchParams.get('token') ?? '');
  const wanted = Buffer.from(token);
  return url.pathname === '/bridge' && given.length === wanted.length && timingSafeEqual(given, wanted);
}

function attend(window: WebSocket, host: EngineHost): void {
  const send = (message: unknown): void => {
    if (window.readyState === window.OPEN) window.send(encodeMessage(message));
  };
  const stop = host.onEvent((event) => send({ kind: 'event', event }));
  window.on('close', stop);
  window.on('message', (data) => {
    let call: CallMessage;
    try {
      call = decodeMessage(new Uint8Array(data as Buffer)) as CallMessage;
      if (typeof call.callId !== 'number' || typeof call.name !== 'string') throw new RangeError('not a call');
    } catch {
      window.close(1003, 'not a message of the bridge');
      return;
    }
    host.call(call.name, call.argument).then(
      (value) => send({ kind: 'answer', callId: call.callId, value }),
      (error: unknown) => send({ kind: 'failure', callId: call.callId, failure: failureOf(error) }),
    );
  });
}

function failureOf(error: unknown): BridgeFailure {
  if (error instanceof CallFailed) return error.failure;
  return { kind: 'bug', message: { nl: String(error), en: String(error) }, problems: [] };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  folder: string,
  hosts: readonly string[],
): Promise<void> {
  const refuse = (status: number, text: string): void => {
    response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
    response.end(`${text}\n`);
  };
  if (!hosts.includes(request.headers.host ?? '')) return refuse(403, NOT_HERE);
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405, 'only GET');
  let path: string;
  try {
    path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname));
  } catch {
    return refuse(400, 'bad address');
  }
  const file = join(folder, path === sep ? 'index.html' : path);
  if (!file.startsWith(folder + sep)) return refuse(403, 'outside');
  const found = await stat(file).catch(() => null);
  if (found === null || !found.isFile()) return refuse(404, 'not found');
  response.writeHead(200, {
    'content-type': MIME[extname(file)] ?? 'application/octet-stream',
    'content-length': found.size,
    'content-security-policy': CONTENT_SECURITY_POLICY,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': file.endsWith('index.html') ? 'no-store' : 'max-age=3600',
  });
  if (request.method === 'HEAD') response.end();
  else createReadStream(file).pipe(response);
}
