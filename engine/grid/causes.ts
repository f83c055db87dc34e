/** Who causes a violation: what each connection takes at the worst step, and its part in the loading of a transformer or cable or in the
 *  change of a voltage. In: payload of the year, place and step of the violation. Out: causes, largest first. Pure.
 *  Loading: power that flows through the place, on the most loaded phase. Voltage: r·P + x·Q over the cables that the connection and the
 *  joint share; power on the other phases counts through the neutral, turned by 120° (linearised, Baran and Wu 1989). */
import { noLoadPu } from './area-equipment.ts';
import { tanPhi } from './area-loading.ts';
import { feederScratch, shareOutOf, stepPower } from './area-power.ts';
import { areaTree, FIRST_FEEDER_BUS } from './area-tree.ts';
import type { AreaYearPayload as WholePayload } from './area-year.ts';
import { RadialSweep, type RadialTree } from './sweep.ts';

type AreaYearPayload = Omit<WholePayload, 'output'>;

export const CAUSES = ['home', 'sun', 'car', 'business', 'others'] as const;
export type PassedLimit = 'transformer' | 'cable' | 'low voltage' | 'high voltage';

export interface Cause {
  readonly what: (typeof CAUSES)[number];
  /** Dwelling along the feeders of the area, −1 for businesses and for the sum of others; its joint of the area, −1: busbar. */
  readonly connection: number;
  readonly joint: number;
  /** 0–2, or −1 for all three. */
  readonly phase: number;
  /** Power taken, all phases together. */
  readonly powerKw: number;
  /** Part in what was passed; below zero it relieves. All causes add up to 1. */
  readonly share: number;
}

interface Part extends Omit<Cause, 'share'> {
  readonly bus: number;
}

/** @param joint of the area (0 … ), −1 for its busbar
 *  @param most causes listed one by one; what is left is summed as `others` */
export function causesOf(
  payload: AreaYearPayload,
  area: number,
  limit: PassedLimit,
  joint: number,
  step: number,
  most: number,
): Cause[] {
  const tree = areaTree(payload.areas, area);
  const share = shareOutOf(payload, area);
  const p = new Float64Array(3 * tree.busCount);
  const q = new Float64Array(3 * tree.busCount);
  const power = stepPower(payload, area, step, feederScratch(payload, area));
  const parts: Part[] = [];
  share.at(power, p, q, (what, connection, phase, powerKw) => {
    const bus = share.busOf[connection]!;
    parts.push({ what, connection, joint: bus - FIRST_FEEDER_BUS, bus, phase, powerKw });
  });
  const onFeeders = parts.reduce((sum, part) => sum + part.powerKw, 0);
  const { feederKw } = power;
  const carsAtBusbarKw = feederKw === null ? 0 : feederKw.reduce((left, kw) => left - kw, power.evKw);
  const net = power.homeLoadKw + power.busbarLoadKw - power.homePvKw - power.busbarPvKw + power.evKw;
  parts.push({
    what: 'business',
    connection: -1,
    joint: -1,
    bus: 1,
    phase: -1,
    powerKw: net - onFeeders - carsAtBusbarKw,
  });
  if (carsAtBusbarKw !== 0)
    parts.push({ what: 'car', connection: -1, joint: -1, bus: 1, phase: -1, powerKw: carsAtBusbarKw });
  const bus = joint < 0 ? 1 : joint + FIRST_FEEDER_BUS;
  const effect = effectOf(tree, payload, area, limit, bus, p, q);
  const effects = parts.map((part) => effect(part));
  const sum = effects.reduce((total, value) => total + value, 0);
  const order = parts.map((_, i) => i).sort((a, b) => effects[b]! / sum - effects[a]! / sum || a - b);
  const cause = (i: number): Cause => {
    const { bus: _, ...part } = parts[i]!;
    return { ...part, share: effects[i]! / sum };
  };
  const listed = order.filter((i) => effects[i] !== 0).slice(0, most);
  const rest = order.filter((i) => !listed.includes(i));
  const others: Cause = {
    what: 'others',
    connection: -1,
    joint: -1,
    phase: -1,
    powerKw: rest.reduce((total, i) => total + parts[i]!.powerKw, 0),
    share: rest.reduce((total, i) => total + effects[i]! / sum, 0),
  };
  return rest.length === 0 ? listed.map(cause) : [...listed.map(cause), others];
}

function effectOf(
  tree: RadialTree,
  payload: AreaYearPayload,
  area: number,
  limit: PassedLimit,
  bus: number,
  p: Float64Array,
  q: Float64Array,
): (part: Part) => number {
  if (limit === 'transformer') return ({ powerKw }) => powerKw;
  const phase = worstPhase(tree, noLoadPu(payload.areas, area, payload.busbarVoltagePu), limit, bus, p, q);
  const onPhase = (part: Part): number => (part.phase === phase ? part.powerKw : part.phase < 0 ? part.powerKw / 3 : 0);
  if (limit === 'cable') return (part) => (isBelow(tree, part.bus, bus) ? onPhase(part) : 0);
  const tan = tanPhi(payload.loadPowerFactor);
  return (part) => {
    const own = onPhase(part);
    const other = part.phase < 0 ? 0 : part.powerKw - own;
    const kvar = part.what === 'home' || part.what === 'business' ? own * tan : 0;
    const [r, x, rMutual, xMutual] = commonPath(tree, bus, part.bus);
    // Three equal phases leave nothing in the neutral.
    const neutral = part.phase < 0 ? 0 : rMutual * (own - other / 2) + xMutual * kvar;
    return r * own + x * kvar + neutral;
  };
}

function isBelow(tree: RadialTree, bus: number, top: number): boolean {
  for (let at = bus; at >= 0; at = tree.parent[at]!) if (at === top) return true;
  return false;
}

/** Sums of impedances of the branches that both buses hang on. */
function commonPath(tree: RadialTree, a: number, b: number): [r: number, x: number, rMutual: number, xMutual: number] {
  const sums: [number, number, number, number] = [0, 0, 0, 0];
  for (let at = a; at > 0; at = tree.parent[at]!) {
    if (!isBelow(tree, b, at)) continue;
    sums[0] += tree.rPu[at]!;
    sums[1] += tree.xPu[at]!;
    sums[2] += tree.rMutualPu[at]!;
    sums[3] += tree.xMutualPu[at]!;
  }
  return sums;
}

function worstPhase(
  tree: RadialTree,
  busbarPu: number,
  limit: PassedLimit,
  bus: number,
  p: Float64Array,
  q: Float64Array,
): number {
  const sweep = new RadialSweep(tree, busbarPu);
  sweep.solve(p, q, 1e-7, 60);
  const value = (phase: number): number => {
    const j = 3 * bus + phase;
    if (limit === 'cable') return Math.hypot(sweep.iRe[j]!, sweep.iIm[j]!);
    const voltage = Math.hypot(sweep.vRe[j]!, sweep.vIm[j]!);
    return limit === 'high voltage' ? voltage : -voltage;
  };
  return [0, 1, 2].reduce((worst, phase) => (value(phase) > value(worst) ? phase : worst), 0);
}
