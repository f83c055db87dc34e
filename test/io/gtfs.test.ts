/** GTFS reader: real feeds against the counts listed with them, and small feeds written by hand. */
import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { InputError } from '../../engine/core/errors.ts';
import { type GtfsOptions, readGtfs } from '../../engine/io/gtfs.ts';
import { transitMode } from '../../engine/io/gtfs-modes.ts';
import { distancesAlong, mendTimes, parseClock } from '../../engine/io/gtfs-times.ts';
import { checkTimetable } from '../../engine/io/store-checks.ts';
import { NO_TRANSFER_S, type Timetable } from '../../engine/network/timetable.ts';
import { openTimetable, packTimetable } from '../../engine/network/timetable-store.ts';
import { wheelchairTimetable } from '../../engine/routing/wheelchair.ts';
import { hasShared, shared, temporaryFolder, WITHOUT_SHARED, writeTemporary } from './files.ts';

const folder = temporaryFolder();
let zips = 0;
const zip = (files: Record<string, string>): string =>
  writeTemporary(
    folder,
    `feed-${zips++}.zip`,
    zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, new TextEncoder().encode(text)]))),
  );

/** A line of three stops, one trip on weekdays. 2025-03-17 is a Monday. */
const FEED = {
  'agency.txt': 'agency_id,agency_name,agency_url,agency_timezone\nA,Bus,http://b,Europe/Amsterdam\n',
  'stops.txt':
    'stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station,wheelchair_boarding\nS,Station,52.1,5.1,1,,1\na,A,52.1,5.1,0,S,\nb,B,52.1,5.11,,,2\nc,C,52.1,5.14,,,\n',
  'routes.txt': 'route_id,route_short_name,route_long_name,route_type\nR,28,Long,3\n',
  'trips.txt': 'route_id,service_id,trip_id\nR,week,t1\n',
  'calendar.txt':
    'service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\nweek,1,1,1,1,1,0,0,20250303,20250330\n',
  'stop_times.txt':
    'trip_id,arrival_time,departure_time,stop_id,stop_sequence\nt1,08:00:00,08:00:00,a,1\nt1,,,b,2\nt1,08:08:00,08:08:00,c,3\n',
};
const read = (files: Record<string, string>, options?: GtfsOptions) => readGtfs([zip(files)], options);

/** Times of all trips in words: `a 8:00 b 8:02 c 8:08`. */
const trips = (t: Timetable): string[] => {
  const words: string[] = [];
  for (let p = 0; p < t.patternCount; p++)
    for (let trip = t.patternFirstTrip[p]!; trip < t.patternFirstTrip[p + 1]!; trip++) {
      const first = t.patternFirstStop[p]!;
      const count = t.patternFirstStop[p + 1]! - first;
      words.push(
        Array.from(
          { length: count },
          (_, i) =>
            `${t.stopIds[t.patternStop[first + i]!]} ${(t.departureS[t.tripFirstTime[trip]! + i]! / 3600).toFixed(4)}`,
        ).join(' '),
      );
    }
  return words;
};

