import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CancelledError } from '../../engine/core/errors.ts';
import { keepRoads } from '../../engine/io/kept-roads.ts';
import { ROAD_MODES, type RoadGraph } from '../../engine/network/road-graph.ts';
import { prepareRoads, RoadQuery, roadHierarchy } from '../../engine/routing/road-query.ts';
import { randomRoads } from '../routing/random-roads.ts';

let cacheFolder: string;
beforeEach(async () => {
  cacheFolder = await mkdtemp(join(tmpdir(), 'rijnstroom-kept-'));
});
afterEach(() => rm(cacheFolder, { recursive: true }));

/** The same streets as another graph in memory, as a later run would load them. */
const roads = (): RoadGraph => randomRoads(7, 8, 8);
const files = async (): Promise<string[]> =>
  (await readdir(join(cacheFolder, 'roads'))).map((name) => join(cacheFolder, 'roads', name));

describe('road hierarchies kept between runs', () => {
  test('the second run reads what the first has made, and it is the same to the bit', async () => {
    const first = roads();
    expect(await keepRoads(first, ROAD_MODES, { cacheFolder })).toEqual(['made', 'made', 'made']);
    expect(await keepRoads(first, ROAD_MODES, { cacheFolder })).toEqual(['known', 'known', 'known']);
    const second = roads();
    expect(await keepRoads(second, ROAD_MODES, { cacheFolder })).toEqual(['read', 'read', 'read']);
    for (const mode of ROAD_MODES) expect(roadHierarchy(second, mode)).toEqual(roadHierarchy(roads(), mode));
  });

  test('a file with one changed byte, a file cut short and an empty one are made anew, and then whole again', async () => {
    await keepRoads(roads(), ['car'], { cacheFolder });
    const [file] = await files();
    const whole = await readFile(file!);
    const flipped = Uint8Array.from(whole);
    flipped[whole.length >> 1]! ^= 4;
    for (const damaged of [flipped, whole.subarray(0, 1000), new Uint8Array(0)]) {
      await writeFile(file!, damaged);
      const again = roads();
      expect(await keepRoads(again, ['car'], { cacheFolder })).toEqual(['repaired']);
      expect(roadHierarchy(again, 'car')).toEqual(roadHierarchy(roads(), 'car'));
      expect(await readFile(file!)).toEqual(whole);
    }
  });

  test('another map finds no old file', async () => {
    await keepRoads(roads(), ['car'], { cacheFolder });
    expect(await keepRoads(randomRoads(8, 8, 8), ['car'], { cacheFolder })).toEqual(['made']);
    expect(await files()).toHaveLength(2);
  });

  test('a cache that cannot be written, or none, leaves a graph that can be searched', async () => {
    const blocked = join(cacheFolder, 'file');
    await writeFile(blocked, 'no folder');
    for (const folder of [blocked, null]) {
      const graph = roads();
      expect(await keepRoads(graph, ['car'], { cacheFolder: folder })).toEqual(['made']);
      expect(new RoadQuery(prepareRoads(graph, graph.carTimeMs, 'car')).timeMs(0, 0)).toBe(0);
    }
  });

  test('a cancelled run keeps nothing half', async () => {
    const abort = new AbortController();
    abort.abort();
    await expect(keepRoads(roads(), ['car'], { cacheFolder, signal: abort.signal })).rejects.toThrow(CancelledError);
    expect(await readdir(cacheFolder)).toEqual([]);
  });
});
