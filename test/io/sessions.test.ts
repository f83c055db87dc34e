/** Charging sessions: partners' real files, and every fault that a row can have. */
import { describe, expect, test } from 'vitest';
import { InputError } from '../../engine/core/errors.ts';
import { parseSessions, readSessions } from '../../engine/io/sessions.ts';
import { hasShared, shared, WITHOUT_SHARED } from './files.ts';

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
const iso = (utcS: number): string => new Date(utcS * 1000).toISOString();
const counted = (notes: ReadonlyArray<{ what: string; count: number }>): Record<string, number> =>
  Object.fromEntries(notes.map(({ what, count }) => [what, count]));

describe.skipIf(!hasShared)(`real files${WITHOUT_SHARED}`, () => {
  test('Trondheim: 6,878 rows, 34 without an end dropped, semicolons, decimal commas and Norwegian time read (data README)', async () => {
    const { records, report } = await readSessions(
      shared('energy/ev_sessions/trondheim_Dataset1_EV_charging_reports.csv'),
    );
    expect(report.read).toEqual({ sessions: 6878 });
    expect(counted(report.dropped)['sessions without an end']).toBe(34);
    // First row: 21.12.2018 10:20 to 10:23, 0,3 kWh; Norway is an hour ahead of UTC in winter.
    expect([iso(records.arrivalUtcS[0]!), iso(records.departureUtcS[0]!), records.energyKwh[0]]).toEqual([
      '2018-12-21T09:20:00.000Z',
      '2018-12-21T09:23:00.000Z',
      0.3,
    ]);
    expect(sum(records.energyKwh) / records.count).toBeCloseTo(12.7, 0);
    const text = JSON.stringify(records);
    for (const original of ['AdO3-4', 'AdO1', 'Bl2']) expect(text).not.toContain(original);
  });

  test('ACN Caltech: all 3,527 sessions with offset stamps, the driver’s own estimate and what was asked (data README)', async () => {
    const { records } = await readSessions(shared('energy/ev_sessions/acn_caltech_2019-05-01_2019-08-31.csv.gz'));
    expect(records.count).toBe(3527);
    expect([
      iso(records.arrivalUtcS[0]!),
      iso(records.statedDepartureUtcS[0]!),
      records.energyKwh[0],
      records.requestedKwh![0],
    ]).toEqual(['2019-05-01T08:18:45.000Z', '2019-05-01T16:20:45.000Z', 44.069, 60]);
    expect(records.energyKwh.filter((kwh, i) => kwh > records.requestedKwh![i]! + 1e-9).length).toBe(61);
    expect(JSON.stringify(records.point)).not.toContain('CA-305');
  });

  test('ACN office and Boulder share a layout: 1,426 and 21,569 rows in local time of the given zone', async () => {
    const office = await readSessions(shared('energy/ev_sessions/acn_office1.csv'), {
      timeZone: 'America/Los_Angeles',
    });
    expect([office.records.count, iso(office.records.arrivalUtcS[0]!)]).toEqual([1426, '2019-03-25T16:24:42.000Z']);
    const boulder = await readSessions(shared('energy/ev_sessions/boulder_2021.csv.gz'), {
      timeZone: 'America/Denver',
    });
    expect(boulder.report.read).toEqual({ sessions: 21_569 });
    expect(boulder.records.count).toBeGreaterThan(21_500);
    for (let i = 1; i < boulder.records.count; i++)
      if (boulder.records.arrivalUtcS[i]! < boulder.records.arrivalUtcS[i - 1]!)
        throw new Error('not in order of arrival');
  });
});

const csv = (...rows: string[]): string => ['socket,user,start,end,energy_kwh,max_kw', ...rows].join('\n');
const parse = (...rows: string[]) => parseSessions(csv(...rows), 's.csv', { timeZone: 'Europe/Amsterdam' });
const GOOD = 'P1,ann,2025-01-10 08:00,2025-01-10 17:00,20,11';

