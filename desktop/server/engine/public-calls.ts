/** Calls that make what goes outside: a monitor through the years, a package of open data, records for the algorithm register.
 *  In: results of the library. Out: rows for the window and files as bytes. Touches files of a temporary folder only. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { zipSync } from 'fflate';
import { InputError, RunError } from '../../../engine/core/errors.ts';
import { readMonitoring } from '../../../engine/io/monitoring-data.ts';
import { publishResult } from '../../../engine/io/publish.ts';
import type { StoredResult } from '../../../engine/io/result-folder.ts';
import { readRegisterFacts } from '../../../engine/io/register-facts.ts';
import { monitoringPage } from '../../../engine/values/monitoring/page.ts';
import { monitoringCsv } from '../../../engine/values/monitoring/table.ts';
import { dpia, iama } from '../../../engine/values/register/assessments.ts';
import { brokenRules, openFields } from '../../../engine/values/register/fields.ts';
import { registerRecord } from '../../../engine/values/register/record.ts';
import type { BridgeCalls, CallArgument } from '../../shared/bridge.ts';
import { madeWith } from './value-calls.ts';

async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'rijnstroom-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true }).catch(() => {});
  }
}

/** @param folderOf folder of a result of the library @throws InputError that names the field of the form */
export function monitor(
  argument: CallArgument<'monitor'>,
  folderOf: (id: string) => string,
): Promise<BridgeCalls['monitor']> {
  const { points, language, ...rest } = argument;
  const path = {
    name: { nl: 'Pad', en: 'Path' },
    points: points.map(({ id, year }) => ({ year, result: folderOf(id) })),
  };
  const text = JSON.stringify({
    version: 1,
    name: { nl: 'Monitor mobiliteit en energie', en: 'Monitor of mobility and energy' },
    baseYear: Math.min(...points.map(({ year }) => year)),
    paths: [path],
    ...rest,
  });
  return inFolder(async (folder) => {
    const file = join(folder, 'monitor.json');
    await writeFile(file, text);
    try {
      const { monitoring, series, results } = await readMonitoring(file);
      return {
        series: series.map(({ indicator, label, unit, origin, points: years }) => ({
          indicator,
          label,
          unit,
          origin: { formula: origin.formula, tables: origin.tables, ...(origin.source && { source: origin.source }) },
          points: years,
        })),
        made: results.map(madeWith),
        csv: monitoringCsv(series),
        html: monitoringPage(monitoring.name, series, results, language),
      };
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      throw new InputError(
        error.problems.map(({ file: place, ...problem }) => ({ ...problem, file: place === file ? 'monitor' : place })),
      );
    }
  });
}

export function publish(
  result: StoredResult,
  { id, publisher, publisherUri, contact, baseUrl }: CallArgument<'publish'>,
  issuedUtc: string,
): Promise<BridgeCalls['publish']> {
  return inFolder(async (folder) => {
    const target = join(folder, 'open-data');
    const { tables, notes, licence } = await publishResult(result, target, {
      publisher: { name: publisher, uri: publisherUri },
      contact,
      baseUrl,
      noise: null,
      issuedUtc,
    });
    return {
      fileName: `open-data-${id}.zip`,
      bytes: await zipped(target),
      tables,
      notes,
      licence: licence.name,
    };
  });
}

/** Every file of a folder, in order of name. */
async function zipped(folder: string): Promise<Uint8Array> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const parts = await Promise.all(
    files.map(
      async (file) =>
        [
          file
            .slice(folder.length + 1)
            .split(sep)
            .join('/'),
          new Uint8Array(await readFile(file)),
        ] as const,
    ),
  );
  return zipSync(Object.fromEntries(parts), { level: 6 });
}

export async function registerFiles(
  result: StoredResult,
  { id, subject, organization, contact }: CallArgument<'register'>,
): Promise<BridgeCalls['register']> {
  const facts = await readRegisterFacts(result, { organization, contact });
  const record = registerRecord(subject, facts);
  const broken = brokenRules(record);
  if (broken.length > 0) throw new RunError(`the record breaks the standard: ${broken.join('; ')}`);
  const text = (value: string): Uint8Array => new TextEncoder().encode(value);
  return {
    fileName: `algoritmeregister-${subject}-${id}.zip`,
    bytes: zipSync({
      [`algoritmeregister-${subject}.json`]: text(`${JSON.stringify(record, null, 2)}\n`),
      'dpia-beginpunt.md': text(dpia(facts)),
      'iama-beginpunt.md': text(iama(facts)),
    }),
    open: openFields(record),
  };
}
