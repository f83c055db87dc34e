/** Words of a study's report: names of results, values with their unit, verdicts. Pure. */
import type { IndicatorText } from '../../io/study-folder.ts';
import { formatIndicator, formatIndicatorDifference, SHARE_UNIT, unitText } from '../../results/format.ts';
import { originOf } from '../../results/provenance.ts';
import { both, escapeHtml, text } from '../../results/report/html.ts';
import { howMade } from '../../results/report/origin.ts';
import type { Study } from '../study-file.ts';
import type { IndicatorDifference, StudySummary } from '../summary.ts';

export interface StudyReportInput {
  readonly study: Study;
  readonly summary: StudySummary;
  readonly texts: Readonly<Record<string, IndicatorText>>;
  readonly language: 'nl' | 'en';
  readonly engineVersion: string;
}

/** Name of a result with its unit, in both languages; opens how it is computed and what the study was made with.
 *  @param after HTML that stands behind the name */
export function wordsOf(input: StudyReportInput, key: string, after = ''): string {
  const { summary, engineVersion } = input;
  const made = both(
    (language) =>
      `Rijnstroom ${escapeHtml(engineVersion)}, ${summary.runs} runs, ${language === 'nl' ? 'uitkomsten' : 'results'} ${summary.resultsHash.slice(0, 8)}`,
  );
  return `<details class="origin"><summary>${both((language) => escapeHtml(nameOf(input, key, language)))}${after}</summary><p>${howMade(originOf(key, ''), '<br>')}<br>${made}. ${text('Toevalsgetal en knoppen van elke run staan in de map van de studie, invoer met vingerafdruk en licentie bij elk bewaard resultaat.', 'Seed and levers of each run stand in the folder of the study, inputs with fingerprint and licence with each result it keeps.')}</p></details>`;
}

/** Name of a result with its unit; its key where the study has no words for it. */
export function nameOf({ texts }: StudyReportInput, key: string, language: 'nl' | 'en'): string {
  const words = texts[key];
  if (words === undefined) return key;
  const unit = words.unit === SHARE_UNIT ? '%' : unitText(words.unit, language);
  return unit === '' ? words.label[language] : `${words.label[language]} (${unit})`;
}

/** @param signed with a plus sign, as a difference */
export function valueText(
  { texts }: StudyReportInput,
  key: string,
  value: number,
  language: 'nl' | 'en',
  signed = false,
): string {
  if (!Number.isFinite(value)) return '–';
  const unit = texts[key]?.unit ?? '';
  return signed
    ? formatIndicatorDifference(value, unit, language, Math.abs(value))
    : formatIndicator(value, unit, language);
}

const VERDICTS: Readonly<Record<IndicatorDifference['verdict'], string>> = {
  lower: 'lager',
  higher: 'hoger',
  'no difference shown': 'geen verschil aangetoond',
  'no difference': 'geen verschil',
  'single run: no interval': 'één run: geen interval',
};

export function verdictText(row: IndicatorDifference, language: 'nl' | 'en'): string {
  const word = language === 'nl' ? VERDICTS[row.verdict] : row.verdict;
  const more = row.moreReplications;
  if (more !== null && more > 0)
    return language === 'nl'
      ? `${word} (nog ongeveer ${more} herhalingen nodig)`
      : `${word} (needs about ${more} more replications)`;
  if ((row.verdict === 'lower' || row.verdict === 'higher') && !row.standsCorrected)
    return language === 'nl'
      ? `${word} (niet als alle uitkomsten samen beoordeeld worden)`
      : `${word} (not when all indicators are judged together)`;
  return word;
}
