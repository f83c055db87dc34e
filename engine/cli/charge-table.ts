/** The answer of `rijnstroom charge` as a table for people and as JSON for programs. Pure. */
import type { Contest, Contestant } from '../charging/contest.ts';
import { OBJECTIVE_UNITS, type Objective, type Site } from '../charging/site.ts';
import type { ContestTotal } from '../charging/total.ts';
import type { Language } from './shell.ts';
import { alignTable } from './text-table.ts';

const WORDS = {
  en: {
    strategy: 'strategy',
    regret: 'regret',
    cost: 'cost EUR',
    peak: 'peak kW',
    own: 'sun used',
    sufficient: 'own supply',
    charged: 'charged kWh',
    given: 'discharged kWh',
    missing: 'missing kWh',
    short: 'sessions short',
    below: 'min below minimum',
    km: 'km missed',
    paid: 'compensation EUR',
    away: 'drivers found no socket',
    ledger: 'kWh: where it came from and went',
    flows: {
      pvToLoadKwh: 'sun to site',
      pvToCarsKwh: 'sun to cars',
      pvToGridKwh: 'sun to grid',
      curtailedKwh: 'curtailed',
      gridToCarsKwh: 'grid to cars',
      carsToLoadKwh: 'cars to site',
      carsToGridKwh: 'cars to grid',
      lossKwh: 'lost',
    },
    total: 'all sites',
    over: 'over limit kWh',
    optimum: 'optimum',
    proven: 'proven lower bound',
    gap: 'gap',
    star: '* leaves energy missing at departure or passes the limit: its objective is that of an easier task',
    objective: {
      cost: 'objective: cost',
      peak: 'objective: highest grid power',
      squares: 'objective: sum of squares of net power',
      'self-consumption': 'objective: sun not used on the site, and lost by discharging',
      co2: 'objective: CO2 of grid power',
    },
  },
  nl: {
    strategy: 'strategie',
    regret: 'spijt',
    cost: 'kosten EUR',
    peak: 'piek kW',
    own: 'zon benut',
    sufficient: 'zelf voorzien',
    charged: 'geladen kWh',
    given: 'teruggeleverd kWh',
    missing: 'tekort kWh',
    short: 'sessies tekort',
    below: 'min onder minimum',
    km: 'km gemist',
    paid: 'vergoeding EUR',
    away: 'bestuurders vonden geen laadplek',
    ledger: 'kWh: waar het vandaan kwam en bleef',
    flows: {
      pvToLoadKwh: 'zon naar locatie',
      pvToCarsKwh: 'zon naar auto’s',
      pvToGridKwh: 'zon naar net',
      curtailedKwh: 'afgeregeld',
      gridToCarsKwh: 'net naar auto’s',
      carsToLoadKwh: 'auto’s naar locatie',
      carsToGridKwh: 'auto’s naar net',
      lossKwh: 'verloren',
    },
    total: 'alle locaties',
    over: 'boven limiet kWh',
    optimum: 'optimum',
    proven: 'bewezen ondergrens',
    gap: 'gat',
    star: '* laat energie ontbreken bij vertrek of gaat over de limiet: zijn doelwaarde is die van een lichtere taak',
    objective: {
      cost: 'doel: kosten',
      peak: 'doel: hoogste vermogen uit het net',
      squares: 'doel: som van kwadraten van het nettovermogen',
      'self-consumption': 'doel: zon die niet op de locatie benut is, en verlies door ontladen',
      co2: 'doel: CO2 van netstroom',
    },
  },
} as const;

type Column = readonly [name: string, cell: (one: Contestant) => string];

