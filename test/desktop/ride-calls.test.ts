/** Files of measured rides that a window sends: a long one goes packed and gives what it gives as text. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { ridesFrom } from '../../desktop/renderer/src/parts/rides-from.ts';
import { measuredRides } from '../../desktop/server/engine/ride-calls.ts';
import { MAX_RIDES_BYTES, MAX_RIDES_SENT, ridesSchema } from '../../desktop/shared/rides-file.ts';
import { InputError } from '../../engine/core/errors.ts';
import { readResult, writeResult } from '../../engine/io/result-folder.ts';
import { collectResult } from '../../engine/results/collect.ts';
import { smallParts } from '../results/small-run.ts';

const folder = mkdtempSync(join(tmpdir(), 'rijnstroom-rides-'));
await writeResult(join(folder, 'result'), collectResult(smallParts()), {
  threads: 1,
  durationS: 1,
  peakMemoryBytes: 1,
  createdUtc: '2025-01-02T03:04:05Z',
});
const result = await readResult(join(folder, 'result'));

/** Eleven rides along a street, and so many lines far away. */
const csv = (elsewhere: number): string => {
  const lines = Array.from({ length: 11 }, (_, r) =>
    [0, 1, 2, 3].map((i) => `${r};2025-01-02T08:0${i}:00Z;52.09005;${5.001 + 0.002 * i};${10 + r}`),
  ).flat();
  const far = Array.from({ length: elsewhere }, (_, i) => `far;2025-01-02T09:00:${10 + (i % 50)}Z;53.1;6.1;12`);
  return `trip_id;recording_time;lat;lon;pm2_5\n${[...lines, ...far].join('\n')}\n`;
};

test('a file of 8 MB goes packed, passes the schema of the bridge, and its streets are those of the few lines that are near', async () => {
  const text = csv(200_000);
  expect(text.length).toBeGreaterThan(MAX_RIDES_SENT);
  const sent = await ridesFrom(new File([text], 'rides.csv'));
  expect('packed' in sent && sent.packed.length < 1_000_000).toBe(true);
  const answer = await measuredRides(result, ridesSchema.parse(sent));
  const short = await measuredRides(result, ridesSchema.parse(await ridesFrom(new File([csv(0)], 'rides.csv'))));
  expect(answer.streets).toEqual(short.streets);
  expect(answer.pointsRead).toBe(short.pointsRead + 200_000);
  const plain = await measuredRides(result, { file: 'rides.csv', packed: gzipSync(csv(0)) });
  expect(plain).toEqual(short);
});

test('what unpacks to more than a window may send, is not packed, or is no text, is refused in words', async () => {
  const bomb = gzipSync(new Uint8Array(MAX_RIDES_BYTES + 1));
  expect(bomb.length).toBeLessThan(MAX_RIDES_SENT);
  for (const packed of [bomb, new TextEncoder().encode(csv(0)), gzipSync(Uint8Array.of(0xff, 0xfe, 0xfd))])
    await expect(measuredRides(result, { file: 'rides.csv', packed })).rejects.toThrow(InputError);
  expect(ridesSchema.safeParse({ file: 'x', packed: new Uint8Array(MAX_RIDES_SENT + 1) }).success).toBe(false);
  expect(ridesSchema.safeParse({ file: 'x', text: '', packed: new Uint8Array(1) }).success).toBe(false);
});
