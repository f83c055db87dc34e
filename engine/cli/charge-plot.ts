/** The picture of `rijnstroom charge`: regret of each strategy, and the site's net power over its hardest week, as SVG or HTML. */
import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import type { Contest } from '../charging/contest.ts';
import { OBJECTIVE_UNITS, type Site } from '../charging/site.ts';
import type { Language } from './shell.ts';

const TEXT = {
  en: {
    title: 'Charging strategies and the optimum',
    regret: 'above the optimum (%)',
    net: 'net power of the site (kW)',
    optimum: 'optimum',
    base: 'without cars',
    week: 'up to seven days around the highest peak of',
  },
  nl: {
    title: 'Laadstrategieën en het optimum',
    regret: 'boven het optimum (%)',
    net: 'nettovermogen van de locatie (kW)',
    optimum: 'optimum',
    base: 'zonder auto’s',
    week: 'hoogstens zeven dagen rond de hoogste piek van',
  },
} as const;

/** Colours that stay apart for colour-blind readers (Okabe and Ito 2008); the optimum is black, the base grey. */
const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#8c564b', '#7f7f00'];
const WIDTH = 960;
/** Lines beyond this many make a picture unreadable. */
const MOST_LINES = 6;

export async function chargePlot(answer: Contest, site: Site, file: string, lang: Language): Promise<string> {
  const text = TEXT[lang];
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const bars = answer.contestants.map(({ run, regret, comparable }) => ({
    name: comparable ? run.name : `${run.name} *`,
    percent: regret * 100,
  }));
  const regretChart = Plot.plot({
    document,
    width: WIDTH,
    height: 60 + 26 * bars.length,
    marginLeft: 170,
    marginRight: 60,
    x: { label: text.regret, grid: true },
    y: { label: null, domain: bars.map(({ name }) => name) },
    marks: [
      Plot.barX(bars, { x: 'percent', y: 'name', fill: '#0072b2' }),
      Plot.text(bars, {
        x: 'percent',
        y: 'name',
        text: ({ percent }: { percent: number }) => localised(`${percent.toFixed(1)} %`, lang),
        textAnchor: 'start',
        dx: 4,
      }),
      Plot.ruleX([0]),
    ],
  });
  const [from, to] = hardestWeek(answer, site);
  // So many lines a picture; more strategies get more pictures, each with base and optimum.
  const panels: Panel[] = [];
  for (let at = 0; at < answer.contestants.length; at += MOST_LINES)
    panels.push(netPanel(answer, site, answer.contestants.slice(at, at + MOST_LINES), from, to, lang, document));
  return file.endsWith('.html') || file.endsWith('.htm')
    ? html(text.title, markup(regretChart), panels, subtitle(answer, lang), resultTable(answer, lang), lang)
    : svg(text.title, markup(regretChart), panels, subtitle(answer, lang));
}

interface Panel {
  readonly chart: string;
  readonly legend: Legend;
}

/** Net power of the site from step to step, with some of the strategies. */
function netPanel(
  answer: Contest,
  site: Site,
  shown: Contest['contestants'],
  from: number,
  to: number,
  lang: Language,
  document: Document,
): Panel {
  const text = TEXT[lang];
  const names = [text.base, text.optimum, ...shown.map(({ run }) => run.name)];
  const points = names.flatMap((name, n) => {
    const cars = n === 0 ? null : n === 1 ? answer.optimum.carKw : shown[n - 2]!.run.carKw;
    return Array.from({ length: to - from }, (_, k) => {
      const t = from + k;
      return {
        time: new Date((site.startUtcS + t * site.stepH * 3600 + localOffsetS(site, t)) * 1000),
        kw: site.loadKw[t]! - site.pvKw[t]! + (cars === null ? 0 : cars[t]!),
        name,
      };
    });
  });
  const limitKw = site.limitKw[from]!;
  const netChart = Plot.plot({
    document,
    width: WIDTH,
    height: 380,
    marginLeft: 60,
    x: { type: 'utc', label: null, ticks: 8, tickFormat: (time: Date) => dayLabel(time, lang) },
    y: { label: text.net, grid: true },
    color: { legend: false, domain: names, range: ['#999999', '#000000', ...COLOURS.slice(0, shown.length)] },
    marks: [
      Plot.ruleY([0]),
      ...(Number.isFinite(limitKw) ? [Plot.ruleY([limitKw], { stroke: '#b00020', strokeDasharray: '6,4' })] : []),
      Plot.line(points, {
        x: 'time',
        y: 'kw',
        stroke: 'name',
        curve: 'step-after',
        strokeWidth: ({ name }: { name: string }) => (name === text.optimum ? 2 : 1.2),
      }),
    ],
  });
  const legend = names.map((name, n) => [name, ['#999999', '#000000', ...COLOURS][n]!] as const);
  return { chart: markup(netChart), legend };
}

