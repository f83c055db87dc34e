/** The same optimum by a general solver (HiGHS in WebAssembly), as a reference to check ours against. Slow on large sites.
 *  In: site, linear objective. Out: value of the programme. Source: Huangfu and Hall, Math. Prog. Computation 10 (2018) 119. */
import { RunError } from '../../core/errors.ts';
import type { Objective, Site } from '../site.ts';
import { makeChains } from './chains.ts';
import { couple } from './coupling.ts';

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
  for (let s = 0; s < chains.count; s++) {
    for (let k = chains.first[s]!; k < chains.first[s + 1]!; k++) {
      const t = k - chains.first[s]! + chains.startStep[s]!;
      variable(`c${k}`, chains.chargeUpper[k]!, 0);
      variable(`e${k}`, chains.storedUpper[k]!, 0);
      power[t]!.push(`+ c${k}`);
      let row = `e${k} - ${chains.inKwh[s]} c${k}`;
      if (k > chains.first[s]!) row += ` - e${k - 1}`;
      if (chains.dischargeUpper[k]! > 0) {
        variable(`g${k}`, chains.dischargeUpper[k]!, coupling.dischargeCost);
        power[t]!.push(`- g${k}`);
        row += ` + ${chains.outKwh[s]} g${k}`;
      }
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
  const text = `Minimize\n obj: ${costs.join('\n ')}\nSubject To\n ${rows.join('\n ')}\nBounds\n ${bounds.join('\n ')}\nEnd\n`;
  return { text, constant: coupling.constant, rows: rows.length, columns };
}

/** @throws RunError when HiGHS does not end optimally */
export async function solveWithHighs(
  site: Site,
  objective: Objective,
  options: Readonly<Record<string, string | number>> = {},
): Promise<HighsAnswer> {
  const module = await import('highs');
  // The package's types describe its CommonJS form; as an ES module the loader is the default export itself.
  const loader: unknown = module.default;
  const highs = await (typeof loader === 'function'
    ? (loader as typeof module.default.default)
    : module.default.default)();
  const { text, constant, rows, columns } = lpText(site, objective);
  const start = performance.now();
  const answer = highs.solve(text, options);
  const solveS = (performance.now() - start) / 1000;
  if (answer.Status !== 'Optimal') throw new RunError(`HiGHS ended with status ${answer.Status}`);
  return { objective: answer.ObjectiveValue + constant, solveS, rows, columns };
}
