/** What `rijnstroom charge` does: site, strategies, optimum, and every answer that was asked. */
import { writeFileSync } from 'node:fs';
import { type Contest, contest } from '../charging/contest.ts';
import { chargingProfiles } from '../charging/ocpp.ts';
import { solveWithHighs } from '../charging/optimum/highs.ts';
import { chargingSettings } from '../charging/settings.ts';
import type { Site } from '../charging/site.ts';
import type { StrategyDefinition } from '../charging/snapshot.ts';
import { strategyByName, strategyNames } from '../charging/strategies/index.ts';
import { totalOf } from '../charging/total.ts';
import { InputError } from '../core/errors.ts';
import type { StrategyName } from '../scenario/strategy-names.ts';
import type { ChargeOptions } from './charge.ts';
import { chargePlot } from './charge-plot.ts';
import { type ChargeSite, chargeSite } from './charge-site.ts';
import { chargeJson, chargeTable, totalTable } from './charge-table.ts';
import { cancelSignal, note, out, outJson } from './shell.ts';

/** @param files each a site of its own; none with --generate
 *  @throws InputError, RunError, CancelledError */
export async function charge(files: readonly string[], options: ChargeOptions): Promise<void> {
  const names =
    options.strategy === 'all' ? [...strategyNames] : options.strategy.split(',').map((name) => name.trim());
  const definitions: StrategyDefinition[] = [];
  const close: Array<() => Promise<void>> = [];
  if (files.length > 1 && (options.plot !== undefined || options.ocpp !== undefined))
    throw new InputError('command line', '--plot', 'and --ocpp are for one site: give one file', files.length);
  try {
    for (const name of names) {
      if (/\.(ts|mts|js|mjs)$/.test(name)) {
        const { openUserStrategy } = await import('../workers/user-strategy.ts');
        const own = await openUserStrategy(name);
        definitions.push(own.definition);
        close.push(own.close);
      } else definitions.push(strategyByName(checkedName(name)));
    }
    const answers: Array<{ readonly file: string; readonly answer: Contest; readonly built: ChargeSite }> = [];
    for (const file of files.length === 0 ? [undefined] : files) {
      const answered = await oneSite(file, definitions, options);
      answers.push({ file: file ?? '--generate', ...answered });
    }
    if (answers.length === 1) {
      await print(answers[0]!.answer, answers[0]!.built, options);
      return;
    }
    const total = totalOf(answers.map(({ answer }) => answer));
    if (options.json === true) {
      outJson({
        ...total,
        sites: answers.map(({ file, answer, built }) => ({
          site: file,
          turnedAway: built.turnedAway,
          ...chargeJson(answer, built.site),
        })),
      });
      return;
    }
    for (const { file, answer, built } of answers)
      out(`${file}\n\n${chargeTable(answer, built.site, options.lang, built.turnedAway)}\n\n`);
    out(totalTable(total, answers[0]!.answer.objective, options.lang));
  } finally {
    for (const end of close) await end();
  }
}

async function oneSite(
  file: string | undefined,
  definitions: readonly StrategyDefinition[],
  options: ChargeOptions,
): Promise<{ answer: Contest; built: ChargeSite }> {
  const discharges = definitions.some((definition) => definition.discharges);
  const built = await chargeSite(file, options, options.v2g ?? (discharges ? 1 : 0));
  for (const text of built.notes) note(`${text}\n`);
  const { site, scenario } = built;
  const answer = await contest(
    site,
    definitions,
    chargingSettings(scenario),
    options.objective,
    {
      forecast: options.forecast,
      seed: options.seed,
      chargeNow: site.sessions.arrivalStep.length > 0 ? pressed(site, options) : new Uint8Array(0),
      compensationEurPerKwh: options.compensation,
      consumptionKwhPerKm: 0.18,
    },
    options.tolerance,
    { signal: cancelSignal, onProgress: ({ stage, message }) => tell(stage, message) },
  );
  return { answer, built };
}

async function print(
  answer: Contest,
  { site, pointOf, turnedAway }: ChargeSite,
  options: ChargeOptions,
): Promise<void> {
  const { leastViolationKwh } = answer.optimum;
  if (leastViolationKwh > 1e-3)
    note(`warning: the limits cannot be kept; the least energy above them is ${leastViolationKwh.toFixed(2)} kWh\n`);
  const reference = options.reference === 'highs' ? await solveWithHighs(site, answer.objective) : null;
  if (options.plot !== undefined)
    writeFileSync(options.plot, await chargePlot(answer, site, options.plot, options.lang));
  const written = options.plot === undefined ? [] : [options.plot];
  if (options.ocpp !== undefined) {
    const name = options.ocppStrategy ?? answer.contestants[0]!.run.name;
    const every = name === 'all';
    const chosen = answer.contestants.filter(({ run }) => every || run.name === name);
    if (chosen.length === 0)
      throw new InputError('command line', '--ocpp-strategy', 'must be one of the strategies asked, or all', name);
    const points = new Map<string, number>();
    const evse = (session: number): number => {
      const point = pointOf(session);
      if (!points.has(point)) points.set(point, points.size + 1);
      return points.get(point)!;
    };
    for (const { run } of chosen) {
      const file = every ? nameInFile(options.ocpp, run.name) : options.ocpp;
      writeFileSync(file, `${JSON.stringify(chargingProfiles(site, run, evse), null, 1)}\n`);
      written.push(file);
    }
  }
  if (options.json === true)
    outJson({ ...chargeJson(answer, site), turnedAway, ...(reference === null ? {} : { reference }) });
  else {
    out(chargeTable(answer, site, options.lang, turnedAway));
    if (reference !== null) out(`HiGHS: ${reference.objective} in ${reference.solveS.toFixed(1)} s`);
  }
  for (const target of written) note(`wrote ${target}\n`);
}

/** plan.json becomes plan.mpc.json. */
const nameInFile = (file: string, name: string): string =>
  /\.json$/.test(file) ? file.replace(/\.json$/, `.${name}.json`) : `${file}.${name}`;

const tell = (stage: string, message: string | undefined): void => {
  if (process.stderr.isTTY === true) note(`\r\x1b[K${stage}${message === undefined ? '' : `  ${message}`}`);
  if (process.stderr.isTTY === true && stage === 'optimum') note('\r\x1b[K');
};

/** Every so many-th driver presses "charge now"; spread evenly. */
function pressed(site: Site, options: ChargeOptions): Uint8Array {
  const share = options.chargeNow;
  return Uint8Array.from({ length: site.sessions.count }, (_, s) =>
    Math.floor((s + 1) * share) > Math.floor(s * share) ? 1 : 0,
  );
}

function checkedName(name: string): StrategyName {
  const found = strategyNames.find((known) => known === name);
  if (found === undefined)
    throw new InputError(
      'command line',
      '--strategy',
      `must be one of ${strategyNames.join(', ')}, or a path of a .js module`,
      name,
    );
  return found;
}