export function chargeTable(answer: Contest, site: Site, lang: Language, turnedAway = 0): string {
  const word = WORDS[lang];
  const { optimum, objective } = answer;
  const unit = OBJECTIVE_UNITS[objective];
  const sun = site.pvKw.some((kw) => kw > 0);
  const limited = answer.contestants.some(({ run }) => run.violationKwh > 1e-3);
  const columns: ReadonlyArray<Column> = [
    [word.strategy, ({ run, comparable }) => `${run.name}${comparable ? '' : ' *'}`],
    [unit, (one) => figure(one.objective)],
    [word.regret, (one) => `${(one.regret * 100).toFixed(1)} %`],
    [word.cost, ({ run }) => figure(run.costEur)],
    [word.peak, ({ run }) => figure(run.peakKw)],
    ...(sun
      ? ([
          [word.own, ({ run }) => percent(run.selfConsumptionShare)],
          [word.sufficient, ({ run }) => percent(run.selfSufficiencyShare)],
        ] satisfies Column[])
      : []),
    [word.charged, ({ run }) => figure(run.chargedKwh)],
    [word.given, ({ run }) => figure(run.dischargedKwh)],
    [word.missing, ({ run }) => figure(run.drivers.unservedKwh)],
    [word.short, ({ run }) => String(run.drivers.sessionsUnserved)],
    [word.below, ({ run }) => run.drivers.belowFloorMin.toFixed(0)],
    [word.km, ({ run }) => run.drivers.missedKm.toFixed(0)],
    ...(answer.contestants.some(({ run }) => run.drivers.compensationEur > 0)
      ? ([[word.paid, ({ run }) => run.drivers.compensationEur.toFixed(2)]] satisfies Column[])
      : []),
    ...(limited ? ([[word.over, ({ run }) => figure(run.violationKwh)]] satisfies Column[]) : []),
  ];
  const rows = answer.contestants.map((one) => columns.map(([, cell]) => cell(one)));
  const best = columns.map(([name]) =>
    name === word.strategy
      ? word.optimum
      : name === unit
        ? figure(optimum.objective)
        : name === word.charged
          ? figure(optimum.chargedKwh)
          : name === word.given
            ? figure(optimum.dischargedKwh)
            : '',
  );
  const table = alignTable(
    [columns.map(([name]) => name), ...rows, best],
    columns.map((_, c) => (c === 0 ? 'left' : 'right')),
  );
  const proof = `${word.proven} ${figure(optimum.lowerBound)} ${unit}, ${word.gap} ${(optimum.gap * 100).toPrecision(2)} % (${optimum.method}, ${optimum.iterations}×)`;
  const star = answer.contestants.some(({ comparable }) => !comparable) ? `\n${word.star}` : '';
  const away = turnedAway > 0 ? `\n${turnedAway} ${word.away}` : '';
  return `${word.objective[objective]} [${unit}]\n\n${table}\n\n${proof}${star}${away}\n\n${ledgerTable(answer, lang)}`;
}

/** Each strategy's flows of energy over the period. */
function ledgerTable({ contestants }: Contest, lang: Language): string {
  const word = WORDS[lang];
  const keys = (Object.keys(word.flows) as Array<keyof typeof word.flows>).filter((key) =>
    contestants.some(({ run }) => run.ledger[key] > 0.005),
  );
  return alignTable(
    [
      [word.ledger, ...keys.map((key) => word.flows[key])],
      ...contestants.map(({ run }) => [run.name, ...keys.map((key) => figure(run.ledger[key]))]),
    ],
    ['left', ...keys.map(() => 'right' as const)],
  );
}

/** All sites together. */
export function totalTable({ strategies, optimum }: ContestTotal, objective: Objective, lang: Language): string {
  const word = WORDS[lang];
  const rows = strategies.map((one) => [
    `${one.name}${one.comparable ? '' : ' *'}`,
    figure(one.objective),
    `${(one.regret * 100).toFixed(1)} %`,
    figure(one.unservedKwh),
    one.missedKm.toFixed(0),
    one.compensationEur.toFixed(2),
  ]);
  const unit = OBJECTIVE_UNITS[objective];
  const head = [word.strategy, unit, word.regret, word.missing, word.km, word.paid];
  const best = [word.optimum, figure(optimum.objective), '', '', '', ''];
  const table = alignTable(
    [head, ...rows, best],
    head.map((_, c) => (c === 0 ? 'left' : 'right')),
  );
  return `${word.total}\n\n${table}\n\n${word.proven} ${figure(optimum.lowerBound)} ${unit}, ${word.gap} ${(optimum.gap * 100).toPrecision(2)} %`;
}

const figure = (value: number): string =>
  Math.abs(value) >= 1000 ? value.toFixed(0) : Math.abs(value) >= 100 ? value.toFixed(1) : (value + 0).toFixed(2);
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

/** The machine-readable answer; its first fields are a contract. */
export function chargeJson(answer: Contest, site: Site): Record<string, unknown> {
  const { optimum } = answer;
  return {
    objective: answer.objective as Objective,
    unit: OBJECTIVE_UNITS[answer.objective],
    sessions: site.sessions.count,
    steps: site.stepCount,
    stepH: site.stepH,
    strategies: answer.contestants.map(({ run, objective, regret, comparable }) => ({
      name: run.name,
      objective,
      costEur: run.costEur,
      peakKw: run.peakKw,
      selfConsumptionShare: run.selfConsumptionShare,
      selfSufficiencyShare: run.selfSufficiencyShare,
      chargedKwh: run.chargedKwh,
      dischargedKwh: run.dischargedKwh,
      unservedKwh: run.drivers.unservedKwh,
      regret,
      comparable,
      co2Kg: run.co2Kg,
      violationKwh: run.violationKwh,
      drivers: run.drivers,
      ledger: run.ledger,
    })),
    optimum: {
      objective: optimum.objective,
      lowerBound: optimum.lowerBound,
      gap: optimum.gap,
      method: optimum.method,
      iterations: optimum.iterations,
      chargedKwh: optimum.chargedKwh,
      dischargedKwh: optimum.dischargedKwh,
      violationKwh: optimum.violationKwh,
      leastViolationKwh: optimum.leastViolationKwh,
      sessionsCut: optimum.sessionsCut,
    },
  };
}
