/** The report: one HTML file that needs nothing else. In: ReportInput. Out: text of the file. Pure. */

import { differenceText, relativeText, rowSize } from '../comparison-text.ts';
import { formatIndicator, SHARE_UNIT, unitText } from '../format.ts';
import { originOf } from '../provenance.ts';
import { basisSection } from './basis.ts';
import { chargingDrivers } from './charging-drivers.ts';
import { durationChart } from './duration-chart.ts';
import { gridSection } from './grid.ts';
import { harbourSection } from './harbour.ts';
import { headline, KEY_FIGURES } from './headline.ts';
import { both, escapeHtml, text } from './html.ts';
import { incomeChart } from './income-chart.ts';
import { mapSection } from './map.ts';
import { modeChart } from './mode-chart.ts';
import type { ReportInput } from './model.ts';
import { originDetails } from './origin.ts';
import { SCRIPT } from './script.ts';
import { seasonCharts } from './season-chart.ts';
import { allLines, allNames, allSides, sideNames } from './sides.ts';
import { STYLE } from './style.ts';
import { supplySection } from './supply.ts';
import {
  assumptions,
  indicatorTables,
  inputsBesideOutputs,
  inputsInShort,
  provenanceTable,
  sourcesTable,
  verdict,
} from './tables.ts';
import { trafficSection } from './traffic.ts';
import { travellersSection } from './travellers.ts';
import { weekChart } from './week-chart.ts';
import { worstStreets } from './worst-streets.ts';
import { zoneChart } from './zone-chart.ts';

export function renderReport(input: ReportInput): string {
  const [base, other] = sideNames(input, input.language);
  return `<!doctype html>
<html lang="${input.language}" data-theme="auto">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Rijnstroom ${escapeHtml(input.sides[0].manifest.engineVersion)}">
<title>${escapeHtml(`${base} – ${other} · Rijnstroom`)}</title>
<style>${STYLE}</style>
</head>
<body>
<a class="skip" href="#main">${text('Naar de inhoud', 'Skip to content')}</a>
${topBar()}
<main id="main">
${opening(input)}
${keyFigures(input)}
${mapSection(input)}
<section><h2>${text('Mensen op weg', 'People on the move')}</h2>${modeChart(input)}${travellersSection(input)}${supplySection(input)}</section>
${trafficSection(input)}
${worstStreets(input)}
<section><h2>${text('Stroom door de dag en het jaar', 'Electricity over the day and the year')}</h2>${seasonCharts(input)}${weekChart(input)}${durationChart(input)}</section>
<section><h2>${text('Voor wie', 'For whom')}</h2>${incomeChart(input)}${zoneChart(input)}</section>
${chargingDrivers(input)}
${gridSection(input)}
${harbourSection(input)}
${(input.sections ?? []).join('\n')}
<section><h2>${text('Wat erin ging en wat eruit kwam', 'What went in and what came out')}</h2>${inputsBesideOutputs(input)}</section>
<section><h2>${text('Alle uitkomsten', 'All results')}</h2>${certainty(input)}${indicatorTables(input)}</section>
<section><h2>${text('Aannames', 'Assumptions')}</h2><p>${text(
    'Deze waarden zijn schattingen zonder bron. Wie een betere waarde heeft, kan haar in het scenario invullen en opnieuw rekenen.',
    'These values are estimates without a source. Who has a better one can put it into the scenario and compute again.',
  )}</p><details><summary>${text('Toon alle aannames', 'Show all assumptions')}</summary>${assumptions(input)}</details></section>
<section><h2>${text('Methode en grenzen', 'Method and limits')}</h2>${method()}${notes(input)}</section>
<section id="inputs"><h2>${text('Bronnen en herkomst', 'Sources and provenance')}</h2>${basisSection(input)}${sourcesTable(input)}${provenanceTable(input)}</section>
</main>
<footer><p>Rijnstroom ${escapeHtml(input.sides[0].manifest.engineVersion)} · EUPL-1.2 · ${text('bewoners zijn nagebootst; geen persoonsgegevens', 'residents are synthetic; no personal data')}</p></footer>
<script>${SCRIPT}</script>
</body>
</html>
`;
}

