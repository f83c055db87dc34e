import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
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
): Promise<{ status: number; headers: Record<string, unknown> }> =>
  new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port: server.port, path, headers }, (response) => {
      response.resume();
      resolve({ status: response.statusCode ?? 0, headers: response.headers });
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

test('another host name (DNS rebinding) is refused', async () => {
  expect((await get('/', { host: 'evil.example' })).status).toBe(403);
  const origin = `http://127.0.0.1:${server.port}`;
  expect(await connect(`?token=${token}`, { origin, host: 'evil.example' })).toBe(403);
});

test('a foreign page, a missing token and a wrong token are refused at the bridge', async () => {
  const origin = `http://127.0.0.1:${server.port}`;
  expect(await connect(`?token=${token}`, { origin: 'https://evil.example' })).toBe(403);
  expect(await connect(`?token=${token}`, {})).toBe(403);
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
