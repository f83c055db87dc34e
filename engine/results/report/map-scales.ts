/** Classes of colour on the map. Pure. */
import type { ReportInput, ReportSide } from './model.ts';
import { ZONE_METRICS, type ZoneMetric } from './zone-chart.ts';

export type MapMetric = ZoneMetric & { readonly breaks: (values: readonly number[]) => readonly number[] };

/** Number of classes of an amount. */
export const CLASSES = 5;

/** Quantities by neighbourhood that can be chosen on the map; classes hold equally many neighbourhoods over both scenarios. */
export const MAP_METRICS: readonly MapMetric[] = ZONE_METRICS.map((metric) => ({ ...metric, breaks: quantileBreaks }));

/** Upper ends of all classes but the last. */
function quantileBreaks(values: readonly number[]): readonly number[] {
  const sorted = [...values].sort((a, b) => a - b);
  if (sorted.length === 0) return [];
  return Array.from({ length: CLASSES - 1 }, (_, i) => sorted[Math.floor(((i + 1) * sorted.length) / CLASSES)]!);
}

/** 0 … 4, or -1 where there is no number. */
export const classOf = (value: number | null, breaks: readonly number[]): number =>
  value === null ? -1 : breaks.filter((end) => value >= end).length;

/** Relative change up to which two values are called about equal. */
export const EQUAL_SHARE = 0.01;

/** Number of classes of change: three lower, about equal, three higher. */
export const CHANGES = 7;

/** Relative change between two values; null where one is withheld or there is nothing to relate it to. */
function relativeChange(from: number | null, to: number | null): number | null {
  if (from === null || to === null || (from === 0 && to !== 0)) return null;
  return from === 0 ? 0 : (to - from) / Math.abs(from);
}

/** Where "lower" becomes "clearly lower" and "much lower", from the largest change on the map: two shares.
 *  @param others results whose change the map shows */
export function changeBreaks(
  input: ReportInput,
  metric: Pick<ZoneMetric, 'key'>,
  others: readonly ReportSide[] = [input.sides[1]],
): readonly [number, number] {
  const [base] = input.sides;
  const largest = others
    .flatMap(({ zones }) => {
      const otherOf = new Map(zones.map((zone) => [zone.zone, zone[metric.key]]));
      return base.zones
        .filter((zone) => zone.external === 0)
        .map((zone) => Math.abs(relativeChange(zone[metric.key], otherOf.get(zone.zone) ?? null) ?? 0));
    })
    .reduce((a, b) => Math.max(a, b), 0);
  const step = [0.02, 0.03, 0.05, 0.1, 0.2, 0.3, 0.4].findLast((size) => size <= largest / 2.4) ?? 0.02;
  return [step, 2 * step];
}

/** 0 much lower … 3 about equal … 6 much higher, or -1. */
export function differenceClass(
  from: number | null,
  to: number | null,
  [clear, much]: readonly [number, number],
): number {
  const change = relativeChange(from, to);
  if (change === null) return -1;
  const size = [EQUAL_SHARE, clear, much].filter((end) => Math.abs(change) >= end).length;
  return change < 0 ? 3 - size : 3 + size;
}

/** Cars on a weekday, both directions. */
export const TRAFFIC_CLASSES = [{ from: 1000 }, { from: 5000 }, { from: 15_000 }, { from: 40_000 }] as const;

/** Highest loading of a transformer. */
export const LOADING_CLASSES = [{ from: 0 }, { from: 0.7 }, { from: 0.9 }, { from: 1 }] as const;