describe('small feeds', () => {
  test('empty times lie between timepoints by distance: b at a quarter of the way is passed after 2 of 8 minutes', async () => {
    const { timetable, reports } = await read(FEED);
    expect(trips(timetable)).toEqual([`a 8.0000 b ${(8 + 2 / 60).toFixed(4)} c ${(8 + 8 / 60).toFixed(4)}`]);
    expect(reports[0]!.repaired).toEqual([
      { what: 'empty times filled in between timepoints', count: 1, examples: [] },
    ]);
  });

  test('a stop belongs to its station and is as accessible as it says, else as its station', async () => {
    const { timetable } = await read(FEED);
    const at = (id: string): number => timetable.stopIds.indexOf(id);
    expect(timetable.parentStation[at('a')]).toBe(at('S'));
    expect(['a', 'b', 'c'].map((id) => timetable.wheelchair[at(id)])).toEqual([1, 2, 0]);
  });

  test('the typical weekday is a Tuesday to Thursday; a weekend without trips is told', async () => {
    const { dates, reports } = await read(FEED);
    expect(dates).toEqual([['2025-03-04', '', '']]);
    expect(reports[0]!.warnings.map(({ rule }) => rule)).toEqual([
      'no trip of this feed runs on a saturday',
      'no trip of this feed runs on a sunday',
    ]);
  });

  test('exceptions add and remove: a trip added on one Saturday runs then, one removed on the given date is gone', async () => {
    const saturday = { ...FEED, 'calendar_dates.txt': 'service_id,date,exception_type\nweek,20250308,1\n' };
    expect((await read(saturday)).dates[0]![1]).toBe('2025-03-08');
    const strike = { ...FEED, 'calendar_dates.txt': 'service_id,date,exception_type\nweek,20250318,2\n' };
    // The nearest working day with trips instead; of two equally near the later.
    expect((await read(strike, { date: '2025-03-18' })).dates[0]![0]).toBe('2025-03-19');
  });

  test('a feed with calendar_dates.txt alone is enough', async () => {
    const { 'calendar.txt': _, ...rest } = FEED;
    const { dates } = await read({
      ...rest,
      'calendar_dates.txt': 'service_id,date,exception_type\nweek,20250311,1\n',
    });
    expect(dates[0]![0]).toBe('2025-03-11');
  });

  test('a date outside the calendar is refused with the calendar’s range', async () => {
    await expect(read(FEED, { date: '2024-03-18' })).rejects.toThrow(/calendar of the feed, 2025-03-03 to 2025-03-30/);
    await expect(read(FEED, { date: 'tomorrow' })).rejects.toThrow(/must be a date like/);
  });

  test('trips past midnight keep hours above 24', async () => {
    const night = FEED['stop_times.txt'].replaceAll('08:0', '25:0');
    expect(trips((await read({ ...FEED, 'stop_times.txt': night })).timetable)[0]).toMatch(
      /^a 25\.0000 .* c 25\.1333$/,
    );
  });

  test('frequencies.txt unfolds: every 10 minutes from 7:00 to before 7:30 are three departures', async () => {
    const { timetable } = await read({
      ...FEED,
      'frequencies.txt': 'trip_id,start_time,end_time,headway_secs\nt1,07:00:00,07:30:00,600\n',
    });
    expect(trips(timetable).map((trip) => trip.split(' ')[1])).toEqual(['7.0000', '7.1667', '7.3333']);
  });

  test('a headway that would never end is refused and counted', async () => {
    await expect(
      read({
        ...FEED,
        'frequencies.txt':
          'trip_id,start_time,end_time,headway_secs\nt1,00:00:00,277:00:00,10\nt1,00:00:00,277:00:00,10\nt1,00:00:00,277:00:00,10\nt1,00:00:00,277:00:00,10\nt1,00:00:00,277:00:00,10\nt1,00:00:00,277:00:00,10\n',
      }),
    ).rejects.toThrow(/must unfold into at most/);
    const { reports } = await read({
      ...FEED,
      'frequencies.txt': 'trip_id,start_time,end_time,headway_secs\nt1,07:00:00,07:30:00,0\n',
    });
    expect(reports[0]!.dropped[0]!.what).toMatch(/frequencies that make no departures/);
  });

  test('transfers between stations hold for each of their stops; forbidden ones are kept as such, unknown stops told', async () => {
    const { timetable, reports } = await read({
      ...FEED,
      'transfers.txt': 'from_stop_id,to_stop_id,transfer_type,min_transfer_time\nS,b,2,180\nb,c,3,\nb,nowhere,0,\n',
    });
    expect([...timetable.transferS]).toEqual([180, NO_TRANSFER_S]);
    expect(timetable.stopIds[timetable.transferFrom[0]!]).toBe('a');
    expect(reports[0]!.dropped.map(({ count }) => count)).toEqual([1]);
  });

  test('a transfer without a time takes a walk, not nothing: 1.3 × 0.01 degree of longitude at 52.1° north, 1.25 m/s (hand calculation)', async () => {
    const { timetable } = await read({
      ...FEED,
      'transfers.txt': 'from_stop_id,to_stop_id,transfer_type\na,b,0\na,a,0\nb,b,1\n',
    });
    // 0.01 degree is 683.0 m there.
    expect([...timetable.transferS]).toEqual([Math.ceil((1.3 * 683.0) / 1.25), 0]);
  });

  test('ways inside a station: two minutes over the stairs, four by lift; a platform with stairs only is closed to wheelchairs', async () => {
    const { timetable, reports } = await read({
      ...FEED,
      'stops.txt': `${FEED['stops.txt']}in,Entrance,52.1,5.1,2,S,\nhall,,52.1,5.1,3,S,\n`,
      'pathways.txt':
        'pathway_id,from_stop_id,to_stop_id,pathway_mode,is_bidirectional,traversal_time,length\n1,a,b,2,1,120,\n2,a,hall,5,1,180,\n3,hall,b,1,1,,75\n4,in,hall,1,1,30,\n5,c,in,2,1,20,\n',
    });
    const way = (from: string, to: string): [number, number] => {
      const at = timetable.transferFrom.findIndex(
        (stop, t) => timetable.stopIds[stop] === from && timetable.stopIds[timetable.transferTo[t]!] === to,
      );
      return [timetable.transferS[at]!, timetable.transferStepFreeS![at]!];
    };
    expect(way('a', 'b')).toEqual([120, 240]);
    expect(way('c', 'b')).toEqual([110, NO_TRANSFER_S]);
    const access = (id: string): number => timetable.wheelchair[timetable.stopIds.indexOf(id)]!;
    expect([access('a'), access('b'), access('c')]).toEqual([1, 2, 2]);
    expect(reports[0]!.repaired.map(({ what }) => what)).toContainEqual(expect.stringMatching(/without steps/));
    const inWheelchair = wheelchairTimetable(timetable);
    expect([...inWheelchair.transferS]).toContain(240);
    expect([...openTimetable(packTimetable(timetable)).transferStepFreeS!]).toEqual([...timetable.transferStepFreeS!]);
  });

  test('pickup and drop-off types close boarding and alighting', async () => {
    const text =
      'trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type\nt1,08:00:00,08:00:00,a,1,0,1\nt1,08:02:00,08:02:00,b,2,,\nt1,08:08:00,08:08:00,c,3,1,0\n';
    expect([...(await read({ ...FEED, 'stop_times.txt': text })).timetable.patternStopUse]).toEqual([1, 3, 2]);
  });

  test('a ride is drawn along its shape: bends between the stops it passes, no points beyond them; unordered rows are put in order', async () => {
    // North of the stops and back by 0.002 degree, beyond c, with a straight stretch that needs no points.
    const points = [
      [5.1, 52.1],
      [5.105, 52.102],
      [5.11, 52.1],
      [5.12, 52.1],
      [5.13, 52.102],
      [5.14, 52.1],
      [5.15, 52.1],
    ];
    const rows = points.map(([lon, lat], i) => `s,${lat},${lon},${10 * i}`);
    const { timetable, reports } = await read({
      ...FEED,
      'trips.txt': 'route_id,service_id,trip_id,shape_id\nR,week,t1,s\n',
      'shapes.txt': `shape_id,shape_pt_lat,shape_pt_lon,shape_pt_sequence\n${[...rows.slice(3), ...rows.slice(0, 3)].join('\n')}\n`,
    });
    const drawn = (t: Timetable): string[] =>
      [0, 1, 2].map((i) =>
        Array.from(
          t.shapeLonDeg!.subarray(t.shapeFirst![i], t.shapeFirst![i + 1]),
          (lon, p) => `${lon.toFixed(3)} ${t.shapeLatDeg![t.shapeFirst![i]! + p]!.toFixed(3)}`,
        ).join(', '),
      );
    expect(drawn(timetable)).toEqual(['5.105 52.102', '5.120 52.100, 5.130 52.102', '']);
    expect(reports[0]!.kept).toMatchObject({ 'lines drawn along their shape': 1 });
    expect(drawn(checkTimetable(openTimetable(packTimetable(timetable)), 't'))).toEqual(drawn(timetable));
  });

  test('a shape that does not pass the stops, has one point, or is not there: the line is drawn straight, and what is wrong is told', async () => {
    const withShape = (rows: string) => ({
      ...FEED,
      'trips.txt': 'route_id,service_id,trip_id,shape_id\nR,week,t1,s\n',
      'shapes.txt': `shape_id,shape_pt_lat,shape_pt_lon,shape_pt_sequence\n${rows}`,
    });
    const elsewhere = await read(withShape('s,53,6,1\ns,53.1,6,2\n'));
    expect(elsewhere.timetable.shapeFirst).toBeUndefined();
    expect(elsewhere.reports[0]!.repaired).toContainEqual({
      what: 'lines whose shape does not pass their stops, drawn straight',
      count: 1,
      examples: ['t1'],
    });
    for (const rows of ['s,52.1,5.1,1\n', 's,,,1\n', 's,north,5,1\n', ''])
      expect((await read(withShape(rows))).timetable.shapeFirst).toBeUndefined();
    const { 'shapes.txt': _, ...without } = withShape('');
    expect((await read(without)).timetable.tripCount).toBe(1);
  });

  test('several feeds with the same ids stay apart', async () => {
    const { timetable, reports } = await readGtfs([zip(FEED), zip(FEED)]);
    expect(timetable.tripCount).toBe(2);
    expect(new Set(timetable.stopIds).size).toBe(8);
    expect(reports.length).toBe(2);
  });

  test('only trips that call inside the area are kept', async () => {
    const far = { west: 6, south: 50, east: 7, north: 51 };
    await expect(read(FEED, { bbox: far })).rejects.toThrow(/must hold trips that can be used/);
    const near = { west: 5.135, south: 52, east: 5.2, north: 52.2 };
    expect((await read(FEED, { bbox: near })).timetable.stopCount).toBe(4);
  });

  test('rows in any order, spaces in headers, quotes with commas, CRLF and a byte-order mark are read', async () => {
    const odd = {
      ...FEED,
      'stop_times.txt':
        '\uFEFFtrip_id, arrival_time , departure_time,stop_id, stop_sequence\r\nt1,08:08:00,08:08:00,c,30\r\nt1, 8:00:00,8:00:00 ,a,10\r\nt1,"","",b,20\r\n',
      'stops.txt': FEED['stops.txt'].replace('b,B,', 'b,"B, the ""big"" one\nsecond line",'),
    };
    const { timetable } = await read(odd);
    expect(trips(timetable)[0]).toBe('a 8.0000 b 8.0333 c 8.1333');
    expect(timetable.stopNames[timetable.stopIds.indexOf('b')]).toBe('B, the "big" one\nsecond line');
  });
});