describe('rows with faults are dropped or mended, and counted', () => {
  test.each([
    ['departure before arrival', 'P2,bo,2025-01-10 17:00,2025-01-10 08:00,20,11', 'sessions: departure before arrival'],
    ['no stay', 'P2,bo,2025-01-10 08:00,2025-01-10 08:00,20,11', 'sessions: no time between arrival and departure'],
    ['no beginning', 'P2,bo,,2025-01-10 08:00,20,11', 'sessions without a beginning'],
    ['no end', 'P2,bo,2025-01-10 08:00,,20,11', 'sessions without an end'],
    [
      'a beginning that is no time',
      'P2,bo,yesterday,2025-01-10 08:00,20,11',
      'sessions whose beginning cannot be read',
    ],
    [
      'a date that does not exist',
      'P2,bo,2025-02-30 08:00,2025-03-01 08:00,20,11',
      'sessions whose beginning cannot be read',
    ],
    [
      'more energy than fits',
      'P2,bo,2025-01-10 08:00,2025-01-10 09:00,20,11',
      'sessions: more energy than fits the stay',
    ],
    ['more energy than any car takes', 'P2,bo,2025-01-10 08:00,2025-01-20 08:00,900,', 'sessions: more than 250 kWh'],
    ['energy that is no number', 'P2,bo,2025-01-10 08:00,2025-01-10 18:00,much,11', 'sessions: no energy told'],
    ['negative energy', 'P2,bo,2025-01-10 08:00,2025-01-10 18:00,-3,11', 'sessions: no energy delivered'],
    ['a stay of two months', 'P2,bo,2025-01-10 08:00,2025-03-10 18:00,20,11', 'sessions: longer than 31 days'],
  ])('%s', (_name, row, what) => {
    const { records, report } = parse(GOOD, row);
    expect(records.count).toBe(1);
    expect(report.dropped).toEqual([{ what, count: 1, examples: ['line 3'] }]);
  });

  test('two cars at one socket: the first stay ends where the second begins; the same beginning twice is dropped', () => {
    const { records, report } = parse(
      GOOD,
      'P1,bo,2025-01-10 12:00,2025-01-10 18:00,10,11',
      'P1,cy,2025-01-10 12:00,2025-01-10 19:00,10,11',
      'P2,di,2025-01-10 12:00,2025-01-10 19:00,10,11',
    );
    expect(records.count).toBe(3);
    expect(iso(records.departureUtcS[0]!)).toBe('2025-01-10T11:00:00.000Z');
    expect(report.repaired[0]).toMatchObject({
      what: 'stays cut where the next session on the same socket begins',
      count: 1,
    });
    expect(report.dropped[0]).toMatchObject({
      what: 'sessions that begin together with another one on the same socket',
      count: 1,
    });
  });

  test('night of the clock change in autumn: 02:30 to 02:15 is 45 minutes, from summer into winter time', () => {
    const { records } = parse('P1,ann,2025-10-26 02:30,2025-10-26 02:15,3,11');
    expect([iso(records.arrivalUtcS[0]!), iso(records.departureUtcS[0]!)]).toEqual([
      '2025-10-26T00:30:00.000Z',
      '2025-10-26T01:15:00.000Z',
    ]);
  });

  test('both times in the hour that comes twice: 02:30 to 02:45 is a quarter, and with 11 kWh at 11 kW five quarters', () => {
    const { records } = parse(
      'P1,ann,2025-10-26 02:30,2025-10-26 02:45,2,11',
      'P2,bo,2025-10-26 02:30,2025-10-26 02:45,11,11',
    );
    expect(Array.from(records.departureUtcS, (end, s) => (end - records.arrivalUtcS[s]!) / 60)).toEqual([15, 75]);
  });

  test('a stay whose energy does not fit before the next one begins is kept whole, the next one is dropped: more than one car there', () => {
    const { records, report } = parse(
      'P1,ann,2025-01-10 17:10,2025-01-11 07:45,23.75,11',
      'P1,bo,2025-01-10 18:00,2025-01-11 08:00,5,11',
    );
    expect(Array.from(records.energyKwh)).toEqual([23.75]);
    expect(iso(records.departureUtcS[0]!)).toBe('2025-01-11T06:45:00.000Z');
    expect(report.dropped[0]).toMatchObject({ count: 1, what: expect.stringMatching(/more than one car there/) });
  });

  test('a time that clocks skipped in spring moves on by an hour and is told', () => {
    const { records, report } = parse('P1,ann,2025-03-30 02:30,2025-03-30 06:00,3,11');
    expect(iso(records.arrivalUtcS[0]!)).toBe('2025-03-30T01:30:00.000Z');
    expect(report.repaired[0]!.what).toMatch(/skip in spring/);
  });

  test('a missing end is made from the duration where there is one', () => {
    const text = 'start,end,duration_hours,kwh\n2025-01-10 08:00,,"2,5",10\n';
    const { records, report } = parseSessions(text, 's.csv');
    expect(iso(records.departureUtcS[0]!)).toBe('2025-01-10T09:30:00.000Z');
    expect(report.repaired[0]!.what).toBe('ends that are missing, made from the duration');
  });

  test('Dutch column names, semicolons and decimal commas are understood', () => {
    const { records } = parseSessions(
      'Laadpunt;Laadpas;Starttijd;Eindtijd;Verbruik\nNL-1;77;10-01-2025 08:00;10-01-2025 10:00;1.234,5\nNL-1;77;11-01-2025 08:00;11-01-2025 10:00;12,5\n',
      's.csv',
    );
    expect([records.count, records.energyKwh[0]]).toEqual([1, 12.5]);
  });

  test('what was written by this project is read back the same', () => {
    const text =
      'id,point,user,arrivalUtcS,departureUtcS,statedDepartureUtcS,energyKwh,maximumKw,phases\nsession-1,P,u,1736496000,1736528400,,20,11,3\n';
    const { records } = parseSessions(text, 's.csv');
    expect([
      records.arrivalUtcS[0],
      records.departureUtcS[0],
      records.statedDepartureUtcS[0],
      records.maximumKw[0],
      records.phases[0],
    ]).toEqual([1736496000, 1736528400, Number.NaN, 11, 3]);
  });
});

