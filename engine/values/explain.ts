/** Why a car charged, waited or discharged at a moment: the constraint that bound, found in what the controller knew and what came of it.
 *  In: one row of a session's course and the scenario. Out: a reason and whether its claim holds. Pure.
 *  A reason is a claim that can be checked with nothing but the schedule (`holds`); it is told in words by `explain-text.ts`. */
import type { CourseRow } from '../charging/courses.ts';
import { clockS } from '../scenario/lever.ts';
import type { Scenario } from '../scenario/schema.ts';

export const REASONS = [
  /** charges */
  'full-power',
  'charge-now',
  'evening-limit',
  'battery-curve',
  'last-bit',
  'transformer',
  'grid-limit',
  'deadline',
  'sun',
  'least-current',
  'shared',
  'level',
  /** waits */
  'full',
  'no-room',
  'grid-closed',
  'clock',
  'cheaper-later',
  'no-sun',
  'slack',
  'too-little-left',
  /** discharges */
  'full-discharge',
  'site-covered',
  'reserve',
  'strategy-discharge',
] as const;
export type Reason = (typeof REASONS)[number];

/** What explaining needs beside a row. */
export interface ExplainContext {
  readonly strategy: string;
  readonly stepH: number;
  readonly efficiencyShare: number;
  /** Lost while power flows, whatever the power. */
  readonly fixedLossKw: number;
  /** True when the timer of the strategy holds cars back at this time of day. */
  readonly clockHolds: (localS: number) => boolean;
}

const TINY_KW = 1e-6;
/** Numbers of the schedule agree to this, relative. */
const CLOSE = 1e-6;

export function explainContext(scenario: Scenario): ExplainContext {
  const { charging } = scenario;
  const within = (localS: number, from: string, until: string): boolean => {
    const [fromS, untilS] = [clockS(from), clockS(until)];
    return fromS <= untilS ? localS >= fromS && localS < untilS : localS >= fromS || localS < untilS;
  };
  return {
    strategy: charging.strategy,
    stepH: scenario.period.stepMinutes / 60,
    efficiencyShare: charging.oneWayEfficiencyShare,
    fixedLossKw: charging.fixedLossW / 1000,
    clockHolds: (localS) =>
      charging.strategy === 'delayed'
        ? within(localS, charging.delayFrom, charging.delayUntil)
        : charging.strategy === 'off-peak'
          ? !within(localS, charging.offPeakFrom, charging.offPeakUntil)
          : charging.strategy === 'operator-limit' &&
            within(localS, charging.eveningLimitFrom, charging.eveningLimitTo),
  };
}

const close = (a: number, b: number): boolean => Math.abs(a - b) <= CLOSE * Math.max(1, Math.abs(a), Math.abs(b));
const netKw = ({ loadKw, pvKw, carsKw }: CourseRow): number => loadKw - pvKw + carsKw;
const missingKwh = ({ targetKwh, storedKwh }: CourseRow): number => Math.max(0, targetKwh - storedKwh);

/** Hours at full power to have what is missing after a change of the battery in this step. */
const hoursNeeded = (row: CourseRow, { efficiencyShare }: ExplainContext, takenKwh = 0): number =>
  (missingKwh(row) + takenKwh) / efficiencyShare / Math.max(TINY_KW, row.ratedKw);
const hoursLeft = (row: CourseRow, { stepH }: ExplainContext): number => (row.statedDepartureStep - row.step) * stepH;

/** The claim of each reason, in terms of the schedule alone. */
const CLAIMS: Readonly<Record<Reason, (row: CourseRow, context: ExplainContext) => boolean>> = {
  'full-power': (row) => close(row.powerKw, row.maximumKw) && close(row.maximumKw, row.ratedKw),
  'evening-limit': (row) => close(row.powerKw, row.maximumKw) && row.maximumKw < row.ratedKw - TINY_KW,
  'charge-now': (row) => row.chargeNow === 1 && close(row.powerKw, Math.min(row.maximumKw, row.takeableKw)),
  'battery-curve': (row) => close(row.powerKw, row.takeableKw) && row.takeableKw < row.maximumKw - TINY_KW,
  // The constant loss lasts as long as power flows: a part of the step, or all of it.
  'last-bit': (row, { stepH, efficiencyShare, fixedLossKw }) => {
    const endKwh = row.storedKwh + row.powerKw * stepH * efficiencyShare;
    return (
      row.powerKw > 0 &&
      (close(endKwh, row.targetKwh) || (endKwh > row.targetKwh && endKwh - fixedLossKw * stepH <= row.targetKwh + 1e-6))
    );
  },
  transformer: (row) => row.powerKw > 0 && netKw(row) >= row.limitKw - Math.max(row.minimumKw, 1e-3),
  // What it asked for was possible, and the operator, a cable or the voltage at the point left less.
  'grid-limit': (row) =>
    row.powerKw > 0 && row.withheldKw > TINY_KW && row.powerKw + row.withheldKw <= row.maximumKw * (1 + CLOSE),
  'grid-closed': (row) =>
    row.powerKw === 0 && row.withheldKw > TINY_KW && row.withheldKw <= row.maximumKw * (1 + CLOSE),
  deadline: (row, context) => {
    const left = hoursLeft(row, context) - context.stepH;
    const rate =
      left > 0 ? (missingKwh(row) / left + context.fixedLossKw) / context.efficiencyShare : Number.POSITIVE_INFINITY;
    return (
      row.powerKw > 0 && (row.storedKwh < row.floorKwh || Math.min(rate, row.maximumKw) >= row.powerKw * (1 - CLOSE))
    );
  },
  sun: (row) => row.powerKw > 0 && netKw(row) <= 1e-3,
  'least-current': (row) => row.powerKw > 0 && close(row.powerKw, row.minimumKw),
  shared: (row) => row.powerKw > 0 && row.powerKw < row.maximumKw && row.carsKw > row.powerKw + TINY_KW,
  level: (row) => row.powerKw > 0 && row.powerKw < row.maximumKw,
  full: (row) => row.powerKw === 0 && missingKwh(row) <= 1e-6,
  'no-room': (row) => row.powerKw === 0 && row.limitKw - netKw(row) < row.minimumKw,
  clock: (row, { clockHolds }) => row.powerKw === 0 && clockHolds(row.localS),
  'cheaper-later': (row) => row.powerKw === 0 && row.betterSteps > 0 && row.bestSignal < row.signal,
  'no-sun': (row) => row.powerKw === 0 && -netKw(row) < row.minimumKw,
  slack: (row, context) => row.powerKw === 0 && hoursNeeded(row, context) <= hoursLeft(row, context) + context.stepH,
  'too-little-left': (row, context) =>
    row.powerKw === 0 && hoursNeeded(row, context) > hoursLeft(row, context) + context.stepH,
  'full-discharge': (row) => row.powerKw < 0 && close(-row.powerKw, row.maximumDischargeKw),
  'site-covered': (row) => row.powerKw < 0 && Math.abs(netKw(row)) <= 1e-3,
  reserve: (row, context) => {
    const takenKwh = (-row.powerKw / context.efficiencyShare + context.fixedLossKw) * context.stepH;
    return (
      row.powerKw < 0 &&
      row.storedKwh - takenKwh >= row.floorKwh - 1e-6 &&
      -row.powerKw < row.maximumDischargeKw &&
      hoursNeeded(row, context, takenKwh) <= hoursLeft(row, context)
    );
  },
  'strategy-discharge': (row) => row.powerKw < 0 && row.storedKwh > row.floorKwh,
};

