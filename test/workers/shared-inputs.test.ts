/** What threads share. That a SharedArrayBuffer crosses to a thread without a copy is ECMAScript's word (structured clone, HTML standard 2.7.3). */
import { expect, test } from 'vitest';
import { shareArrays, sharedF64 } from '../../engine/core/shared.ts';
import { loadDistrict } from '../../engine/io/district.ts';
import { identifyInputs } from '../../engine/io/study-inputs.ts';
import { ROAD_MODES } from '../../engine/network/road-graph.ts';
import { shareInputs } from '../../engine/workers/shared-inputs.ts';
import { built, inProcess } from './team-process.ts';

/** Bytes of typed arrays by the kind of memory they lie in; arrays of one buffer count once. */
function bytesOf(value: unknown): { shared: number; own: number } {
  const seen = new Set<object>();
  const sum = { shared: 0, own: 0 };
  const walk = (item: unknown): void => {
    if (typeof item !== 'object' || item === null || seen.has(item)) return;
    seen.add(item);
    if (!ArrayBuffer.isView(item)) {
      for (const inner of Object.values(item)) walk(inner);
      return;
    }
    if (seen.has(item.buffer)) return;
    seen.add(item.buffer);
    sum[item.buffer instanceof SharedArrayBuffer ? 'shared' : 'own'] += item.buffer.byteLength;
  };
  walk(value);
  return sum;
}

test('all arrays of the built-in district and the hierarchies of its roads are posted to threads in shared memory', async () => {
  const district = await loadDistrict('leidsche-rijn');
  const inputs = await shareInputs(district);
  const { shared, own } = bytesOf(inputs);
  expect(own).toBe(0);
  expect(shared).toBe(inputs.sharedBytes);
  expect(shared).toBeGreaterThan(2e6);
  expect(inputs.hierarchies.map(([mode]) => mode).sort()).toEqual([...ROAD_MODES].sort());
  expect(inputs.district.weather.ghiWm2).toEqual(district.weather.ghiWm2);
  // A graph whose arrays are shared already stays the object that knows its hierarchies.
  expect(inputs.district.roads).toBe(district.roads);
});

test('who plans a study and the threads that run it hold the same arrays: nothing is kept twice', async () => {
  const { content } = await identifyInputs('leidsche-rijn');
  expect(bytesOf(content).own).toBe(0);
  const { district } = await shareInputs(content);
  expect(district.weather.ghiWm2).toBe(content.weather.ghiWm2);
  expect(district.roads).toBe(content.roads);
});

test('arrays on one buffer stay on one, nothing else is copied, a value that holds itself ends', () => {
  const own = Float64Array.of(1, 2, 3);
  const shared = sharedF64(2);
  const plain = { text: 'a', list: ['b'] };
  const value: Record<string, unknown> = { own, twice: [own], shared, plain };
  value['self'] = value;
  const { value: answer, sharedBytes } = shareArrays(value);
  expect(answer['own']).toEqual(own);
  expect((answer['own'] as Float64Array).buffer).toBeInstanceOf(SharedArrayBuffer);
  expect((answer['twice'] as unknown[])[0]).toBe(answer['own']);
  expect(answer['shared']).toBe(shared);
  expect(answer['plain']).toBe(plain);
  expect(sharedBytes).toBe(24 + 16);
});

test('240 MB that were put into shared memory are given back where they were read: the process holds them once', () => {
  const told = inProcess(`
    import { shareArrays } from ${JSON.stringify(built('core/shared.js'))};
    import { sweepLoaded } from ${JSON.stringify(built('cli/thread-memory.js'))};
    const read = () => Array.from({ length: 3 }, () => new Float64Array(10_000_000).fill(1));
    const begin = process.memoryUsage.rss();
    const share = () => shareArrays(read()).value;
    const value = share();
    sweepLoaded();
    await new Promise((resolve) => setTimeout(resolve, 500));
    console.log((process.memoryUsage.rss() - begin) / 1e6, value.length);`);
  const heldMb = Number(told.split(' ')[0]);
  expect(heldMb).toBeGreaterThan(230);
  expect(heldMb).toBeLessThan(330);
}, 120_000);
