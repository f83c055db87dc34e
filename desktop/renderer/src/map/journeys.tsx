/** Questions of a traveller beside the map: how do I get from here to there, and how far do I get. Ends are named, written as coordinates or
 *  pointed at; answers come from the engine with the speeds, prices and timetable of the result's scenario. */
import { SCREEN_ORIGINS } from '../../../../engine/results/provenance-screens.ts';
import { type FormEvent, type ReactNode, useCallback, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { BridgeCalls, BridgeFailure, CallArgument } from '../../../shared/bridge.ts';
import { useShared } from '../context.tsx';
import { Failure } from '../parts/failure.tsx';
import { OriginsBelow } from '../parts/origins-below.tsx';
import { failureOf } from '../parts/use-call.ts';
import { JourneyList, ReachList } from './journey-list.tsx';
import type { MapTables } from './model.ts';
import { NO_OVERLAY, type Overlay, type Place } from './overlay.ts';
import { placeNamed, placesOf, placeText } from './places.ts';
import { Button, Check, Field, Select, Textbox } from '../parts/controls.tsx';

const REACH_MODES = ['walk', 'bike', 'car', 'transit'] as const;
const REACH_MINUTES = [15, 30, 45];
const DAY_TYPES = ['weekday', 'saturday', 'sunday'] as const;
/** Names offered while typing: a longer list helps nobody. */
const MOST_NAMES = 400;
/** The map has been drawn by then. */
const PREPARE_AFTER_MS = 4000;

type End = 'from' | 'to';
type Answer =
  | { readonly kind: 'none' }
  | { readonly kind: 'asking' }
  | { readonly kind: 'failed'; readonly failure: BridgeFailure }
  | { readonly kind: 'journeys'; readonly answer: BridgeCalls['journeys'] }
  | { readonly kind: 'reach'; readonly answer: BridgeCalls['reach'] };

export function JourneyPanel({
  id,
  tables,
  dayType,
  overlay,
  setOverlay,
  pointing,
  setPointing,
}: {
  readonly id: string;
  readonly tables: MapTables;
  readonly dayType: string;
  readonly overlay: Overlay;
  readonly setOverlay: (overlay: Overlay) => void;
  /** The end that the next click on the map sets. */
  readonly pointing: End | null;
  readonly setPointing: (end: End | null) => void;
}): ReactNode {
  const { t, bridge, announce, runs } = useShared();
  const places = useMemo(() => placesOf(tables), [tables]);
  const list = useId();
  const [clock, setClock] = useState('08:15');
  const [mode, setMode] = useState<(typeof REACH_MODES)[number]>('transit');
  const [wheelchair, setWheelchair] = useState(false);
  const [answer, setAnswer] = useState<Answer>({ kind: 'none' });
  const [chosen, setChosen] = useState(0);
  const departureS = (): number => {
    const [hours, minutes] = clock.split(':').map(Number);
    return 3600 * (hours ?? 8) + 60 * (minutes ?? 0);
  };
  const question = (from: Place) => ({
    id,
    from: [from[0], from[1]] as [number, number],
    departureS: departureS(),
    dayType: Math.max(0, DAY_TYPES.indexOf(dayType as 'weekday')),
    ...(wheelchair ? { wheelchair } : {}),
  });
  const journeys = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const { from, to } = overlay;
    if (from === null || to === null) return;
    setAnswer({ kind: 'asking' });
    try {
      const found = await bridge.call('journeys', { ...question(from), to: [to[0], to[1]] });
      setAnswer({ kind: 'journeys', answer: found });
      setChosen(0);
      setOverlay({ ...overlay, journey: found.journeys[0] ?? null, reach: [] });
      announce(t('journey.found', { n: found.journeys.length }));
    } catch (error) {
      setAnswer({ kind: 'failed', failure: failureOf(error) });
    }
  };
  const reach = async (): Promise<void> => {
    const { from } = overlay;
    if (from === null) return;
    setAnswer({ kind: 'asking' });
    try {
      const found = await bridge.call('reach', { ...question(from), mode, minutes: REACH_MINUTES });
      setAnswer({ kind: 'reach', answer: found });
      setOverlay({ ...overlay, journey: null, reach: found });
      announce(t('journey.reached'));
    } catch (error) {
      setAnswer({ kind: 'failed', failure: failureOf(error) });
    }
  };
  /** Streets and timetable are read while the map is looked at, so that the first answer does not wait for them. */
  const prepared = useRef(false);
  const prepare = useCallback((): void => {
    const [first, second] = [...places.values()];
    if (prepared.current || first === undefined || second === undefined) return;
    prepared.current = true;
    const question = { id, from: [first[0], first[1]], to: [second[0], second[1]], departureS: 28_800, dayType: 0 };
    bridge.call('journeys', question as CallArgument<'journeys'>).catch(() => {
      prepared.current = false;
    });
  }, [bridge, id, places]);
  // Not beside a run: that one has the processor.
  const busy = Object.values(runs).some(({ end }) => end === 'running');
  useEffect(() => {
    if (busy) return;
    const timer = setTimeout(prepare, PREPARE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [busy, prepare]);
  const clear = (): void => {
    setOverlay(NO_OVERLAY);
    setAnswer({ kind: 'none' });
  };
  const asking = answer.kind === 'asking';
  return (
    <details className="journeys" onToggle={(event) => event.currentTarget.open && prepare()}>
      <summary>{t('journey.title')}</summary>
      <form onSubmit={(event) => void journeys(event)}>
        <datalist id={list}>
          {[...places.keys()].slice(0, MOST_NAMES).map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        {(['from', 'to'] as const).map((end) => (
          <EndField
            key={end}
            name={t(`journey.${end}`)}
            list={list}
            place={overlay[end]}
            find={(text) => placeNamed(text, places)}
            set={(place) => setOverlay({ ...overlay, [end]: place, journey: null, reach: [] })}
            pointing={pointing === end}
            point={() => setPointing(pointing === end ? null : end)}
          />
        ))}
        <div className="row">
          <Field label={t('journey.leave')}>
            <Textbox type="time" value={clock} required onChange={(event) => setClock(event.target.value)} />
          </Field>
          <span className="soft">{t(`map.days.${dayType}`)}</span>
        </div>
        <Check checked={wheelchair} onChange={(event) => setWheelchair(event.target.checked)}>
          {t('journey.wheelchair')}
        </Check>
        <div className="row">
          <Button type="submit" look="primary" disabled={overlay.from === null || overlay.to === null || asking}>
            {t('journey.find')}
          </Button>
          <Button onClick={clear}>{t('journey.clear')}</Button>
        </div>
        <div className="row">
          <Select
            aria-label={t('journey.reachMode')}
            value={mode}
            onChange={({ target }) => setMode(REACH_MODES.find((one) => one === target.value) ?? 'transit')}
          >
            {REACH_MODES.map((one) => (
              <option key={one} value={one}>
                {t(`journey.modes.${one}`)}
              </option>
            ))}
          </Select>
          <Button disabled={overlay.from === null || asking} onClick={() => void reach()}>
            {t('journey.reach')}
          </Button>
        </div>
      </form>
      {asking && <p role="status">{t('journey.asking')}</p>}
      {answer.kind === 'failed' && <Failure failure={answer.failure} />}
      {answer.kind === 'journeys' && (
        <JourneyList
          answer={answer.answer}
          chosen={chosen}
          choose={(n) => {
            setChosen(n);
            setOverlay({ ...overlay, journey: answer.answer.journeys[n] ?? null, reach: [] });
          }}
        />
      )}
      {answer.kind === 'reach' && <ReachList answer={answer.answer} />}
      {(answer.kind === 'journeys' || answer.kind === 'reach') && (
        <OriginsBelow
          ids={[id]}
          lines={[
            { label: t('journey.title'), of: answer.kind === 'reach' ? SCREEN_ORIGINS.reach : SCREEN_ORIGINS.journeys },
          ]}
        />
      )}
    </details>
  );
}

/** One end: a name or coordinates, or pointed at on the map. */
function EndField({
  name,
  list,
  place,
  find,
  set,
  pointing,
  point,
}: {
  readonly name: string;
  readonly list: string;
  readonly place: Place | null;
  readonly find: (text: string) => Place | null;
  readonly set: (place: Place | null) => void;
  readonly pointing: boolean;
  readonly point: () => void;
}): ReactNode {
  const { t } = useShared();
  const [typed, setTyped] = useState<{ readonly text: string; readonly place: Place | null }>({
    text: '',
    place: null,
  });
  // What was pointed at on the map stands in the field as coordinates.
  const text = typed.place === place ? typed.text : place === null ? '' : placeText(place);
  const wrong = text !== '' && place === null;
  const hint = useId();
  return (
    <div className="end">
      <Field label={name}>
        <Textbox
          type="text"
          list={list}
          value={text}
          placeholder={t('journey.hint')}
          aria-invalid={wrong}
          aria-describedby={hint}
          onChange={(event) => {
            const found = find(event.target.value);
            setTyped({ text: event.target.value, place: found });
            set(found);
          }}
        />
      </Field>
      <Button aria-pressed={pointing} onClick={point}>
        {t('journey.point')}
      </Button>
      <small id={hint} className={wrong ? 'bad' : 'soft'}>
        {wrong ? t('journey.unknown') : pointing ? t('journey.pointing') : ''}
      </small>
    </div>
  );
}
