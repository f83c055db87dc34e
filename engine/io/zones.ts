/** Zone figures from tables: CBS key figures by postcode, a grid of cells with population, jobs and schools, or columns named as the
 *  figures of `Zones`. In: text. Out: zones, places and stand-ins, and an import report. `readZones` touches files; the rest is pure.
 *  Codes for secret cells (−99997, −99995, '.', 'x') are "not known"; the district's stand-ins serve then. */
import { InputError } from '../core/errors.ts';
import { CBS_COLUMNS, cbsHeader } from './cbs-columns.ts';
import { ZONE_FIGURES, ZONE_SHARES, type ZoneFigure } from './district-format.ts';
import { type LooseCsv, looseNumber, parseLooseCsv } from './loose-csv.ts';
import type { ImportReport } from './report.ts';
import { ReportBuilder } from './report-builder.ts';
import { readText } from './text-file.ts';
import { geoJsonZones } from './zone-geojson.ts';
import { HOUSEHOLD_SIZE, placesOfZones, ZONE_STAND_INS, type ZoneRow, type ZoneTable } from './zone-rows.ts';

export interface ZoneOptions {
  /** File with `postcode,latitude,longitude` for tables that have codes but no places. */
  readonly centroids?: string;
  /** Persons in a household where only residents are known. */
  readonly householdSize?: number;
}

export interface ZonesImport {
  readonly table: ZoneTable;
  readonly report: ImportReport;
}

/** @throws InputError */
export async function readZones(file: string, options: ZoneOptions = {}): Promise<ZonesImport> {
  const text = await readText(file);
  const centroids =
    options.centroids === undefined ? undefined : readCentroids(await readText(options.centroids), options.centroids);
  return parseZoneTable(text, file, { ...options, centroids });
}

type Centroids = ReadonlyMap<string, readonly [number, number]>;

