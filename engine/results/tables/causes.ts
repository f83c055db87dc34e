/** Table of who caused each violation at its worst step: the connections that count most, and the rest together. Pure. */
import type { Table } from '../../core/table.ts';
import { CAUSES, type Cause, causesOf, type PassedLimit } from '../../grid/causes.ts';
import { gridPayload } from '../../grid/simulate-grid.ts';
import type { RunParts } from '../parts.ts';
import { coded, column, table } from './column.ts';
import { violationsOf } from './violations.ts';

/** Connections listed one by one for each violation. */
const LISTED = 10;
const LIMITS: readonly PassedLimit[] = ['transformer', 'cable', 'low voltage', 'high voltage'];

export function causesTable(parts: RunParts): Table {
  const list = violationsOf(parts);
  const { areas, scenario, energy, charging } = parts;
  const { firstBusOfArea } = areas.feeders;
  const payload =
    list.length === 0
      ? null
      : gridPayload(
          {
            areas,
            netKw: charging.evKw,
            loadKw: energy.areas.loadKw,
            pvKw: energy.areas.pvProducedKw,
            evKw: charging.evKw,
            evByFeeder: charging.byFeeder,
            calendar: energy.calendar,
            scenario,
          },
          false,
        );
  const rows = list.flatMap((one, violation) => {
    const joint = one.bus < 0 ? -1 : one.bus - firstBusOfArea[one.area]!;
    return causesOf(payload!, one.area, LIMITS[one.kind]!, joint, one.step, LISTED).map((cause) => ({
      violation,
      area: one.area,
      firstBus: firstBusOfArea[one.area]!,
      cause,
    }));
  });
  const number = (pick: (cause: Cause) => number): Float64Array => Float64Array.from(rows, ({ cause }) => pick(cause));
  return table('causes', rows.length, [
    column(
      'violation',
      '',
      'row of table violations, from 0',
      Uint32Array.from(rows, ({ violation }) => violation),
    ),
    column(
      'area',
      '',
      'transformer',
      Uint32Array.from(rows, ({ area }) => area),
    ),
    coded(
      'what',
      'what took (or gave) the power; others: all that are not listed',
      Uint8Array.from(rows, ({ cause }) => CAUSES.indexOf(cause.what)),
      CAUSES,
    ),
    column(
      'connection',
      '',
      'dwelling along the feeders of the transformer, from 0; -1: none',
      Int32Array.from(rows, ({ cause }) => cause.connection),
    ),
    column(
      'bus',
      '',
      'joint it hangs on; -1 is the transformer',
      Int32Array.from(rows, ({ cause, firstBus }) => (cause.joint < 0 ? -1 : firstBus + cause.joint)),
    ),
    column(
      'phase',
      '',
      '1, 2 or 3; 0: on all three',
      Uint8Array.from(rows, ({ cause }) => cause.phase + 1),
    ),
    column(
      'powerKw',
      'kW',
      'taken at the worst step, below zero given',
      number((cause) => cause.powerKw),
    ),
    column(
      'share',
      'share',
      'part in what was passed; below zero it relieved',
      number((cause) => cause.share),
    ),
  ]);
}
