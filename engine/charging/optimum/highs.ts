/** The same optimum by a general solver (HiGHS in WebAssembly), as a reference to check ours against. Slow on large sites.
 *  In: site, linear objective. Out: value of the programme. Source: Huangfu and Hall, Math. Prog. Computation 10 (2018) 119.
 *  Three programmes, each with a lower value than the next:
 *  - `plain`: charging and discharging each within its own bounds, losses at their least; what both solvers are timed on;
 *  - `mixtures`: a step is a mixture of charging, discharging and rest, with any loss that physics has (`mode-system.ts`);
 *  - `modes`: the same, but every step of every car charges or discharges, never both (whole numbers: for small sites only). */
import { RunError } from '../../core/errors.ts';
import type { Objective, Site } from '../site.ts';
import { makeChains } from './chains.ts';
import { couple } from './coupling.ts';
import { ENDS, endsOf } from './mode-ends.ts';

export type Programme = 'plain' | 'mixtures' | 'modes';

export interface HighsAnswer {
  readonly objective: number;
  readonly solveS: number;
  readonly rows: number;
  readonly columns: number;
}

/** The programme of a site as CPLEX LP text, with its constant. */
export function lpText(
  site: Site,
  objective: Objective,
  programme: Programme = 'plain',
): { text: string; constant: number; rows: number; columns: number } {
  const members = Array.from({ length: site.sessions.count }, (_, s) => s);
  const chains = makeChains(site, members, 0, site.stepCount);
  const coupling = couple(site, objective, 0, site.stepCount);
  const costs: string[] = [];
  const rows: string[] = [];
  const bounds: string[] = [];
  const power: string[][] = Array.from({ length: site.stepCount }, () => []);
  let columns = 0;
  const variable = (name: string, upper: number, cost: number): void => {
    columns++;
    if (cost !== 0) costs.push(`${cost < 0 ? '-' : '+'} ${Math.abs(cost)} ${name}`);
    bounds.push(`0 <= ${name} <= ${upper}`);
  };
  const binaries: string[] = [];
  const ends = endsOf(chains);
  /** One step of a car as shares of its ends; terms of what the battery gains, with their sign turned. */
  const shares = (s: number, k: number, t: number): string => {
    const [parts, charging, discharging]: string[][] = [[], [], []];
    let gain = '';
    for (let i = 0; i < ENDS; i++) {
      const powerKw = ends.powerKw[ENDS * s + i]!;
      const gainKwh = ends.gainKwh[ENDS * s + i]!;
      if (powerKw === 0 && gainKwh === 0) continue;
      variable(`a${k}_${i}`, 1, i < 2 ? 0 : -coupling.dischargeCost * powerKw);
      power[t]!.push(`${powerKw < 0 ? '-' : '+'} ${Math.abs(powerKw)} a${k}_${i}`);
      gain += ` ${gainKwh < 0 ? '+' : '-'} ${Math.abs(gainKwh)} a${k}_${i}`;
      parts!.push(`a${k}_${i}`);
      (i < 2 ? charging : discharging)!.push(`a${k}_${i}`);
    }
    rows.push(`m${k}: ${parts!.join(' + ')} <= 1`);
    if (programme === 'modes' && discharging!.length > 0) {
      binaries.push(`b${k}`);
      columns++;
      rows.push(`mc${k}: ${charging!.join(' + ')} - b${k} <= 0`, `md${k}: ${discharging!.join(' + ')} + b${k} <= 1`);
    }
    return gain;
  };
  for (let s = 0; s < chains.count; s++) {
    for (let k = chains.first[s]!; k < chains.first[s + 1]!; k++) {
      const t = k - chains.first[s]! + chains.startStep[s]!;
      variable(`e${k}`, chains.storedUpper[k]!, 0);
      let row = `e${k}`;
      if (k > chains.first[s]!) row += ` - e${k - 1}`;
      if (programme === 'plain') {
        variable(`c${k}`, chains.chargeUpper[k]!, 0);
        power[t]!.push(`+ c${k}`);
        row += ` - ${chains.inKwh[s]} c${k}`;
        if (chains.dischargeUpper[k]! > 0) {
          variable(`g${k}`, chains.dischargeUpper[k]!, coupling.dischargeCost);
          power[t]!.push(`- g${k}`);
          row += ` + ${chains.outKwh[s]} g${k}`;
        }
      } else row += shares(s, k, t);
      rows.push(`r${k}: ${row} = ${chains.right[k]}`);
    }
  }
  coupling.columns.forEach((column, j) => {
    if (column.curvature !== 0) throw new RunError('HiGHS is only asked for linear objectives');
    for (let t = 0; t < site.stepCount; t++) {
      variable(`v${j}_${t}`, column.upper[t]!, column.cost[t]!);
      power[t]!.push(`${column.sign < 0 ? '-' : '+'} v${j}_${t}`);
    }
  });
  if (coupling.peak !== null) variable('z', coupling.peak.upper, coupling.peak.cost);
  power.forEach((terms, t) => {
    const peak = coupling.peak === null ? '' : ' - z';
    rows.push(`p${t}: ${terms.join(' ')}${peak} = ${coupling.rightKw[t]! - chains.fixedKw[t]!}`);
  });
  const text = `Minimize\n obj: ${costs.join('\n ')}\nSubject To\n ${rows.join('\n ')}\nBounds\n ${bounds.join('\n ')}\n${binaries.length > 0 ? `Binary\n ${binaries.join('\n ')}\n` : ''}End\n`;
  return { text, constant: coupling.constant, rows: rows.length, columns };
}

/** @throws RunError when HiGHS does not end optimally */
export async function solveWithHighs(
  site: Site,
  objective: Objective,
  options: Readonly<Record<string, string | number>> = {},
  programme: Programme = 'plain',
): Promise<HighsAnswer> {
  const module = await import('highs');
  // The package's types describe its CommonJS form; as an ES module the loader is the default export itself.
  const loader: unknown = module.default;
  const highs = await (typeof loader === 'function'
    ? (loader as typeof module.default.default)
    : module.default.default)();
  const { text, constant, rows, columns } = lpText(site, objective, programme);
  const start = performance.now();
  const answer = highs.solve(text, options);
  const solveS = (performance.now() - start) / 1000;
  if (answer.Status !== 'Optimal') throw new RunError(`HiGHS ended with status ${answer.Status}`);
  return { objective: answer.ObjectiveValue + constant, solveS, rows, columns };
}
