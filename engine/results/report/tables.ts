/** The tables of the report: all indicators, what went in beside what came out, assumptions, sources, provenance. Pure. */
import type { Scenario } from '../../scenario/schema.ts';
import type { IndicatorComparison } from '../compare.ts';
import { differenceText, intervalText, relativeText, rowSize, sections, themeName } from '../comparison-text.ts';
import { formatFixed, formatIndicator, formatNumber, type Language, SHARE_UNIT, unitText } from '../format.ts';
import { allLevers, type LeverValue, leverDifferences, leverValue } from '../levers.ts';
import { originOf } from '../provenance.ts';
import { choiceText } from './choices.ts';
import { judge, KEY_FIGURES } from './headline.ts';
import { both, dataTable, escapeHtml, text } from './html.ts';
import type { ReportInput } from './model.ts';
import { originDetails } from './origin.ts';
import { sideHead } from './sides.ts';

const JUDGEMENTS = {
  better: { mark: '▲', nl: 'beter', en: 'better' },
  worse: { mark: '▼', nl: 'slechter', en: 'worse' },
  same: { mark: '=', nl: 'ongeveer gelijk', en: 'about the same' },
  neutral: { mark: '', nl: '', en: '' },
} as const;

export function verdict(row: IndicatorComparison): string {
  const judgement = judge(row);
  const { mark, nl, en } = JUDGEMENTS[judgement];
  return nl === ''
    ? ''
    : `<span class="verdict ${judgement}"><span aria-hidden="true">${mark}</span> ${text(nl, en)}</span>`;
}

const valueText = (row: IndicatorComparison, value: number | null | undefined): string =>
  both((language) => (value == null ? '–' : formatIndicator(value, row.unit, language, rowSize(row))));

/** Every indicator by theme, of all scenarios; the difference is that of the last with the first. */
export function indicatorTables(input: ReportInput): string {
  const between = input.comparison.scenarios.slice(1, -1);
  const withInterval = input.comparison.indicators.some((row) => row.lower !== null);
  const head = [
    text('Uitkomst', 'Result'),
    text('eenheid', 'unit'),
    sideHead(input, 0),
    ...between.map(({ label }) => both((language) => escapeHtml(label[language]))),
    sideHead(input, 1),
    text('verschil', 'difference'),
    '%',
    ...(withInterval ? [text('95%-interval', '95 % interval')] : []),
    '',
  ];
  return sections(input.comparison)
    .map(
      ([theme, rows]) =>
        `<div class="scroll">${dataTable(
          both((language) => escapeHtml(themeName(theme, language))),
          head,
          rows.map((row) => [
            originDetails(
              input,
              both((language) => escapeHtml(row.label[language])),
              originOf(row.key, row.theme),
            ),
            both((language) => escapeHtml(unitText(row.unit, language))),
            valueText(row, row.values[0]),
            ...between.map((_, i) => valueText(row, row.values[i + 1])),
            valueText(row, row.values.at(-1)),
            both((language) => differenceText(row, language)),
            both((language) => relativeText(row, language)),
            ...(withInterval ? [both((language) => intervalText(row, language))] : []),
            verdict(row),
          ]),
        )}</div>`,
    )
    .join('');
}

/** A lever's name, which opens its key in the scenario and the source of its default. */
const leverOrigin = (input: ReportInput, lever: LeverValue): string =>
  originDetails(
    input,
    both((language) => escapeHtml(lever.label[language])),
    { formula: `scenario.json: ${lever.key}`, tables: [], source: lever.source },
  );

