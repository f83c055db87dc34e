/** Charging sessions of partners: CSV of several makes and OCPI 2.2.1 CDRs.
 *  In: a file (gzipped or not). Out: `SessionRecords`, pseudonymised, and an import report. Touches the file. */
import { createHash } from 'node:crypto';
import type { SessionRecords } from '../charging/records.ts';
import { InputError } from '../core/errors.ts';
import { type LooseCsv, looseNumber, parseLooseCsv } from './loose-csv.ts';
import { readCdrs } from './ocpi-cdr.ts';
import type { ImportReport } from './report.ts';
import { ReportBuilder } from './report-builder.ts';
import { cleanSessions, type RawSession } from './session-clean.ts';
import { type SessionField, type SessionLayout, sessionLayout } from './session-layouts.ts';
import { readText } from './text-file.ts';
import { ZoneClock } from './time-stamp.ts';

export interface SessionOptions {
  /** Zone of times without an offset; that of the known layouts, else Europe/Amsterdam. */
  readonly timeZone?: string;
  /** Makes the pseudonyms. Without one the file's own bytes do: pseudonyms then agree within the file only. */
  readonly salt?: string;
}

export interface SessionsImport {
  readonly records: SessionRecords;
  readonly report: ImportReport;
}

/** @throws InputError */
export async function readSessions(file: string, options: SessionOptions = {}): Promise<SessionsImport> {
  return parseSessions(await readText(file), file, options);
}

/** @throws InputError */
export function parseSessions(text: string, file: string, options: SessionOptions = {}): SessionsImport {
  const salt = options.salt ?? createHash('sha256').update(text).digest('hex');
  if (/^\s*[[{]/.test(text)) {
    const report = new ReportBuilder(file, 'OCPI 2.2.1 CDR');
    const records = cleanSessions(readCdrs(text, file, report), zoneClock('UTC', file), salt, report);
    return { records, report: report.done() };
  }
  const csv = parseLooseCsv(text, file);
  const layout = sessionLayout(csv.header, options.timeZone);
  if (layout === null)
    throw new InputError(
      file,
      '',
      'must have columns for arrival, departure (or duration) and energy; the columns are',
      csv.header.join(', '),
    );
  const report = new ReportBuilder(file, `sessions: ${layout.name}`);
  report.note(`times without an offset are local time of ${layout.timeZone}`);
  const records = cleanSessions(rawSessions(csv, layout), zoneClock(layout.timeZone, file), salt, report);
  return { records, report: report.done() };
}

function zoneClock(timeZone: string, file: string): ZoneClock {
  try {
    return new ZoneClock(timeZone);
  } catch {
    throw new InputError(file, 'timeZone', 'must be a time zone like Europe/Amsterdam', timeZone);
  }
}

function* rawSessions(csv: LooseCsv, layout: SessionLayout): Generator<RawSession> {
  const at = new Map<SessionField, number>();
  for (const [field, column] of Object.entries(layout.columns) as Array<[SessionField, string]>)
    at.set(field, csv.header.indexOf(column));
  const columnName = (field: SessionField): string => layout.columns[field] ?? '';
  for (const { line, cells } of csv.rows) {
    const cell = (field: SessionField): string => {
      const value = cells[at.get(field) ?? -1] ?? '';
      return /^(na|nan|null|none)$/i.test(value) ? '' : value;
    };
    const amount = (field: SessionField): number => looseNumber(cell(field), csv.separator);
    const instant = (field: SessionField): string =>
      /utcs$/i.test(columnName(field)) ? secondsStamp(amount(field)) : cell(field);
    const user = cell('user');
    const point = cell('point');
    const hours = amount('durationH');
    yield {
      place: `line ${line}`,
      id: cell('id'),
      point: layout.pointPerUser && point === '' && user !== '' ? `private point of ${user}` : point,
      user,
      arrival: instant('arrival'),
      departure: instant('departure'),
      stated: instant('stated'),
      energyKwh: amount('energy'),
      requestedKwh: amount('requested'),
      maximumKw: amount('power'),
      phases: amount('phases'),
      durationS: Number.isNaN(hours) ? amount('durationMin') * 60 : hours * 3600,
    };
  }
}

const secondsStamp = (utcS: number): string => (Math.abs(utcS) < 1e11 ? new Date(utcS * 1000).toISOString() : '');
