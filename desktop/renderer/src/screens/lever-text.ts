/** The value of a lever in words: choices by their names, shares as per cent, tables in short. Pure. */
import type { TFunction } from 'i18next';
import type { Language } from '../context.tsx';
import { figure } from '../parts/format.ts';

export function leverText(key: string, value: unknown, unit: string, language: Language, t: TFunction): string {
  if (value === undefined || value === null) return '–';
  if (typeof value === 'boolean') return t(value ? 'common.yes' : 'common.no');
  if (typeof value === 'number')
    return unit === '' || unit === 'min' || Number.isInteger(value)
      ? plain(value, unit, language)
      : figure(value, unit, language);
  if (typeof value === 'string') return t(`choices.${value}`, value);
  if (Array.isArray(value))
    return value.length === 0
      ? t('common.none')
      : value.map((one) => String((one as { name?: string }).name ?? JSON.stringify(one))).join(', ');
  const entries = Object.entries(value);
  if (entries.length === 0) return t('common.none');
  return key.endsWith('ByZone') || entries.length > 3
    ? t('edit.rows', { n: entries.length })
    : entries.map(([name, one]) => `${name}: ${String(one)}`).join(', ');
}

const plain = (value: number, unit: string, language: Language): string =>
  unit.startsWith('share')
    ? figure(value, unit, language)
    : new Intl.NumberFormat(language === 'nl' ? 'nl-NL' : 'en-GB', { maximumFractionDigits: 4 }).format(value);
