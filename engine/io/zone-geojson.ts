/** Zones from GeoJSON: CBS neighbourhoods (buurten, wijken) with their key figures, as the national map service PDOK gives them.
 *  In: text. Out: zones with outlines. Pure. Property names: CBS Wijk- en Buurtkaart, editions 2021–2025; secret figures are −99997 and
 *  −99995, figures that are not there yet −99995 or null. */
import { centroid } from '@turf/turf';
import { InputError } from '../core/errors.ts';
import { ZONE_FIGURES, type ZoneFigure } from './district-format.ts';
import type { ReportBuilder } from './report-builder.ts';
import type { ZoneRow } from './zone-rows.ts';

type Properties = Readonly<Record<string, unknown>>;

/** Figure → property names in order of preference, and what one unit of them is. */
const CBS_FIGURES: ReadonlyArray<readonly [ZoneFigure, readonly string[], number]> = [
  ['residents', ['aantalInwoners'], 1],
  ['households', ['aantalHuishoudens'], 1],
  ['dwellings', ['woningvoorraad'], 1],
  ['flatShare', ['percentageMeergezinswoning', 'percentageMeergezinswoningen'], 0.01],
  [
    'socialRentShare',
    ['percHuurwoningenInBezitWoningcorporaties', 'percentageHuurwoningenInBezitWoningcorporaties'],
    0.01,
  ],
  ['onePersonShare', ['percentageEenpersoonshuishoudens'], 0.01],
  ['withChildrenShare', ['percentageHuishoudensMetKinderen'], 0.01],
  ['under15Share', ['percentagePersonen0Tot15Jaar'], 0.01],
  ['over65Share', ['percentagePersonen65JaarEnOuder'], 0.01],
  ['carsPerHousehold', ['personenautosPerHuishouden'], 1],
  ['lowIncomeShare', ['percentageHuishoudensMetLaagsteInkomen', 'percentageHuishoudensMetLaagInkomen'], 0.01],
  ['highIncomeShare', ['percentageHuishoudensMetHoogsteInkomen', 'percentageHuishoudensMetHoogInkomen'], 0.01],
  ['electricityKwhPerDwelling', ['gemiddeldElektriciteitsverbruikTotaal', 'gemiddeldeElektriciteitslevering'], 1],
  ['gasM3PerDwelling', ['gemiddeldGasverbruikTotaal', 'gemiddeldAardgasverbruik', 'gemiddeldAardgasverbruikTotaal'], 1],
  ['districtHeatingShare', ['percentageWoningenMetStadsverwarming'], 0.01],
  ['pvDwellingShare', ['percentageWoningenMetZonnestroom'], 0.01],
];

const CODES = ['code', 'buurtcode', 'wijkcode', 'gemeentecode', 'postcode'];
const NAMES = ['name', 'buurtnaam', 'wijknaam', 'gemeentenaam'];
/** Codes of Dutch areas; some services answer with the latitude first. */
const CBS_CODE = /^(BU|WK|GM)\d+$/;
const SECRET_BELOW = -99_990;

/** @throws InputError for text that is no FeatureCollection of zones in WGS 84 */
export function geoJsonZones(text: string, file: string, report: ReportBuilder): ZoneRow[] {
  let json: { type?: unknown; features?: unknown };
  try {
    json = JSON.parse(text) as typeof json;
  } catch (error) {
    throw new InputError(file, '', `must be JSON: ${(error as Error).message}`);
  }
  if (json?.type !== 'FeatureCollection' || !Array.isArray(json.features))
    throw new InputError(file, 'type', 'must be a FeatureCollection of zones', json?.type);
  const zones: ZoneRow[] = [];
  json.features.forEach((raw: unknown, i) => {
    report.read('features');
    const feature = raw as { properties?: Properties | null; geometry?: GeoJSON.Geometry | null } | null;
    const properties = feature?.properties ?? {};
    const code = text1(properties, CODES);
    const geometry = feature?.geometry ?? null;
    if (code === '') report.dropped('features without a code', `feature ${i}`);
    else if (properties['water'] === 'JA') report.dropped('zones that are water', code);
    else if (geometry === null || !['Point', 'Polygon', 'MultiPolygon'].includes(geometry.type))
      report.dropped('zones without a place or an outline', code);
    else {
      const place = placeOf(geometry, file, code);
      if (place === null) report.dropped('zones whose outline cannot be read', code);
      else
        zones.push({
          code,
          name: text1(properties, NAMES) || code,
          lonDeg: place[0],
          latDeg: place[1],
          figures: figuresOf(properties, code, report),
          ...(geometry.type === 'Point' ? {} : { geometry }),
        });
    }
  });
  return zones;
}

