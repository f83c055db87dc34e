/** Who lies at which berth in a week: a bar a stay, hollow without shore power, marked where a battery went short. A button shows the next week. */
import { type ReactNode, useState } from 'react';
import type { CallRow } from '../../../../engine/results/berths.ts';
import { useShared } from '../context.tsx';
import { figure, LOCALE, moment } from './format.ts';
import { Button } from './controls.tsx';

const WIDTH = 960;
const NAMES = 230;
const ROW = 30;
const TOP = 24;
const DAY_S = 86_400;
const WEEK_S = 7 * DAY_S;
const DAYS = [0, 1, 2, 3, 4, 5, 6];

export function BerthWeek({
  berths,
  calls,
}: {
  readonly berths: readonly string[];
  readonly calls: readonly CallRow[];
}): ReactNode {
  const { t, language } = useShared();
  const first = Math.floor(Math.min(...calls.map(({ arrivalUtcS }) => arrivalUtcS)) / DAY_S) * DAY_S;
  const last = Math.max(...calls.map(({ departureUtcS }) => departureUtcS));
  const weeks = Math.max(1, Math.ceil((last - first) / WEEK_S));
  const [week, setWeek] = useState(0);
  if (calls.length === 0) return null;
  const fromS = first + week * WEEK_S;
  const x = (utcS: number): number => NAMES + ((WIDTH - NAMES) * Math.min(WEEK_S, Math.max(0, utcS - fromS))) / WEEK_S;
  const date = new Intl.DateTimeFormat(LOCALE[language], {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  });
  const shown = calls.filter(({ arrivalUtcS, departureUtcS }) => departureUtcS > fromS && arrivalUtcS < fromS + WEEK_S);
  const told = (call: CallRow): string =>
    [
      `${call.berth}: ${moment(new Date(call.arrivalUtcS * 1000).toISOString(), language)} – ${moment(new Date(call.departureUtcS * 1000).toISOString(), language)}`,
      `${figure(call.hotelKw, 'kW', language)} kW ${t(call.shorePower === 1 ? 'harbour.fromShore' : 'harbour.fromGenerator')}`,
      ...(call.batteryKwh > 0
        ? [
            `${t('harbour.needs')} ${figure(call.needKwh, 'kWh', language)} kWh, ${t('harbour.misses')} ${figure(call.unservedKwh, 'kWh', language)} kWh`,
          ]
        : []),
    ].join('; ');
  return (
    <figure className="wide">
      <figcaption className="row spread">
        <span>{t('harbour.week')}</span>
        <span className="row">
          <Button disabled={week === 0} onClick={() => setWeek(week - 1)}>
            ◀ {t('energy.back')}
          </Button>
          <Button disabled={week >= weeks - 1} onClick={() => setWeek(week + 1)}>
            {t('energy.forward')} ▶
          </Button>
        </span>
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${TOP + berths.length * ROW + 4}`} role="img" aria-label={t('harbour.week')}>
        <g className="axes">
          {DAYS.map((day) => {
            const startS = fromS + day * DAY_S;
            return (
              <g key={startS}>
                <line x1={x(startS)} x2={x(startS)} y1={TOP - 6} y2={TOP + berths.length * ROW} />
                <text x={x(startS) + 4} y={14}>
                  {date.format(new Date(startS * 1000))}
                </text>
              </g>
            );
          })}
        </g>
        {berths.map((name, row) => (
          <g key={name}>
            <text x={NAMES - 10} y={TOP + row * ROW + ROW / 2 + 4} textAnchor="end" className="dot-name">
              {name}
            </text>
            {shown
              .filter(({ berth }) => berth === name)
              .map((call) => (
                <rect
                  key={call.arrivalUtcS}
                  x={x(call.arrivalUtcS)}
                  y={TOP + row * ROW + 5}
                  width={Math.max(2, x(call.departureUtcS) - x(call.arrivalUtcS) - 1)}
                  height={ROW - 10}
                  fill={call.shorePower === 1 ? (call.batteryKwh > 0 ? 'var(--charge)' : 'var(--load)') : 'none'}
                  stroke={call.unservedKwh > 0 ? 'var(--limit)' : 'var(--load)'}
                  strokeWidth={call.unservedKwh > 0 ? 3 : 1.5}
                >
                  <title>{told(call)}</title>
                </rect>
              ))}
          </g>
        ))}
      </svg>
      <ul className="legend">
        <li>
          <i style={{ background: 'var(--load)' }} />
          {t('harbour.onShore')}
        </li>
        <li>
          <i style={{ background: 'var(--charge)' }} />
          {t('harbour.charges')}
        </li>
        <li>
          <i style={{ border: '2px solid var(--load)' }} />
          {t('harbour.fromGenerator')}
        </li>
        <li>
          <i style={{ border: '3px solid var(--limit)' }} />
          {t('harbour.short')}
        </li>
      </ul>
      <details>
        <summary>{t('common.table')}</summary>
        <ul>
          {shown.map((call) => (
            <li key={`${call.berth} ${call.arrivalUtcS}`}>{told(call)}</li>
          ))}
        </ul>
      </details>
    </figure>
  );
}
