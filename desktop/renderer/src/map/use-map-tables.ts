/** The tables of a result that its map draws. In: calls of the bridge. */
import { useMemo } from 'react';
import type { BridgeFailure } from '../../../shared/bridge.ts';
import { useCall } from '../parts/use-call.ts';
import type { MapTables } from './model.ts';

const INSIDE = { column: 'external', equals: 0 } as const;

/** @param id undefined asks nothing */
export function useMapTables(id: string | undefined): { tables: MapTables | null; failure: BridgeFailure | null } {
  const zones = useCall('readTable', id === undefined ? null : { id, table: 'zones', where: INSIDE });
  const links = useCall('readTable', id === undefined ? null : { id, table: 'links' });
  const transformers = useCall('readTable', id === undefined ? null : { id, table: 'transformers' });
  const hubs = useCall('readTable', id === undefined ? null : { id, table: 'hubs' });
  // Results of before these tables, and runs without feeders, have a map all the same.
  const lines = useCall(
    'readTable',
    id === undefined ? null : { id, table: 'lines', columns: ['peakLoadingShare', 'geometry'] },
  );
  const stops = useCall('readTable', id === undefined ? null : { id, table: 'stops' });
  const transitLines = useCall('readTable', id === undefined ? null : { id, table: 'transitLines' });
  const chargePoints = useCall('readTable', id === undefined ? null : { id, table: 'chargePoints' });
  const waiting = [lines, stops, transitLines, chargePoints].some((call) => call.loading);
  const tables = useMemo(
    () =>
      zones.value === null || links.value === null || transformers.value === null || hubs.value === null || waiting
        ? null
        : {
            zones: zones.value,
            links: links.value,
            transformers: transformers.value,
            hubs: hubs.value,
            lines: lines.value,
            stops: stops.value,
            transitLines: transitLines.value,
            chargePoints: chargePoints.value,
          },
    [
      zones.value,
      links.value,
      transformers.value,
      hubs.value,
      lines.value,
      stops.value,
      transitLines.value,
      chargePoints.value,
      waiting,
    ],
  );
  return { tables, failure: zones.failure ?? links.failure ?? transformers.failure ?? hubs.failure };
}
