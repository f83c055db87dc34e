/** `publish`: a result as an open-data package: CSV, Parquet, GeoPackage and GeoJSON, with catalogue entry, licence, dictionary and attribution.
 *  In: a result folder that was read. Out: a folder, written whole or not at all. Touches files.
 *  Nothing about single persons, households, cars, trips or sessions leaves the result; small cells are withheld (`publish-tables.ts`). */
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { InputError, throwIfCancelled } from '../core/errors.ts';
import { valueDefinition, valueFigures } from '../values/figures.ts';
import type { Noise } from '../values/noise.ts';
import { tellingFigures } from '../values/telling-figures.ts';
import { boxOf, geoJsonOf } from './geometry.ts';
import { PRIVATE_LICENCE } from './import-folder.ts';
import { makeFolder, requireWritable } from './make-folder.ts';
import { openDuckDb, sqlText, writeParquet } from './parquet.ts';
import { type CatalogueFacts, CC_BY_4, catalogueEntry, type Licence, ODBL_1 } from './publish-dcat.ts';
import { readEarlierCells } from './publish-earlier.ts';
import { geometriesOf, SPATIAL, writeGeoPackage } from './publish-geopackage.ts';
import { type PublishSource, readPublishSource } from './publish-source.ts';
import { type Publication, type PublishedTable, publicationTables, valuesPublished } from './publish-tables/index.ts';
import { dictionaryCsv, readme } from './publish-text.ts';
import type { StoredResult } from './result-folder.ts';
import { completeScenario, readValueFacts } from './values-data.ts';

export interface PublishOptions {
  readonly publisher: CatalogueFacts['publisher'];
  readonly contact: string;
  readonly baseUrl: string;
  /** Differential privacy instead of exact numbers. */
  readonly noise: Pick<Noise, 'epsilon' | 'secret'> | null;
  readonly issuedUtc: string;
  readonly force?: boolean;
  /** Folders of packages about the same district that are out already. */
  readonly beside?: readonly string[];
  readonly signal?: AbortSignal | undefined;
}

export interface PublishReport {
  readonly folder: string;
  readonly files: readonly string[];
  readonly tables: ReadonlyArray<{ readonly name: string; readonly rows: number; readonly withheld: number }>;
  readonly notes: readonly string[];
  readonly licence: Licence;
}

/** Map layers under the Open Database Licence ask the same of what is made of them. */
export const licenceOf = (inputs: StoredResult['manifest']['inputs']): Licence =>
  inputs.some(({ licence }) => /odbl/i.test(licence)) ? ODBL_1 : CC_BY_4;

/** @throws InputError when the result cannot be published or other files stand in the place, CancelledError */
export async function publishResult(
  result: StoredResult,
  folder: string,
  options: PublishOptions,
): Promise<PublishReport> {
  const target = resolve(folder);
  assertFree(target, options.force ?? false);
  requireWritable(dirname(target));
  const scenario = completeScenario(result);
  const source = await readPublishSource(result, scenario.values.burdenShare, scenario.values.carFixedEurPerMonth);
  const publication = await publicationTables(
    source,
    result.summary.indicators,
    // Each result has draws of its own, and each ε (noise.ts).
    options.noise === null
      ? null
      : { ...options.noise, release: `${result.manifest.resultsHash}|${options.noise.epsilon}` },
    scenario.travel.sampleShare,
    options.beside === undefined ? [] : options.beside.map(readEarlierCells),
  );
  const withheldGrid = isPrivateGrid(result.manifest, source);
  const tables = publication.tables.filter(({ table }) => !(withheldGrid && table.name === 'transformers'));
  const notes = withheldGrid ? [...publication.notes, PRIVATE_GRID] : publication.notes;
  if (options.noise === null) {
    const facts = await readValueFacts(result);
    tables.push(
      valuesPublished(valueFigures(facts).figures, valueDefinition, tellingFigures(facts, source.travelScale)),
    );
  }
  const beside = join(dirname(target), `.${basename(target)}.${randomBytes(4).toString('hex')}`);
  try {
    makeFolder(join(beside, 'data'));
    const files = await writeData(beside, tables, options);
    const facts = await catalogueFacts(beside, result, files, tables, options);
    const write = (name: string, text: string): Promise<void> => writeFile(join(beside, name), text, { flush: true });
    await write('dictionary.csv', dictionaryCsv(tables));
    await write('README.md', readme(result, facts, { ...publication, notes, tables }, options.noise));
    await write('catalog.jsonld', `${JSON.stringify(catalogueEntry(facts), null, 2)}\n`);
    if (existsSync(target)) await rm(target, { recursive: true, force: true });
    await rename(beside, target);
    return {
      folder: target,
      files: [...files.map(({ path }) => path), 'dictionary.csv', 'README.md', 'catalog.jsonld'],
      tables: tables.map(({ table, withheld }) => ({ name: table.name, rows: table.rowCount, withheld })),
      notes,
      licence: facts.licence,
    };
  } catch (error) {
    await rm(beside, { recursive: true, force: true });
    throw error;
  }
}

const PRIVATE_GRID =
  'The grid file of the district is private: its transformers are not published; import it with a licence of its own to publish them.';

/** Whether the transformers are those of a file that its owner does not want passed on. */
export const isPrivateGrid = (
  { inputs }: Pick<StoredResult['manifest'], 'inputs'>,
  { transformers }: Pick<PublishSource, 'transformers'>,
): boolean =>
  transformers.some((row) => row['fileId'] !== undefined) && inputs.some(({ licence }) => licence === PRIVATE_LICENCE);

