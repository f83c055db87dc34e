/** Published tables with a place as one GeoPackage: a layer a table, plus the others as attribute tables. In: tables. Out: a file. Touches files.
 *  Source: OGC 12-128r18, GeoPackage Encoding Standard 1.3.1. */
import sqlite from 'node-sqlite3-wasm';
import { boxOf, type Geometry, geometryOf, geoPackageBlob, pointGeometry } from './geometry.ts';
import { sqlName, sqlText } from './parquet.ts';
import type { PublishedTable } from './publish-tables/index.ts';

/** Rows inserted in one transaction. */
const BATCH = 5000;

type Value = string | number | Uint8Array | null;

/** Geometry of every row, or null when the table has no place. */
export function geometriesOf({ table, geometry }: PublishedTable): ReadonlyArray<Geometry | null> | null {
  if (!geometry) return null;
  const values = (name: string): ArrayLike<unknown> | undefined =>
    table.columns.find((column) => column.name === name)?.values as ArrayLike<unknown> | undefined;
  const wkt = values('geometry');
  if (wkt !== undefined) return Array.from(wkt, (text) => geometryOf(String(text)));
  const lon = values('lonDeg')!;
  const lat = values('latDeg')!;
  return Array.from(lon, (degrees, i) => pointGeometry(Number(degrees), Number(lat[i])));
}

/** Columns that are told by the geometry. */
export const SPATIAL = new Set(['geometry', 'lonDeg', 'latDeg']);

/** @param changedUtc moment of the publication, ISO 8601 */
export function writeGeoPackage(file: string, tables: readonly PublishedTable[], changedUtc: string): void {
  const db = new sqlite.Database(file);
  try {
    db.exec(`PRAGMA application_id = 1196444487; PRAGMA user_version = 10300;
      CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL,
        organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
      INSERT INTO gpkg_spatial_ref_sys VALUES
        ('Undefined Cartesian', -1, 'NONE', -1, 'undefined', NULL), ('Undefined geographic', 0, 'NONE', 0, 'undefined', NULL),
        ('WGS 84', 4326, 'EPSG', 4326, 'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]', 'longitude and latitude');
      CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, description TEXT DEFAULT '',
        last_change DATETIME NOT NULL, min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
        CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
      CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL,
        z TINYINT NOT NULL, m TINYINT NOT NULL, CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
        CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents (table_name));`);
    for (const one of tables) writeLayer(db, one, changedUtc);
  } finally {
    db.close();
  }
}

function writeLayer(db: InstanceType<typeof sqlite.Database>, one: PublishedTable, changedUtc: string): void {
  const { table, title } = one;
  const geometries = geometriesOf(one);
  const columns = table.columns.filter(({ name }) => geometries === null || !SPATIAL.has(name));
  const definition = columns.map(({ name, values }) => `${sqlName(name)} ${isText(values) ? 'TEXT' : 'DOUBLE'}`);
  const place = geometries === null ? '' : 'geom BLOB, ';
  db.exec(
    `CREATE TABLE ${sqlName(table.name)} (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, ${place}${definition.join(', ')})`,
  );
  const box = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const geometry of geometries ?? [])
    if (geometry !== null)
      boxOf(geometry).forEach((edge, side) => {
        box[side] = side < 2 ? Math.min(box[side]!, edge) : Math.max(box[side]!, edge);
      });
  const known = box.every(Number.isFinite);
  db.run('INSERT INTO gpkg_contents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)', [
    table.name,
    geometries === null ? 'attributes' : 'features',
    table.name,
    `${title.nl} / ${title.en}`,
    changedUtc,
    ...(known ? box : [null, null, null, null]),
    geometries === null ? null : 4326,
  ]);
  if (geometries !== null) {
    const types = new Set(geometries.map((geometry) => geometry?.type ?? 'Point'));
    const type = types.size === 1 ? [...types][0]!.toUpperCase() : 'GEOMETRY';
    db.exec(`INSERT INTO gpkg_geometry_columns VALUES (${sqlText(table.name)}, 'geom', '${type}', 4326, 0, 0)`);
  }
  const places = Array.from({ length: columns.length + (geometries === null ? 0 : 1) }, () => '?').join(', ');
  const statement = db.prepare(`INSERT INTO ${sqlName(table.name)} VALUES (NULL, ${places})`);
  try {
    for (let from = 0; from < table.rowCount; from += BATCH) {
      db.exec('BEGIN');
      for (let row = from; row < Math.min(from + BATCH, table.rowCount); row++) {
        const geometry = geometries?.[row];
        const values: Value[] = columns.map(({ values: own, categories }) => {
          const value = (own as ArrayLike<string | number | null>)[row] ?? null;
          return categories !== undefined && typeof value === 'number' ? categories[value]! : value;
        });
        if (geometries !== null) values.unshift(geometry == null ? null : geoPackageBlob(geometry));
        statement.run(values);
      }
      db.exec('COMMIT');
    }
  } finally {
    statement.finalize();
  }
}

const isText = (values: ArrayLike<unknown>): boolean =>
  !ArrayBuffer.isView(values) && Array.from(values).some((value) => typeof value === 'string');