/** Decimal comma in Dutch. */
const localised = (text: string, lang: Language): string => (lang === 'nl' ? text.replace('.', ',') : text);

function subtitle(answer: Contest, lang: Language): string {
  const { optimum, objective, contestants } = answer;
  const goal =
    lang === 'nl'
      ? { cost: 'kosten', peak: 'piek', squares: 'kwadraten', 'self-consumption': 'zelfconsumptie', co2: 'CO2' }[
          objective
        ]
      : objective;
  const gap = lang === 'nl' ? 'bewezen gat' : 'proven gap';
  return `${TEXT[lang].optimum} (${goal}): ${localised(optimum.objective.toPrecision(5), lang)} ${OBJECTIVE_UNITS[objective]}, ${gap} ${localised((optimum.gap * 100).toPrecision(2), lang)} % · ${TEXT[lang].week} ${contestants[0]!.run.name}`;
}

/** Plot gives an SVG element, or a figure around one. */
function markup(chart: {
  tagName: string;
  outerHTML: string;
  querySelector(selector: string): { outerHTML: string } | null;
}): string {
  const text = chart.tagName.toLowerCase() === 'svg' ? chart.outerHTML : chart.querySelector('svg')!.outerHTML;
  return text.includes('xmlns=') ? text : text.replace('<svg', '<svg xmlns="http://www.w3.org/2000/svg"');
}

/** First and last step of the seven local days around the highest peak of the first strategy. */
function hardestWeek(answer: Contest, site: Site): [number, number] {
  const perDay = Math.round(24 / site.stepH);
  const cars = answer.contestants[0]!.run.carKw;
  let highest = 0;
  for (let t = 0; t < site.stepCount; t++)
    if (site.loadKw[t]! - site.pvKw[t]! + cars[t]! > site.loadKw[highest]! - site.pvKw[highest]! + cars[highest]!)
      highest = t;
  const day = Math.floor(highest / perDay);
  const from = Math.max(0, Math.min((day - 3) * perDay, site.stepCount - 7 * perDay));
  return [from, Math.min(site.stepCount, from + 7 * perDay)];
}

/** Day and month; the axis runs on the wall clock of the site. */
const dayLabel = (time: Date, lang: Language): string =>
  time.getUTCHours() > 0
    ? `${String(time.getUTCHours()).padStart(2, '0')}:00`
    : new Intl.DateTimeFormat(lang === 'nl' ? 'nl-NL' : 'en-GB', {
        weekday: 'short',
        day: 'numeric',
        month: 'short',
        timeZone: 'UTC',
      }).format(time);

/** Seconds that the wall clock is ahead of UTC at a step. */
function localOffsetS(site: Site, t: number): number {
  const utcDayS = (site.startUtcS + t * site.stepH * 3600) % 86_400;
  const offset = site.localS[t]! - utcDayS;
  return offset > 43_200 ? offset - 86_400 : offset < -43_200 ? offset + 86_400 : offset;
}

type Legend = ReadonlyArray<readonly [name: string, colour: string]>;

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

const HEADS = {
  en: [
    'strategy',
    'regret',
    'cost EUR',
    'peak kW',
    'sun used',
    'charged kWh',
    'discharged kWh',
    'missing kWh',
    'minutes below minimum',
    'km missed',
  ],
  nl: [
    'strategie',
    'spijt',
    'kosten EUR',
    'piek kW',
    'zon benut',
    'geladen kWh',
    'teruggeleverd kWh',
    'tekort kWh',
    'minuten onder minimum',
    'km gemist',
  ],
} as const;

