/** Courses of charging sessions from a result folder. In: a result that was read. Out: rows by session. Touches files. */
import { COURSE_COLUMNS, type CourseRow } from '../charging/courses.ts';
import { InputError } from '../core/errors.ts';
import { openTables, queryRows, type StoredResult } from './result-folder.ts';
import { hasColumns } from './values-data.ts';

export interface SessionCourse {
  readonly session: number;
  readonly car: number;
  readonly place: string;
  readonly area: number;
  readonly arrivalUtcS: number;
  readonly departureUtcS: number;
  readonly startUtcS: readonly number[];
  readonly rows: readonly CourseRow[];
}

export interface SessionHead {
  readonly session: number;
  readonly place: string;
  readonly arrivalUtcS: number;
  readonly departureUtcS: number;
  readonly chargedKwh: number;
  readonly dischargedKwh: number;
}

const WITH = `WITH s AS (SELECT (row_number() OVER () - 1)::UINTEGER AS session, * FROM sessions)`;

/** @throws InputError when no courses were kept */
function assertCourses(result: StoredResult): void {
  if (!hasColumns(result, 'courses', 'session', 'powerKw') || !hasColumns(result, 'sessions', 'place'))
    throw new InputError(
      result.folder,
      'courses',
      'must be there to explain: run the scenario again with values.explainedSessions above 0',
    );
}

/** Sessions whose course was kept, in order. */
export async function explainedSessions(result: StoredResult, limit = 200): Promise<readonly SessionHead[]> {
  assertCourses(result);
  using connection = await openTables(result);
  const rows = await queryRows(
    connection,
    `${WITH} SELECT s.session AS session, s.place::VARCHAR AS place, s."arrivalUtcS" AS arrival, s."departureUtcS" AS departure,
       s."chargedKwh" AS charged, s."dischargedKwh" AS discharged
     FROM s WHERE s.session IN (SELECT DISTINCT session FROM courses) ORDER BY s.session LIMIT ${limit}`,
  );
  return rows.map((row) => ({
    session: Number(row['session']),
    place: String(row['place']),
    arrivalUtcS: Number(row['arrival']),
    departureUtcS: Number(row['departure']),
    chargedKwh: Number(row['charged']),
    dischargedKwh: Number(row['discharged']),
  }));
}

/** @param session one, or all that were kept
 *  @throws InputError when the session's course was not kept */
export async function readCourses(result: StoredResult, session?: number): Promise<readonly SessionCourse[]> {
  assertCourses(result);
  using connection = await openTables(result);
  const rows = await queryRows(
    connection,
    `${WITH} SELECT c.*, s.car AS car, s.place::VARCHAR AS place, s."arrivalUtcS" AS arrival, s."departureUtcS" AS departure
     FROM courses c JOIN s ON s.session = c.session ${session === undefined ? '' : `WHERE c.session = ${session}`} ORDER BY c.session, c.step`,
  );
  const courses: SessionCourse[] = [];
  let open: { startUtcS: number[]; rows: CourseRow[]; session: number } | null = null;
  for (const row of rows) {
    if (open === null || open.session !== Number(row['session'])) {
      const own = { startUtcS: [] as number[], rows: [] as CourseRow[], session: Number(row['session']) };
      open = own;
      courses.push({
        ...own,
        car: Number(row['car']),
        place: String(row['place']),
        area: Number(row['area']),
        arrivalUtcS: Number(row['arrival']),
        departureUtcS: Number(row['departure']),
      });
    }
    open.startUtcS.push(Number(row['startUtcS']));
    open.rows.push(Object.fromEntries(COURSE_COLUMNS.map((name) => [name, Number(row[name])])) as CourseRow);
  }
  if (courses.length === 0)
    throw new InputError(
      result.folder,
      'session',
      'must be a session whose course was kept (list them without --session)',
      session,
    );
  return courses;
}
