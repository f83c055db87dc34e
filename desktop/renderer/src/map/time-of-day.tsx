/** Time under the map: the clock of the day with play, the day of the year, whether the map follows them, and how many people are on the way. */
import { type ReactNode, startTransition, useEffect, useState } from 'react';
import { useShared } from '../context.tsx';
import { figure, LOCALE } from '../parts/format.ts';
import type { MapDay } from './clock.ts';
import type { Movers } from './moving.ts';
import { Button, Check } from '../parts/controls.tsx';

/** Simulated seconds of a second of playing. */
const SPEED = 480;

const clockOf = (timeS: number): string =>
  `${String(Math.floor(timeS / 3600)).padStart(2, '0')}:${String(Math.floor((timeS % 3600) / 60)).padStart(2, '0')}`;

export function TimeOfDay({
  timeS,
  setHour,
  days,
  day,
  setDay,
  follows,
  setFollows,
  empty,
  movers,
}: {
  readonly timeS: { current: number };
  /** Told when the clock reaches another hour and the map follows it. */
  readonly setHour: (hour: number) => void;
  readonly days: readonly MapDay[];
  readonly day: number;
  readonly setDay: (day: number) => void;
  readonly follows: boolean;
  readonly setFollows: (follows: boolean) => void;
  readonly empty: boolean;
  readonly movers: Movers | null;
}): ReactNode {
  const { t, language } = useShared();
  const [shownS, setShownS] = useState(timeS.current);
  const [playing, setPlaying] = useState(false);
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
  const hour = Math.floor(shownS / 3600);
  // Without the map following, the hour is the clock's own affair.
  useEffect(() => {
    if (follows) startTransition(() => setHour(hour));
  }, [follows, hour, setHour]);
  const clock = clockOf(shownS);
  const chosen = days[day];
  const date =
    chosen === undefined
      ? ''
      : new Intl.DateTimeFormat(LOCALE[language], {
          weekday: 'short',
          day: 'numeric',
          month: 'short',
          year: 'numeric',
          timeZone: 'UTC',
        }).format(new Date(`${chosen.date}T12:00:00Z`));
  return (
    <div className="time-of-day">
      <div className="slider">
        <Button onClick={() => setPlaying(!playing)} aria-pressed={playing}>
          {playing ? t('map.pause') : t('map.play')}
        </Button>
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
      </div>
      {days.length > 1 && (
        <div className="slider">
          <output className="clock date">{date}</output>
          <input
            type="range"
            min={0}
            max={days.length - 1}
            value={day}
            aria-label={t('map.date')}
            aria-valuetext={date}
            onChange={(event) => {
              setDay(Number(event.target.value));
              setFollows(true);
            }}
          />
        </div>
      )}
      <Check checked={follows} onChange={(event) => setFollows(event.target.checked)}>
        {t('map.follow')}
      </Check>
      <OnTheWay empty={empty} movers={movers} dayType={chosen?.dayType ?? 'weekday'} />
    </div>
  );
}

function OnTheWay({
  empty,
  movers,
  dayType,
}: {
  readonly empty: boolean;
  readonly movers: Movers | null;
  readonly dayType: string;
}): ReactNode {
  const { t, language } = useShared();
  const [counts, setCounts] = useState({ count: -1, drawn: 0 });
  useEffect(() => {
    if (movers === null) return;
    const timer = setInterval(
      () =>
        setCounts((before) =>
          before.count === movers.count && before.drawn === movers.drawn
            ? before
            : { count: movers.count, drawn: movers.drawn },
        ),
      400,
    );
    return () => clearInterval(timer);
  }, [movers]);
  const some = counts.drawn < 0.97 * counts.count;
  return (
    <span className="soft on-the-way" data-drawn={counts.drawn} data-count={counts.count}>
      {t(`map.days.${dayType}`)}
      {': '}
      {empty
        ? t('map.noTrips')
        : movers === null || counts.count < 0
          ? ''
          : some
            ? t('map.someOf', {
                n: figure(counts.drawn, '', language),
                of: figure(counts.count, '', language),
              })
            : t('map.onTheWay', { n: figure(counts.count, '', language) })}
    </span>
  );
}
