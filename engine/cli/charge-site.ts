/** The site of `rijnstroom charge`: files and options become sessions, sun, prices and limits per step. */

import { type VehicleType, vehicleTypes } from '../charging/charge-curve.ts';
import { generateSessions, POINT_KINDS, type PointKind } from '../charging/generator.ts';
import { queueForSockets } from '../charging/queue.ts';
import type { SessionRecords } from '../charging/records.ts';
import { chargePhysics } from '../charging/settings.ts';
import { checkSite, type Site } from '../charging/site.ts';
import { makeSite, recordsCalendar, sessionsOnGrid } from '../charging/site-from-records.ts';
import { InputError } from '../core/errors.ts';
import type { Calendar } from '../core/time.ts';
import { makeCalendar } from '../core/time.ts';
import type { Prices, Weather } from '../district/district.ts';
import { loadShapes } from '../energy/load-shapes.ts';
import { DISTRICT_ROOFS, ROOF_MODEL, roofSeries } from '../energy/roofs.ts';
import { sunSeries } from '../energy/sun.ts';
import { makeEphemeris } from '../energy/sun-ephemeris.ts';
import { tariffYear, wholesaleOnGrid } from '../energy/tariff.ts';
import { weatherOnGrid } from '../energy/weather-grid.ts';
import { loadDistrict } from '../io/district.ts';
import { readPrices } from '../io/prices.ts';
import type { ImportReport } from '../io/report.ts';
import { loadScenarioFile } from '../io/scenario-file.ts';
import { readSessions } from '../io/sessions.ts';
import { readText } from '../io/text-file.ts';
import { readWeather } from '../io/weather.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { ChargeOptions } from './charge.ts';

/** Place used for the sun where the weather file tells none: De Bilt. */
const DE_BILT = { latDeg: 52.1, lonDeg: 5.18 };

export interface ChargeSite {
  readonly site: Site;
  readonly scenario: Scenario;
  readonly notes: readonly string[];
  readonly pointOf: (session: number) => string;
  /** Sessions that found no socket. */
  readonly turnedAway: number;
}