describe('feeds with faults', () => {
  test('all missing tables are told at once', async () => {
    const { 'routes.txt': _r, 'stop_times.txt': _s, 'calendar.txt': _c, ...rest } = FEED;
    await expect(read(rest)).rejects.toMatchObject({
      problems: [{ key: 'routes.txt' }, { key: 'stop_times.txt' }, { key: 'calendar.txt' }],
    });
  });

  test('a missing column is named', async () => {
    await expect(read({ ...FEED, 'trips.txt': 'route_id,trip_id\nR,t1\n' })).rejects.toThrow(
      /trips.txt service_id — must be a column/,
    );
  });

  test('unknown stops are dropped from the trip, which goes on without them', async () => {
    const { timetable, reports } = await read({
      ...FEED,
      'stop_times.txt': FEED['stop_times.txt'].replace(',b,2', ',nowhere,2'),
    });
    expect(trips(timetable)).toEqual(['a 8.0000 c 8.1333']);
    expect(reports[0]!.dropped[0]).toMatchObject({ what: 'calls at stops that the feed does not have', count: 1 });
  });

  test('a time that goes back is taken as not given and counted', async () => {
    const { timetable, reports } = await read({
      ...FEED,
      'stop_times.txt': FEED['stop_times.txt'].replace('t1,,,b', 't1,07:00:00,07:00:00,b'),
    });
    expect(trips(timetable)).toEqual(['a 8.0000 b 8.0333 c 8.1333']);
    expect(reports[0]!.repaired.map(({ what }) => what)).toContain('times that go back along the trip');
  });

  test('what is no zip, or a damaged one, is refused in words', async () => {
    await expect(readGtfs([writeTemporary(folder, 'no.zip', 'hello')])).rejects.toThrow(/zip archive/);
    await expect(readGtfs(['/nowhere.zip'])).rejects.toThrow(/must exist/);
  });
});

