/** The map of differences in Compare: another result less the base, by neighbourhood, street and transformer, with a table behind it. */
import { type ReactNode, useMemo, useRef, useState } from 'react';
import { useShared } from '../context.tsx';
import { DistrictMap } from '../map/district-map.tsx';
import { streetFigure, STREET_FIGURES } from '../map/figures.ts';
import { figuresAt, KEYS } from '../map/figures-at.ts';
import { MapLegend } from '../map/legend.tsx';
import { type MapModel, type MapTables, modelOf, readyToCompare } from '../map/model.ts';
import { NO_OVERLAY } from '../map/overlay.ts';
import { DARK, LIGHT } from '../map/palette.ts';
import { nameOf, tableOf } from '../map/panel.tsx';
import type { Shown, Thing } from '../map/pick.ts';
import { useMapTables } from '../map/use-map-tables.ts';
import { FIGURE_WORDS, MAP_FIGURES, type MapFigure } from '../map/words.ts';
import { useResultNames } from '../parts/choose-results.tsx';
import { Failure } from '../parts/failure.tsx';
import { Folded } from '../parts/folded.tsx';
import { differenceText, unitText } from '../parts/format.ts';
import { OriginsBelow } from '../parts/origins-below.tsx';
import { texts } from '../parts/plain-table.tsx';
import { useMade } from '../parts/slices.ts';
import { useDark } from '../parts/theme.ts';
import { Field, Select } from '../parts/controls.tsx';

const SHOWN: Shown = {
  zones: true,
  streets: true,
  transformers: true,
  hubs: false,
  transit: false,
  panels: false,
  chargers: false,
};

export function CompareMap({ ids }: { readonly ids: readonly string[] }): ReactNode {
  const { t } = useShared();
  const { names } = useResultNames();
  const [base, other] = ids;
  const first = useMapTables(base);
  const second = useMapTables(other);
  const { tables } = first;
  const model = useMade(tables === null ? null : (pause) => modelOf(tables, pause), [tables]);
  const beside = second.tables;
  const ready = useMade(
    tables === null || beside === null
      ? null
      : (pause) => readyToCompare(tables.links, beside.links, KEYS.street, pause),
    [tables, beside],
  );
  const failure = first.failure ?? second.failure;
  return (
    <>
      {failure !== null && <Failure failure={failure} />}
      {failure === null && (model === null || ready === null) && <p role="status">{t('common.loading')}</p>}
      {model !== null && beside !== null && ready !== null && (
        <Differences
          ids={[base ?? '', other ?? '']}
          model={model}
          second={beside}
          label={`${names.get(other ?? '') ?? ''} – ${names.get(base ?? '') ?? ''}`}
        />
      )}
    </>
  );
}

function Differences({
  ids,
  model,
  second,
  label,
}: {
  readonly ids: readonly string[];
  readonly model: MapModel;
  readonly second: MapTables;
  readonly label: string;
}): ReactNode {
  const { t, say, language } = useShared();
  const dark = useDark();
  const palette = dark ? DARK : LIGHT;
  const [zone, setZone] = useState<MapFigure>('peakLoadingShare');
  const [street, setStreet] = useState('carsPerWeekday');
  const [picked, setPicked] = useState<Thing | null>(null);
  const timeS = useRef(0);
  const { tables } = model;
  const figures = useMemo(
    () => figuresAt({ tables, second, zone, street, clock: null }),
    [tables, second, zone, street],
  );
  const { unit, values } = picked === null ? figures.zone : ofThing(figures, picked);
  return (
    <>
      <div className="row">
        <Field label={t('map.colour')}>
          <Select
            value={zone}
            onChange={({ target }) => setZone(MAP_FIGURES.find((name) => name === target.value) ?? zone)}
          >
            {MAP_FIGURES.filter((name) => tables.zones.columns[name] !== undefined).map((name) => (
              <option key={name} value={name}>
                {FIGURE_WORDS[name]![language]}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t('map.streetsBy')}>
          <Select value={street} onChange={({ target }) => setStreet(streetFigure(target.value).column)}>
            {STREET_FIGURES.filter(({ column }) => tables.links.columns[column] !== undefined).map(
              ({ column, words }) => (
                <option key={column} value={column}>
                  {words[language]}
                </option>
              ),
            )}
          </Select>
        </Field>
      </div>
      <div className="compare-map">
        <DistrictMap
          model={model}
          figures={figures}
          shown={SHOWN}
          palette={palette}
          movers={null}
          timeS={timeS}
          picked={picked}
          onPick={setPicked}
          overlay={NO_OVERLAY}
          onPoint={null}
          label={label}
        >
          <MapLegend figures={figures} shown={SHOWN} people={false} palette={palette} present={SHOWN} />
        </DistrictMap>
      </div>
      <p role="status" className="soft">
        {picked === null
          ? t('compare.mapClick')
          : `${nameOf(tables, picked, t(`map.one.${picked.kind}`))}: ${differenceText(values[picked.row] ?? null, unit, language)} ${unitText(unit, language)}`}
      </p>
      <OriginsBelow
        ids={ids}
        lines={[
          ...[figures.zone, figures.street, figures.transformer].map(({ words, column }) => ({
            label: say(words),
            of: column,
          })),
        ]}
      />
      <Folded title={t('common.table')}>
        <ZoneTable tables={tables} figures={figures} words={FIGURE_WORDS[zone]![language]} />
      </Folded>
    </>
  );
}

type Figures = ReturnType<typeof figuresAt>;

const ofThing = (figures: Figures, { kind }: Thing): Figures['zone'] =>
  kind === 'street' ? figures.street : kind === 'transformer' ? figures.transformer : figures.zone;

/** Neighbourhoods by the size of their difference. */
function ZoneTable({
  tables,
  figures,
  words,
}: {
  readonly tables: MapTables;
  readonly figures: Figures;
  readonly words: string;
}): ReactNode {
  const { t, language } = useShared();
  const { values, unit } = figures.zone;
  const names = texts(tableOf(tables, 'zone'), 'name');
  const rows = Array.from({ length: tables.zones.rowCount }, (_, row) => row).sort(
    (a, b) => Math.abs(values[b] ?? 0) - Math.abs(values[a] ?? 0),
  );
  return (
    <table>
      <caption className="hidden">{`${t('compare.map')}: ${words}`}</caption>
      <thead>
        <tr>
          <th>{t('map.one.zone')}</th>
          <th className="number">
            {words} {unitText(unit, language)}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row}>
            <th scope="row">{names[row] ?? '–'}</th>
            <td className="number">{differenceText(values[row] ?? null, unit, language)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
