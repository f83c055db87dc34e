/** Where cars lose most time, and what those streets do to who lives and cycles there. Pure. */
import { formatFixed } from '../format.ts';
import { both, dataTable, escapeHtml, text } from './html.ts';
import type { ReportInput } from './model.ts';
import { columnLines, withOrigins } from './origin.ts';
import { sideHead } from './sides.ts';

export interface WorstStreet {
  readonly name: string;
  readonly carsPerWeekday: number;
  /** Longest delay over an hour above free flow. */
  readonly delayS: number;
  readonly noiseDb: number;
  /** null where nobody may cycle: motorways. */
  readonly pm25ExposureUgM3: number | null;
  readonly noxG: number;
}

/** What the report asks of table `links`; streets with fewer cars are left out. */
export const WORST_STREETS_SQL = `SELECT name, sum("carsPerWeekday" * "lengthM") / sum("lengthM") AS "carsPerWeekday", sum("delayS") AS "delayS",
    max("noiseDb") AS "noiseDb", max("pm25ExposureUgM3") FILTER (WHERE "roadClass" NOT IN ('motorway', 'trunk')) AS "pm25ExposureUgM3", sum("noxG") AS "noxG"
  FROM links WHERE name <> '' AND "carsPerWeekday" >= 100 GROUP BY name HAVING sum("delayS") >= 1 ORDER BY 3 DESC, 1 LIMIT 10`;

/** Empty where no street has delay, or a result is older than these columns. */
export function worstStreets(input: ReportInput): string {
  const tables = input.sides.map((side, at) => {
    const rows = side.worstStreets ?? [];
    if (rows.length === 0) return '';
    const number = (value: number, digits: number): string => both((language) => formatFixed(value, language, digits));
    return `<div class="scroll">${dataTable(
      sideHead(input, at === 0 ? 0 : 1),
      [
        text('Straat', 'Street'),
        text('auto’s per werkdag', 'cars a weekday'),
        text('vertraging in het drukste uur, s', 'delay in the busiest hour, s'),
        text('geluid aan de gevel, dB (Lden)', 'noise at the façade, dB (Lden)'),
        text('PM2,5 voor fietsers, µg/m³', 'PM2.5 for cyclists, µg/m³'),
        text('NOx, g per werkdag', 'NOx, g a weekday'),
      ],
      rows.map((row) => [
        escapeHtml(row.name),
        number(row.carsPerWeekday, 0),
        number(row.delayS, 0),
        number(row.noiseDb, 0),
        row.pm25ExposureUgM3 === null ? '–' : number(row.pm25ExposureUgM3, 1),
        number(row.noxG, 0),
      ]),
    )}</div>`;
  });
  if (tables.every((table) => table === '')) return '';
  return `<section><h2>${text('Waar het vastloopt', 'Where it gets stuck')}</h2><p>${text(
    'Straten met de meeste vertraging op een werkdag; stukken met dezelfde naam samen, beide richtingen.',
    'Streets with the longest delay on a weekday; pieces of one name together, both directions.',
  )}</p>${withOrigins(
    input,
    tables.join(''),
    columnLines(input, 'links', [
      ['carsPerWeekday', 'auto’s, gemiddeld over de lengte', 'cars, mean over the length'],
      ['delayS', 'vertraging, som over de stukken', 'delay, sum over the pieces'],
      ['noiseDb', 'geluid, hoogste van de stukken', 'noise, highest of the pieces'],
      ['pm25ExposureUgM3', 'PM2,5, hoogste van de stukken', 'PM2.5, highest of the pieces'],
      ['noxG', 'NOx, som over de stukken', 'NOx, sum over the pieces'],
    ]),
  )}</section>`;
}
