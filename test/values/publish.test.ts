/** Open data: what stands in the package, what never does, and whether other programs and standards accept it. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { JsonLdParser } from 'jsonld-streaming-parser';
import { Parser, Store } from 'n3';
import SHACLValidator from 'rdf-validate-shacl';
import { describe, expect, test } from 'vitest';
import { isPrivateGrid, type PublishOptions, publishResult } from '../../engine/io/publish.ts';
import { readResult, writeResult } from '../../engine/io/result-folder.ts';
import { collectResult } from '../../engine/results/collect.ts';
import { cellBounds, type Relation } from '../../engine/values/cell-bounds.ts';
import { smallParts } from '../results/small-run.ts';

const SHARED = fileURLToPath(new URL('../../../shared/data/governance/', import.meta.url));
const hasOgr = spawnSync('ogrinfo', ['--version']).status === 0;
const OPTIONS: PublishOptions = {
  publisher: { name: 'Gemeente Proef', uri: 'https://example.org/publisher' },
  contact: 'data@example.org',
  baseUrl: 'https://example.org/open/',
  noise: null,
  issuedUtc: '2025-01-02T03:04:05Z',
};

const place = mkdtempSync(join(tmpdir(), 'rijnstroom-publish-'));
await writeResult(join(place, 'result'), collectResult(smallParts()), {
  threads: 1,
  durationS: 1,
  peakMemoryBytes: 1,
  createdUtc: '2025-01-02T03:04:05Z',
});
const result = await readResult(join(place, 'result'));
const report = await publishResult(result, join(place, 'open'), OPTIONS);

type CsvRow = Readonly<Record<string, string>>;
function csvRows(folder: string, table: string): CsvRow[] {
  const [head, ...lines] = readFileSync(join(place, folder, 'data', `${table}.csv`), 'utf8')
    .trim()
    .split('\n');
  const cells = (line: string): string[] =>
    [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell]) => cell!.replace(/^"|"$/g, ''));
  const names = cells(head!);
  return lines.map((line) => Object.fromEntries(names.map((name, i) => [name, cells(line)[i] ?? ''])));
}

describe('the package', () => {
  test('holds every table as CSV and Parquet, those with a place as GeoJSON, all in a GeoPackage, and says what they are', () => {
    const names = readdirSync(join(place, 'open', 'data'));
    for (const { name } of report.tables) {
      expect(names).toContain(`${name}.csv`);
      expect(names).toContain(`${name}.parquet`);
    }
    for (const layer of ['neighbourhoods', 'transformers', 'streets', 'hubs'])
      expect(names).toContain(`${layer}.geojson`);
    const dictionary = readFileSync(join(place, 'open', 'dictionary.csv'), 'utf8');
    for (const { name } of report.tables) {
      const head = readFileSync(join(place, 'open', 'data', `${name}.csv`), 'utf8')
        .split('\n')[0]!
        .split(',');
      for (const column of head) expect(dictionary).toContain(`${name},${column},`);
    }
    const readme = readFileSync(join(place, 'open', 'README.md'), 'utf8');
    for (const { title, licence } of result.manifest.inputs) {
      expect(readme).toContain(title);
      expect(readme).toContain(licence);
    }
  });

  test('single persons, households, cars, trips and sessions are not in it', () => {
    const tables = report.tables.map(({ name }) => name);
    for (const name of ['persons', 'households', 'vehicles', 'trips', 'sessions']) expect(tables).not.toContain(name);
  });

  test('the neighbourhood of four people shows nothing about them, in no table', () => {
    const beta = csvRows('open', 'neighbourhoods').find((row) => row['zone'] === 'B')!;
    for (const [name, text] of Object.entries(beta))
      if (!['zone', 'name', 'geometry'].includes(name)) expect(text, name).toBe('');
    for (const row of csvRows('open', 'neighbourhoods_by_income'))
      if (row['zone'] === 'B') expect(row['households']).toBe('');
  });

  test('a result that was thinned is refused, naming every table that lacks', async () => {
    const sample = await readResult(fileURLToPath(new URL('../../scenarios/samples/baseline-2025', import.meta.url)));
    await expect(publishResult(sample, join(place, 'none'), OPTIONS)).rejects.toThrow(/households.*must be there/s);
    expect(existsSync(join(place, 'none'))).toBe(false);
  });

  test('other files in the way are kept, and said', async () => {
    await expect(publishResult(result, place, OPTIONS)).rejects.toThrow(/must be empty/);
    expect(existsSync(join(place, 'result'))).toBe(true);
  });
});

describe('an attacker with nothing but the package', () => {
  test('cannot confine a withheld number of households to fewer than ten, whatever sums of tables are taken', async () => {
    const counts: number[] = [];
    const withheld: number[] = [];
    const cell = (text: string | undefined): number => {
      counts.push(Number(text === '' || text === undefined ? 0 : text));
      withheld.push(text === '' || text === undefined ? 1 : 0);
      return counts.length - 1;
    };
    const zones = csvRows('open', 'neighbourhoods');
    const byIncome = csvRows('open', 'neighbourhoods_by_income');
    const purse = csvRows('open', 'household_purse');
    const find = (type: string, income: string): number =>
      cell(purse.find((row) => row['householdType'] === type && row['incomeClass'] === income)!['households']);
    const all = find('all', 'all');
    const incomes = Object.fromEntries(['low', 'middle', 'high'].map((name) => [name, find('all', name)]));
    const relations: Relation[] = [{ total: all, parts: Object.values(incomes) }];
    const zoneCell = new Map(zones.map((row) => [row['zone']!, cell(row['households'])]));
    const cells = byIncome.map((row) => ({
      zone: row['zone']!,
      income: row['incomeClass']!,
      at: cell(row['households']),
    }));
    relations.push({ total: all, parts: [...zoneCell.values()] });
    for (const [zone, at] of zoneCell)
      relations.push({ total: at, parts: cells.filter((one) => one.zone === zone).map((one) => one.at) });
    for (const [income, at] of Object.entries(incomes))
      relations.push({ total: at, parts: cells.filter((one) => one.income === income).map((one) => one.at) });
    expect(withheld.reduce((a, b) => a + b, 0)).toBeGreaterThan(3);
    for (let i = 0; i < counts.length; i++) {
      if (withheld[i] === 0) continue;
      const { lower, upper } = await cellBounds(counts, withheld, relations, i);
      expect(upper - lower).toBeGreaterThanOrEqual(10 - 1e-6);
    }
  });

  test('what a transformer with few cars charged is not the neighbourhood less its other transformers', () => {
    const zones = csvRows('open', 'neighbourhoods');
    const transformers = csvRows('open', 'transformers');
    for (const zone of zones) {
      const own = transformers.filter((row) => row['zone'] === zone['zone']);
      const hidden = own.filter((row) => row['chargedMwh'] === '');
      if (zone['chargedMwh'] !== '') expect(hidden.length).not.toBe(1);
    }
  });
});

test('the privacy figures say of the package what is true of it: its smallest group of households, and the share of cells left empty', () => {
  const cells = new Map<string, string>();
  for (const row of csvRows('open', 'neighbourhoods')) cells.set(`${row['zone']}`, row['households']!);
  for (const row of csvRows('open', 'neighbourhoods_by_income'))
    cells.set(`${row['zone']} ${row['incomeClass']}`, row['households']!);
  for (const row of csvRows('open', 'household_purse'))
    cells.set(`${row['householdType']} ${row['incomeClass']}`, row['households']!);
  const figures = new Map(csvRows('open', 'public_values').map((row) => [row['key']!, Number(row['value'])]));
  const shown = [...cells.values()].filter((text) => text !== '').map(Number);
  expect(figures.get('privacySmallestCell')).toBe(Math.min(...shown));
  expect(figures.get('privacyWithheldShare')).toBeCloseTo(1 - shown.length / cells.size, 5);
});

describe('transformers', () => {
  test('one with fewer than ten homes shows neither their number nor their load; with few cars nothing about cars', () => {
    const homes = result.schema.tables['transformers']!.rows;
    expect(csvRows('open', 'transformers')).toHaveLength(homes);
    for (const row of csvRows('open', 'transformers')) {
      if (row['homes'] !== '') expect(Number(row['homes'])).toBeGreaterThanOrEqual(10);
      if (row['homes'] === '') expect(row['loadMwh']).toBe('');
      if (row['plugInCars'] !== '') expect(Number(row['plugInCars'])).toBeGreaterThanOrEqual(10);
      if (row['plugInCars'] === '') expect(row['chargedMwh']).toBe('');
    }
  });
});

describe('differential privacy', async () => {
  const noisy = { ...OPTIONS, noise: { epsilon: 0.5, secret: 'a secret that stays here' } };
  const noisyReport = await publishResult(result, join(place, 'noisy'), noisy);

  test('gives households only, states its epsilon, and never tells the secret', () => {
    expect(noisyReport.tables.map(({ name }) => name)).toEqual([
      'neighbourhoods',
      'neighbourhoods_by_income',
      'household_purse',
    ]);
    expect(readFileSync(join(place, 'noisy', 'README.md'), 'utf8')).toMatch(
      /epsilon = 0\.5[\s\S]*each of these six has epsilon \/ 6[\s\S]*adds its own epsilon/,
    );
    expect(readFileSync(join(place, 'noisy', 'catalog.jsonld'), 'utf8')).toContain('epsilon 0.5');
    for (const file of noisyReport.files)
      expect(readFileSync(join(place, 'noisy', file)).includes('a secret that stays here')).toBe(false);
  });

  test('the same secret gives the same numbers, another one others', async () => {
    await publishResult(result, join(place, 'again'), noisy);
    await publishResult(result, join(place, 'other'), {
      ...OPTIONS,
      noise: { epsilon: 0.5, secret: 'another secret that stays' },
    });
    const purse = (folder: string): string => readFileSync(join(place, folder, 'data', 'household_purse.csv'), 'utf8');
    expect(purse('again')).toBe(purse('noisy'));
    expect(purse('other')).not.toBe(purse('noisy'));
  });
});

describe('standards', () => {
  const catalogue = readFileSync(join(place, 'open', 'catalog.jsonld'), 'utf8');
  const quads = (): Promise<Store> =>
    new Promise((resolve, reject) => {
      const store = new Store();
      const parser = new JsonLdParser();
      parser.on('data', (quad) => store.addQuad(quad));
      parser.on('error', reject);
      parser.on('end', () => resolve(store));
      Readable.from([catalogue]).pipe(parser as never);
    });
  const validate = async (shapes: string): Promise<string[]> => {
    const validator = new SHACLValidator(new Store(new Parser().parse(shapes)) as never);
    const { results } = await validator.validate((await quads()) as never);
    return results
      .filter(({ severity }) => severity?.value.endsWith('Violation'))
      .map(
        ({ focusNode, path, message }) =>
          `${focusNode?.value} ${String((path as { value?: string } | null)?.value)} ${message.map(({ value }) => value).join(' ')}`,
      );
  };

  test('the catalogue entry has every mandatory property of DCAT-AP-NL 3 (own shapes after the standard)', async () => {
    expect(await validate(readFileSync(new URL('./dcat-ap-nl-mandatory.ttl', import.meta.url), 'utf8'))).toEqual([]);
  });

  test('an entry without licence is found out by the same shapes', async () => {
    const store = await quads();
    store.removeQuads(store.getQuads(null, 'http://purl.org/dc/terms/license', null, null));
    const shapes = readFileSync(new URL('./dcat-ap-nl-mandatory.ttl', import.meta.url), 'utf8');
    const { conforms } = await new SHACLValidator(new Store(new Parser().parse(shapes)) as never).validate(
      store as never,
    );
    expect(conforms).toBe(false);
  });

  test.skipIf(!existsSync(SHARED))(
    'the shapes published by Geonovum (DCAT-AP-NL 3.0.1) and DCAT-AP 3 report no violation (skipped without the shared data)',
    async () => {
      const shapes = ['dcat-ap-nl-SHACL.ttl', 'dcat-ap-SHACL.ttl'].map((name) =>
        readFileSync(join(SHARED, name), 'utf8'),
      );
      for (const text of shapes) expect(await validate(text)).toEqual([]);
    },
  );

  test.skipIf(!hasOgr)(
    'GDAL opens the GeoPackage and finds every layer with its rows (skipped without ogrinfo)',
    () => {
      const file = join(place, 'open', 'data', 'rijnstroom.gpkg');
      const text = execFileSync('ogrinfo', ['-ro', '-so', '-al', file], { encoding: 'utf8' });
      for (const { name, rows } of report.tables) {
        const layer = text.split('Layer name: ').find((part) => part.startsWith(`${name}\n`));
        expect(layer, name).toBeDefined();
        expect(layer).toContain(`Feature Count: ${rows}`);
      }
      expect(text).toContain('Geometry: Polygon');
      expect(text).toContain('Geometry: Line String');
      const geometry = execFileSync('ogrinfo', ['-ro', '-q', file, 'streets', '-fid', '1'], { encoding: 'utf8' });
      expect(geometry).toMatch(/LINESTRING \(5(\.0)? 52\.09,5\.01 52\.09\)/);
    },
  );

  test('GeoJSON has a feature a row, with longitude before latitude (RFC 7946)', () => {
    const { type, features } = JSON.parse(
      readFileSync(join(place, 'open', 'data', 'neighbourhoods.geojson'), 'utf8'),
    ) as {
      type: string;
      features: { geometry: { type: string; coordinates: number[][][] } }[];
    };
    expect(type).toBe('FeatureCollection');
    expect(features.length).toBe(2);
    expect(features[0]!.geometry.coordinates[0]![0]).toEqual([5, 52.08]);
  });
});

test('transformers of a grid file that is private are left out; those by rule, and of a file with a licence, are not', () => {
  const [one] = result.manifest.inputs;
  const inputs = (licence: string) => ({ inputs: [...result.manifest.inputs, { ...one!, licence }] });
  const ofFile = { transformers: [{ area: 0, fileId: 12 }] };
  expect(isPrivateGrid(inputs('private: not to be passed on'), ofFile)).toBe(true);
  expect(isPrivateGrid(inputs('CC-BY-4.0'), ofFile)).toBe(false);
  expect(isPrivateGrid(inputs('private: not to be passed on'), { transformers: [{ area: 0 }] })).toBe(false);
});