/** @throws InputError */
export function parseZoneTable(
  text: string,
  file: string,
  options: { centroids?: Centroids | undefined; householdSize?: number } = {},
): ZonesImport {
  if (/^\s*\{/.test(text)) {
    const report = new ReportBuilder(file, 'zones as GeoJSON');
    return finish(geoJsonZones(text, file, report), undefined, options.householdSize, report);
  }
  const cbs = cbsHeader(text, file);
  if (cbs !== null) {
    const report = new ReportBuilder(file, 'CBS key figures by postcode');
    return finish(cbsZones(cbs, options.centroids, report), undefined, options.householdSize, report);
  }
  const csv = parseLooseCsv(text, file);
  const has = (...names: string[]): boolean => names.every((name) => csv.header.includes(name));
  if (has('lon', 'lat', 'population')) {
    const report = new ReportBuilder(file, 'grid of cells');
    const { zones, schools } = gridZones(csv, report);
    return finish(zones, schools, options.householdSize, report);
  }
  if (has('code') && (has('lonDeg', 'latDeg') || options.centroids !== undefined)) {
    const report = new ReportBuilder(file, 'zone figures');
    return finish(namedZones(csv, options.centroids, report), undefined, options.householdSize, report);
  }
  throw new InputError(
    file,
    '',
    'must be CBS key figures by postcode, a grid (id, lon, lat, population, jobs, schools) or a table with code, lonDeg, latDeg and figures of zones; the columns are',
    csv.header.slice(0, 12).join(', '),
  );
}

/** Completes households and dwellings, makes places and says what stands in. */
function finish(
  zones: readonly ZoneRow[],
  schools: ReadonlyMap<string, number> | undefined,
  householdSize: number | undefined,
  report: ReportBuilder,
): ZonesImport {
  if (zones.length === 0)
    throw new InputError(report.file, '', 'must hold zones with a place and residents or jobs; none is left');
  const size = householdSize ?? HOUSEHOLD_SIZE;
  const seen = new Set<string>();
  const complete: ZoneRow[] = [];
  for (const zone of zones) {
    if (seen.has(zone.code)) {
      report.dropped('zones whose code stands twice', zone.code);
      continue;
    }
    seen.add(zone.code);
    const { residents = 0, jobs = 0 } = zone.figures;
    if (zone.figures.residents === undefined)
      report.repaired('zones whose residents are not known, taken as none', zone.code);
    if (zone.figures.households === undefined && residents > 0)
      report.repaired(`households made from residents (${size} persons each)`, zone.code);
    const households = zone.figures.households ?? (residents > 0 ? Math.max(1, Math.round(residents / size)) : 0);
    complete.push({
      ...zone,
      figures: { ...zone.figures, residents, jobs, households, dwellings: zone.figures.dwellings ?? households },
    });
  }
  const standIns = Object.entries(ZONE_STAND_INS) as Array<[ZoneFigure, number]>;
  const used = standIns.filter(([figure]) => complete.some(({ figures }) => figures[figure] === undefined));
  if (used.length > 0)
    report.warn(
      'zoneDefaults',
      `Dutch means stand in where a figure is not told: ${used.map(([figure, value]) => `${figure} ${value}`).join(', ')}; change them in district.yaml`,
    );
  const places = placesOfZones(complete, schools);
  if (!complete.some(({ figures }) => (figures.jobs ?? 0) > 0))
    report.warn(
      'jobs',
      'are not in the file: each zone gets jobs and visits by its residents; give places.csv for real destinations',
    );
  report.kept('zones', complete.length);
  report.kept('places', places.length);
  for (const figure of ['residents', 'households', 'jobs'] as const)
    report.kept(figure, Math.round(complete.reduce((sum, { figures }) => sum + (figures[figure] ?? 0), 0)));
  return { table: { zones: complete, places, defaults: Object.fromEntries(used) }, report: report.done() };
}

function gridZones(csv: LooseCsv, report: ReportBuilder): { zones: ZoneRow[]; schools: Map<string, number> } {
  const schools = new Map<string, number>();
  const zones: ZoneRow[] = [];
  for (const row of tableRows(csv, report)) {
    const code = row.text('id') || `cell ${row.line}`;
    const [lonDeg, latDeg] = [row.number('lon'), row.number('lat')];
    const residents = row.number('population') || 0;
    const jobs = row.number('jobs') || 0;
    const ownSchools = row.number('schools') || 0;
    if (!placed(lonDeg, latDeg)) report.dropped('cells without a place', `line ${row.line}`);
    else if (residents < 0 || jobs < 0 || ownSchools < 0)
      report.dropped('cells with negative figures', `line ${row.line}`);
    else if (residents + jobs + ownSchools === 0) report.dropped('cells without residents, jobs and schools', code);
    else {
      zones.push({ code, name: code, lonDeg, latDeg, figures: { residents, jobs } });
      if (ownSchools > 0) schools.set(code, ownSchools);
    }
  }
  return { zones, schools };
}

function namedZones(csv: LooseCsv, centroids: Centroids | undefined, report: ReportBuilder): ZoneRow[] {
  const unknown = csv.header.filter((name) => !['code', 'name', 'lonDeg', 'latDeg', ...ZONE_FIGURES].includes(name));
  if (unknown.length > 0) report.warn('', 'columns that are not figures of zones are not read', unknown.join(', '));
  const zones: ZoneRow[] = [];
  for (const row of tableRows(csv, report)) {
    const code = row.text('code');
    const place = placeOf(code, [row.number('lonDeg'), row.number('latDeg')], centroids);
    const figures: Partial<Record<ZoneFigure, number>> = {};
    for (const figure of ZONE_FIGURES) keep(figures, figure, row.number(figure), code, report);
    if (place === null) report.dropped('zones without a place', code);
    else zones.push({ code, name: row.text('name') || code, lonDeg: place[0], latDeg: place[1], figures });
  }
  return zones;
}

function cbsZones(
  cbs: { readonly columns: ReadonlyMap<string, number>; readonly rows: ReadonlyArray<readonly string[]> },
  centroids: Centroids | undefined,
  report: ReportBuilder,
): ZoneRow[] {
  if (centroids === undefined)
    throw new InputError(
      report.file,
      'centroids',
      'must be given: CBS key figures have codes but no places (--centroids FILE with postcode, latitude, longitude)',
    );
  const zones: ZoneRow[] = [];
  for (const cells of cbs.rows) {
    report.read('rows');
    const value = (column: string): number => {
      const text = cells[cbs.columns.get(column) ?? -1] ?? '';
      const number = looseNumber(text, ',');
      if (number <= -99_990) report.repaired('secret or unknown cells, taken as not known', `${cells[0]} ${column}`);
      return number <= -99_990 ? Number.NaN : number;
    };
    const code = (cells[cbs.columns.get('code')!] ?? '').trim();
    const place = centroids.get(code);
    if (!/^\d{4}$/.test(code)) report.dropped('rows without a postcode', code);
    else if (place === undefined) report.dropped('postcodes whose place is not known', code);
    else {
      const figures: Partial<Record<ZoneFigure, number>> = {};
      for (const [figure, of] of CBS_COLUMNS) keep(figures, figure, of(value), code, report);
      zones.push({ code, name: `PC4 ${code}`, lonDeg: place[0], latDeg: place[1], figures });
    }
  }
  return zones;
}

function keep(
  into: Partial<Record<ZoneFigure, number>>,
  figure: ZoneFigure,
  value: number,
  code: string,
  report: ReportBuilder,
): void {
  if (Number.isNaN(value)) return;
  const share = (ZONE_SHARES as readonly string[]).includes(figure);
  if (value < 0 || (share && value > 1.0001))
    report.repaired(`impossible ${figure}, taken as not known`, `${code}: ${value}`);
  else into[figure] = share ? Math.min(1, value) : value;
}

interface TableRow {
  readonly line: number;
  text(column: string): string;
  /** NaN when absent, empty or secret. */
  number(column: string): number;
}

function* tableRows(csv: LooseCsv, report: ReportBuilder): Generator<TableRow> {
  const at = new Map(csv.header.map((name, i) => [name, i]));
  for (const { line, cells } of csv.rows) {
    report.read('rows');
    const text = (column: string): string => cells[at.get(column) ?? -1] ?? '';
    yield {
      line,
      text,
      number(column) {
        const value = looseNumber(text(column), csv.separator);
        if (value > -99_990) return value;
        if (!Number.isNaN(value))
          report.repaired('secret or unknown cells, taken as not known', `line ${line} ${column}`);
        return Number.NaN;
      },
    };
  }
}

const placed = (lonDeg: number, latDeg: number): boolean => Math.abs(lonDeg) <= 180 && Math.abs(latDeg) <= 90;

function placeOf(
  code: string,
  own: readonly [number, number],
  centroids: Centroids | undefined,
): readonly [number, number] | null {
  return placed(own[0], own[1]) ? own : (centroids?.get(code) ?? null);
}

/** @throws InputError when the file has no such columns */
export function readCentroids(text: string, file: string): Centroids {
  const csv = parseLooseCsv(text, file);
  const find = (pattern: RegExp): number => csv.header.findIndex((name) => pattern.test(name));
  const [code, lat, lon] = [
    find(/^(postcode|pc4|code|postcode4)$/i),
    find(/^(lat|latitude|latDeg)$/i),
    find(/^(lon|lng|longitude|lonDeg)$/i),
  ];
  if (code < 0 || lat < 0 || lon < 0)
    throw new InputError(file, '', 'must have columns postcode, latitude and longitude', csv.header.join(', '));
  const centroids = new Map<string, readonly [number, number]>();
  for (const { cells } of csv.rows) {
    const place = [looseNumber(cells[lon], csv.separator), looseNumber(cells[lat], csv.separator)] as const;
    if (placed(place[0], place[1]) && !centroids.has(cells[code] ?? '')) centroids.set(cells[code] ?? '', place);
  }
  return centroids;
}
