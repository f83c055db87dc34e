/** What the colours of the map mean, for each thing that is drawn. */
import type { ReactNode } from 'react';
import { type Language, useShared } from '../context.tsx';
import { figure, unitText } from '../parts/format.ts';
import type { MapFigures } from './layers.ts';
import { css, type MapPalette, MODE_COLOUR, MODE_GROUPS, type Rgb } from './palette.ts';
import type { Shown } from './pick.ts';
import { FIGURE_WORDS } from './words.ts';

export function MapLegend({
  figures,
  figureName,
  unit,
  shown,
  people,
  palette,
}: {
  readonly figures: MapFigures;
  readonly figureName: string;
  readonly unit: string;
  readonly shown: Shown;
  readonly people: boolean;
  readonly palette: MapPalette;
}): ReactNode {
  const { t, language } = useShared();
  const words = unitText(unit, language);
  const { change } = figures;
  const suffix = change ? ` – ${t('common.difference')}` : '';
  return (
    <section aria-label={t('map.legend')} className="map-legend">
      {shown.zones && (
        <Classes
          title={`${FIGURE_WORDS[figureName]?.[language] ?? figureName}${words === '' ? '' : ` (${words})`}${suffix}`}
          colours={change ? palette.change : palette.steps}
          bounds={figures.zoneBounds}
          unit={unit}
          signed={change}
          shape="area"
        />
      )}
      {shown.streets && (
        <Classes
          title={`${t('map.cars')}${suffix}`}
          colours={change ? palette.change.map((c, i) => (i === 2 ? palette.street : c)) : palette.busy}
          bounds={figures.streetBounds}
          unit=""
          signed={change}
          shape="line"
        />
      )}
      {shown.transformers && (
        <Classes
          title={`${t('map.transformers')}${suffix}`}
          colours={change ? palette.change : palette.loading}
          bounds={figures.transformerBounds}
          unit="share"
          signed={change}
          shape="dot"
        />
      )}
      {shown.hubs && (
        <ul className="legend">
          <li>
            <i
              className="dot"
              style={{ background: css(palette.ground), borderColor: css(palette.hub), borderWidth: 3 }}
            />
            {t('map.hubs')}
          </li>
        </ul>
      )}
      {people && (
        <>
          <h3>{t('map.movers')}</h3>
          <ul className="legend">
            {MODE_GROUPS.map((group) => (
              <li key={group}>
                <i className="point" style={{ background: MODE_COLOUR[group] }} />
                {t(`map.modes.${group}`)}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Classes({
  title,
  colours,
  bounds,
  unit,
  signed,
  shape,
}: {
  readonly title: string;
  readonly colours: readonly Rgb[];
  readonly bounds: readonly number[];
  readonly unit: string;
  readonly signed: boolean;
  readonly shape: 'area' | 'line' | 'dot';
}): ReactNode {
  const { language } = useShared();
  return (
    <>
      <h3>{title}</h3>
      <ul className="legend">
        {classWords(bounds, unit, language, signed).map((words, i) => (
          <li key={`${words} ${colours[i]?.join()}`}>
            <i className={shape} style={{ background: css(colours[i] ?? colours[0]!) }} />
            {words}
          </li>
        ))}
      </ul>
    </>
  );
}

function classWords(bounds: readonly number[], unit: string, language: Language, signed: boolean): string[] {
  const show = (value: number): string => figure(value, unit, language, signed);
  return Array.from({ length: bounds.length + 1 }, (_, i) => {
    if (i === 0) return `≤ ${show(bounds[0]!)}`;
    if (i === bounds.length) return `> ${show(bounds[i - 1]!)}`;
    return `${show(bounds[i - 1]!)} – ${show(bounds[i]!)}`;
  });
}
