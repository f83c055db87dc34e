/** `rijnstroom publish RESULT --out DIR`: a result as open data. */
import { type Command, InvalidArgumentError } from 'commander';
import { InputError } from '../core/errors.ts';
import { cancelSignal, note, out, outJson } from './shell.ts';
import { alignTable } from './text-table.ts';

interface Options {
  readonly out: string;
  readonly publisher: string;
  readonly publisherUri: string;
  readonly contact: string;
  readonly baseUrl: string;
  readonly epsilon?: number;
  readonly noiseSecret?: string;
  readonly beside?: string[];
  readonly force?: boolean;
  readonly json?: boolean;
}

const PLACEHOLDER = 'https://example.org/rijnstroom/';

function epsilon(text: string): number {
  const value = Number(text);
  if (!(value > 0) || value > 100) throw new InvalidArgumentError('It must be a number above 0, at most 100.');
  return value;
}

/** The secret of a file, or one that nobody will know again. @throws InputError for one that can be guessed */
async function secretOf(file: string | undefined): Promise<string> {
  if (file === undefined) {
    const { randomBytes } = await import('node:crypto');
    return randomBytes(32).toString('hex');
  }
  const { readFile } = await import('node:fs/promises');
  const { LEAST_SECRET } = await import('../values/noise.ts');
  let text: string;
  try {
    text = (await readFile(file, 'utf8')).trim();
  } catch (error) {
    throw new InputError(file, '', `must be a file that can be read (${(error as NodeJS.ErrnoException).code})`);
  }
  if (text.length < LEAST_SECRET)
    throw new InputError(
      file,
      '',
      `must hold a secret of at least ${LEAST_SECRET} characters: a short one can be guessed`,
    );
  return text;
}

export function register(program: Command): void {
  program
    .command('publish')
    .summary('publish a result as open data: CSV, Parquet, GeoPackage, GeoJSON, catalogue entry')
    .description(
      'Writes a result as an open-data package: CSV, Parquet, GeoPackage and GeoJSON with DCAT-AP-NL 3 metadata, licence, data dictionary and attribution. Small cells are withheld, and with --epsilon numbers carry noise.',
    )
    .argument('<result>', 'result folder')
    .requiredOption('--out <dir>', 'folder of the package')
    .option('--publisher <name>', 'who publishes', 'Uitgever (invullen) / publisher (fill in)')
    .option('--publisher-uri <uri>', 'address that names the publisher', `${PLACEHOLDER}publisher`)
    .option('--contact <mail|url>', 'where questions go', `${PLACEHOLDER}contact`)
    .option('--base-url <url>', 'where the package will stand', PLACEHOLDER)
    .option(
      '--epsilon <number>',
      'differential privacy of households with this epsilon, instead of exact numbers',
      epsilon,
    )
    .option(
      '--noise-secret <file>',
      'text of 16 characters or more from which the noise is drawn, to make the same package again; without it a secret is drawn and forgotten',
    )
    .option(
      '--beside <dir...>',
      'packages about the same district that are out already: what they withhold stays withheld, what they show protects nothing',
    )
    .option('--force', 'replace whatever stands there')
    .option('--json', 'answer as JSON')
    .addHelpText(
      'after',
      '\nExample:\n  rijnstroom publish output/baseline-2025 --out open-data --publisher "Gemeente Utrecht" --base-url https://data.utrecht.nl/rijnstroom/',
    )
    .action(async (folder: string, options: Options) => {
      if (options.epsilon === undefined && options.noiseSecret !== undefined)
        throw new InputError('--noise-secret', '', 'must be given together with --epsilon');
      const secret = options.epsilon === undefined ? '' : await secretOf(options.noiseSecret);
      for (const [name, url] of [
        ['--base-url', options.baseUrl],
        ['--publisher-uri', options.publisherUri],
      ] as const)
        if (!/^https?:\/\/[^\s<>"{}|\\^`]+$/.test(url))
          throw new InputError(name, '', 'must be an http(s) address', url);
      const { readResult } = await import('../io/result-folder.ts');
      const { publishResult } = await import('../io/publish.ts');
      const report = await publishResult(await readResult(folder), options.out, {
        publisher: { name: options.publisher, uri: options.publisherUri },
        contact: options.contact,
        baseUrl: options.baseUrl,
        noise: options.epsilon === undefined ? null : { epsilon: options.epsilon, secret },
        issuedUtc: `${new Date().toISOString().slice(0, 19)}Z`,
        ...(options.beside !== undefined && { beside: options.beside }),
        force: options.force ?? false,
        signal: cancelSignal,
      });
      if (options.json === true) return outJson(report);
      out(
        alignTable(
          [
            ['table', 'rows', 'cells withheld'],
            ...report.tables.map((one) => [one.name, String(one.rows), String(one.withheld)]),
          ],
          ['left', 'right', 'right'],
        ),
      );
      for (const text of report.notes) note(`${text}\n`);
      note(`licence: ${report.licence.name}\n`);
      if (options.baseUrl === PLACEHOLDER || options.publisherUri.startsWith(PLACEHOLDER))
        note(
          'publisher, contact and address are placeholders: give --publisher, --publisher-uri, --contact and --base-url\n',
        );
      note(`wrote ${report.files.length} files to ${report.folder}\n`);
    });
}
