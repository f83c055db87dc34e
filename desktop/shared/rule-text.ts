/** The rule that an input broke, in words of the application: the engine speaks short English. Rules without words here stay as they are. Pure. */
import type { BridgeFailure } from './bridge.ts';
import { RULE_WORDS } from './rule-words.ts';

type Language = 'nl' | 'en';

export function ruleText(rule: string, language: Language): string {
  const [pattern, dutch, english] = RULE_WORDS.find(([one]) => one.test(rule)) ?? [];
  const words = language === 'nl' ? dutch : english;
  if (pattern === undefined || words === undefined) return rule;
  // A bound is written as numbers are in the language.
  return rule.replace(pattern, words).replace(/\d+\.\d+(?=\D*$)/, (number) => inWords(Number(number), language));
}

const inWords = (value: number, language: Language): string =>
  new Intl.NumberFormat(language === 'nl' ? 'nl-NL' : 'en-GB', {
    maximumFractionDigits: 10,
    useGrouping: false,
  }).format(value);

/** The value that was found, as a reader writes it. */
export const valueText = (value: unknown, language: Language): string =>
  typeof value === 'number' ? inWords(value, language) : String(value);

/** A failure as one text, for where there is no room for a list. */
export function failureWords({ message, problems }: BridgeFailure, language: Language): string {
  const told = problems.slice(0, 3).map(({ key, rule }) => [key, ruleText(rule, language)].filter(Boolean).join(' '));
  return [message[language], ...told].join(' ');
}