const CHARGING: readonly Reason[] = [
  'charge-now',
  'last-bit',
  'battery-curve',
  'evening-limit',
  'full-power',
  'transformer',
  'grid-limit',
  'sun',
  'deadline',
  'least-current',
  'shared',
  'level',
];
const DISCHARGING: readonly Reason[] = ['full-discharge', 'site-covered', 'reserve', 'strategy-discharge'];

/** Reasons to wait, in the order in which a strategy would give them. */
function waiting(strategy: string): readonly Reason[] {
  const own: readonly Reason[] =
    strategy === 'delayed' || strategy === 'off-peak' || strategy === 'operator-limit'
      ? ['clock']
      : strategy === 'price' || strategy === 'co2' || strategy === 'mpc' || strategy === 'v2g-arbitrage'
        ? ['cheaper-later']
        : strategy.includes('solar') || strategy === 'v2g-self-consumption'
          ? ['no-sun']
          : [];
  return ['full', 'no-room', 'grid-closed', ...own, 'slack', 'too-little-left'];
}

/** True when what the reason says can be read off the schedule. */
export const holds = (reason: Reason, row: CourseRow, context: ExplainContext): boolean => CLAIMS[reason](row, context);

/** The first reason of those that a strategy can have whose claim holds. */
export function explain(row: CourseRow, context: ExplainContext): Reason {
  const order = row.powerKw > 0 ? CHARGING : row.powerKw < 0 ? DISCHARGING : waiting(context.strategy);
  return order.find((reason) => holds(reason, row, context)) ?? order.at(-1)!;
}

/** A stretch of a session with one reason. */
export interface Episode {
  readonly reason: Reason;
  readonly first: number;
  /** Row after the last. */
  readonly end: number;
  readonly meanKw: number;
}

/** A session's course in stretches of the same reason. @param rows in order of steps */
export function episodes(rows: readonly CourseRow[], context: ExplainContext): Episode[] {
  const found: Episode[] = [];
  let first = 0;
  let sum = 0;
  let reason: Reason | null = null;
  rows.forEach((row, i) => {
    const own = explain(row, context);
    if (reason !== null && own !== reason) {
      found.push({ reason, first, end: i, meanKw: sum / (i - first) });
      first = i;
      sum = 0;
    }
    reason = own;
    sum += row.powerKw;
  });
  if (reason !== null) found.push({ reason, first, end: rows.length, meanKw: sum / (rows.length - first) });
  return found;
}

/** Powers that change within a stretch: it is told with their means. What was stored, wanted and known is that of its beginning. */
const POWERS = ['powerKw', 'maximumKw', 'ratedKw', 'loadKw', 'pvKw', 'carsKw', 'limitKw', 'withheldKw'] as const;

/** The moment that a stretch is told by. @param rows of the session */
export function rowOf(rows: readonly CourseRow[], { first, end }: Pick<Episode, 'first' | 'end'>): CourseRow {
  const own = rows.slice(first, end);
  const mean = (name: (typeof POWERS)[number]): number => own.reduce((sum, row) => sum + row[name], 0) / own.length;
  return { ...own[0]!, ...Object.fromEntries(POWERS.map((name) => [name, mean(name)])) };
}

/** Sessions whose every explanation holds. @param courses rows by session */
export function verifiedCount(courses: Iterable<readonly CourseRow[]>, context: ExplainContext): number {
  let verified = 0;
  for (const rows of courses) if (rows.every((row) => holds(explain(row, context), row, context))) verified++;
  return verified;
}
