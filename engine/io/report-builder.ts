/** Collects what a reader saw, so that nothing is lost on the way to its `ImportReport`.
 *  In: counts and examples one by one. Out: an immutable report. Scratch state of one reading. */
import type { Problem } from '../core/errors.ts';
import type { ImportNote, ImportReport } from './report.ts';

const EXAMPLES_KEPT = 5;
const WARNINGS_KEPT = 50;

interface OpenNote {
  count: number;
  examples: string[];
}

export class ReportBuilder {
  readonly file: string;
  readonly format: string;
  private readonly readCounts = new Map<string, number>();
  private readonly keptCounts = new Map<string, number>();
  private readonly repairs = new Map<string, OpenNote>();
  private readonly drops = new Map<string, OpenNote>();
  private readonly warnings: Problem[] = [];
  private readonly notes: string[] = [];
  private unlistedWarnings = 0;

  constructor(file: string, format: string) {
    this.file = file;
    this.format = format;
  }

  read(what: string, count = 1): void {
    this.readCounts.set(what, (this.readCounts.get(what) ?? 0) + count);
  }

  kept(what: string, count = 1): void {
    this.keptCounts.set(what, (this.keptCounts.get(what) ?? 0) + count);
  }

  repaired(what: string, example: unknown = undefined, count = 1): void {
    tally(this.repairs, what, example, count);
  }

  dropped(what: string, example: unknown = undefined, count = 1): void {
    tally(this.drops, what, example, count);
  }

  /** A doubt the user should read; the first 50 are listed, the rest counted. */
  warn(key: string, rule: string, value?: unknown, line?: number): void {
    if (this.warnings.length < WARNINGS_KEPT) this.warnings.push({ file: this.file, line, key, rule, value });
    else this.unlistedWarnings++;
  }

  /** What was chosen or assumed. */
  note(text: string): void {
    this.notes.push(text);
  }

  done(): ImportReport {
    const warnings = [...this.warnings];
    if (this.unlistedWarnings > 0)
      warnings.push({ file: this.file, key: '', rule: `${this.unlistedWarnings} more warnings of the same kinds` });
    return {
      file: this.file,
      format: this.format,
      read: Object.fromEntries(this.readCounts),
      kept: Object.fromEntries(this.keptCounts),
      repaired: importNotes(this.repairs),
      dropped: importNotes(this.drops),
      warnings,
      notes: [...this.notes],
    };
  }
}

function tally(into: Map<string, OpenNote>, what: string, example: unknown, count: number): void {
  if (count <= 0) return;
  let open = into.get(what);
  if (open === undefined) {
    open = { count: 0, examples: [] };
    into.set(what, open);
  }
  open.count += count;
  if (example !== undefined && open.examples.length < EXAMPLES_KEPT) open.examples.push(String(example).slice(0, 120));
}

const importNotes = (from: ReadonlyMap<string, OpenNote>): ImportNote[] =>
  [...from].map(([what, { count, examples }]) => ({ what, count, examples }));
