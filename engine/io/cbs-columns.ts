/** The columns of CBS key figures by four-digit postcode (PC4): the spreadsheet with its stacked headers, and the flat names of the
 *  geopackage. In: text. Out: where each column stands. Pure. Source: CBS, Kerncijfers per postcode, and its explanation of columns. */
import { parse } from 'csv-parse/sync';
import { InputError } from '../core/errors.ts';
import type { ZoneFigure } from './district-format.ts';

/** Our name → pattern of the stacked header ("Inwoners Totaal Totaal") or of the flat name, small letters. */
const PATTERNS: Readonly<Record<string, RegExp>> = {
  code: /postcode-?4\b|^postcode4?$|^pc4$/,
  residents: /^inwoners totaal totaal|^aantal_inwoners$/,
  under15: /tot 15 jaar|^aantal_inwoners_0_tot_15_jaar$/,
  over65: /65 jaar en ouder|^aantal_inwoners_65_jaar_en_ouder$/,
  households: /^huishouden totaal totaal|^aantal_part_huishoudens$/,
  onePerson: /eenpersoons/,
  oneParent: /eenouder/,
  twoParents: /tweeouder/,
  dwellings: /^woning totaal totaal|^aantal_woningen$/,
  flats: /meergezins/,
  socialRent: /huurco[r]?poratie|woningcorporatie/,
  gas: /gas\s*verbruik/,
  electricity: /elektra\s*verbruik|elektriciteitsverbruik/,
  income: /gemiddeld\s*huishoudinkomen|gemiddeld_inkomen_huishouden/,
  lowIncome: /lage inkomens|percentage_laag_inkomen/,
  highIncome: /hoge inkomens|percentage_hoog_inkomen/,
};

type Value = (column: string) => number;
const ratio = (part: number, whole: number): number => (whole > 0 ? Math.min(1, part / whole) : Number.NaN);

/** Figure of a zone → how it follows from the columns. Incomes are CBS classes: lowest 40 % and highest 20 % of the country. */
export const CBS_COLUMNS: ReadonlyArray<readonly [ZoneFigure, (value: Value) => number]> = [
  ['residents', (v) => v('residents')],
  ['households', (v) => v('households')],
  ['dwellings', (v) => v('dwellings')],
  ['flatShare', (v) => ratio(v('flats'), v('dwellings'))],
  ['socialRentShare', (v) => ratio(v('socialRent'), v('dwellings'))],
  ['onePersonShare', (v) => ratio(v('onePerson'), v('households'))],
  ['withChildrenShare', (v) => ratio(v('oneParent') + v('twoParents'), v('households'))],
  ['under15Share', (v) => ratio(v('under15'), v('residents'))],
  ['over65Share', (v) => ratio(v('over65'), v('residents'))],
  ['incomeKeurPerHousehold', (v) => v('income')],
  ['lowIncomeShare', (v) => v('lowIncome') / 100],
  ['highIncomeShare', (v) => v('highIncome') / 100],
  ['electricityKwhPerDwelling', (v) => v('electricity')],
  ['gasM3PerDwelling', (v) => v('gas')],
];

export interface CbsTable {
  readonly columns: ReadonlyMap<string, number>;
  readonly rows: ReadonlyArray<readonly string[]>;
}

const HEADER_SEARCH_ROWS = 15;

/** null when the text is no such table. @throws InputError when it is one but lacks residents */
export function cbsHeader(text: string, file: string): CbsTable | null {
  const start = text.slice(0, 20_000).toLowerCase();
  if (!/postcode-?4|postcode4|pc4/.test(start) || !/inwoner/.test(start)) return null;
  let records: string[][];
  try {
    records = parse(text, {
      bom: true,
      relax_column_count: true,
      relax_quotes: true,
      delimiter: start.includes(';') ? [',', ';'] : ',',
      max_record_size: 1 << 20,
    }) as string[][];
  } catch (error) {
    throw new InputError(file, '', `must be CSV: ${(error as Error).message}`);
  }
  const first = records.findIndex(([code], i) => i < HEADER_SEARCH_ROWS && /^\d{4}$/.test(code?.trim() ?? ''));
  if (first < 1) return null;
  const names = stackedNames(records.slice(0, first));
  const columns = new Map<string, number>();
  for (const [field, pattern] of Object.entries(PATTERNS)) {
    const at = names.findIndex((name) => pattern.test(name));
    if (at >= 0) columns.set(field, at);
  }
  if (!columns.has('code')) columns.set('code', 0);
  if (!columns.has('residents')) throw new InputError(file, 'inwoners', 'must be a column of the key figures');
  return { columns, rows: records.slice(first) };
}

/** Header rows read from above, group names carried to the right as merged cells mean them. */
function stackedNames(rows: readonly string[][]): string[] {
  const header = rows.slice(
    Math.max(
      0,
      rows.findIndex((row) => row.filter((cell) => cell.trim() !== '').length > 3),
    ),
  );
  const width = Math.max(...header.map((row) => row.length));
  const names: string[] = [];
  let group = '';
  for (let column = 0; column < width; column++) {
    const cells = header.map((row) => (row[column] ?? '').replace(/\s+/g, ' ').trim().toLowerCase());
    if (header.length > 1 && cells[0] !== '') group = cells[0]!;
    names.push(header.length > 1 ? [group, ...cells.slice(1)].join(' ').replace(/\s+/g, ' ').trim() : cells[0]!);
  }
  return names;
}
