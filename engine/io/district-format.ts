/** The file `district.yaml`: one declaration gives types and checks. The folder format is described in scenarios/README.md. Pure. */
import { z } from 'zod';

/** Version of the folder format. */
export const DISTRICT_FORMAT = 1;

const isoDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a date YYYY-MM-DD');
const fileName = z
  .string()
  .min(1)
  .refine((name) => !/^([/\\]|[A-Za-z]:)|(^|[/\\])\.\.([/\\]|$)/.test(name), 'must stay inside the district folder');

/** Zone figures that are numbers ≥ 0, and those that are fractions. Names are those of `Zones`. */
export const ZONE_AMOUNTS = [
  'residents',
  'households',
  'dwellings',
  'jobs',
  'carsPerHousehold',
  'licencesPerAdult',
  'incomeKeurPerHousehold',
  'electricityKwhPerDwelling',
  'gasM3PerDwelling',
] as const;
export const ZONE_SHARES = [
  'flatShare',
  'socialRentShare',
  'onePersonShare',
  'withChildrenShare',
  'under15Share',
  'over65Share',
  'lowIncomeShare',
  'highIncomeShare',
  'districtHeatingShare',
  'pvDwellingShare',
] as const;
export const ZONE_FIGURES = [...ZONE_AMOUNTS, ...ZONE_SHARES] as const;
export type ZoneFigure = (typeof ZONE_FIGURES)[number];

const amount = z.number().min(0);
const fraction = z.number().min(0).max(1);
const zoneDefaults = z.strictObject({
  ...(Object.fromEntries(ZONE_AMOUNTS.map((key) => [key, amount.optional()])) as Record<
    (typeof ZONE_AMOUNTS)[number],
    z.ZodOptional<typeof amount>
  >),
  ...(Object.fromEntries(ZONE_SHARES.map((key) => [key, fraction.optional()])) as Record<
    (typeof ZONE_SHARES)[number],
    z.ZodOptional<typeof fraction>
  >),
});

const monthly = (low: number, high: number) => z.array(z.number().min(low).max(high)).length(12);

const source = z.strictObject({
  title: z.string().min(1),
  file: z.string(),
  sha256: z.string().regex(/^([0-9a-f]{64})?$/, 'must be 64 hexadecimal digits, or empty where no file was read'),
  licence: z.string().min(1),
  attribution: z.string().min(1),
});

const chargePoints = z.union([
  z.strictObject({ file: fileName }),
  z.strictObject({
    generate: z.strictObject({
      seed: z.int().min(0),
      socketKw: z.number().min(1).max(400),
      /** Published counts for a group of zones, named by the start of their codes. */
      areas: z
        .array(
          z.strictObject({
            zones: z.string().min(1),
            locations: z.int().min(0),
            sockets: z.int().min(0),
          }),
        )
        .min(1),
    }),
  }),
]);

const year = z.int().min(1950).max(2100);

export const districtFileSchema = z.strictObject({
  format: z.literal(DISTRICT_FORMAT),
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'must be small letters, digits and hyphens'),
  name: z.string().min(1),
  timeZone: z.string().min(1),
  bbox: z
    .tuple([
      z.number().min(-180).max(180),
      z.number().min(-90).max(90),
      z.number().min(-180).max(180),
      z.number().min(-90).max(90),
    ])
    .refine(([west, south, east, north]) => west < east && south < north, 'must be west, south, east, north'),
  zones: fileName,
  zoneDefaults: zoneDefaults.default({}),
  places: fileName,
  hubs: fileName.optional(),
  chargePoints: chargePoints.optional(),
  /** The operator's grid in power-grid-model JSON, and where its nodes are. */
  grid: z.strictObject({ file: fileName, places: fileName }).optional(),
  roads: z.union([z.strictObject({ packed: fileName }), z.strictObject({ skeleton: fileName, streets: fileName })]),
  timetable: z.union([
    z.strictObject({ packed: fileName, firstDate: isoDate.optional(), lastDate: isoDate.optional() }),
    z.strictObject({ lines: fileName }),
  ]),
  weather: z.union([
    z.strictObject({ hourly: fileName, source: z.string().min(1) }),
    z.strictObject({
      typical: z.strictObject({
        latitudeDeg: z.number().min(-66).max(66),
        longitudeDeg: z.number().min(-180).max(180),
        year,
        seed: z.int().min(0),
        ghiKwhM2: monthly(0, 400),
        airTemperatureC: monthly(-50, 50),
        windSpeedMps: monthly(0, 40),
        source: z.string().min(1),
      }),
    }),
  ]),
  prices: z.union([
    z.strictObject({ hourly: fileName, source: z.string().min(1) }),
    z.strictObject({
      typical: z.strictObject({
        year,
        seed: z.int().min(0),
        meanEurPerMwh: z.number().min(-500).max(5000),
        /** Mean by local hour, and hours below zero. */
        hourlyShapeEurPerMwh: z.array(z.number().min(-500).max(5000)).length(24),
        negativeHours: z.int().min(0).max(4000),
        source: z.string().min(1),
      }),
    }),
  ]),
  /** Terms of the folder's own files, for the list of inputs of a run. */
  licence: z.string().min(1).default('see sources'),
  attribution: z.string().min(1).default('see sources'),
  sources: z.array(source).default([]),
});

export type DistrictFile = z.infer<typeof districtFileSchema>;

/** The same of a folder under construction. */
export const unfinishedFileSchema = districtFileSchema.partial({
  bbox: true,
  zones: true,
  places: true,
  roads: true,
  timetable: true,
  weather: true,
  prices: true,
});
