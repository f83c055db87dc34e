/** The time of day under the map: slider, play, kind of day, and how many people are on the way. */
import { type ReactNode, useEffect, useState } from 'react';
import { useShared } from '../context.tsx';
import { figure } from '../parts/format.ts';
import type { Movers } from './moving.ts';

/** Simulated seconds of a second of playing. */
const SPEED = 480;
const DAYS = ['weekday', 'saturday', 'sunday'] as const;

const clockOf = (timeS: number): string =>
  `${String(Math.floor(timeS / 3600)).padStart(2, '0')}:${String(Math.floor((timeS % 3600) / 60)).padStart(2, '0')}`;

export function TimeOfDay({
  timeS,
  dayType,
  setDayType,
  empty,
  movers,
}: {
  readonly timeS: { current: number };
  readonly dayType: string;
  readonly setDayType: (dayType: string) => void;
  readonly empty: boolean;
  readonly movers: Movers | null;
}): ReactNode {
  const { t, language } = useShared();
  const [shownS, setShownS] = useState(timeS.current);
  const [playing, setPlaying] = useState(false);
  const [counts, setCounts] = useState({ count: 0, each: 1 });
  useEffect(() => {
    if (!playing) return;
    // With reduced motion the clock goes in steps of a quarter of an hour, once a second.
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    let last = performance.now();
    let toldAt = 0;
    let frame = requestAnimationFrame(function step(now) {
      frame = requestAnimationFrame(step);
      if (calm && now - last < 1000) return;
      timeS.current = (timeS.current + (calm ? 900 : Math.min(0.25, (now - last) / 1000) * SPEED)) % 86_400;
      last = now;
      if (now - toldAt < 120) return;
      toldAt = now;
      setShownS(timeS.current);
    });
    return () => cancelAnimationFrame(frame);
  }, [playing, timeS]);
  useEffect(() => {
    if (movers === null) return;
    const timer = setInterval(
      () =>
        setCounts((before) =>
          before.count === movers.count && before.each === movers.each
            ? before
            : { count: movers.count, each: movers.each },
        ),
      400,
    );
    return () => clearInterval(timer);
  }, [movers]);
  const clock = clockOf(shownS);
  return (
    <div className="time-of-day">
      <button type="button" onClick={() => setPlaying(!playing)} aria-pressed={playing}>
        {playing ? t('map.pause') : t('map.play')}
      </button>
      <output className="clock">{clock}</output>
      <input
        type="range"
        min={0}
        max={86_399}
        step={300}
        value={Math.round(shownS)}
        aria-label={t('map.time')}
        aria-valuetext={clock}
        onChange={(event) => {
          timeS.current = Number(event.target.value);
          setShownS(timeS.current);
        }}
      />
      <label>
        <span className="hidden">{t('map.day')}</span>
        <select value={dayType} onChange={(event) => setDayType(event.target.value)}>
          {DAYS.map((day) => (
            <option key={day} value={day}>
              {t(`map.days.${day}`)}
            </option>
          ))}
        </select>
      </label>
      <span className="soft on-the-way">
        {empty
          ? t('map.noTrips')
          : movers === null
            ? ''
            : counts.each > 1
              ? t('map.someOf', {
                  n: figure(Math.round(counts.count / counts.each), '', language),
                  of: figure(counts.count, '', language),
                })
              : t('map.onTheWay', { n: figure(counts.count, '', language) })}
      </span>
    </div>
  );
}
