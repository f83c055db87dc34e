/** Table of what the grid could not carry: each limit that was passed, where and when it was worst, and what flowed then. Pure. */
import type { Table } from '../../core/table.ts';
import { NO_BUS } from '../../grid/areas.ts';
import { homeShares } from '../../grid/simulate-grid.ts';
import type { RunParts } from '../parts.ts';
import { coded, column, table, zoneColumn } from './column.ts';

export const KINDS = ['transformer overloaded', 'cable overloaded', 'voltage too low', 'voltage too high'] as const;
const LOW_PU = 0.9;
const HIGH_PU = 1.1;

export interface Violation {
  readonly kind: number;
  readonly area: number;
  /** Joint, -1 for the transformer itself. */
  readonly bus: number;
  readonly value: number;
  readonly limit: number;
  readonly hours: number;
  readonly step: number;
}

export function violationsTable(run: RunParts): Table {
  const { areas, energy, charging, scenario, district } = run;
  const list = violationsOf(run);
  const { grid } = energy.calendar;
  const shares = homeShares(areas, scenario);
  const at = ({ area, step }: Violation): number => area * grid.count + step;
  const numbers = (pick: (one: Violation) => number): Float64Array => Float64Array.from(list, pick);
  return table('violations', list.length, [
    coded(
      'kind',
      'what was passed',
      Uint8Array.from(list, ({ kind }) => kind),
      KINDS,
    ),
    column(
      'area',
      '',
      'transformer',
      Uint32Array.from(list, ({ area }) => area),
    ),
    zoneColumn(
      'zone',
      'zone',
      Uint32Array.from(list, ({ area }) => areas.zone[area]!),
      district.zones.code,
    ),
    column(
      'bus',
      '',
      'joint, or the cable that ends there; -1 is the transformer',
      Int32Array.from(list, ({ bus }) => bus),
    ),
    column(
      'value',
      'share or pu',
      'loading over rating, or voltage over 230 V, at its worst',
      numbers(({ value }) => value),
    ),
    column(
      'limit',
      'share or pu',
      'limit',
      numbers(({ limit }) => limit),
    ),
    column(
      'hours',
      'h',
      'hours beyond the limit; of voltages and cables among the steps examined',
      numbers(({ hours }) => hours),
    ),
    column(
      'startUtcS',
      's since 1970 UTC',
      'when it was worst',
      numbers(({ step }) => grid.startUtcS + step * grid.stepS),
    ),
    column(
      'homesKw',
      'kW',
      'homes of the transformer then',
      numbers((one) => energy.areas.loadKw[at(one)]! * shares.homeLoadShare[one.area]!),
    ),
    column(
      'businessesKw',
      'kW',
      'businesses of the transformer then',
      numbers((one) => energy.areas.loadKw[at(one)]! * (1 - shares.homeLoadShare[one.area]!)),
    ),
    column(
      'carsKw',
      'kW',
      'cars of the transformer then; below zero they gave',
      numbers((one) => charging.evKw[at(one)]!),
    ),
    column(
      'sunKw',
      'kW',
      'sun of the transformer then, ≥ 0',
      numbers((one) => energy.areas.pvProducedKw[at(one)]!),
    ),
  ]);
}

/** In order of area and kind. */
export function violationsOf({ areas, grid }: RunParts): Violation[] {
  const { extremes, buses } = grid;
  if (extremes === undefined || buses === undefined) return [];
  const place = (bus: number): number => (bus === NO_BUS ? -1 : bus);
  const list: Violation[] = [];
  for (let area = 0; area < areas.count; area++) {
    if (grid.peakLoadingShare[area]! > 1)
      list.push({
        kind: 0,
        area,
        bus: -1,
        value: grid.peakLoadingShare[area]!,
        limit: 1,
        hours: grid.overloadHours[area]!,
        step: extremes.peakStep[area]!,
      });
    const cable = extremes.cableBus[area]!;
    if (cable !== NO_BUS && buses.cableLoadingShare[cable]! > 1)
      list.push({
        kind: 1,
        area,
        bus: cable,
        value: buses.cableLoadingShare[cable]!,
        limit: 1,
        hours: buses.cableOverloadHours?.[cable] ?? Number.NaN,
        step: extremes.cableStep[area]!,
      });
    const either = grid.voltageBreachHours[area]!;
    if (grid.minVoltagePu[area]! < LOW_PU)
      list.push({
        kind: 2,
        area,
        bus: place(extremes.lowestBus[area]!),
        value: grid.minVoltagePu[area]!,
        limit: LOW_PU,
        hours: grid.lowVoltageHours?.[area] ?? either,
        step: extremes.lowestStep[area]!,
      });
    if (grid.maxVoltagePu[area]! > HIGH_PU)
      list.push({
        kind: 3,
        area,
        bus: place(extremes.highestBus[area]!),
        value: grid.maxVoltagePu[area]!,
        limit: HIGH_PU,
        hours: grid.highVoltageHours?.[area] ?? either,
        step: extremes.highestStep[area]!,
      });
  }
  return list;
}
