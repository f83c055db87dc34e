/** Who gains and who pays: by income and by neighbourhood. */
import type { ReactNode } from 'react';
import { useShared } from '../context.tsx';
import { ChooseResults } from '../parts/choose-results.tsx';
import { Failure } from '../parts/failure.tsx';
import { PlainTable } from '../parts/plain-table.tsx';
import { useCall } from '../parts/use-call.ts';

const COLUMNS = [
  'households',
  'persons',
  'tripsPerPersonPerDay',
  'carTripShare',
  'turnedAwayPerDay',
  'travelTimeMinPerTrip',
  'activeMinPerPersonPerDay',
  'co2KgPerPersonPerDay',
  'mobilityEurPerMonth',
  'energyEurPerMonth',
];
const ZONE_COLUMNS = ['name', ...COLUMNS, 'chargedMwh', 'dischargedMwh', 'peakLoadingShare', 'overloadHours'];
const NAMES = {
  nl: {
    name: 'buurt',
    group: 'groep',
    households: 'huishoudens',
    persons: 'personen',
    tripsPerPersonPerDay: 'ritten p.p.',
    carTripShare: 'auto',
    turnedAwayPerDay: 'geweigerd',
    travelTimeMinPerTrip: 'reistijd',
    activeMinPerPersonPerDay: 'lopen en fietsen',
    co2KgPerPersonPerDay: 'CO₂',
    mobilityEurPerMonth: 'vervoer',
    energyEurPerMonth: 'stroom',
    chargedMwh: 'geladen',
    dischargedMwh: 'teruggegeven',
    peakLoadingShare: 'drukste transformator',
    overloadHours: 'overbelast',
  },
  en: {
    name: 'neighbourhood',
    group: 'group',
    households: 'households',
    persons: 'persons',
    tripsPerPersonPerDay: 'trips p.p.',
    carTripShare: 'car',
    turnedAwayPerDay: 'turned away',
    travelTimeMinPerTrip: 'travel time',
    activeMinPerPersonPerDay: 'walking and cycling',
    co2KgPerPersonPerDay: 'CO₂',
    mobilityEurPerMonth: 'mobility',
    energyEurPerMonth: 'electricity',
    chargedMwh: 'charged',
    dischargedMwh: 'given back',
    peakLoadingShare: 'busiest transformer',
    overloadHours: 'overloaded',
  },
} as const;

export function WhoScreen(): ReactNode {
  const { t, chosen, language } = useShared();
  return (
    <>
      <h1>{t('who.title')}</h1>
      <p>{t('who.text')}</p>
      <ChooseResults most={2} />
      {chosen.map((id) => (
        <section key={id}>
          <h2>{id}</h2>
          <Tables id={id} names={NAMES[language]} />
        </section>
      ))}
    </>
  );
}

function Tables({ id, names }: { readonly id: string; readonly names: Readonly<Record<string, string>> }): ReactNode {
  const { t } = useShared();
  const groups = useCall('readTable', { id, table: 'groups' });
  const zones = useCall('readTable', { id, table: 'zones', where: { column: 'external', equals: 0 } });
  return (
    <>
      <h3>{t('who.income')}</h3>
      {groups.failure !== null && <Failure failure={groups.failure} again={groups.again} />}
      {groups.value !== null && (
        <PlainTable table={groups.value} columns={['group', ...COLUMNS]} names={names} caption={t('who.income')} />
      )}
      <h3>{t('who.zones')}</h3>
      {zones.failure !== null && <Failure failure={zones.failure} again={zones.again} />}
      {zones.value !== null && (
        <PlainTable table={zones.value} columns={ZONE_COLUMNS} names={names} caption={t('who.zones')} />
      )}
    </>
  );
}