function topBar(): string {
  const button = (action: string, value: string, words: string): string =>
    `<button type="button" data-${action}="${value}" aria-pressed="false">${words}</button>`;
  return `<header class="bar"><span class="mark-name">Rijnstroom</span><div class="switches"><div role="group" aria-label="Taal / Language">${button('lang', 'nl', 'Nederlands')}${button('lang', 'en', 'English')}</div><div role="group" class="themes">${button('theme', 'light', text('licht', 'light'))}${button('theme', 'dark', text('donker', 'dark'))}</div><button type="button" data-print>${text('afdrukken', 'print')}</button></div></header>`;
}

function opening(input: ReportInput): string {
  const sides = allSides(input);
  const lines = allLines(input);
  const cards = sides.map((side, i) => {
    const place = i === 0 ? 'side-0' : i === sides.length - 1 ? 'side-1' : `between-${i}`;
    return `<div class="card ${place}"><h3><i class="box" style="--c:${lines[i]!.colour}"></i>${both((language) => escapeHtml(allNames(input, language)[i]!))}</h3><p>${both((language) => escapeHtml(side.scenario.question[language]))}</p>${i === 0 ? '' : inputsInShort(sides[0]!.scenario, side.scenario)}</div>`;
  });
  const title = both((language) => {
    const [base, ...others] = allNames(input, language);
    return `${escapeHtml(others.join(', '))} <small>${language === 'nl' ? 'vergeleken met' : 'compared with'}</small> ${escapeHtml(base!)}`;
  });
  const more =
    sides.length > 2
      ? `<p>${text('Kaarten, grafieken en “Alle uitkomsten” tonen alle scenario’s; de andere onderdelen zetten het laatste tegenover het eerste.', 'Maps, charts and “All results” show all scenarios; the other parts set the last against the first.')}</p>`
      : '';
  const short =
    sides.length > 2
      ? both(
          (language) =>
            `${language === 'nl' ? 'In het kort' : 'In short'}: ${escapeHtml(sideNames(input, language)[1])}`,
        )
      : text('In het kort', 'In short');
  return `<section class="opening"><h1>${title}</h1>${more}<div class="cards">${cards.join('')}</div><h2>${short}</h2>${headline(input)}</section>`;
}

function keyFigures(input: ReportInput): string {
  const tiles = KEY_FIGURES.flatMap((key) => {
    const row = input.comparison.indicators.find((candidate) => candidate.key === key);
    if (row === undefined) return [];
    const show = (value: number | null | undefined): string =>
      both(
        (language) =>
          `${value == null ? '–' : formatIndicator(value, row.unit, language, rowSize(row))}${row.unit === SHARE_UNIT ? '%' : ''}`,
      );
    const unit =
      row.unit === SHARE_UNIT
        ? ''
        : `<span class="unit">${both((language) => escapeHtml(unitText(row.unit, language)))}</span>`;
    // Of more than two each stands beside its colour, in the order of the cards above.
    const lines = allLines(input);
    const values =
      lines.length > 2
        ? `<p class="values each">${row.values.map((value, i) => `<span><i class="box" style="--c:${lines[i]?.colour ?? ''}"></i><span class="unseen">${both((language) => escapeHtml(`${allNames(input, language)[i] ?? ''}: `))}</span>${show(value)}</span>`).join('')}</p>${unit}`
        : `<p class="values"><span class="from">${show(row.values[0])}</span> <span aria-hidden="true">→</span> <strong>${show(row.values.at(-1))}</strong> ${unit}</p>`;
    const change = both((language) => relativeText(row, language) || differenceText(row, language));
    return [
      `<li>${originDetails(input, `<h3>${both((language) => escapeHtml(row.label[language]))}</h3>`, originOf(row.key, row.theme))}${values}<p class="change">${change} ${verdict(row)}</p></li>`,
    ];
  });
  return `<section><h2 class="quiet-title">${text('Belangrijkste cijfers', 'Key figures')}</h2><ul class="tiles">${tiles.join('')}</ul></section>`;
}

