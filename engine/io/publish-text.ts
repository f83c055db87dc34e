/** What people read of a publication: README and data dictionary. Pure. */
import type { Noise } from '../values/noise.ts';
import type { CatalogueFacts } from './publish-dcat.ts';
import type { Publication, PublishedTable } from './publish-tables/index.ts';
import type { StoredResult } from './result-folder.ts';

const csv = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** One line a column: table, column, type, unit, description, empty cells. */
export function dictionaryCsv(tables: readonly PublishedTable[]): string {
  const lines = tables.flatMap(({ table }) =>
    table.columns.map(({ name, unit, description, values }) => {
      const list = Array.from(values as ArrayLike<unknown>);
      const empty = list.filter((value) => value === null).length;
      const type = list.some((value) => typeof value === 'string') ? 'text' : 'number';
      return [table.name, name, type, unit, description, String(table.rowCount), String(empty)].map(csv).join(',');
    }),
  );
  return `${['table,column,type,unit,description,rows,empty', ...lines].join('\n')}\n`;
}

export function readme(
  { manifest, scenario, summary }: StoredResult,
  facts: CatalogueFacts,
  { tables, notes }: Pick<Publication, 'tables' | 'notes'>,
  noise: Pick<Noise, 'epsilon'> | null,
): string {
  const list = tables.map(
    ({ table, title, withheld }) => `| ${table.name} | ${title.nl} / ${title.en} | ${table.rowCount} | ${withheld} |`,
  );
  const sources = manifest.inputs.map(
    ({ title, attribution, licence, file, sha256 }) =>
      `- ${title}: ${attribution}. ${licence}. ${file}, SHA-256 ${sha256 === '' ? 'unknown' : sha256}`,
  );
  return `# ${facts.title.nl} / ${facts.title.en}

${facts.description.nl}

${facts.description.en}

- Uitgever / publisher: ${facts.publisher.name} (${facts.contact})
- Licentie / licence: ${facts.licence.name} <${facts.licence.uri}>
- Noem bij gebruik / attribution: ${facts.publisher.name}, Rijnstroom ${manifest.engineVersion}; ${[...new Set(manifest.inputs.map(({ attribution }) => attribution))].join('; ')}
- Gemaakt met / made with: Rijnstroom ${manifest.engineVersion}, seed ${manifest.seed}, scenario ${manifest.scenarioHash.slice(0, 16)}, results ${manifest.resultsHash.slice(0, 16)}
- Periode / period: ${scenario.period.start}, ${scenario.period.days} days; travel of ${scenario.travel.sampleShare * 100} % of the households, scaled up

## Privacy

${notes.map((note) => `- ${note}`).join('\n')}
- Tables of single persons, households, cars, trips and charging sessions are not published, though the people are synthetic.
${noise === null ? '- The numbers carry no noise.\n' : ''}
## Tabellen / tables

Each stands in \`data/\` as CSV and Parquet; those with a place also as GeoJSON, all of them together in \`data/rijnstroom.gpkg\`.
Columns, units and empty cells: \`dictionary.csv\`. Catalogue entry (DCAT-AP-NL 3, JSON-LD): \`catalog.jsonld\`.

| table | | rows | empty cells |
|---|---|---|---|
${list.join('\n')}

## Bronnen / sources

${sources.join('\n')}

## Opmerkingen / notes

${summary.notes.map((note) => `- ${note}`).join('\n')}
`;
}
