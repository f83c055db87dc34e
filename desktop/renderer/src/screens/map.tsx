/** The map screen: reads the tables of the chosen results and shows the map of the first. */
import { type ReactNode, useMemo } from 'react';
import type { BridgeFailure } from '../../../shared/bridge.ts';
import { useShared } from '../context.tsx';
import { type MapTables, modelOf } from '../map/model.ts';
import { ChooseResults } from '../parts/choose-results.tsx';
import { Failure } from '../parts/failure.tsx';
import { useMade } from '../parts/slices.ts';
import { useCall } from '../parts/use-call.ts';
import { MapOf } from './map-of.tsx';

const INSIDE = { column: 'external', equals: 0 } as const;

export function MapScreen(): ReactNode {
  const { t, chosen } = useShared();
  const first = useMapTables(chosen[0]);
  const second = useMapTables(chosen[1]);
  const { tables } = first;
  const model = useMade(tables === null ? null : (pause) => modelOf(tables, pause), [tables]);
  return (
    <>
      <div className="row spread">
        <h1>{t('map.title')}</h1>
        <ChooseResults />
      </div>
      {first.failure !== null && <Failure failure={first.failure} />}
      {model === null && first.failure === null && chosen.length > 0 && <p role="status">{t('common.loading')}</p>}
      {model !== null && chosen[0] !== undefined && (
        <MapOf key={chosen[0]} id={chosen[0]} model={model} second={second.tables} />
      )}
    </>
  );
}

function useMapTables(id: string | undefined): { tables: MapTables | null; failure: BridgeFailure | null } {
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