export async function chargeSite(
  file: string | undefined,
  options: ChargeOptions,
  v2gShare: number,
): Promise<ChargeSite> {
  const { scenario } = loadScenarioFile(options.scenario ?? 'baseline-2025', options.set ?? []);
  const notes: string[] = [];
  const records = await readRecords(file, options, notes);
  const calendar = recordsCalendar(records, options.step * 60, options.timeZone, options.from, options.days);
  const levers = scenario.charging;
  const vehicles = await readVehicles(options);
  if (vehicles.length > 0)
    notes.push(
      `cars, in equal shares: ${vehicles.map(({ name, batteryKwh }) => `${name} (${batteryKwh} kWh)`).join(', ')}, each with its own charge curve`,
    );
  const built = sessionsOnGrid(records, calendar, {
    efficiencyShare: levers.oneWayEfficiencyShare,
    fixedLossKw: levers.fixedLossW / 1000,
    targetSocShare: levers.targetSocShare,
    minimumSocShare: levers.minimumSocShare,
    ceilingSocShare: levers.ceilingSocShare,
    types: vehicles,
    batteryKwh: options.battery,
    chargerKw: options.charger ?? levers.chargerKw,
    dischargeKw: levers.dischargeKw,
    v2gShare,
    longestStayH: options.longestStay,
    seed: options.seed,
  });
  notes.push(...built.notes);
  const patienceSteps = Math.floor(options.patience / options.step);
  const queued =
    options.sockets === undefined
      ? null
      : queueForSockets(built.sessions, options.sockets, patienceSteps, levers.socketsPerPoint);
  const list = queued?.sessions ?? built.sessions;
  if (queued !== null)
    notes.push(
      `${options.sockets} sockets: ${queued.turnedAway.length} drivers turned away, the others waited ${((queued.waitedSteps * options.step) / Math.max(1, list.count)).toFixed(1)} minutes on average`,
    );
  const recordOf = (session: number): number => built.record[queued?.origin[session] ?? session]!;
  const pointOf = (session: number): string =>
    queued === null
      ? records.point[recordOf(session)]!
      : `point ${1 + Math.floor(queued.socket[session]! / levers.socketsPerPoint)}`;
  const typical = await typicalYear(options, notes);
  const { weather, latDeg, lonDeg } = await readSun(options, typical?.weather, notes);
  const prices = await readPriceFile(options, typical?.prices, notes);
  const place = { latDeg, lonDeg };
  const count = calendar.grid.count;
  const sunKw = new Float64Array(count);
  if (options.pv > 0) {
    const here = weatherOnGrid(weather!, calendar.grid, place);
    const roofs =
      options.tilt === undefined && options.azimuth === undefined
        ? DISTRICT_ROOFS
        : [
            {
              roof: {
                name: 'site',
                planes: [{ tiltDeg: options.tilt ?? 35, azimuthDeg: options.azimuth ?? 180, powerShare: 1 }],
              },
              share: 1,
            },
          ];
    for (const { roof, share } of roofs) {
      const series = roofSeries(here, roof, ROOF_MODEL);
      for (let t = 0; t < count; t++) sunKw[t]! += options.pv * share * series[t]!;
    }
  }
  const tariff = tariffYear({ ...scenario.tariff, netting: false }, calendar, prices);
  const wholesale = options.tariff === 'wholesale' ? wholesaleOnGrid(prices, calendar) : null;
  const meanCo2 = scenario.emissions.electricityGPerKwh;
  const site = makeSite(calendar, list, levers.oneWayEfficiencyShare, {
    loadKw: options.load > 0 ? siteLoad(options, calendar, place) : new Float64Array(count),
    pvKw: sunKw,
    priceEurPerKwh: wholesale ?? tariff.consumptionEurPerKwh,
    feedInEurPerKwh: wholesale ?? tariff.feedInEurPerKwh,
    // The grid is cleaner when the sun shines: a tenth above its mean in the dark, at full sun 0.8 of the mean less. Assumption.
    co2GPerKwh:
      options.pv > 0
        ? sunKw.map((kw) => meanCo2 * (1.1 - (0.8 * kw) / options.pv))
        : new Float64Array(count).fill(meanCo2),
    limitKw: new Float64Array(count).fill(options.limit),
    feedInLimitKw: new Float64Array(count).fill(options.feedInLimit),
    wearEurPerKwh: levers.wearEurPerKwh,
    physics: { ...chargePhysics(scenario), curves: vehicles.map(({ curve }) => curve) },
    ...(options.pointLimit !== undefined && { points: sharedPoints(list.count, pointOf, options.pointLimit) }),
  });
  checkSite(site, file ?? '--generate');
  notes.push(
    `${site.sessions.count} sessions, ${calendar.dayCount} days from ${calendar.date[0]}, ${options.step} minutes a step`,
  );
  return { site, scenario, notes, pointOf, turnedAway: queued?.turnedAway.length ?? 0 };
}

/** Every point that is named once gets its number, in order of arrival; a session without a point has a connection of its own. */
function sharedPoints(
  count: number,
  pointOf: (session: number) => string,
  limitKw: number,
): NonNullable<Site['points']> {
  const names = new Map<string, number>();
  const of = Int32Array.from({ length: count }, (_, session) => {
    const name = pointOf(session) || `session ${session}`;
    if (!names.has(name)) names.set(name, names.size);
    return names.get(name)!;
  });
  return { of, limitKw: new Float64Array(names.size).fill(limitKw) };
}

/** Cars named on the command line, comma separated; the first of the table when none is. */
async function readVehicles(options: ChargeOptions): Promise<VehicleType[]> {
  if (options.vehicles === undefined) {
    if (options.vehicle === undefined) return [];
    throw new InputError('command line', '--vehicle', 'needs a fleet table: --vehicles FILE', options.vehicle);
  }
  const file = options.vehicles;
  const types = vehicleTypes(await readJsonFile(file), file);
  return (options.vehicle ?? '').split(',').map((text) => {
    const wanted = text.trim().toLowerCase();
    const found = types.find(({ name }) => name.toLowerCase().includes(wanted));
    if (found === undefined) throw new InputError(file, '--vehicle', 'must name cars of the table', text);
    return found;
  });
}

async function readJsonFile(file: string): Promise<unknown> {
  const text = await readText(file);
  try {
    return JSON.parse(text);
  } catch {
    throw new InputError(file, '', 'must be JSON', text.slice(0, 40));
  }
}