const text1 = (properties: Properties, keys: readonly string[]): string => {
  for (const key of keys) {
    const value = properties[key];
    if (typeof value === 'string' || typeof value === 'number') return String(value);
  }
  return '';
};

function placeOf(geometry: GeoJSON.Geometry, file: string, code: string): readonly [number, number] | null {
  let place: readonly number[];
  try {
    place = centroid(geometry as never).geometry.coordinates;
  } catch {
    return null;
  }
  const [lon, lat] = place;
  if (lon === undefined || lat === undefined || !Number.isFinite(lon) || !Number.isFinite(lat)) return null;
  if (Math.abs(lon) > 180 || Math.abs(lat) > 90)
    throw new InputError(file, code, 'must be in WGS 84 degrees (ask the service for srsName=EPSG:4326)', [
      Math.round(lon),
      Math.round(lat),
    ]);
  if (CBS_CODE.test(code) && lon > 50 && lon < 54 && lat > 3 && lat < 8)
    throw new InputError(file, code, 'must have coordinates with the longitude first (ask for srsName=EPSG:4326)', [
      lon,
      lat,
    ]);
  return [lon, lat];
}

/** Known figures of a feature: those of CBS, and any property that has the name of a figure. */
function figuresOf(properties: Properties, code: string, report: ReportBuilder): Partial<Record<ZoneFigure, number>> {
  const figures: Partial<Record<ZoneFigure, number>> = {};
  const take = (figure: ZoneFigure, value: unknown, factor: number): boolean => {
    if (typeof value !== 'number' || !Number.isFinite(value)) return false;
    if (value <= SECRET_BELOW) {
      report.repaired('secret or unknown cells, taken as not known', `${code} ${figure}`);
      return false;
    }
    const scaled = value * factor;
    if (scaled < 0 || (figure.endsWith('Share') && scaled > 1.0001)) {
      report.repaired(`impossible ${figure}, taken as not known`, `${code}: ${value}`);
      return false;
    }
    figures[figure] = figure.endsWith('Share') ? Math.min(1, scaled) : scaled;
    return true;
  };
  for (const [figure, names, factor] of CBS_FIGURES) names.some((name) => take(figure, properties[name], factor));
  for (const figure of ZONE_FIGURES) take(figure, properties[figure], 1);
  return figures;
}

/** Figures of one table put onto the zones of another by code; zones and outlines stay those of the base.
 *  @returns the base features' text with new figures */
export function mergeFigures(baseText: string, found: readonly ZoneRow[], report: ReportBuilder): string {
  const byCode = new Map(found.map((zone) => [zone.code, zone]));
  const base = JSON.parse(baseText) as { features: Array<{ properties: Record<string, unknown> }> };
  let renewed = 0;
  const features = base.features.map((feature) => {
    const { properties } = feature;
    if (properties['external'] === true) return feature;
    const zone = byCode.get(String(properties['code']));
    if (zone === undefined) {
      report.warn('zones', 'not among the figures: those of the built-in district stay', properties['code']);
      return feature;
    }
    renewed++;
    return { ...feature, properties: { ...properties, ...consistent(zone.figures, properties) } };
  });
  report.kept('zones renewed', renewed);
  return `{"type":"FeatureCollection","features":[\n${features.map((feature) => JSON.stringify(feature)).join(',\n')}\n]}\n`;
}

/** A zone with residents has households: where one of the two is secret both stay as they were. */
function consistent(
  figures: ZoneRow['figures'],
  before: Readonly<Record<string, unknown>>,
): Partial<Record<ZoneFigure, number>> {
  const merged = { ...before, ...figures } as Partial<Record<ZoneFigure, number>>;
  if ((merged.residents ?? 0) > 0 !== (merged.households ?? 0) > 0) {
    const { residents: _r, households: _h, ...rest } = figures;
    return rest;
  }
  return figures;
}