test('clock texts: seconds after midnight, -1 when empty, NaN when no time', () => {
  expect(['08:00:00', '8:00:00', '25:10:30', '', '8:0:0', '08:61:00', 'aa:bb:cc', '100:00:00'].map(parseClock)).toEqual(
    [28800, 28800, 90630, -1, Number.NaN, Number.NaN, Number.NaN, 360000],
  );
});

test('a trip without a time at its end cannot be mended', () => {
  const count = { interpolated: 0, backwards: 0 };
  expect(mendTimes({ arrivalS: [10, -1], departureS: [10, -1], alongM: [0, 1] }, count)).toBe(false);
});

test('distances told in kilometres are found out by the straight line; nonsense is not believed', () => {
  expect(distancesAlong([0, 1.2, 2.5], [0, 1000, 2000])).toEqual([0, 1200, 2500]);
  expect(distancesAlong([0, 900, 5], [0, 1000, 2000])).toEqual([0, 1000, 2000]);
  expect(distancesAlong([-0.01, -0.01, -0.01], [0, 1000, 2000])).toEqual([0, 1000, 2000]);
});

test('route types, basic and extended, become modes (GTFS reference)', () => {
  expect([0, 1, 2, 3, 4, 11, 12, 109, 401, 700, 900, 1000].map(transitMode)).toEqual([
    'tram',
    'metro',
    'train',
    'bus',
    'ferry',
    'bus',
    'metro',
    'train',
    'metro',
    'bus',
    'tram',
    'ferry',
  ]);
  expect(transitMode(1100)).toBeUndefined();
});