/** A lever's value in words. */
function leverText(value: unknown, lever: LeverValue, language: Language): string {
  if (typeof value === 'boolean') return value ? (language === 'nl' ? 'ja' : 'yes') : language === 'nl' ? 'nee' : 'no';
  if (typeof value === 'number')
    return lever.unit.startsWith('share')
      ? `${formatNumber(value * 100, language, Math.max(1, value * 100)).replace(/[.,]0+$/, '')}%`
      : plainNumber(value, language);
  if (typeof value === 'string') return choiceText(value, language);
  if (Array.isArray(value))
    return value.length === 0 ? '–' : value.map((item) => leverText(item, lever, language)).join('; ');
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value);
    return entries.length === 0
      ? '–'
      : entries.map(([key, inner]) => `${key} ${leverText(inner, { ...lever, unit: '' }, language)}`).join(', ');
  }
  return String(value ?? '–');
}

/** A number as somebody typed it: no decimals but its own. */
const plainNumber = (value: number, language: Language): string =>
  formatFixed(value, language, Math.min(5, (String(value).split('.')[1] ?? '').length));

const leverUnit = (lever: LeverValue): string => (lever.unit.startsWith('share') ? '' : lever.unit);

/** What went in differently as a short list, charging first; '' when nothing did. */
export function inputsInShort(base: Scenario, other: Scenario): string {
  const scenarios = [base, other] as const;
  const levers = [...leverDifferences(scenarios)]
    .filter(({ key }) => key !== 'seed')
    .sort((a, b) => Number(b.key.startsWith('charging.')) - Number(a.key.startsWith('charging.')));
  if (levers.length === 0) return '';
  const shown = levers.length <= MOST_IN_SHORT + 1 ? levers : levers.slice(0, MOST_IN_SHORT);
  const items = shown.map((lever) =>
    both((language) => {
      const [from, to] = scenarios.map((scenario) => leverText(leverValue(scenario, lever.key), lever, language));
      return escapeHtml(`${lever.label[language]}: ${from} → ${to}`);
    }),
  );
  const more = levers.length - shown.length;
  if (more > 0) items.push(text(`en nog ${more}, zie verderop`, `and ${more} more, see below`));
  return `<p class="different">${text('Anders dan in het eerste scenario:', 'Different from the first scenario:')}</p><ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`;
}

const MOST_IN_SHORT = 5;

/** What differs between the scenarios' inputs, and beside it the key figures that come out. */
export function inputsBesideOutputs(input: ReportInput): string {
  const scenarios = input.sides.map((side) => side.scenario) as [Scenario, Scenario];
  const levers = leverDifferences(scenarios);
  const inputs = dataTable(
    text('Wat is er anders ingevuld?', 'What went in differently?'),
    [text('Knop', 'Lever'), text('eenheid', 'unit'), sideHead(input, 0), sideHead(input, 1)],
    levers.map((lever) => [
      leverOrigin(input, lever),
      escapeHtml(leverUnit(lever)),
      ...scenarios.map((scenario) =>
        both((language) => escapeHtml(leverText(leverValue(scenario, lever.key), lever, language))),
      ),
    ]),
  );
  const rows = KEY_FIGURES.flatMap((key) => input.comparison.indicators.find((row) => row.key === key) ?? []);
  const outputs = dataTable(
    text('Wat komt eruit?', 'What comes out?'),
    [text('Uitkomst', 'Result'), text('verschil', 'difference'), '%', ''],
    rows.map((row) => [
      originDetails(
        input,
        both((language) => escapeHtml(row.label[language])),
        originOf(row.key, row.theme),
      ),
      both(
        (language) =>
          `${differenceText(row, language)}${row.unit === SHARE_UNIT ? '' : ` ${escapeHtml(unitText(row.unit, language))}`}`,
      ),
      both((language) => relativeText(row, language)),
      verdict(row),
    ]),
  );
  return `<div class="beside"><div class="scroll">${inputs}</div><div class="scroll">${outputs}</div></div>`;
}

