/** The report's table of what travel rests on: streets, timetable with its service dates, what imports repaired and dropped. Pure. */
import type { DistrictBasis } from '../../district/basis.ts';
import type { ImportCount, ImportRecord } from '../../district/district.ts';
import { importPhraseInDutch } from '../../district/import-words.ts';
import { formatFixed, formatNumber } from '../format.ts';
import { both, dataTable, escapeHtml, text } from './html.ts';
import type { ReportInput } from './model.ts';
import { sideHead } from './sides.ts';

/** Nothing for results of versions that did not keep it. */
export function basisSection(input: ReportInput): string {
  const [a, b] = [input.sides[0].basis, input.sides[1].basis];
  if (a === undefined || b === undefined) return '';
  const number = (value: number): string => both((language) => formatFixed(value, language, 0));
  const row = (nl: string, en: string, value: (basis: DistrictBasis) => string): string[] => [
    text(nl, en),
    value(a),
    value(b),
  ];
  const share = (value: number): string => `${number(100 * value)}%`;
  const table = dataTable(
    text('Straten en dienstregeling', 'Streets and timetable'),
    ['', sideHead(input, 0), sideHead(input, 1)],
    [
      row('Gebied', 'District', ({ district }) => escapeHtml(district)),
      row('Straten en paden (km)', 'Streets and paths (km)', ({ streetsKm }) => number(streetsKm)),
      row('Haltes met vertrekken', 'Stops with departures', ({ stops }) => number(stops)),
      row('Lijnen', 'Lines', ({ lines }) => number(lines)),
      row('Ritten op een werkdag', 'Trips on a weekday', ({ trips }) => number(trips.weekday)),
      row('Ritten op zaterdag', 'Trips on a Saturday', ({ trips }) => number(trips.saturday)),
      row('Ritten op zondag', 'Trips on a Sunday', ({ trips }) => number(trips.sunday)),
      row('Haltes waarvan toegang per rolstoel bekend is', 'Stops whose wheelchair access is known', (basis) =>
        share(basis.wheelchairStopsKnownShare),
      ),
      row('Ritten waarvan toegang per rolstoel bekend is', 'Trips whose wheelchair access is known', (basis) =>
        share(basis.wheelchairTripsKnownShare),
      ),
    ],
  );
  const records = new Map([...a.imports, ...b.imports].map((record) => [JSON.stringify(record), record]));
  return `<div class="scroll">${table}</div>${[...records.values()].map(importDetails).join('')}`;
}

function importDetails({ file, notes, repaired, dropped }: ImportRecord): string {
  const phrase = (words: string): string => text(importPhraseInDutch(words), words);
  const counts = (verb: string, list: readonly ImportCount[]): string =>
    list
      .map(
        ({ what, count }) => `<li>${verb}: ${both((language) => formatNumber(count, language))} × ${phrase(what)}</li>`,
      )
      .join('');
  const items = [
    ...notes.map((note) => `<li>${phrase(note)}</li>`),
    counts(text('hersteld', 'repaired'), repaired),
    counts(text('weggelaten', 'left out'), dropped),
  ].join('');
  return `<details><summary>${text('Wat is gelezen, hersteld en weggelaten uit', 'What was read, repaired and left out of')} ${escapeHtml(file.replace(/^.*[/\\]/, ''))}</summary><ul>${items}</ul></details>`;
}
