import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { InputError, type Problem } from '../../engine/core/errors.ts';
import type { District } from '../../engine/district/district.ts';
import { loadDistrict } from '../../engine/io/district.ts';
import { districtFolder } from '../../engine/io/district-folder.ts';
import { saveDistrict } from '../../engine/io/district-save.ts';

let root: string;
let district: District;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'rijnstroom-district-'));
  district = await loadDistrict('leidsche-rijn');
  await saveDistrict(district, join(root, 'packed'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

let copies = 0;
/** A copy of a district folder with one file changed; returns the folder. */
async function broken(
  source: string,
  file: string,
  change: (text: string) => string | Uint8Array | null,
): Promise<string> {
  const folder = join(root, `broken-${copies++}`);
  await cp(source, folder, { recursive: true });
  const changed = change(
    await readFile(join(folder, file), 'latin1').then((text) => Buffer.from(text, 'latin1').toString()),
  );
  if (changed === null) await rm(join(folder, file));
  else await writeFile(join(folder, file), changed);
  return folder;
}

async function problemsOf(folder: string): Promise<readonly Problem[]> {
  try {
    await loadDistrict(folder);
  } catch (error) {
    if (error instanceof InputError) return error.problems;
    throw error;
  }
  return [];
}

const packed = () => join(root, 'packed');
const builtIn = () => districtFolder('leidsche-rijn');

describe('a district saved and loaded again', () => {
  test('is the same district: zones, places, hubs, charge points, roads, timetable, weather and prices', async () => {
    const again = await loadDistrict(packed());
    const { sources: _, roads, timetable, ...rest } = again;
    const { sources: __, roads: roadsBefore, timetable: timetableBefore, ...restBefore } = district;
    expect(rest).toEqual(restBefore);
    for (const [key, value] of Object.entries(roadsBefore))
      if (ArrayBuffer.isView(value))
        expect(Buffer.compare(bytes(roads[key as keyof typeof roads]), bytes(value)), key).toBe(0);
    expect(roads.names).toEqual(roadsBefore.names);
    expect(bytes(timetable.departureS)).toEqual(bytes(timetableBefore.departureS));
    expect(timetable.tripIds).toEqual(timetableBefore.tripIds);
  });

  test('names each of its files with its SHA-256, and keeps the sources it was made from', async () => {
    const { sources } = await loadDistrict(packed());
    const roads = sources.find((source) => source.file === 'packed/roads.bin');
    expect(roads?.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(sources.some((source) => source.licence === 'CC-BY-4.0' && source.attribution.includes('CBS'))).toBe(true);
  });

  test('is not written over a folder that exists', async () => {
    await expect(saveDistrict(district, packed())).rejects.toThrow(/must not exist yet/);
  });
});

const bytes = (value: unknown): Uint8Array => {
  const view = value as Uint8Array;
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
};

describe('a folder that is not a sound district', () => {
  test('an unknown name is told, with what would do', async () => {
    await expect(loadDistrict('no-such-town')).rejects.toThrow(/must be a built-in district or a folder/);
    await expect(loadDistrict('../secrets')).rejects.toThrow(InputError);
  });

  test('district.yaml: every problem at once, each with its line', async () => {
    const folder = await broken(builtIn(), 'district.yaml', (text) =>
      text
        .replace('format: 1', 'format: 7')
        .replace('bbox: [4.97, 52.026, 5.099, 52.142]', 'bbox: [5.2, 52.026, 5.099, 52.142]')
        .replace('places: places.csv', 'places: ../../etc/passwd\ncolour: blue'),
    );
    const problems = await problemsOf(folder);
    const found = problems.map((problem) => `${problem.line} ${problem.key}`);
    expect(found).toEqual(expect.arrayContaining(['2 format', '6 bbox', '8 places', '9 colour']));
  });

  test('a mistake inside one of two forms is told where it is, not as "invalid input"', async () => {
    const folder = await broken(builtIn(), 'district.yaml', (text) =>
      text.replace('meanEurPerMwh: 77.3', 'meanEurPerMwh: cheap'),
    );
    const [problem] = await problemsOf(folder);
    expect(problem?.key).toBe('prices.typical.meanEurPerMwh');
    expect(problem?.rule).toMatch(/number/);
  });

  test('a time zone that does not exist is refused', async () => {
    const folder = await broken(builtIn(), 'district.yaml', (text) =>
      text.replace('Europe/Amsterdam', 'Europe/Utrecht'),
    );
    expect((await problemsOf(folder))[0]?.key).toBe('timeZone');
  });

  test('a missing file is named', async () => {
    const folder = await broken(builtIn(), 'hubs.csv', () => null);
    const [problem] = await problemsOf(folder);
    expect(problem?.file).toContain('hubs.csv');
    expect(problem?.rule).toBe('must exist');
  });

  test('zones: wrong share, missing figure, repeated code and unknown property are all told with their feature', async () => {
    const folder = await broken(builtIn(), 'zones.geojson', (text) => {
      const json = JSON.parse(text) as { features: { properties: Record<string, unknown> }[] };
      json.features[0]!.properties['flatShare'] = 48;
      delete json.features[1]!.properties['households'];
      json.features[2]!.properties['code'] = json.features[3]!.properties['code'];
      json.features[4]!.properties['colour'] = 'blue';
      json.features[5]!.properties['residents'] = -1;
      return JSON.stringify(json);
    });
    expect((await problemsOf(folder)).map((problem) => problem.key)).toEqual([
      'features[0].properties.flatShare',
      'features[1].properties.households',
      'features[4].properties.colour',
      'features[5].properties.residents',
      'features[3].properties.code',
    ]);
  });

  test('a figure that a zone lacks is taken from zoneDefaults of district.yaml, and from nowhere else', async () => {
    const folder = await broken(packed(), 'zones.geojson', (text) => {
      const json = JSON.parse(text) as { features: { properties: Record<string, unknown> }[] };
      for (const feature of json.features) delete feature.properties['gasM3PerDwelling'];
      return JSON.stringify(json);
    });
    expect((await problemsOf(folder))[0]?.rule).toContain('zoneDefaults');
    const yaml = join(folder, 'district.yaml');
    await writeFile(yaml, `${await readFile(yaml, 'utf8')}zoneDefaults: { gasM3PerDwelling: 750 }\n`);
    const { zones } = await loadDistrict(folder);
    expect(zones.gasM3PerDwelling[1]).toBe(750);
    expect(zones.gasM3PerDwelling[zones.count - 1]).toBe(0);
  });

  test('an outline that crosses itself is refused, with the place', async () => {
    const folder = await broken(builtIn(), 'zones.geojson', (text) => {
      const json = JSON.parse(text) as { features: { geometry: { coordinates: unknown } }[] };
      const bow = [5, 52, 5.01, 52.01, 5.01, 52, 5, 52.01, 5, 52];
      json.features[0]!.geometry.coordinates = [[0, 2, 4, 6, 8].map((i) => bow.slice(i, i + 2))];
      return JSON.stringify(json);
    });
    expect((await problemsOf(folder))[0]).toMatchObject({
      key: 'features[0].geometry.coordinates',
      rule: 'must be an outline that does not cross itself',
    });
  });

  test('zones that are not JSON, or no collection', async () => {
    expect((await problemsOf(await broken(builtIn(), 'zones.geojson', () => '{')))[0]?.rule).toMatch(/must be JSON/);
    expect((await problemsOf(await broken(builtIn(), 'zones.geojson', () => '[]')))[0]?.rule).toMatch(
      /FeatureCollection/,
    );
  });

  test('places: a bad number, a zone that does not exist and a missing column are told with line and column', async () => {
    const bad = await broken(builtIn(), 'places.csv', (text) =>
      text.replace(/,1400,/, ',many,').replace(/,1300,/, ',-5,'),
    );
    const problems = await problemsOf(bad);
    expect(problems.map((problem) => `${problem.line} ${problem.key}`)).toEqual(['2 jobs', '3 jobs']);
    const zone = await broken(builtIn(), 'places.csv', (text) => text.replace('BU03440931', 'BU99'));
    expect((await problemsOf(zone))[0]).toMatchObject({ line: 2, key: 'zone', value: 'BU99' });
    const column = await broken(builtIn(), 'places.csv', (text) => text.replace('jobs', 'work'));
    expect((await problemsOf(column)).map((problem) => problem.key)).toEqual(['jobs', 'work']);
  });

  test('weather with a gap, and prices a day short of a day', async () => {
    const gap = await broken(packed(), 'weather.csv', (text) => text.split('\n').toSpliced(100, 1).join('\n'));
    expect((await problemsOf(gap))[0]).toMatchObject({ line: 101, key: 'timeUtc' });
    const short = await broken(packed(), 'prices.csv', (text) => text.split('\n').slice(0, 12).join('\n'));
    expect((await problemsOf(short))[0]?.rule).toBe('must hold at least a day');
  });

  test('weather facts that no sky can meet', async () => {
    const folder = await broken(builtIn(), 'district.yaml', (text) => text.replace('[21, 33, 72,', '[380, 33, 72,'));
    expect((await problemsOf(folder))[0]?.key).toBe('weather.typical');
  });

  test('packed roads that were cut off, overwritten or point outside are refused, not followed', async () => {
    const whole = await readFile(join(packed(), 'roads.bin'));
    const cut = await broken(packed(), 'roads.bin', () => whole.subarray(0, 5000));
    expect((await problemsOf(cut)).length).toBeGreaterThan(0);
    const text = await broken(packed(), 'roads.bin', () => 'not a store of any kind');
    expect((await problemsOf(text))[0]?.rule).toMatch(/Rijnstroom store/);
    // The head of the first arc becomes a node that does not exist.
    const header = JSON.parse(whole.subarray(12, 12 + whole.readUInt32LE(8)).toString()) as {
      arrays: [string, string, number, number][];
    };
    const base = Math.ceil((12 + whole.readUInt32LE(8)) / 8) * 8;
    const head = header.arrays.find(([name]) => name === 'head')!;
    const wild = Buffer.from(whole);
    wild.writeUInt32LE(0xfffffff0, base + head[2]);
    expect((await problemsOf(await broken(packed(), 'roads.bin', () => wild)))[0]?.key).toBe('head[0]');
  });

  test('skeleton: an unknown class, a level that is no number and a feature without kind', async () => {
    const folder = await broken(builtIn(), 'skeleton.geojson', (text) => {
      const json = JSON.parse(text) as { features: { properties: Record<string, unknown> }[] };
      json.features[0]!.properties['class'] = 'highway';
      json.features[1]!.properties['level'] = 'up';
      delete json.features[2]!.properties['kind'];
      return JSON.stringify(json);
    });
    expect((await problemsOf(folder)).map((problem) => problem.key)).toEqual([
      'features[0].properties.class',
      'features[1].properties.level',
      'features[2].properties.kind',
    ]);
  });

  test('lines: a stop that does not exist is told with its line in the list', async () => {
    const folder = await broken(builtIn(), 'lines.yaml', (text) =>
      text.replace('stops: [gvc, wd, vtn', 'stops: [gvc, wd, xyz'),
    );
    expect((await problemsOf(folder))[0]).toMatchObject({ key: 'lines[0].stops[2]', value: 'xyz' });
  });

  test('places without a job cannot serve', async () => {
    const folder = await broken(packed(), 'places.csv', (text) => {
      const [header, ...rows] = text.trim().split('\n');
      const column = header!.split(',').indexOf('jobs');
      // Names with commas are quoted; none of the first ten has one after this.
      const plain = rows.filter((row) => !row.includes('"')).map((row) => row.split(',').with(column, '0').join(','));
      return [header, ...plain].join('\n');
    });
    expect((await problemsOf(folder))[0]?.rule).toBe('must hold jobs');
  });
});
