/** Rows of a large CSV stream, in bounded memory and without an object a row: what timetables and session files are read with.
 *  In: chunks of UTF-8 (or UTF-8 with a byte-order mark). Out: calls with the wanted columns in the wanted order. RFC 4180 quoting.
 *  Why not csv-parse: a national timetable has tens of millions of rows, and the plain ones (no quotes) need only `indexOf`;
 *  figures in test/bench/io.bench.ts. */
import { InputError } from '../core/errors.ts';

const MAX_ROW_CHARS = 1 << 20;

/** Called per row with the values of the wanted columns ('' where absent) and the row's 1-based line.
 *  The array is used again for the next row: copy what is kept. */
export type OnRow = (values: readonly string[], line: number) => void;

export class CsvRows {
  readonly file: string;
  private readonly columns: readonly string[];
  private readonly onRow: OnRow;
  private readonly separator: string;
  private readonly decoder = new TextDecoder('utf-8');
  private readonly values: string[];
  /** [wanted column] position in the file, -1 when absent. */
  private positions: number[] = [];
  private headerRead = false;
  /** [column of the file, up to the last wanted one] wanted column, -1 when it is not wanted. */
  private wantedAt: number[] = [];
  private rest = '';
  private line = 0;
  /** Header names, trimmed. */
  header: readonly string[] = [];
  rowCount = 0;

  constructor(file: string, columns: readonly string[], onRow: OnRow, separator = ',') {
    this.file = file;
    this.columns = columns;
    this.onRow = onRow;
    this.separator = separator;
    this.values = columns.map(() => '');
  }

  push(chunk: Uint8Array): void {
    this.take(this.rest + this.decoder.decode(chunk, { stream: true }));
    if (this.rest.length > MAX_ROW_CHARS)
      throw new InputError([
        { file: this.file, line: this.line + 1, key: '', rule: `a row must end within ${MAX_ROW_CHARS} characters` },
      ]);
  }

  end(): void {
    const last = this.rest + this.decoder.decode();
    this.rest = '';
    if (last.length > 0) this.take(`${last}\n`);
    if (this.rest.trim() !== '')
      throw new InputError([
        { file: this.file, line: this.line + 1, key: '', rule: 'ends inside quotes (truncated?)' },
      ]);
  }

  has(column: string): boolean {
    return this.header.includes(column);
  }

  private take(text: string): void {
    let at = 0;
    let quote = text.indexOf('"');
    for (;;) {
      let end = text.indexOf('\n', at);
      if (end < 0) break;
      if (quote >= 0 && quote < at) quote = text.indexOf('"', at);
      if (quote >= 0 && quote < end) {
        end = this.quotedRowEnd(text, at);
        if (end < 0) break;
        this.row(this.splitQuoted(text.slice(at, end)), text, at, end);
      } else this.row(undefined, text, at, end);
      at = end + 1;
    }
    this.rest = text.slice(at);
  }

  /** Index of the line end outside quotes, -1 when it is not here yet. */
  private quotedRowEnd(text: string, from: number): number {
    let inside = false;
    for (let i = from; i < text.length; i++) {
      const c = text.charCodeAt(i);
      if (c === 34) inside = !inside;
      else if (c === 10 && !inside) return i;
    }
    return -1;
  }

  private splitQuoted(text: string): string[] {
    const fields: string[] = [];
    let field = '';
    let inside = false;
    for (let i = 0; i < text.length; i++) {
      const c = text[i]!;
      if (inside) {
        if (c !== '"') field += c;
        else if (text[i + 1] === '"') {
          field += '"';
          i++;
        } else inside = false;
      } else if (c === '"') inside = true;
      else if (c === this.separator) {
        fields.push(field);
        field = '';
      } else field += c;
    }
    fields.push(field);
    return fields;
  }

  private row(quoted: readonly string[] | undefined, text: string, from: number, to: number): void {
    this.line++;
    if (quoted === undefined && (to === from || (to === from + 1 && text.charCodeAt(from) === 13))) return;
    if (!this.headerRead) {
      this.headerRead = true;
      const names = quoted ?? text.slice(from, to).split(this.separator);
      this.header = names.map((name) => name.replace(/^\uFEFF/, '').trim());
      this.positions = this.columns.map((column) => this.header.indexOf(column));
      this.wantedAt = this.header.slice(0, Math.max(...this.positions) + 1).map((_, at) => this.positions.indexOf(at));
      return;
    }
    this.rowCount++;
    if (quoted !== undefined) {
      for (let i = 0; i < this.positions.length; i++) this.values[i] = (quoted[this.positions[i]!] ?? '').trim();
    } else this.splitPlain(text, from, to);
    this.onRow(this.values, this.line);
  }

  /** Cuts only the wanted fields out of a row without quotes. */
  private splitPlain(text: string, from: number, to: number): void {
    const { values } = this;
    values.fill('');
    let start = from;
    let end = to;
    if (text.charCodeAt(to - 1) === 13) end = to - 1;
    for (let column = 0; start <= end && column < this.wantedAt.length; column++) {
      let stop = text.indexOf(this.separator, start);
      if (stop < 0 || stop > end) stop = end;
      const wanted = this.wantedAt[column]!;
      if (wanted >= 0) {
        let a = start;
        let b = stop;
        while (a < b && text.charCodeAt(a) <= 32) a++;
        while (b > a && text.charCodeAt(b - 1) <= 32) b--;
        values[wanted] = text.slice(a, b);
      }
      start = stop + 1;
    }
  }
}
