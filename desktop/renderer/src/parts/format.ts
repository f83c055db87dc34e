/** Numbers and dates as the reader's language writes them. */
import type { Language } from '../language.ts';

export const LOCALE: Readonly<Record<Language, string>> = { nl: 'nl-NL', en: 'en-GB' };

export const isShare = (unit: string): boolean => unit === 'share' || unit.startsWith('share ');

const formats = new Map<string, Intl.NumberFormat>();

/** Making one takes a hundred times as long as using it. */
function numberFormat(language: Language, digits: number, signed: boolean, least = 0): Intl.NumberFormat {
  const key = `${language}${digits}${signed}${least}`;
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat(LOCALE[language], {
      minimumFractionDigits: least,
      maximumFractionDigits: digits,
      signDisplay: signed ? 'exceptZero' : 'negative',
    });
    formats.set(key, format);
  }
  return format;
}

/** A figure with at most three or four significant digits, shares as percentages. */
export function figure(value: number | null, unit: string, language: Language, signed = false): string {
  if (value === null || !Number.isFinite(value)) return '–';
  const percent = isShare(unit);
  const shown = percent ? value * 100 : value;
  const text = withMinus(numberFormat(language, digitsOf(shown), signed).format(shown));
  return percent ? `${text} %` : text;
}

/** A minus as wide as the plus, as in the report. */
const withMinus = (text: string): string => text.replace('-', '−');

const digitsOf = (shown: number): number => (Math.abs(shown) >= 100 ? 0 : Math.abs(shown) >= 10 ? 1 : 2);

/** Figures that are read beside or under each other: with as many decimals as the largest of them, none where all are whole. */
export function figures(
  values: readonly (number | null)[],
  unit: string,
  language: Language,
): (value: number | null) => string {
  const scale = isShare(unit) ? 100 : 1;
  let largest = 0;
  let whole = true;
  for (const value of values) {
    if (value === null || !Number.isFinite(value)) continue;
    largest = Math.max(largest, Math.abs(value * scale));
    whole &&= Math.abs(value * scale - Math.round(value * scale)) < 1e-9;
  }
  const digits = whole ? 0 : digitsOf(largest);
  const format = numberFormat(language, digits, false, digits);
  return (value) =>
    value === null || !Number.isFinite(value)
      ? '–'
      : `${value === 0 ? '0' : withMinus(format.format(value * scale))}${scale === 100 ? ' %' : ''}`;
}

/** A number as it is typed: every digit, with the reader's own decimal sign. */
export const typedNumber = (value: number, language: Language): string =>
  language === 'nl' ? String(value).replace('.', ',') : String(value);

/** A difference with its sign: of shares in points of a per cent, which are no per cents of change. */
export function differenceText(value: number | null, unit: string, language: Language): string {
  const text = figure(value, unit, language, true);
  return isShare(unit) && value !== null && Number.isFinite(value)
    ? text.replace(/ %$/, language === 'nl' ? ' %-punt' : ' pp')
    : text;
}

/** A stretch of time as a clock on the wall would be asked: seconds, minutes or hours. */
export function durationText(seconds: number, language: Language): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return `${figure(seconds / 3600, '', language)} ${language === 'nl' ? 'uur' : 'h'}`;
}

export const moment = (utc: string, language: Language): string =>
  utc === ''
    ? '–'
    : new Intl.DateTimeFormat(LOCALE[language], { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(utc));

const DUTCH: readonly (readonly [RegExp, string])[] = [
  [/\bmodes\/adult\b/g, 'per volwassene'],
  [/\brecords\b/g, 'regels'],
  [/\bcalls\b/g, 'schepen'],
  [/\butility\b/g, 'nutspunten'],
  [/\bcycles\b/g, 'cycli'],
  [/^a$/, 'jaar'],
  [/\bdeaths\b/g, 'sterfgevallen'],
  [/\bmillion\b/g, 'miljoen'],
  [/\bratio\b/g, 'verhouding'],
  [/\brounds\b/g, 'rondes'],
  [/\/trip\b/g, ' per rit'],
  [/\/a$/g, ' per jaar'],
  [/\bEUR\b/g, '€'],
  [/\/household\/month/g, ' per huishouden per maand'],
  [/\/person\/day/g, ' per inwoner per dag'],
  [/\/car\/year/g, ' per auto per jaar'],
  [/\/weekday\b/g, ' per werkdag'],
  [/\/month\b/g, ' per maand'],
  [/\/year\b/g, ' per jaar'],
  [/\/day\b/g, ' per dag'],
  [/\/h\b/g, ' per uur'],
  [/\bhouseholds?\b/g, 'huishoudens'],
  [/\bresidents?\b|\bpersons?\b|\bpeople\b/g, 'mensen'],
  [/\btrips\b/g, 'ritten'],
  [/\bvehicles\b|\bcars\b/g, 'auto’s'],
  [/\bbicycles\b/g, 'fietsen'],
  [/\bplaces\b/g, 'plaatsen'],
  [/\bhomes\b/g, 'woningen'],
  [/\bjoints\b/g, 'moffen'],
  [/\borders\b/g, 'volgordes'],
  [/\bjobs\b/g, 'banen'],
  [/\bsessions\b/g, 'sessies'],
  [/\bbookings\b/g, 'reserveringen'],
  [/\bpermits\b/g, 'vergunningen'],
  [/\bcharge points\b/g, 'laadpunten'],
  [/\bjoints\b/g, 'moffen'],
  [/\bdays\b/g, 'dagen'],
  [/\bh\b/g, 'uur'],
  [/CO2/g, 'CO₂'],
  [/pu of 230 V/g, '× 230 V'],
];
const ENGLISH: readonly (readonly [RegExp, string])[] = [
  [/^a$/, 'years'],
  [/\bmodes\/adult\b/g, 'per adult'],
  [/\/a$/g, ' per year'],
  [/\bEUR\b/g, '€'],
  [/\/(household|person|car|trip|weekday|month|year|day)\b/g, ' per $1'],
  [/CO2/g, 'CO₂'],
  [/pu of 230 V/g, '× 230 V'],
];
/** Units that repeat what the name of a figure says already. */
const SILENT = new Set([
  'cars',
  'homes',
  'jobs',
  'households',
  'residents',
  'places',
  'transformers',
  'bicycles',
  'bookings',
  'charge points',
]);

export function unitText(unit: string, language: Language = 'en'): string {
  if (isShare(unit) || SILENT.has(unit)) return '';
  return (language === 'nl' ? DUTCH : ENGLISH).reduce((text, [from, to]) => text.replace(from, to), unit);
}