async function readRecords(file: string | undefined, options: ChargeOptions, notes: string[]): Promise<SessionRecords> {
  if (options.generate !== undefined) {
    if (file !== undefined)
      throw new InputError('command line', '--generate', 'must not be given together with a file', file);
    const points = parsePoints(options.generate);
    return generateSessions({
      points,
      isoStart: options.from ?? '2025-06-02',
      days: options.days ?? 7,
      seed: options.seed,
      timeZone: options.timeZone,
    });
  }
  if (file === undefined) throw new InputError('command line', 'sessions', 'must be a file, or use --generate');
  const { records, report } = await readSessions(file, { timeZone: options.timeZone });
  notes.push(...reportNotes(report));
  return records;
}

function parsePoints(text: string): Record<PointKind, number> {
  const points: Record<PointKind, number> = { private: 0, public: 0, workplace: 0 };
  for (const part of text.split(',')) {
    const [kind, amount] = part.split('=');
    const known = POINT_KINDS.find((name) => name === kind?.trim());
    const value = Number(amount);
    if (known === undefined || !Number.isInteger(value) || value < 0 || value > 100_000)
      throw new InputError('command line', '--generate', `must be like private=40,public=20,workplace=10`, part);
    points[known] = value;
  }
  return points;
}

/** Weather and prices of the built-in district, read only when one of them is needed. */
async function typicalYear(
  options: ChargeOptions,
  notes: string[],
): Promise<{ weather: Weather; prices: Prices } | null> {
  const needsWeather = options.pv > 0 && options.weather === undefined;
  const needsPrices = options.prices === undefined;
  if (!needsWeather && !needsPrices) return null;
  const district = await loadDistrict('leidsche-rijn');
  const what = [needsWeather ? 'weather' : '', needsPrices ? 'prices' : ''].filter((text) => text !== '').join(' and ');
  notes.push(`${what}: typical year of the built-in district, not measured`);
  return district;
}

async function readSun(
  options: ChargeOptions,
  typical: Weather | undefined,
  notes: string[],
): Promise<{ weather: Weather | undefined; latDeg: number; lonDeg: number }> {
  if (options.weather === undefined) return { weather: typical, ...DE_BILT };
  const { weather, latDeg, lonDeg, report } = await readWeather(options.weather);
  notes.push(...reportNotes(report));
  const known = Number.isFinite(latDeg) && Number.isFinite(lonDeg);
  return { weather, ...(known ? { latDeg, lonDeg } : DE_BILT) };
}

async function readPriceFile(options: ChargeOptions, typical: Prices | undefined, notes: string[]): Promise<Prices> {
  if (options.prices === undefined) return typical!;
  const { prices, report } = await readPrices(options.prices, { timeZone: options.timeZone });
  notes.push(...reportNotes(report));
  return prices;
}

function siteLoad(options: ChargeOptions, calendar: Calendar, place: { latDeg: number; lonDeg: number }): Float64Array {
  const sunOf = (of: Calendar) => {
    const { startUtcS, stepS, count } = of.grid;
    return sunSeries(makeEphemeris(startUtcS, startUtcS + count * stepS), place, startUtcS + stepS / 2, stepS, count);
  };
  const year = makeCalendar(`${calendar.date[0]!.slice(0, 4)}-01-01`, 365, 3600, calendar.timeZone);
  const shapes = loadShapes(calendar, sunOf(calendar), { calendar: year, sun: sunOf(year) }, place.latDeg);
  const meanKw = options.load / 8766;
  const [away, home] = shapes.households;
  if (options.loadShape === 'business') return Float64Array.from(shapes.business, (value) => value * meanKw);
  return Float64Array.from(away!, (value, t) => ((value + home![t]!) / 2) * meanKw);
}

function reportNotes(report: ImportReport): string[] {
  const counts = (values: Readonly<Record<string, number>>): string =>
    Object.entries(values)
      .map(([name, value]) => `${value} ${name}`)
      .join(', ');
  return [
    `${report.file}: ${report.format}; read ${counts(report.read)}; kept ${counts(report.kept)}`,
    ...report.repaired.map(({ what, count }) => `  repaired ${count}: ${what}`),
    ...report.dropped.map(({ what, count }) => `  dropped ${count}: ${what}`),
    ...report.warnings.map(({ key, rule }) => `  warning: ${key} ${rule}`),
  ];
}
