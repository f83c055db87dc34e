/** Raw sessions made sound: times as instants, ends found or given up, impossible ones dropped, overlaps cut, people pseudonymised.
 *  In: sessions as a file tells them. Out: `SessionRecords` in order of arrival, and a report of every repair. Pure. */
import { createHash } from 'node:crypto';
import type { SessionRecords } from '../charging/records.ts';
import { InputError } from '../core/errors.ts';
import type { ReportBuilder } from './report-builder.ts';
import { parseStamp, type ZoneClock } from './time-stamp.ts';

/** A session as the file tells it: texts of times, numbers NaN where unknown. */
export interface RawSession {
  /** Where in the file, for reports. Never an id of a person or card. */
  readonly place: string;
  readonly id: string;
  readonly point: string;
  readonly user: string;
  readonly arrival: string;
  readonly departure: string;
  readonly stated: string;
  readonly energyKwh: number;
  readonly requestedKwh: number;
  readonly maximumKw: number;
  readonly phases: number;
  readonly durationS: number;
}

/** More than any car takes or any public charger gives today: what exceeds it is no session. */
const MAX_ENERGY_KWH = 250;
const MAX_POWER_KW = 400;
const MAX_STAY_S = 31 * 86_400;
/** Printed durations are rounded: below this they agree with the times. */
const DURATION_TOLERANCE_S = 10 * 60;

interface Session extends RawSession {
  readonly arrivalUtcS: number;
  departureUtcS: number;
  readonly statedUtcS: number;
}

/** @param salt makes pseudonyms; the same salt gives the same person the same pseudonym in other files
 *  @throws InputError when no session is left */
export function cleanSessions(
  raw: Iterable<RawSession>,
  clock: ZoneClock,
  salt: string,
  report: ReportBuilder,
): SessionRecords {
  const sound: Session[] = [];
  for (const session of raw) {
    report.read('sessions');
    const timed = withTimes(session, clock, report);
    if (timed !== null && plausible(timed, report)) sound.push(timed);
  }
  sound.sort(
    (a, b) => a.arrivalUtcS - b.arrivalUtcS || a.departureUtcS - b.departureUtcS || (a.place < b.place ? -1 : 1),
  );
  const kept = withoutOverlaps(sound, report);
  if (kept.length === 0) throw new InputError(report.file, '', 'must hold sessions that can be used; none is left');
  const f64 = (of: (session: Session) => number): Float64Array => Float64Array.from(kept, of);
  const pseudonym = (kind: string, original: string): string =>
    original === ''
      ? ''
      : `${kind}-${createHash('sha256').update(`${salt}\n${kind}\n${original}`).digest('hex').slice(0, 12)}`;
  report.kept('sessions', kept.length);
  report.kept('points', new Set(kept.map(({ point }) => point)).size);
  report.kept('users', new Set(kept.map(({ user }) => user)).size);
  report.kept('energy kWh', Math.round(kept.reduce((sum, { energyKwh }) => sum + energyKwh, 0)));
  return {
    count: kept.length,
    id: kept.map((_, i) => `session-${i + 1}`),
    point: kept.map(({ point }) => pseudonym('point', point)),
    user: kept.map(({ user }) => pseudonym('user', user)),
    arrivalUtcS: f64(({ arrivalUtcS }) => arrivalUtcS),
    departureUtcS: f64(({ departureUtcS }) => departureUtcS),
    statedDepartureUtcS: f64(({ statedUtcS }) => statedUtcS),
    energyKwh: f64(({ energyKwh }) => energyKwh),
    requestedKwh: f64(({ requestedKwh }) => requestedKwh),
    maximumKw: f64(({ maximumKw }) => maximumKw),
    phases: Uint8Array.from(kept, ({ phases }) => (phases >= 1 && phases <= 3 ? phases : 0)),
  };
}

