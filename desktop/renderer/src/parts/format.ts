/** Numbers and dates as the reader's language writes them. */
import type { Language } from '../context.tsx';

const LOCALE: Readonly<Record<Language, string>> = { nl: 'nl-NL', en: 'en-GB' };

/** A figure with at most four significant digits, shares as percentages. */
export function figure(value: number | null, unit: string, language: Language, signed = false): string {
  if (value === null || !Number.isFinite(value)) return '–';
  const percent = unit === 'share' || unit.startsWith('share ');
  const shown = percent ? value * 100 : value;
  const size = Math.abs(shown);
  const digits = size >= 1000 ? 0 : size >= 100 ? 0 : size >= 10 ? 1 : 2;
  const text = new Intl.NumberFormat(LOCALE[language], {
    maximumFractionDigits: digits,
    signDisplay: signed ? 'exceptZero' : 'auto',
  }).format(shown);
  return percent ? `${text} %` : text;
}

export const moment = (utc: string, language: Language): string =>
  utc === ''
    ? '–'
    : new Intl.DateTimeFormat(LOCALE[language], { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(utc));

export const unitText = (unit: string): string => (unit === 'share' || unit.startsWith('share ') ? '' : unit);
