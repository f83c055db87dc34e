/** What is drawn on the map, and by which figure: for the streets, the neighbourhoods and the points. */
import type { ReactNode } from 'react';
import { useShared } from '../context.tsx';
import { STREET_FIGURES } from './figures.ts';
import type { Shown } from './pick.ts';
import { FIGURE_WORDS, MAP_FIGURES, type MapFigure } from './words.ts';
import { Check, Field, Select } from '../parts/controls.tsx';

export interface Choices {
  readonly zone: MapFigure;
  readonly street: string;
  readonly shown: Shown;
  readonly people: boolean;
  readonly asChange: boolean;
}

export const FIRST_CHOICES: Choices = {
  zone: 'peakLoadingShare',
  street: 'carsPerWeekday',
  shown: {
    zones: true,
    streets: true,
    transformers: false,
    hubs: true,
    transit: false,
    panels: false,
    chargers: false,
  },
  people: true,
  asChange: false,
};
const POINTS = ['transformers', 'panels', 'chargers', 'hubs', 'transit'] as const;

export function MapChoices({
  choices,
  choose,
  second,
  present,
  streetColumns,
}: {
  readonly choices: Choices;
  readonly choose: (choices: Choices) => void;
  readonly second: boolean;
  readonly present: Partial<Shown>;
  /** Columns of the streets that the result has. */
  readonly streetColumns: ReadonlySet<string>;
}): ReactNode {
  const { t, language } = useShared();
  const show = (name: keyof Shown, on: boolean): void =>
    choose({ ...choices, shown: { ...choices.shown, [name]: on } });
  return (
    <fieldset>
      <legend>{t('map.show')}</legend>
      <Field label={t('map.colour')}>
        <Select
          value={choices.shown.zones ? choices.zone : ''}
          onChange={({ target: { value } }) =>
            choose({
              ...choices,
              zone: MAP_FIGURES.find((name) => name === value) ?? choices.zone,
              shown: { ...choices.shown, zones: value !== '' },
            })
          }
        >
          <option value="">{t('map.outline')}</option>
          {MAP_FIGURES.map((name) => (
            <option key={name} value={name}>
              {FIGURE_WORDS[name]![language]}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('map.streetsBy')}>
        <Select
          value={choices.shown.streets ? choices.street : ''}
          onChange={({ target: { value } }) =>
            choose({
              ...choices,
              street: value === '' ? choices.street : value,
              shown: { ...choices.shown, streets: value !== '' },
            })
          }
        >
          <option value="">{t('map.noStreets')}</option>
          {STREET_FIGURES.filter(({ column }) => streetColumns.has(column)).map(({ column, words }) => (
            <option key={column} value={column}>
              {words[language]}
            </option>
          ))}
        </Select>
      </Field>
      {second && (
        <Check checked={choices.asChange} onChange={(event) => choose({ ...choices, asChange: event.target.checked })}>
          {t('map.asChange')}
        </Check>
      )}
      {POINTS.filter((name) => present[name] !== false).map((name) => (
        <Check key={name} checked={choices.shown[name]} onChange={(event) => show(name, event.target.checked)}>
          {t(`map.${name}`)}
        </Check>
      ))}
      <Check checked={choices.people} onChange={(event) => choose({ ...choices, people: event.target.checked })}>
        {t('map.movers')}
      </Check>
    </fieldset>
  );
}