/** Levers whose value rests on an assumption of ours, in both scenarios. */
export function assumptions(input: ReportInput): string {
  const levers = allLevers().filter(({ source }) => source === 'assumption');
  const themes = [...new Set(levers.map(({ theme }) => theme.en))];
  return themes
    .map((theme) => {
      const members = levers.filter((lever) => lever.theme.en === theme);
      return dataTable(
        text(members[0]!.theme.nl, members[0]!.theme.en),
        [text('Knop', 'Lever'), text('eenheid', 'unit'), sideHead(input, 0), sideHead(input, 1)],
        members.map((lever) => [
          leverOrigin(input, lever),
          escapeHtml(leverUnit(lever)),
          ...input.sides.map(({ scenario }) =>
            both((language) => escapeHtml(leverText(leverValue(scenario, lever.key), lever, language))),
          ),
        ]),
      );
    })
    .map((table) => `<div class="scroll">${table}</div>`)
    .join('');
}

export function sourcesTable(input: ReportInput): string {
  const sources = new Map(
    input.sides.flatMap(({ manifest }) => manifest.inputs).map((source) => [source.file + source.sha256, source]),
  );
  return `<div class="scroll words">${dataTable(
    text('Gegevens', 'Data'),
    [
      text('Bron', 'Source'),
      text('naamsvermelding', 'attribution'),
      text('licentie', 'licence'),
      text('bestand', 'file'),
      text('vingerafdruk (SHA-256)', 'fingerprint (SHA-256)'),
    ],
    [...sources.values()].map(({ title, attribution, licence, file, sha256 }) => [
      ...[title, attribution, licence, file].map(escapeHtml),
      sha256 === '' ? '–' : `<code title="${escapeHtml(sha256)}">${escapeHtml(sha256.slice(0, 16))}</code>`,
    ]),
  )}</div>`;
}

export function provenanceTable(input: ReportInput): string {
  const row = (words: string, value: (side: 0 | 1) => string): string[] => [words, value(0), value(1)];
  const manifest = (side: 0 | 1) => input.sides[side].manifest;
  return `<div class="scroll">${dataTable(
    text('Herkomst van de uitkomsten', 'Where the results come from'),
    ['', sideHead(input, 0), sideHead(input, 1)],
    [
      row(text('Versie van Rijnstroom', 'Version of Rijnstroom'), (side) => escapeHtml(manifest(side).engineVersion)),
      row(text('Gemaakt op', 'Made on'), (side) =>
        both((language) => escapeHtml(dateText(manifest(side).createdUtc, language))),
      ),
      row(text('Toevalsgetal', 'Random seed'), (side) => String(manifest(side).seed)),
      row(text('Aantal runs', 'Number of runs'), (side) =>
        String((side === 0 ? input.comparison.scenarios[0] : input.comparison.scenarios.at(-1))?.runs ?? 1),
      ),
      row(
        text('Deel van de huishoudens met gesimuleerde reizen', 'Share of households with simulated travel'),
        (side) => both((language) => `${formatNumber(input.sides[side].scenario.travel.sampleShare * 100, language)}%`),
      ),
      row(text('Periode', 'Period'), (side) =>
        both(
          (language) =>
            `${input.sides[side].scenario.period.start}, ${input.sides[side].scenario.period.days} ${language === 'nl' ? 'dagen' : 'days'}`,
        ),
      ),
      row(text('Rekentijd', 'Time to compute'), (side) =>
        both((language) => `${formatNumber(manifest(side).durationS, language)} s`),
      ),
      row(
        text('Vingerafdruk van het scenario', 'Fingerprint of the scenario'),
        (side) => `<code>${manifest(side).scenarioHash.slice(0, 16)}</code>`,
      ),
      row(
        text('Vingerafdruk van de uitkomsten', 'Fingerprint of the results'),
        (side) => `<code>${manifest(side).resultsHash.slice(0, 16)}</code>`,
      ),
    ],
  )}</div>`;
}

const dateText = (iso: string, language: Language): string =>
  new Intl.DateTimeFormat(language === 'nl' ? 'nl-NL' : 'en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(iso),
  );
