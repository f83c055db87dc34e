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

// Words, required fields and the order of coordinates: TOMP-API 2.0.0 of the TOMP working group, files TOMP-API-CORE.yaml (travelSpecification, package,
// leg, asset, mode, legState, packageStatus, amountOfMoney, individualTraveller) and TOMP-API-OFFERS.yaml (searchOfferInput, whose example has
// "gps:6.234,51.6923": longitude first), as published on GitHub.
const MODES =
  'AIR BUS TROLLEYBUS TRAM COACH RAIL INTERCITYRAIL URBANRAIL METRO WATER CABLEWAY FUNICULAR TAXI SELFDRIVE FOOT BICYCLE MOTORCYCLE CAR SHUTTLE OTHER PARKING MOPED STEP FERRY'.split(
    ' ',
  );
const LEG_STATES = 'NOT_STARTED PREPARING PREPARED IN_USE PAUSED ENDED ISSUE_REPORTED CANCELLED ABENDED'.split(' ');
const PACKAGE_STATUS = 'OFFERED PENDING PURCHASED REJECTED RELEASED EXPIRED CANCELLED STARTED ENDED'.split(' ');
const PACKAGE_FIELDS =
  'type id status packageLabel price legs products from via to startTime endTime placeDefinitions'.split(' ');
const LEG_FIELDS =
  'id type sequenceNumber state price product additionalProducts assets operator memo extraInfo from via to startTime endTime placeDefinitions'.split(
    ' ',
  );
const REQUEST_FIELDS = 'type from via to startTime endTime placeDefinitions party'.split(' ');

test('a train trip becomes a search for offers and a package with one leg by rail', () => {
  const plan = planOf(row, '2025-01-01');
  // 1 January 2025 is a Wednesday, the first weekday told; winter time is one hour ahead.
  const specification = {
    from: 'gps:5.0088,52.1033',
    to: 'gps:5.1101,52.0894',
    startTime: '2025-01-01T08:05:00+01:00',
    endTime: '2025-01-01T08:30:00+01:00',
  };
  expect(plan.request.inputs).toEqual({
    type: 'SEARCH_OFFER',
    ...specification,
    party: [{ travellers: [{ type: 'INDIVIDUAL_TRAVELLER', id: 'synthetic-7' }] }],
  });
  expect(plan.package).toMatchObject({ type: 'PACKAGE', status: 'ENDED', ...specification });
  expect(plan.package.price).toEqual({ amount: 3, currencyCode: 'EUR' });
  expect(plan.package.products).toEqual([{ type: 'PRODUCT', id: 'public-transport' }]);
  expect(plan.package.legs).toEqual([
    {
      type: 'LEG',
      id: plan.package.id,
      sequenceNumber: 1,
      state: 'ENDED',
      ...specification,
      product: 'public-transport',
      assets: [{ type: 'ASSET', mode: 'RAIL' }],
    },
  ]);
});

test('every mode that is booked uses fields and words of the standard only, in legs that are numbered', () => {
  for (const mode of ['bus-tram', 'train', 'park-and-ride', 'shared-car', 'shared-bike']) {
    const { request, package: bought } = planOf({ ...row, mode }, '2025-01-01');
    expect(PACKAGE_STATUS).toContain(bought.status);
    for (const [object, fields] of [
      [request.inputs, REQUEST_FIELDS],
      [bought, PACKAGE_FIELDS],
      ...bought.legs.map((leg) => [leg, LEG_FIELDS] as const),
    ] as const)
      for (const field of Object.keys(object)) expect(fields, mode).toContain(field);
    bought.legs.forEach((leg, i) => {
      expect(leg.type).toBe('LEG');
      expect(leg.sequenceNumber).toBe(i + 1);
      expect(MODES).toContain(leg.assets[0]!.mode);
      expect(LEG_STATES).toContain(leg.state);
    });
    expect(new Set(bought.legs.map(({ id }) => id)).size).toBe(bought.legs.length);
  }
  expect(
    planOf({ ...row, mode: 'park-and-ride' }, '2025-01-01').package.legs.map(({ assets }) => assets[0]!.mode),
  ).toEqual(['CAR', 'BUS']);
});

test('in July the same hour is told in summer time, on a Saturday when the trip is of that day type', () => {
  const { startTime } = planOf({ ...row, dayType: 'saturday' }, '2025-07-01').package;
  expect(startTime).toBe('2025-07-05T08:05:00+02:00');
});

test('a trip that ends after midnight ends on the next day', () => {
  const { endTime } = planOf({ ...row, departureS: 86_000, travelTimeS: 900 }, '2025-01-01').package;
  expect(endTime).toBe('2025-01-02T00:08:20+01:00');
});
