/** What the colours of the map mean, for each thing that is drawn: in a corner of the map, always in sight. */

import { type ReactNode, useState } from 'react';
import { type Language, useShared } from '../context.tsx';
import type { Rgb } from '../parts/colour.ts';
import { figure, unitText } from '../parts/format.ts';
import type { Classed } from './figures.ts';
import type { MapFigures } from './layers.ts';
import { css, type MapPalette, MODE_COLOUR, MODE_GROUPS } from './palette.ts';
import type { Shown } from './pick.ts';
import { Button } from '../parts/controls.tsx';

export function MapLegend({
  figures,
  shown,
  people,
  palette,
  present,
}: {
  readonly figures: MapFigures;
  readonly shown: Shown;
  readonly people: boolean;
  readonly palette: MapPalette;
  /** Layers that this result has. */
  readonly present: Partial<Shown>;
}): ReactNode {
  const { t } = useShared();
  const [open, setOpen] = useState(true);
  const { change, moment } = figures;
  const marks: readonly (readonly [boolean, string, ReactNode])[] = [
    [
      shown.transit && present.transit !== false,
      t('map.transit'),
      <i key="l" className="line" style={{ background: css(palette.transit) }} />,
    ],
    [
      shown.panels && present.panels !== false,
      t('map.panels'),
      <i key="p" className="dot" style={{ background: css(palette.panels) }} />,
    ],
    [
      shown.chargers && present.chargers !== false,
      t('map.chargers'),
      <i key="c" className="dot small" style={{ background: css(palette.charger) }} />,
    ],
    [
      shown.hubs,
      figures.hubFull === null ? t('map.hubs') : t('map.hubsFull'),
      <i
        key="h"
        className="dot"
        style={{
          background: css(figures.hubFull === null ? palette.ground : palette.hub),
          borderColor: css(palette.hub),
          borderWidth: 3,
        }}
      />,
    ],
  ];
  return (
    <section aria-label={t('map.legend')} className="map-legend">
      <Button look="subtle" aria-expanded={open} onClick={() => setOpen(!open)}>
        {t('map.legend')} {open ? '▾' : '▸'}
      </Button>
      {open && (
        <div>
          {shown.zones && (
            <Classes of={figures.zone} colours={change ? palette.change : palette.steps} change={change} shape="area" />
          )}
          {shown.streets && (
            <Classes
              of={figures.street}
              colours={change ? palette.change.map((c, i) => (i === 2 ? palette.street : c)) : palette.busy}
              change={change}
              shape="line"
            />
          )}
          {shown.transformers && (
            <Classes
              of={figures.transformer}
              colours={change ? palette.change : moment ? palette.moment : palette.loading}
              change={change}
              shape="dot"
            />
          )}
          <ul className="legend">
            {marks.map(
              ([on, name, mark]) =>
                on && (
                  <li key={name}>
                    {mark}
                    {name}
                  </li>
                ),
            )}
          </ul>
          {people && (
            <ul className="legend" aria-label={t('map.movers')}>
              {MODE_GROUPS.map((group) => (
                <li key={group}>
                  <i className="point" style={{ background: MODE_COLOUR[group] }} />
                  {t(`map.modes.${group}`)}
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
    </section>
  );
}

/** A strip of colours with the bounds between them; for readers of words, a sentence a class. */
function Classes({
  of,
  colours,
  change,
  shape,
}: {
  readonly of: Classed;
  readonly colours: readonly Rgb[];
  readonly change: boolean;
  readonly shape: 'area' | 'line' | 'dot';
}): ReactNode {
  const { t, language } = useShared();
  const words = unitText(of.unit, language);
  const show = (value: number): string => figure(value, of.unit, language, change).replace(' %', '');
  // The words of a figure tell what is counted already.
  const unit = of.unit === 'share' ? '%' : /^(vehicles|bicycles|people)/.test(of.unit) ? '' : words;
  const count = of.bounds.length + 1;
  return (
    <div className="classes">
      <p className="head">
        {of.words[language]}
        {unit !== '' && <span className="soft"> {unit}</span>}
        {change && ` – ${t('common.difference')}`}
      </p>
      <div className="strip" aria-hidden="true">
        {Array.from({ length: count }, (_, i) => (
          <i key={String(colours[i])} className={shape} style={{ background: css(colours[i] ?? colours[0]!) }} />
        ))}
      </div>
      <div className="bounds" aria-hidden="true">
        {of.bounds.map((bound, i) => (
          <span key={bound} style={{ left: `${(100 * (i + 1)) / count}%` }}>
            {show(bound)}
          </span>
        ))}
      </div>
      <p className="hidden">{classWords(of, language, change).join('; ')}</p>
    </div>
  );
}

function classWords({ bounds, unit }: Classed, language: Language, signed: boolean): string[] {
  const show = (value: number): string => figure(value, unit, language, signed);
  return Array.from({ length: bounds.length + 1 }, (_, i) => {
    if (i === 0) return `≤ ${show(bounds[0]!)}`;
    if (i === bounds.length) return `> ${show(bounds[i - 1]!)}`;
    return `${show(bounds[i - 1]!)} – ${show(bounds[i]!)}`;
  });
}