/** Every figure of the pictures as a table, for readers who want numbers. */
function resultTable(answer: Contest, lang: Language): string {
  const number = (value: number, digits: number): string =>
    new Intl.NumberFormat(lang === 'nl' ? 'nl-NL' : 'en-GB', {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    }).format(value + 0);
  const percent = (share: number): string => `${number(share * 100, 1)} %`;
  const rows = answer.contestants.map(({ run, regret, comparable }) => [
    `${run.name}${comparable ? '' : ' *'}`,
    percent(regret),
    number(run.costEur, 2),
    number(run.peakKw, 1),
    percent(run.selfConsumptionShare),
    number(run.chargedKwh, 1),
    number(run.dischargedKwh, 1),
    number(run.drivers.unservedKwh, 2),
    number(run.drivers.belowFloorMin, 0),
    number(run.drivers.missedKm, 0),
  ]);
  const head = HEADS[lang].map((name) => `<th scope="col">${name}</th>`).join('');
  const body = rows
    .map(
      ([name, ...cells]) =>
        `<tr><th scope="row">${escaped(name!)}</th>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`,
    )
    .join('');
  const star =
    lang === 'nl'
      ? '* laat energie ontbreken bij vertrek of gaat over de limiet'
      : '* leaves energy missing at departure or passes the limit';
  const note = answer.contestants.every(({ comparable }) => comparable) ? '' : `<p>${star}</p>`;
  return `<table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>${note}`;
}

function html(
  title: string,
  regret: string,
  panels: readonly Panel[],
  sub: string,
  table: string,
  lang: Language,
): string {
  const keys = (legend: Legend): string =>
    legend
      .map(
        ([name, colour]) => `<span style="margin-right:1em"><b style="color:${colour}">▬</b> ${escaped(name)}</span>`,
      )
      .join('');
  return `<!doctype html>
<html lang="${lang}"><head><meta charset="utf-8"><title>${escaped(title)}</title>
<style>body{font:15px system-ui,sans-serif;margin:2em auto;max-width:${WIDTH + 40}px;color:#222}svg{max-width:100%;height:auto}table{border-collapse:collapse;margin:1.5em 0;font-size:13px}th,td{padding:.25em .6em;border-bottom:1px solid #ddd;text-align:right;font-weight:normal}td,tbody th{white-space:nowrap}thead th{border-bottom:2px solid #888;vertical-align:bottom}th:first-child{text-align:left}</style></head>
<body><h1>${escaped(title)}</h1><p>${escaped(sub)}</p>${regret}${table}${panels.map(({ chart, legend }) => `<p>${keys(legend)}</p>${chart}`).join('')}</body></html>
`;
}

function svg(title: string, regret: string, panels: readonly Panel[], sub: string): string {
  const heightOf = (chart: string): number => Number(/height="(\d+)"/.exec(chart)?.[1] ?? 400);
  const place = (chart: string, y: number): string => chart.replace('<svg', `<svg x="0" y="${y}"`);
  let y = 66;
  let body = place(regret, y);
  y += heightOf(regret);
  for (const { chart, legend } of panels) {
    let x = 20;
    for (const [name, colour] of legend) {
      if (x + 40 + 8 * name.length > WIDTH) {
        x = 20;
        y += 18;
      }
      body += `<rect x="${x}" y="${y + 8}" width="18" height="4" fill="${colour}"/><text x="${x + 24}" y="${y + 14}" font-size="12">${escaped(name)}</text>`;
      x += 40 + 8 * name.length;
    }
    body += place(chart, y + 30);
    y += 30 + heightOf(chart);
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${y}" viewBox="0 0 ${WIDTH} ${y}" font-family="system-ui, sans-serif"><rect width="100%" height="100%" fill="white"/><text x="20" y="28" font-size="20" font-weight="bold">${escaped(title)}</text><text x="20" y="50" font-size="13">${escaped(sub)}</text>${body}</svg>
`;
}
