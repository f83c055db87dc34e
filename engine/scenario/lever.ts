/** Building blocks of the scenario schema: one declaration of a lever gives its type, its check, its JSON Schema and its form label. */
import { z } from 'zod';

export interface LeverText {
  /** Unit as shown to a person; '' for a pure number. */
  readonly unit: string;
  readonly nl: string;
  readonly en: string;
  /** Where the default comes from: a publication, or `assumption`. */
  readonly source: string;
}

/** A number with unit, range and default. */
export function quantity(
  lever: LeverText & {
    min: number;
    max: number;
    default: number;
    integer?: boolean;
  },
): z.ZodDefault<z.ZodNumber> {
  const { min, max, integer, default: fallback, ...text } = lever;
  const base = integer ? z.int() : z.number();
  return (base as z.ZodNumber)
    .min(min)
    .max(max)
    .default(fallback)
    .meta({ description: text.en, ...text });
}

/** A fraction 0..1. */
export function share(lever: Omit<LeverText, 'unit'> & { default: number }): z.ZodDefault<z.ZodNumber> {
  return quantity({ ...lever, unit: 'share 0–1', min: 0, max: 1 });
}

export function flag(lever: Omit<LeverText, 'unit'> & { default: boolean }): z.ZodDefault<z.ZodBoolean> {
  const { default: fallback, ...text } = lever;
  return z
    .boolean()
    .default(fallback)
    .meta({ description: text.en, unit: '', ...text });
}

export function choice<const T extends readonly [string, ...string[]]>(
  options: T,
  lever: Omit<LeverText, 'unit'> & { default: T[number] },
): z.ZodDefault<z.ZodEnum<{ [K in T[number]]: K }>> {
  const { default: fallback, ...text } = lever;
  return z
    .enum(options)
    .default(fallback as never)
    .meta({ description: text.en, unit: '', ...text }) as never;
}

/** `HH:MM` on the wall clock. */
export function clock(lever: Omit<LeverText, 'unit'> & { default: string }): z.ZodDefault<z.ZodString> {
  const { default: fallback, ...text } = lever;
  return z
    .string()
    .regex(/^([01]\d|2[0-4]):[0-5]\d$/, 'must be a time HH:MM')
    .default(fallback)
    .meta({ description: text.en, unit: 'HH:MM', ...text });
}

/** A group of levers; unknown keys are refused, missing ones take their defaults. */
export function theme<const T extends z.core.$ZodLooseShape>(
  nl: string,
  en: string,
  shape: T,
): z.ZodPrefault<z.ZodObject<T, z.core.$strict>> {
  return z
    .strictObject(shape)
    .prefault({} as never)
    .meta({ title: en, nl, en, description: en }) as never;
}

/** Seconds after midnight of an `HH:MM` lever. */
export function clockS(text: string): number {
  return Number(text.slice(0, 2)) * 3600 + Number(text.slice(3, 5)) * 60;
}