function assertFree(folder: string, force: boolean): void {
  if (!existsSync(folder) || force) return;
  const names = readdirSync(folder);
  if (names.length > 0 && !names.includes('catalog.jsonld'))
    throw new InputError(
      folder,
      '',
      'must be empty or an earlier publication: other files stand there (--force replaces them)',
    );
}

type File = Omit<CatalogueFacts['files'][number], 'bytes' | 'sha256'>;

async function writeData(
  folder: string,
  tables: readonly PublishedTable[],
  { issuedUtc, signal }: PublishOptions,
): Promise<File[]> {
  const files: File[] = [];
  using connection = await openDuckDb();
  for (const one of tables) {
    throwIfCancelled(signal);
    const { name } = one.table;
    const parquet = join(folder, 'data', `${name}.parquet`);
    await writeParquet(connection, one.table, parquet, signal);
    await connection.run(
      `COPY (SELECT * FROM read_parquet(${sqlText(parquet)})) TO ${sqlText(join(folder, 'data', `${name}.csv`))} (HEADER, DELIMITER ',')`,
    );
    files.push(
      { path: `data/${name}.csv`, title: `${name} (CSV)`, mediaType: 'text/csv', format: 'CSV' },
      {
        path: `data/${name}.parquet`,
        title: `${name} (Parquet)`,
        mediaType: 'application/vnd.apache.parquet',
        format: 'PARQUET',
      },
    );
    const geoJson = featureCollection(one);
    if (geoJson === null) continue;
    await writeFile(join(folder, 'data', `${name}.geojson`), geoJson);
    files.push({
      path: `data/${name}.geojson`,
      title: `${name} (GeoJSON)`,
      mediaType: 'application/geo+json',
      format: 'GEOJSON',
    });
  }
  const geoPackage = join(folder, 'data', 'rijnstroom.gpkg');
  writeGeoPackage(geoPackage, tables, issuedUtc);
  // The library opens files for their owner alone; open data is for everybody.
  await chmod(geoPackage, 0o644);
  files.push({
    path: 'data/rijnstroom.gpkg',
    title: 'all tables (GeoPackage)',
    mediaType: 'application/geopackage+sqlite3',
    format: 'GPKG',
  });
  return files;
}

/** Text of a GeoJSON file (RFC 7946), or null for a table without a place. */
function featureCollection(one: PublishedTable): string | null {
  const geometries = geometriesOf(one);
  if (geometries === null) return null;
  const columns = one.table.columns.filter(({ name }) => !SPATIAL.has(name));
  const features = geometries.map((geometry, row) =>
    JSON.stringify({
      type: 'Feature',
      geometry: geometry === null ? null : geoJsonOf(geometry),
      properties: Object.fromEntries(
        columns.map(({ name, values }) => [name, (values as ArrayLike<unknown>)[row] ?? null]),
      ),
    }),
  );
  return `{"type":"FeatureCollection","features":[\n${features.join(',\n')}\n]}\n`;
}

async function catalogueFacts(
  folder: string,
  { manifest, scenario }: StoredResult,
  files: readonly File[],
  tables: readonly PublishedTable[],
  { publisher, contact, baseUrl, issuedUtc, noise }: PublishOptions,
): Promise<CatalogueFacts> {
  const sized = [];
  for (const file of files)
    sized.push({
      ...file,
      bytes: (await stat(join(folder, file.path))).size,
      sha256: createHash('sha256')
        .update(await readFile(join(folder, file.path)))
        .digest('hex'),
    });
  const end = new Date(Date.parse(scenario.period.start) + (scenario.period.days - 1) * 86_400_000);
  const boxes = tables.flatMap((one) =>
    (geometriesOf(one) ?? []).flatMap((geometry) => (geometry === null ? [] : [boxOf(geometry)])),
  );
  const edge = (side: 0 | 1 | 2 | 3): number =>
    boxes.reduce((best, box) => (side < 2 ? Math.min(best, box[side]) : Math.max(best, box[side])), boxes[0]![side]);
  const words = (language: 'nl' | 'en'): string =>
    language === 'nl'
      ? `${scenario.question.nl} Simulatie met nagebootste inwoners; geen waarneming. Kleine aantallen zijn weggelaten.${noise === null ? '' : ` Met ruis voor differentiële privacy, epsilon ${noise.epsilon}.`}`
      : `${scenario.question.en} Simulation with synthetic residents; not an observation. Small counts are withheld.${noise === null ? '' : ` With noise for differential privacy, epsilon ${noise.epsilon}.`}`;
  return {
    title: { nl: `Rijnstroom: ${scenario.name.nl}`, en: `Rijnstroom: ${scenario.name.en}` },
    description: { nl: words('nl'), en: words('en') },
    identifier: `rijnstroom-${manifest.resultsHash}`,
    publisher,
    contact,
    baseUrl: baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`,
    licence: licenceOf(manifest.inputs),
    issuedUtc,
    engineVersion: manifest.engineVersion,
    period: { from: scenario.period.start, to: end.toISOString().slice(0, 10) },
    bbox: boxes.length === 0 ? null : [edge(0), edge(1), edge(2), edge(3)],
    files: sized,
    sources: manifest.inputs.map(({ title, attribution, licence }) => ({ title, attribution, licence })),
  };
}

export type { Publication };
