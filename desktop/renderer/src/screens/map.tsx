/** The map screen: reads the tables of the chosen results and shows the map of the first. */
import type { ReactNode } from 'react';
import { useShared } from '../context.tsx';
import { modelOf } from '../map/model.ts';
import { useMapTables } from '../map/use-map-tables.ts';
import { ChooseResults } from '../parts/choose-results.tsx';
import { Failure } from '../parts/failure.tsx';
import { useMade } from '../parts/slices.ts';
import { MapOf } from './map-of.tsx';

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
