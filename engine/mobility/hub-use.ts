/** What hubs, stations and parking places were used for on a day, scaled to all residents. */
import { distanceM } from '../core/units.ts';
import { type District, HUB_KINDS } from '../district/district.ts';
import type { DayInput, DayRecord } from './day-record.ts';
import { visitorPlaces } from './parking-price.ts';
import type { StationBikes } from './station-bikes.ts';
import type { HubUse, PlacesUse } from './stores.ts';

export function hubUse(dayType: number, record: DayRecord, sampleShare: number, district: District): HubUse {
  const hubCount = district.hubs.count;
  const scaled = (count: Uint32Array): Uint32Array => count.map((n) => Math.round(n / sampleShare));
  const free = record.parkAndRide.standing();
  const places = record.parkAndRide.placesAtHub();
  const taken = free.map((n, i) => (i < hubCount * 96 ? places[Math.floor(i / 96)]! - n : 0));
  return {
    dayType,
    sharedCars: record.sharedCars.standing(),
    sharedBikes: record.sharedBikes.standing(),
    parkAndRide: taken,
    turnedAwayCar: scaled(record.sharedCars.turnedAway),
    turnedAwayBike: scaled(record.sharedBikes.turnedAway),
    turnedAwayParkAndRide: scaled(record.parkAndRide.turnedAway),
    ...stationUse(record, sampleShare, district),
    relocatedCars: record.relocatedTo.reduce((a, b) => a + b, 0) / sampleShare,
    relocatedTo: Float64Array.from(record.relocatedTo, (n) => n / sampleShare),
  };
}

function stationUse({ stationBikes, bikePlaces }: DayRecord, sampleShare: number, district: District): Partial<HubUse> {
  const bikes = atStations(stationBikes, sampleShare, district);
  const places = atStations(bikePlaces, sampleShare, district);
  const station = HUB_KINDS.indexOf('station');
  return {
    stationBikesLeast: bikes.least,
    turnedAwayStationBike: bikes.turnedAway,
    withoutStationBike: bikes.without,
    bikePlacesMost: places.least.map((free, hub) =>
      district.hubs.kind[hub] === station ? bikePlaces.capacity / sampleShare - free : 0,
    ),
    turnedAwayBikePlace: places.turnedAway,
    withoutBikePlace: places.without,
  };
}

/** A hub is at a station within this distance [m]. */
const HUB_AT_STATION_M = 500;

/** What was left at the stations' hubs at the worst hour, who found none there, and who found none at any station; scaled to all residents. */
function atStations(
  stock: StationBikes,
  sampleShare: number,
  { hubs, timetable }: District,
): { readonly least: Float64Array; readonly turnedAway: Float64Array; readonly without: number } {
  const station = HUB_KINDS.indexOf('station');
  const fewest = new Float64Array(hubs.count);
  const turnedAway = new Float64Array(hubs.count);
  for (let hub = 0; hub < hubs.count; hub++) {
    if (hubs.kind[hub] !== station) continue;
    fewest[hub] = stock.capacity / sampleShare;
    const near = (stop: number): boolean =>
      distanceM(hubs.lonDeg[hub]!, hubs.latDeg[hub]!, timetable.stopLonDeg[stop]!, timetable.stopLatDeg[stop]!) <=
      HUB_AT_STATION_M;
    for (const [stop, least] of stock.least) if (near(stop)) fewest[hub] = least / sampleShare;
    for (const [stop, people] of stock.turnedAway) if (near(stop)) turnedAway[hub] = people / sampleShare;
  }
  let sampled = 0;
  for (const people of stock.turnedAway.values()) sampled += people;
  return { least: fewest, turnedAway, without: sampled / sampleShare };
}

export function placesUse({ scenario, zones, population }: DayInput, { places }: DayRecord): PlacesUse {
  const scaled = (count: Uint32Array): Float64Array => Float64Array.from(count, (n) => n / population.sampleShare);
  return {
    places: visitorPlaces(scenario, zones),
    mostTaken: scaled(places.most),
    turnedAway: scaled(places.turnedAway),
  };
}
