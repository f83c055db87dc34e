import { expect, test } from 'vitest';
import { planOf, type TripRow } from '../../engine/io/tomp.ts';

const row: TripRow = {
  person: 7,
  tour: 0,
  dayType: 'weekday',
  mode: 'train',
  departureS: 8 * 3600 + 300,
  travelTimeS: 1500.4,
  costEur: 3.004,
  fromLon: 5.0088,
  fromLat: 52.1033,
  toLon: 5.1101,
  toLat: 52.0894,
};

// Words and required fields: TOMP-API 2.0, modules 1-CORE (travelSpecification, legProperties, mode, legStatus, packageStatus, summary)
// and 2-OFFERS (searchOfferRequest: type and specification), as published by the TOMP working group.
const MODES =
  'AIR BUS TROLLEYBUS TRAM COACH RAIL INTERCITYRAIL URBANRAIL METRO WATER CABLEWAY FUNICULAR TAXI SELFDRIVE FOOT BICYCLE MOTORCYCLE CAR SHUTTLE OTHER PARKING MOPED STEP FERRY'.split(
    ' ',
  );
const LEG_STATUS = 'NOT_STARTED PREPARING READY_TO_USE IN_USE PAUSED ENDED ISSUE_REPORTED CANCELLED ABENDED'.split(' ');
const PACKAGE_STATUS = 'OFFERED PENDING CONFIRMED ROLLBACK RELEASED EXPIRED CANCELLED STARTED ENDED SETTLED'.split(' ');

test('a train trip becomes a search for offers and a package with one leg by rail', () => {
  const plan = planOf(row, '2025-01-01');
  expect(plan.request.inputs.type).toBe('search_offer');
  // 1 January 2025 is a Wednesday, the first weekday told; winter time is one hour ahead.
  expect(plan.request.inputs.specification).toEqual({
    type: 'travelSpecification',
    from: 'gps:52.1033,5.0088',
    to: 'gps:52.0894,5.1101',
    startTime: '2025-01-01T08:05:00+01:00',
    endTime: '2025-01-01T08:30:00+01:00',
  });
  expect(plan.package.legs.map(({ mode }) => mode)).toEqual(['RAIL']);
  expect(plan.package.summary.price).toEqual({ amount: 3, currencyCode: 'EUR' });
});

test('every mode that is booked uses words of the standard, in legs that are numbered', () => {
  for (const mode of ['bus-tram', 'train', 'park-and-ride', 'shared-car', 'shared-bike']) {
    const { package: bought } = planOf({ ...row, mode }, '2025-01-01');
    expect(PACKAGE_STATUS).toContain(bought.status);
    bought.legs.forEach((leg, i) => {
      expect(leg.type).toBe('leg');
      expect(leg.sequenceNumber).toBe(i + 1);
      expect(MODES).toContain(leg.mode);
      expect(LEG_STATUS).toContain(leg.status);
      expect(leg.specification.type).toBe('travelSpecification');
    });
  }
  expect(planOf({ ...row, mode: 'park-and-ride' }, '2025-01-01').package.legs.map(({ mode }) => mode)).toEqual([
    'CAR',
    'BUS',
  ]);
});

test('in July the same hour is told in summer time, on a Saturday when the trip is of that day type', () => {
  const { specification } = planOf({ ...row, dayType: 'saturday' }, '2025-07-01').package.summary;
  expect(specification.startTime).toBe('2025-07-05T08:05:00+02:00');
});

test('a trip that ends after midnight ends on the next day', () => {
  const { endTime } = planOf({ ...row, departureS: 86_000, travelTimeS: 900 }, '2025-01-01').package.summary
    .specification;
  expect(endTime).toBe('2025-01-02T00:08:20+01:00');
});
