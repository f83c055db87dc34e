/** Makes small files in the true formats, by the formats' own definitions. */
import { deflateSync } from 'fflate';
import { PbfWriter } from 'pbf';
import { sunSeries } from '../../engine/energy/sun.ts';
import { makeEphemeris } from '../../engine/energy/sun-ephemeris.ts';

/** A cloudless year at De Bilt in KNMI's format; `change` may break single rows. */
export function knmi(year: number, change: (row: string[], h: number) => string[] | null = (row) => row): string {
  const lines = [
    '# BRON: KNMI',
    '# STN      LON(east)   LAT(north)     ALT(m)  NAME',
    '# 260         5.180       52.100        1.900       De Bilt',
    '# STN,YYYYMMDD,   HH,   DD,   FH,   FF,   FX,    T,   Q',
  ];
  const start = Date.UTC(year, 0, 1) / 1000;
  const count = (Date.UTC(year + 1, 0, 1) / 1000 - start) / 3600;
  const sun = sunSeries(
    makeEphemeris(start, start + count * 3600),
    { latDeg: 52.1, lonDeg: 5.18 },
    start + 1800,
    3600,
    count,
  );
  for (let h = 0; h < count; h++) {
    const date = new Date((start + h * 3600) * 1000);
    const height = Math.max(0, Math.cos((sun.zenithDeg[h]! * Math.PI) / 180));
    const day = date.toISOString().slice(0, 10).replaceAll('-', '');
    // 900 W/m² at the zenith; Q in J/cm² an hour.
    const row = change(
      [
        '260',
        day,
        String(date.getUTCHours() + 1),
        '180',
        '40',
        '38',
        '60',
        '105',
        String(Math.round(height * 900 * 0.36)),
      ],
      h,
    );
    if (row !== null) lines.push(row.map((cell) => cell.padStart(5)).join(','));
  }
  return lines.join('\n');
}

export interface MapDraft {
  readonly nodes: ReadonlyArray<{ readonly id: number; readonly lonDeg: number; readonly latDeg: number }>;
  readonly ways: ReadonlyArray<{
    readonly id: number;
    readonly nodes: readonly number[];
    readonly tags: Readonly<Record<string, string>>;
  }>;
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

function message(write: (pbf: PbfWriter) => void): Uint8Array {
  const writer = new PbfWriter();
  write(writer);
  return writer.finish();
}

const packed = (values: readonly number[], signed: boolean): Uint8Array =>
  message((w) => {
    for (const value of values) signed ? w.writeSVarint(value) : w.writeVarint(value);
  });

const deltas = (values: readonly number[]): number[] => values.map((value, i) => value - (values[i - 1] ?? 0));

/** OpenStreetMap PBF: a header block and one data block with dense nodes and ways (https://wiki.openstreetmap.org/wiki/PBF_Format).
 *  `change` may add fields to the data block. */
export function pbfMap(map: MapDraft, change: (block: PbfWriter) => void = () => {}): Uint8Array {
  const strings = [''];
  const index = (text: string): number => {
    const at = strings.indexOf(text);
    return at >= 0 ? at : strings.push(text) - 1;
  };
  const dense = message((w) => {
    w.writeBytesField(1, packed(deltas(map.nodes.map(({ id }) => id)), true));
    w.writeBytesField(8, packed(deltas(map.nodes.map(({ latDeg }) => Math.round(latDeg * 1e7))), true));
    w.writeBytesField(9, packed(deltas(map.nodes.map(({ lonDeg }) => Math.round(lonDeg * 1e7))), true));
  });
  const ways = map.ways.map(({ id, nodes, tags }) =>
    message((w) => {
      w.writeVarintField(1, id);
      w.writeBytesField(2, packed(Object.keys(tags).map(index), false));
      w.writeBytesField(3, packed(Object.values(tags).map(index), false));
      w.writeBytesField(8, packed(deltas(nodes), true));
    }),
  );
  const table = message((w) => {
    for (const text of strings) w.writeBytesField(1, utf8(text));
  });
  const block = message((w) => {
    w.writeBytesField(1, table);
    w.writeBytesField(
      2,
      message((g) => g.writeBytesField(2, dense)),
    );
    w.writeBytesField(
      2,
      message((g) => {
        for (const way of ways) g.writeBytesField(3, way);
      }),
    );
    change(w);
  });
  const header = message((w) => {
    w.writeBytesField(4, utf8('OsmSchema-V0.6'));
    w.writeBytesField(4, utf8('DenseNodes'));
  });
  return Buffer.concat([blob('OSMHeader', header), blob('OSMData', block)]);
}

function blob(type: string, data: Uint8Array): Uint8Array {
  const body = message((w) => {
    w.writeVarintField(2, data.length);
    w.writeBytesField(3, zlib(data));
  });
  const head = message((w) => {
    w.writeBytesField(1, utf8(type));
    w.writeVarintField(3, body.length);
  });
  const length = Buffer.alloc(4);
  length.writeUInt32BE(head.length);
  return Buffer.concat([length, head, body]);
}

/** zlib wrapper around raw deflate: header, data, Adler-32 (RFC 1950). */
export function zlib(data: Uint8Array): Uint8Array {
  let a = 1;
  let b = 0;
  for (const byte of data) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  return Buffer.concat([Buffer.from([0x78, 0x9c]), deflateSync(data), Buffer.from([b >> 8, b & 255, a >> 8, a & 255])]);
}
