/** What the words of `rijnstroom solar` mean: instants, durations, roofs, horizons. Each parser tells what it wants when it refuses. */
import { InvalidArgumentError } from 'commander';
import type { CellModel } from '../energy/cell-temperature.ts';
import { SAPM_CLOSE_ROOF, SAPM_OPEN_RACK } from '../energy/cell-temperature.ts';
import { ROOF_MODEL } from '../energy/roofs.ts';
import type { Plane } from '../energy/transposition.ts';

/** A number in a range. */
export function number(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() === '' || !(value >= min && value <= max))
      throw new InvalidArgumentError(`It must be a number from ${min} to ${max}.`);
    return value;
  };
}

/** One of a list of words. */
export function oneOf<const T extends string>(words: readonly T[]): (text: string) => T {
  return (text) => {
    const found = words.find((word) => word === text);
    if (found === undefined) throw new InvalidArgumentError(`It must be one of ${words.join(', ')}.`);
    return found;
  };
}

/** UTC seconds of an ISO instant; without a zone it is UTC. */
export function instant(text: string): number {
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:?\d{2})?)?$/.exec(
    text.trim(),
  );
  const ms = match ? Date.parse(`${match[1]}T${match[2] ?? '00:00'}${match[3] ?? 'Z'}`) : Number.NaN;
  // A date that does not exist, as 30 February, is moved by some parsers; it must come back as it went in.
  const date = match ? new Date(`${match[1]}T00:00Z`) : null;
  if (!Number.isFinite(ms) || date === null || date.toISOString().slice(0, 10) !== match![1])
    throw new InvalidArgumentError('It must be an instant such as 2025-06-21T12:00Z.');
  const year = Number(match![1]!.slice(0, 4));
  if (year < 1 || year > 6000) throw new InvalidArgumentError('The year must lie in 1–6000.');
  return ms / 1000;
}

/** Seconds of a duration. */
export function duration(text: string): number {
  const match = /^(?:PT)?(\d+(?:\.\d+)?)\s*(h|m|min|s|)$/i.exec(text.trim());
  const amount = match ? Number(match[1]) : Number.NaN;
  const unit = match?.[2]?.toLowerCase() ?? '';
  const seconds = unit === 'h' ? amount * 3600 : unit === 's' || (unit === '' && amount >= 300) ? amount : amount * 60;
  if (!(seconds >= 1 && seconds <= 366 * 86_400))
    throw new InvalidArgumentError('It must be a duration such as 15min, 1h or 30s, from 1 s to a year.');
  return seconds;
}

export type SizedPlane = Plane & { readonly kwp: number };

/** `tilt:azimuth:kWp`, collected when given more than once. */
export function plane(text: string, before: readonly SizedPlane[] | undefined): readonly SizedPlane[] {
  const parts = text.split(':').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  const [tiltDeg, azimuthDeg, kwp] = parts as [number, number, number];
  if (parts.length !== 3 || !(tiltDeg >= 0 && tiltDeg <= 180) || !(Math.abs(azimuthDeg) <= 360) || !(kwp > 0))
    throw new InvalidArgumentError('It must be tilt:azimuth:kWp, e.g. 12:90:2.5.');
  return [...(before ?? []), { tiltDeg, azimuthDeg, kwp }];
}

/** Heights of the horizon, clockwise from north. */
export function horizon(text: string): readonly number[] {
  const heights = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  if (!heights.every((height) => height >= 0 && height < 90))
    throw new InvalidArgumentError('It must be degrees from 0 to 90, clockwise from north, e.g. 0,5,20,5.');
  return heights;
}

export const CELLS = ['roof', 'faiman', 'sapm-roof', 'sapm-rack'] as const;

/** Cell temperature by name: the model of this project's roofs, Faiman's open rack, SAPM close to a roof or on an open rack. */
export const CELL_MODELS: Readonly<Record<(typeof CELLS)[number], CellModel>> = {
  roof: ROOF_MODEL.cells,
  faiman: { kind: 'faiman', u0: 25, u1: 6.84, windShare: 1 },
  'sapm-roof': { kind: 'sapm', ...SAPM_CLOSE_ROOF },
  'sapm-rack': { kind: 'sapm', ...SAPM_OPEN_RACK },
};
