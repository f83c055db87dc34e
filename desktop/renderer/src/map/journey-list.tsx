/** Answers to a traveller: journeys with their legs, ways to travel that give none and why, and sizes of areas within reach. */
import type { ReactNode } from 'react';
import type { BridgeCalls } from '../../../shared/bridge.ts';
import { useShared } from '../context.tsx';
import { figure } from '../parts/format.ts';
import { Button } from '../parts/controls.tsx';

const clockOf = (seconds: number): string => {
  const minutes = Math.round(seconds / 60);
  return `${String(Math.floor(minutes / 60) % 24).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
};

export function JourneyList({
  answer,
  chosen,
  choose,
}: {
  readonly answer: BridgeCalls['journeys'];
  readonly chosen: number;
  readonly choose: (journey: number) => void;
}): ReactNode {
  const { t, say, language } = useShared();
  const distance = (metres: number): string =>
    metres < 1000 ? `${figure(Math.round(metres), '', language)} m` : `${figure(metres / 1000, '', language)} km`;
  const shown = answer.journeys[chosen];
  return (
    <>
      {answer.journeys.length === 0 && <p>{t('journey.none')}</p>}
      <ul className="journey-list">
        {answer.journeys.map((journey, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: journeys of an answer do not move.
          <li key={n}>
            <Button aria-pressed={n === chosen} onClick={() => choose(n)}>
              <strong>{say(journey.name)}</strong> {clockOf(journey.departureS)}–{clockOf(journey.arrivalS)},{' '}
              {Math.round((journey.arrivalS - journey.departureS) / 60)} min
              <br />
              {distance(journey.distanceM)}, € {figure(journey.costEur, '', language)},{' '}
              {figure(journey.co2G, '', language)} g CO₂
              {journey.transfers > 0 && `, ${t('journey.transfers', { n: journey.transfers })}`}
            </Button>
          </li>
        ))}
      </ul>
      {shown !== undefined && (
        <table>
          <caption>{t('journey.legs', { name: say(shown.name) })}</caption>
          <tbody>
            {shown.legs.map((leg) => (
              <tr key={`${leg.departureS} ${leg.mode} ${leg.to}`}>
                <td className="number">
                  {clockOf(leg.departureS)}
                  <br />
                  {clockOf(leg.arrivalS)}
                </td>
                <th scope="row">
                  {say(leg.name)} {leg.line ?? ''}
                  <br />
                  <span className="soft">
                    {leg.from === '' ? t('journey.from') : leg.from} → {leg.to === '' ? t('journey.to') : leg.to},{' '}
                    {distance(leg.distanceM)}
                    {leg.staySeated !== null && `, ${say(leg.staySeated)}`}
                    {leg.wheelchair !== null && `, ${say(leg.wheelchair)}`}
                  </span>
                </th>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {answer.missing.length > 0 && (
        <details>
          <summary>{t('journey.missing')}</summary>
          <ul>
            {answer.missing.map(({ name, reason }) => (
              <li key={name.en}>
                {say(name)}: {say(reason)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

export function ReachList({ answer }: { readonly answer: BridgeCalls['reach'] }): ReactNode {
  const { t, language } = useShared();
  if (answer.length === 0) return <p>{t('journey.none')}</p>;
  return (
    <table>
      <caption>{t('journey.reached')}</caption>
      <tbody>
        {[...answer].reverse().map(({ minutes, areaKm2 }) => (
          <tr key={minutes}>
            <th scope="row">{t('journey.within', { minutes })}</th>
            <td className="number">{figure(areaKm2, '', language)} km²</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
