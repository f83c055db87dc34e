/** Names of the charging strategies; apart from the levers, so that a command's help can list them without loading the schema. */

/** Charging strategies that exist; each has a file of this name in charging/strategies. */
export const STRATEGIES = [
  'uncontrolled',
  'delayed',
  'off-peak',
  'fair-share',
  'least-laxity',
  'earliest-deadline',
  'price',
  'co2',
  'solar-following',
  'solar-minimum',
  'peak-shaving',
  'operator-limit',
  'mpc',
  'v2g-peak-shaving',
  'v2g-self-consumption',
  'v2g-arbitrage',
  'v2g-congestion',
  'v2g-mpc',
] as const;
export type StrategyName = (typeof STRATEGIES)[number];
