import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { type RunningServer, serve } from '../../desktop/server/http-server.ts';
import { decodeMessage, encodeMessage } from '../../desktop/shared/codec.ts';
import { EngineHost } from '../../desktop/shared/engine-host.ts';
import type { EngineMessage } from '../../desktop/shared/protocol.ts';

let folder = '';
let server: RunningServer;
let token = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rijnstroom-http-'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>x</title>');
  let tell: (message: EngineMessage) => void = () => {};
  const host = new EngineHost(
    () => ({
      send: ({ callId, name, argument }) =>
        tell(
          name === 'about'
            ? { kind: 'answer', callId, value: { echo: argument, array: Float64Array.of(1, 2) } }
            : { kind: 'failure', callId, failure: { kind: 'input', message: { nl: 'nee', en: 'no' }, problems: [] } },
        ),
      onMessage: (listener) => {
        tell = listener;
      },
      onExit: () => {},
      kill: () => {},
    }),
    () => 0,
  );
  server = await serve({ port: 0, rendererFolder: folder, host });
  token = new URL(server.url).hash.replace('#token=', '');
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const get = (
  path: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; headers: Record<string, unknown>; body: string }> =>
  new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port: server.port, path, headers }, (response) => {
      let body = '';
      response.on('data', (data: Buffer) => {
        body += data.toString();
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    })
      .on('error', reject)
      .end();
  });

const connect = (query: string, headers: Record<string, string>): Promise<WebSocket | number> =>
  new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}/bridge${query}`, { headers });
    socket.on('open', () => resolve(socket));
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    socket.on('error', () => {});
  });

test('the page comes with a strict policy and nothing outside its folder is served', async () => {
  const page = await get('/');
  expect(page.status).toBe(200);
  expect(String(page.headers['content-security-policy'])).toContain("default-src 'none'");
  expect((await get('/../../etc/passwd')).status).not.toBe(200);
  expect((await get('/%2e%2e/%2e%2e/etc/passwd')).status).not.toBe(200);
  expect((await get('/missing.js')).status).toBe(404);
});

test('only the address that was printed is answered: a name that was pointed here (DNS rebinding), another port or spelling is refused with what to do', async () => {
  const { port } = server;
  const origin = `http://127.0.0.1:${port}`;
  for (const host of [
    'evil.example',
    `evil.example:${port}`,
    `127.0.0.1.evil.example:${port}`,
    `localhost.evil.example:${port}`,
    `LOCALHOST:${port}`,
    `localhost.:${port}`,
    `[::1]:${port}`,
    `0.0.0.0:${port}`,
    `127.1:${port}`,
    `127.0.0.1:${port + 1}`,
    '127.0.0.1',
    'localhost',
    `user@127.0.0.1:${port}`,
  ]) {
    const page = await get('/', { host });
    expect(page.status, host).toBe(403);
    expect(page.body, host).toMatch(/Open het adres dat .* heeft getoond.*\nThis address .* printed/);
    expect(await connect(`?token=${token}`, { origin, host }), host).toBe(403);
    // The page that was rebound sends its own origin, too.
    expect(await connect(`?token=${token}`, { origin: `http://${host}`, host }), host).toBe(403);
  }
  for (const host of [`127.0.0.1:${port}`, `localhost:${port}`]) expect((await get('/', { host })).status).toBe(200);
});

test('a request without a host, or with two, reads nothing', async () => {
  const raw = (text: string): Promise<string> =>
    new Promise((resolve) => {
      const socket = createConnection(server.port, '127.0.0.1', () => socket.end(text));
      let answer = '';
      socket.on('data', (data) => {
        answer += data.toString();
      });
      socket.on('close', () => resolve(answer));
    });
  const own = `127.0.0.1:${server.port}`;
  expect(await raw('GET / HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.[01] 403/);
  expect(await raw('GET / HTTP/1.1\r\nConnection: close\r\n\r\n')).toMatch(/^HTTP\/1\.1 400/);
  expect(await raw(`GET / HTTP/1.1\r\nHost: evil.example\r\nHost: ${own}\r\nConnection: close\r\n\r\n`)).toMatch(
    /^HTTP\/1\.1 40[03]/,
  );
});

test('a foreign page, a missing token and a wrong token are refused at the bridge', async () => {
  const { port } = server;
  const origin = `http://127.0.0.1:${port}`;
  for (const foreign of [
    'https://evil.example',
    'null',
    'file://',
    `https://127.0.0.1:${port}`,
    `http://127.0.0.1:${port + 1}`,
    `http://127.0.0.1:${port}.evil.example`,
    `http://[::1]:${port}`,
    'chrome-extension://abc',
  ])
    expect(await connect(`?token=${token}`, { origin: foreign }), foreign).toBe(403);
  expect(await connect(`?token=${token}`, {})).toBe(403);
  for (const wrong of ['x', `${token}x`, token.toLowerCase(), `${token}&token=${token}`.slice(1), 'a'.repeat(32)])
    expect(await connect(`?token=${wrong}`, { origin }), wrong).toBe(403);
  // Another path of the same server is no bridge.
  expect(await connect(`/../other?token=${token}`, { origin })).toBe(403);
  expect(await connect('', { origin })).toBe(403);
  expect(await connect(`?token=${token.slice(1)}x`, { origin })).toBe(403);
});

test('the own page calls and is answered; garbage closes the connection', async () => {
  const origin = `http://127.0.0.1:${server.port}`;
  const socket = (await connect(`?token=${token}`, { origin })) as WebSocket;
  const next = (): Promise<unknown> =>
    new Promise((resolve) => socket.once('message', (data) => resolve(decodeMessage(new Uint8Array(data as Buffer)))));
  let waiting = next();
  socket.send(encodeMessage({ kind: 'call', callId: 7, name: 'about', argument: { a: 1 } }));
  expect(await waiting).toEqual({ kind: 'answer', callId: 7, value: { echo: { a: 1 }, array: Float64Array.of(1, 2) } });
  waiting = next();
  socket.send(encodeMessage({ kind: 'call', callId: 8, name: 'other', argument: {} }));
  expect(await waiting).toMatchObject({ kind: 'failure', callId: 8 });
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.send(Buffer.from([1, 2, 3]));
  expect(await closed).toBe(1003);
});