describe.skipIf(!hasShared)(`real feeds${WITHOUT_SHARED}`, () => {
  test('Porto Alegre buses and trains as one timetable; rows, gaps and calendar as listed with the data', async () => {
    const { timetable, reports, timeZone } = await readGtfs([
      shared('geo/porto-alegre/poa_eptc.zip'),
      shared('geo/porto-alegre/poa_trensurb.zip'),
    ]);
    expect(timeZone).toBe('America/Sao_Paulo');
    expect(reports[0]!.read).toMatchObject({
      'stops.txt': 3986,
      'routes.txt': 115,
      'trips.txt': 2374,
      'stop_times.txt': 130_019,
      'calendar_dates.txt': 324,
    });
    expect(reports[0]!.repaired).toContainEqual({
      what: 'empty times filled in between timepoints',
      count: 125_271,
      examples: [],
    });
    // Some stops stand out of order by 260 m, or beyond the end of their line; the rest of the line is drawn all the same.
    expect(reports[0]!.kept['lines drawn along their shape']).toBe(201);
    expect(reports[1]!.read).toMatchObject({
      'stops.txt': 24,
      'routes.txt': 2,
      'trips.txt': 1248,
      'stop_times.txt': 14_855,
    });
    expect(timetable.tripCount).toBe(2374 + 1248);
    for (let i = 0; i < timetable.arrivalS.length; i++)
      expect(timetable.departureS[i]! >= timetable.arrivalS[i]!).toBe(true);
  });

  test('Heidelberg: 1,702 calls at or after 24:00, calendar with additions; a date beyond it is refused', async () => {
    const file = shared('geo/heidelberg/vrn_gtfs_cut.zip');
    const { timetable, reports } = await readGtfs([file]);
    expect(reports[0]!.read).toMatchObject({
      'stops.txt': 392,
      'routes.txt': 7,
      'trips.txt': 1480,
      'stop_times.txt': 46_269,
      'calendar_dates.txt': 1680,
    });
    expect(timetable.arrivalS.filter((s) => s >= 86_400).length).toBeGreaterThan(1000);
    expect([...timetable.parentStation].filter((p) => p >= 0).length).toBeGreaterThan(50);
    await expect(readGtfs([file], { date: '2023-01-10' })).rejects.toThrow(InputError);
  });
});
