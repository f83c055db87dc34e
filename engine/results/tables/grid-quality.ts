/** Quality of the grid by neighbourhood: joints that break EN 50160, unbalance, reverse flow, ageing; and duration curves. Pure. */
import type { Column, Table } from '../../core/table.ts';
import type { RunParts } from '../parts.ts';
import { column, table } from './column.ts';

/** Columns of the table of zones; none where the feeders were not examined. */
export function qualityColumns({ areas, grid }: RunParts, zoneCount: number): Column[] {
  const { buses, operation } = grid;
  if (buses?.weeksBroken === undefined || operation === undefined) return [];
  const { firstBusOfArea, homes } = areas.feeders;
  const make = (): Float64Array => new Float64Array(zoneCount);
  const [joints, dwellings, broken, brokenHomes, unbalanced, unbalance, reverse, life, worst] = [
    make(),
    make(),
    make(),
    make(),
    make(),
    make(),
    make(),
    make(),
    make().fill(1),
  ];
  const transformers = make();
  for (let area = 0; area < areas.count; area++) {
    const zone = areas.zone[area]!;
    if (zone >= zoneCount) continue;
    transformers[zone]!++;
    reverse![zone] = Math.max(reverse![zone]!, operation.reverseFlowHours[area]!);
    life![zone] = Math.max(life![zone]!, operation.lifeUsedHours[area]!);
    for (let joint = firstBusOfArea[area]!; joint < firstBusOfArea[area + 1]!; joint++) {
      joints![zone]!++;
      dwellings![zone]! += homes[joint]!;
      if (buses.weeksBroken[joint]! > 0) {
        broken![zone]!++;
        brokenHomes![zone]! += homes[joint]!;
      }
      if (buses.weeksUnbalanced![joint]! > 0) unbalanced![zone]!++;
      unbalance![zone] = Math.max(unbalance![zone]!, buses.unbalanceShare[joint]!);
      worst![zone] = Math.min(worst![zone]!, buses.worstWeekShare![joint]!);
    }
  }
  return [
    column('cableJoints', 'joints', 'joints of low-voltage cables', joints!),
    column('jointsOutsideNorm', 'joints', 'joints with a week outside EN 50160 in voltage', broken!),
    column('homesOutsideNorm', 'homes', 'homes at such joints', brokenHomes!.map(Math.round)),
    column('worstWeekShare', 'share', 'means within 207–253 V in the worst week of the worst joint', worst!),
    column(
      'jointsUnbalanced',
      'joints',
      'joints with a week of more than 2 % unbalance in over 5 % of the time',
      unbalanced!,
    ),
    column('unbalanceShare', 'share', 'largest negative over positive sequence voltage', unbalance!),
    column('reverseFlowHours', 'h', 'hours with more sun than load, of the transformer with most', reverse!),
    column('transformerLifeHours', 'h', 'life used by the transformer that aged most, as hours at 98 °C', life!),
  ];
}

/** Duration curves of all transformers: what loading is exceeded for which share of the time. Null where they are not known. */
export function durationsTable({ areas, grid }: RunParts): Table | null {
  const values = grid.durationShare;
  if (values === undefined || areas.count === 0) return null;
  const points = values.length / areas.count;
  const rows = values.length;
  return table('durations', rows, [
    column(
      'area',
      '',
      'transformer',
      Uint32Array.from({ length: rows }, (_, row) => Math.floor(row / points)),
    ),
    column(
      'timeShare',
      'share',
      'share of the time',
      Float64Array.from({ length: rows }, (_, row) => (row % points) / (points - 1)),
    ),
    column('loadingShare', 'share', 'loading over rating that is exceeded for this share of the time', values.slice()),
  ]);
}