function certainty(input: ReportInput): string {
  const runs = input.comparison.scenarios.map((scenario) => scenario.runs);
  const single = input.comparison.indicators.every((row) => row.lower === null);
  return `<p>${
    single
      ? text(
          'Er is één run per scenario. Beide gebruiken hetzelfde toevalsgetal, zodat dezelfde bewoner in beide dezelfde toevallige keuzes maakt; hoe zeker een verschil is, tonen pas meer runs.',
          'There is one run a scenario. Both use the same random seed, so that the same resident makes the same chance choices in both; how certain a difference is, only more runs show.',
        )
      : text(
          `Gemiddelden over ${runs[0]} en ${runs.at(-1)} runs; het interval is een t-interval over paren met hetzelfde toevalsgetal.`,
          `Means over ${runs[0]} and ${runs.at(-1)} runs; the interval is a t interval over pairs with the same random seed.`,
        )
  }</p>`;
}

function method(): string {
  const points: ReadonlyArray<readonly [string, string]> = [
    [
      'Bewoners zijn nagebootst uit cijfers per buurt. Elk heeft een dagplan en kiest een vervoermiddel naar tijd, kosten en voorkeur (logitmodel); reizen worden voor een werkdag, een zaterdag en een zondag doorgerekend.',
      'Residents are made from figures by neighbourhood. Each has a day plan and chooses a mode by time, cost and taste (a logit model); travel is computed for a weekday, a Saturday and a Sunday.',
    ],
    [
      'Elke auto met een stekker rijdt en laadt het hele jaar in stappen van een kwartier; wat zij laadt, komt bij de transformator van haar straat op bij huizen, bedrijven en zonnepanelen.',
      'Every car with a plug drives and charges through the whole year in steps of a quarter of an hour; what it charges adds to homes, businesses and solar panels at the transformer of its street.',
    ],
    [
      'Zelfconsumptie is het deel van de zonnestroom dat binnen de wijk wordt gebruikt, zelfvoorziening het deel van het verbruik dat daaruit komt (Luthander e.a., 2015). Wat auto’s terugleveren, telt via hun eigen boekhouding mee.',
      'Self-consumption is the share of solar power used inside the district, self-sufficiency the share of consumption it covers (Luthander et al., 2015). What cars give back counts through their own ledger.',
    ],
    [
      'Van het elektriciteitsnet zijn transformatoren en laagspanningskabels volgens Nederlandse praktijk nagebouwd; het werkelijke net van de netbeheerder kan anders zijn. Belasting boven 100 % is meer dan waarvoor de transformator is gemaakt.',
      'Transformers and low-voltage cables of the grid are built by Dutch practice; the operator’s real grid may differ. Loading above 100 % is more than the transformer is rated for.',
    ],
    [
      'Stroom voor auto’s zit in de kosten van mobiliteit, tegen een vaste prijs per kilometer; stroom in huis is zonder auto’s. Voor CO₂ telt stroom van auto’s één keer, bij de stroom van buiten de wijk.',
      'Electricity for cars is in the cost of mobility, at a fixed price per kilometre; electricity at home is without cars. For CO₂ the electricity of cars counts once, with the electricity from outside the district.',
    ],
    [
      'Een model is geen voorspelling. Gebruik de verschillen tussen scenario’s eerder dan de losse getallen, en grote verschillen eerder dan kleine.',
      'A model is no prediction. Trust differences between scenarios more than single numbers, and large differences more than small ones.',
    ],
    [
      'Cijfers over minder dan tien mensen of auto’s worden niet getoond.',
      'Numbers about fewer than ten people or cars are not shown.',
    ],
  ];
  return `<ul class="method">${points.map(([nl, en]) => `<li>${text(nl, en)}</li>`).join('')}</ul>`;
}

function notes(input: ReportInput): string {
  const dutch = new Map(input.sides.flatMap((side) => side.notes.map((note, i) => [note, side.notesNl?.[i] ?? note])));
  if (dutch.size === 0) return '';
  const items = [...dutch].map(([en, nl]) => `<li>${text(nl, en)}</li>`);
  return `<p>${text('Opmerkingen bij deze runs:', 'Notes of these runs:')}</p><ul>${items.join('')}</ul>`;
}