test('pseudonyms: never the original, the same person the same, another salt another pseudonym', () => {
  const text = csv(
    GOOD,
    'P1,ann,2025-01-11 08:00,2025-01-11 17:00,20,11',
    'P2,bo,2025-01-11 08:00,2025-01-11 17:00,20,11',
  );
  const a = parseSessions(text, 's.csv', { salt: 'one' }).records;
  const b = parseSessions(text, 's.csv', { salt: 'two' }).records;
  expect(a.user[0]).toBe(a.user[1]);
  expect(a.user[2]).not.toBe(a.user[0]);
  expect(b.user[0]).not.toBe(a.user[0]);
  expect(JSON.stringify(a)).not.toMatch(/"(ann|bo|P1|P2)"/);
  expect(parseSessions(text, 's.csv').records.user).toEqual(parseSessions(text, 's.csv').records.user);
});

describe('OCPI 2.2.1 charge detail records', () => {
  // Fields and types as in OCPI 2.2.1-d2, mod_cdrs; values invented.
  const cdr = (change: object = {}) => ({
    country_code: 'NL',
    party_id: 'ABC',
    id: '12345',
    start_date_time: '2025-06-29T20:39:09Z',
    end_date_time: '2025-06-29T23:37:32Z',
    session_id: 'abc',
    cdr_token: { uid: '012345678', type: 'RFID', contract_id: 'NL8ACC12E46L89' },
    cdr_location: {
      id: 'LOC1',
      evse_uid: '3256',
      evse_id: 'NL*ABC*E1',
      connector_id: '1',
      connector_standard: 'IEC_62196_T2',
      connector_power_type: 'AC_3_PHASE',
    },
    currency: 'EUR',
    charging_periods: [
      {
        start_date_time: '2025-06-29T20:39:09Z',
        dimensions: [
          { type: 'ENERGY', volume: 15.342 },
          { type: 'MAX_POWER', volume: 11 },
        ],
      },
    ],
    total_cost: { excl_vat: 4 },
    total_energy: 15.342,
    total_time: 2.973,
    last_updated: '2025-06-29T23:40:00Z',
    ...change,
  });

  test('a response with data, a list and a single record give the same session', () => {
    for (const json of [{ data: [cdr()], status_code: 1000 }, [cdr()], cdr()]) {
      const { records } = parseSessions(JSON.stringify(json), 'cdr.json', { salt: 's' });
      expect([
        records.count,
        iso(records.arrivalUtcS[0]!),
        iso(records.departureUtcS[0]!),
        records.energyKwh[0],
        records.maximumKw[0],
        records.phases[0],
      ]).toEqual([1, '2025-06-29T20:39:09.000Z', '2025-06-29T23:37:32.000Z', 15.342, 11, 3]);
      expect(JSON.stringify(records)).not.toMatch(/012345678|NL8ACC|3256/);
    }
  });

  test('times without Z are UTC by the standard; records that are no objects or lack an end are counted', () => {
    const { records, report } = parseSessions(
      JSON.stringify([
        cdr({ start_date_time: '2025-06-29T20:39:09', end_date_time: '2025-06-29T23:37:32' }),
        cdr({ end_date_time: null, total_time: null }),
        7,
      ]),
      'cdr.json',
    );
    expect([records.count, iso(records.arrivalUtcS[0]!)]).toEqual([1, '2025-06-29T20:39:09.000Z']);
    expect(counted(report.dropped)).toEqual({ 'sessions without an end': 1, 'sessions without a beginning': 1 });
  });

  test('a credit record takes back the record it names: neither is a session, the corrected one is; all are counted', () => {
    const { records, report } = parseSessions(
      JSON.stringify([
        cdr({ id: 'wrong', total_energy: 51.342 }),
        cdr({ id: 'wrong-credit', total_energy: 51.342, credit: true, credit_reference_id: 'wrong' }),
        cdr({ id: 'right' }),
      ]),
      'cdr.json',
    );
    expect([records.count, records.energyKwh[0]]).toEqual([1, 15.342]);
    expect(counted(report.dropped)).toEqual({ 'credit records': 1, 'records that a credit record takes back': 1 });
    expect(report.read).toEqual({ sessions: 3 });
  });

  test.each([
    ['AC_1_PHASE', 1],
    ['AC_2_PHASE', 2],
    ['AC_2_PHASE_SPLIT', 2],
    ['AC_3_PHASE', 3],
    ['DC', 0],
  ])('power type %s of the standard is %i phases (0: not told)', (connector_power_type, phases) => {
    const { cdr_location } = cdr();
    const json = JSON.stringify(cdr({ cdr_location: { ...cdr_location, connector_power_type } }));
    expect(parseSessions(json, 'cdr.json').records.phases[0]).toBe(phases);
  });
});

test.each([
  ['columns without meaning', 'a,b\n1,2'],
  ['JSON of another kind', '{"a": 1}'],
  ['JSON cut short', '[{"start_date_time": "2025'],
  ['only unusable rows', csv('P1,ann,2025-01-10 08:00,,20,11')],
])('sessions that cannot serve are refused in words: %s', (_name, text) => {
  expect(() => parseSessions(text, 's')).toThrow(InputError);
});

test('an unknown time zone is refused', () => {
  expect(() => parseSessions(csv(GOOD), 's', { timeZone: 'Middle/Earth' })).toThrow(/time zone/);
});