/** Times as instants; null when the session has no usable beginning or end. */
function withTimes(session: RawSession, clock: ZoneClock, report: ReportBuilder): Session | null {
  const { place, durationS } = session;
  const start = parseStamp(session.arrival);
  if (start === null) {
    report.dropped(
      session.arrival === '' ? 'sessions without a beginning' : 'sessions whose beginning cannot be read',
      place,
    );
    return null;
  }
  const instant = (stamp: { clockS: number; offsetS?: number }, later: boolean): number => {
    if (stamp.offsetS !== undefined) return stamp.clockS - stamp.offsetS;
    const { kind, earlierS, laterS } = clock.instants(stamp.clockS);
    if (kind === 'never') report.repaired('times in the hour that clocks skip in spring, moved on by an hour', place);
    if (kind === 'twice')
      report.repaired('times in the hour that clocks repeat in autumn, read by the order of beginning and end', place);
    return later ? laterS : earlierS;
  };
  const arrivalUtcS = instant(start, false);
  const end = parseStamp(session.departure);
  let departureUtcS: number;
  if (end !== null) {
    departureUtcS = instant(end, true);
    // Both in the hour that comes twice: in the same one, if the energy fits.
    const sooner = departureUtcS - 3600;
    const bothTwice = [start, end].every(
      (stamp) => stamp.offsetS === undefined && clock.instants(stamp.clockS).kind === 'twice',
    );
    if (bothTwice && sooner > arrivalUtcS && (session.energyKwh * 3600) / (sooner - arrivalUtcS) <= mostKw(session))
      departureUtcS = sooner;
  } else if (durationS > 0) {
    departureUtcS = arrivalUtcS + durationS;
    report.repaired('ends that are missing, made from the duration', place);
  } else {
    report.dropped('sessions without an end', place);
    return null;
  }
  if (end !== null && durationS > 0 && Math.abs(departureUtcS - arrivalUtcS - durationS) > DURATION_TOLERANCE_S)
    report.repaired('durations that differ from end minus beginning; the times count', place);
  const stated = parseStamp(session.stated);
  return { ...session, arrivalUtcS, departureUtcS, statedUtcS: stated === null ? Number.NaN : instant(stated, true) };
}

function plausible(
  { place, arrivalUtcS, departureUtcS, energyKwh, maximumKw }: Session,
  report: ReportBuilder,
): boolean {
  const stayS = departureUtcS - arrivalUtcS;
  const reason =
    stayS < 0
      ? 'departure before arrival'
      : stayS === 0
        ? 'no time between arrival and departure'
        : stayS > MAX_STAY_S
          ? 'longer than 31 days'
          : Number.isNaN(energyKwh)
            ? 'no energy told'
            : energyKwh <= 0
              ? 'no energy delivered'
              : energyKwh > MAX_ENERGY_KWH
                ? `more than ${MAX_ENERGY_KWH} kWh`
                : (energyKwh * 3600) / stayS > mostKw({ maximumKw })
                  ? 'more energy than fits the stay'
                  : undefined;
  if (reason !== undefined) report.dropped(`sessions: ${reason}`, place);
  return reason === undefined;
}

/** Highest mean power that can be true: a tenth above what point and car are said to give. */
const mostKw = ({ maximumKw }: Pick<RawSession, 'maximumKw'>): number =>
  maximumKw > 0 ? maximumKw * 1.1 : MAX_POWER_KW;

/** Two cars cannot stand at one socket: a stay ends at the latest when the next one begins. */
function withoutOverlaps(sorted: readonly Session[], report: ReportBuilder): Session[] {
  const last = new Map<string, Session>();
  const kept: Session[] = [];
  for (const session of sorted) {
    const before = session.point === '' ? undefined : last.get(session.point);
    if (before !== undefined && before.departureUtcS > session.arrivalUtcS) {
      const left = session.arrivalUtcS - before.arrivalUtcS;
      if (left <= 0) {
        report.dropped('sessions that begin together with another one on the same socket', session.place);
        continue;
      }
      if ((before.energyKwh * 3600) / left > mostKw(before)) {
        report.dropped(
          'sessions that begin before the one on the same socket can have had its energy: more than one car there?',
          session.place,
        );
        continue;
      }
      report.repaired('stays cut where the next session on the same socket begins', before.place);
      before.departureUtcS = session.arrivalUtcS;
    }
    if (session.point !== '') last.set(session.point, session);
    kept.push(session);
  }
  return kept;
}
