/** Charge detail records of OCPI 2.2.1 (JSON): one object, a list, or a response with `data`.
 *  In: text. Out: raw sessions. Pure. Source: OCPI 2.2.1-d2, mod_cdrs (fields), types (RFC 3339 times in UTC). */
import { InputError } from '../core/errors.ts';
import type { ReportBuilder } from './report-builder.ts';
import type { RawSession } from './session-clean.ts';

interface Cdr {
  readonly id?: unknown;
  readonly start_date_time?: unknown;
  readonly end_date_time?: unknown;
  readonly session_id?: unknown;
  readonly cdr_token?: { readonly uid?: unknown; readonly contract_id?: unknown };
  readonly cdr_location?: {
    readonly evse_uid?: unknown;
    readonly evse_id?: unknown;
    readonly connector_id?: unknown;
    readonly connector_power_type?: unknown;
  };
  readonly charging_periods?: ReadonlyArray<{
    readonly dimensions?: ReadonlyArray<{ readonly type?: unknown; readonly volume?: unknown }>;
  }>;
  readonly total_energy?: unknown;
  readonly total_time?: unknown;
  readonly credit?: unknown;
  readonly credit_reference_id?: unknown;
}

const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');
const number = (value: unknown): number =>
  typeof value === 'number' ? value : typeof value === 'string' && value !== '' ? Number(value) : Number.NaN;

/** Credit records take back an earlier one: neither tells of a session (a corrected record may follow).
 *  @throws InputError for text that is no list of CDRs */
export function readCdrs(json: string, file: string, report: ReportBuilder): RawSession[] {
  let root: unknown;
  try {
    root = JSON.parse(json);
  } catch (error) {
    throw new InputError(file, '', `must be JSON: ${(error as Error).message}`);
  }
  const data = typeof root === 'object' && root !== null && 'data' in root ? root.data : root;
  const list: readonly unknown[] = Array.isArray(data) ? data : [data];
  if (!list.some((item) => typeof item === 'object' && item !== null && 'start_date_time' in item))
    throw new InputError(file, '', 'must hold charge detail records of OCPI (objects with start_date_time)');
  const records = list.map((item) => (typeof item === 'object' && item !== null ? item : {}) as Cdr);
  const takenBack = new Set(records.filter(isCredit).map((cdr) => text(cdr.credit_reference_id)));
  return records.flatMap((cdr, i) => {
    const place = `record ${i + 1}`;
    const taken = text(cdr.id) !== '' && takenBack.has(text(cdr.id));
    if (!isCredit(cdr) && !taken) return [rawSession(cdr, place)];
    report.read('sessions');
    report.dropped(taken ? 'records that a credit record takes back' : 'credit records', place);
    return [];
  });
}

const isCredit = ({ credit }: Cdr): boolean => credit === true;

const PHASES: Readonly<Record<string, number>> = { AC_1_PHASE: 1, AC_2_PHASE: 2, AC_2_PHASE_SPLIT: 2, AC_3_PHASE: 3 };

function rawSession(cdr: Cdr, place: string): RawSession {
  const { cdr_location: location, cdr_token: token } = cdr;
  const power = dimension(cdr, 'MAX_POWER');
  const phases = PHASES[text(location?.connector_power_type)] ?? 0;
  const evse = text(location?.evse_uid) || text(location?.evse_id);
  return {
    place,
    id: text(cdr.session_id) || text(cdr.id),
    point: evse === '' ? '' : `${evse}/${text(location?.connector_id)}`,
    user: text(token?.uid) || text(token?.contract_id),
    arrival: inUtc(text(cdr.start_date_time)),
    departure: inUtc(text(cdr.end_date_time)),
    stated: '',
    energyKwh: number(cdr.total_energy),
    requestedKwh: Number.NaN,
    maximumKw: power > 0 ? power : Number.NaN,
    phases,
    durationS: number(cdr.total_time) * 3600,
  };
}

/** The standard says UTC even where the Z is left out. */
const inUtc = (stamp: string): string => (stamp === '' || /(?:Z|[+-]\d{2}:?\d{2})$/.test(stamp) ? stamp : `${stamp}Z`);

/** Largest volume of a kind of dimension over the charging periods; NaN when there is none. */
function dimension(cdr: Cdr, type: string): number {
  let largest = Number.NaN;
  if (!Array.isArray(cdr.charging_periods)) return largest;
  for (const period of cdr.charging_periods)
    if (Array.isArray(period?.dimensions))
      for (const item of period.dimensions)
        if (item?.type === type && !(number(item.volume) <= largest)) largest = number(item.volume);
  return largest;
}
