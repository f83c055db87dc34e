/** Numbers and units as a person reads them, in Dutch and English; the same on a terminal and in the report. Pure. */

export type Language = 'nl' | 'en';

const LOCALE = { nl: 'nl-NL', en: 'en-GB' } as const;
const formats = new Map<string, Intl.NumberFormat>();

function format(language: Language, digits: number): Intl.NumberFormat {
  const key = `${language}${digits}`;
  let found = formats.get(key);
  if (found === undefined) {
    found = new Intl.NumberFormat(LOCALE[language], { minimumFractionDigits: digits, maximumFractionDigits: digits });
    formats.set(key, found);
  }
  return found;
}

/** Decimals that show about three significant digits of a size, 0 … 3. */
export function digitsFor(size: number): number {
  if (!(size > 0)) return 0;
  if (size >= 100) return 0;
  if (size >= 10) return 1;
  if (size >= 1) return 2;
  return 3;
}

const MINUS = '−';

/** A number with as many decimals as `size` (its own by default) deserves. Not a number → "–". */
export function formatNumber(value: number, language: Language, size = Math.abs(value)): string {
  if (!Number.isFinite(value)) return '–';
  return formatFixed(value, language, digitsFor(size));
}

/** A number with a given count of decimals and a true minus sign. */
export function formatFixed(value: number, language: Language, digits: number): string {
  if (!Number.isFinite(value)) return '–';
  const text = format(language, digits).format(Math.abs(value));
  return value < 0 && /[1-9]/.test(text) ? `${MINUS}${text}` : text;
}

/** The same with + before a gain. */
export function formatDifference(value: number, language: Language, size = Math.abs(value)): string {
  const text = formatNumber(value, language, size);
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/** A fraction as a percentage. */
export function formatPercent(share: number, language: Language, digits = Math.abs(share) >= 0.1 ? 0 : 1): string {
  return Number.isFinite(share) ? `${formatFixed(share * 100, language, digits)}${language === 'nl' ? '%' : '%'}` : '–';
}

/** Unit of shares in indicators; shown as a percentage. */
export const SHARE_UNIT = 'share';

/** Units of things that are counted, where a decimal means nothing. */
const COUNTED = new Set([
  'transformers',
  'cars',
  'trips/day',
  'people/day',
  'calls/year',
  'households',
  'residents',
  'records/year',
  'rounds',
  'vehicles/weekday',
  'trips/weekday',
  'people/weekday',
  'cars/weekday',
  'bookings',
]);

/** Value with the unit's own way of writing; `unit` is shown apart by the caller. */
export function formatIndicator(value: number, unit: string, language: Language, size = Math.abs(value)): string {
  if (unit === SHARE_UNIT) return formatNumber(value * 100, language, Math.max(size * 100, 1));
  return formatNumber(value, language, COUNTED.has(unit) ? 1000 : size);
}

/** Difference of two values of a unit, with sign; shares in percentage points without the word. */
export function formatIndicatorDifference(value: number, unit: string, language: Language, size: number): string {
  if (unit === SHARE_UNIT) return formatDifference(value * 100, language, Math.max(size * 100, 1));
  return formatDifference(value, language, COUNTED.has(unit) ? 1000 : size);
}

const UNITS_NL: Readonly<Record<string, string>> = {
  share: '%',
  trips: 'ritten',
  'trips/day': 'ritten/dag',
  'trips/person/day': 'ritten/persoon/dag',
  min: 'min',
  'min/person/day': 'min/persoon/dag',
  'km/day': 'km/dag',
  'million km/year': 'mln km/jaar',
  't CO2/year': 't CO₂/jaar',
  'EUR/household/month': '€/huishouden/maand',
  'EUR/car/year': '€/auto/jaar',
  'EUR/kWh': '€/kWh',
  'EUR/a': '€/jaar',
  'km/car/year': 'km/auto/jaar',
  'kWh/car/year': 'kWh/auto/jaar',
  'kWh/car': 'kWh/auto',
  'people/day': 'mensen/dag',
  'h/weekday': 'uur/werkdag',
  h: 'uur',
  'pu of 230 V': '× 230 V',
  transformers: 'transformatoren',
  joints: 'moffen',
  'MWh/a': 'MWh/jaar',
  cars: 'auto’s',
  'calls/year': 'schepen/jaar',
  households: 'huishoudens',
  residents: 'inwoners',
  sessions: 'sessies',
  'records/year': 'regels/jaar',
  'modes/adult': 'per volwassene',
  'deaths/year': 'sterfgevallen/jaar',
  'million EUR/year': 'mln €/jaar',
  'EUR/trip': '€/rit',
  'km/weekday': 'km/werkdag',
  ratio: 'verhouding',
  'kg/weekday': 'kg/werkdag',
  'g/weekday': 'g/werkdag',
  'vehicles/weekday': 'voertuigen/werkdag',
  'trips/weekday': 'ritten/werkdag',
  'people/weekday': 'mensen/werkdag',
  'cars/weekday': 'auto’s/werkdag',
  bookings: 'reserveringen',
  'EUR/year': '€/jaar',
  rounds: 'rondes',
};

const UNITS_EN: Readonly<Record<string, string>> = {
  share: '%',
  't CO2/year': 't CO₂/year',
  'EUR/household/month': '€/household/month',
  'EUR/car/year': '€/car/year',
  'EUR/kWh': '€/kWh',
  'EUR/a': '€/year',
  'MWh/a': 'MWh/year',
  'pu of 230 V': '× 230 V',
  'modes/adult': 'per adult',
  'million EUR/year': 'million €/year',
  'EUR/trip': '€/trip',
  'EUR/year': '€/year',
};

/** Unit as shown to a person. */
export const unitText = (unit: string, language: Language): string =>
  (language === 'nl' ? UNITS_NL : UNITS_EN)[unit] ?? unit;
