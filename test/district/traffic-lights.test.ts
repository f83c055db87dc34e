/** Traffic lights of the built-in district, and the rule they follow. */
import { beforeAll, expect, test } from 'vitest';
import type { District } from '../../engine/district/district.ts';
import { hasTrafficLights, passesTrafficLights } from '../../engine/district/traffic-lights.ts';
import type { Way } from '../../engine/district/way.ts';
import { loadDistrict } from '../../engine/io/district.ts';
import { ARC_SIGNAL, NO_ACCESS, ROAD_CLASSES } from '../../engine/network/road-graph.ts';

let district: District;
beforeAll(async () => {
  district = await loadDistrict('leidsche-rijn');
});

const road = (name: string, roadClass: Way['roadClass'], lanes: number, signals: boolean): Way => ({
  ...{ name, roadClass, lanes, signals, speedKmh: 50, car: 3, bike: 3, walk: 3, flags: 0, gate: 'open' },
});
const twoLanes = road('Baan', 'primary', 2, true);
const oneLane = road('Weg', 'secondary', 1, true);
const otherLane = road('Laan', 'secondary', 1, true);
const collector = road('Straat', 'tertiary', 1, false);
const local = road('Hof', 'residential', 1, false);
const motorway = road('A2', 'motorway', 4, false);
const ramp = road('Aansluiting', 'trunk', 1, false);

test('lights stand where two marked roads cross, where one of two lanes meets a main road, and at ends of ramps', () => {
  expect(hasTrafficLights([oneLane, oneLane, otherLane])).toBe(true);
  expect(hasTrafficLights([twoLanes, twoLanes, collector])).toBe(true);
  expect(hasTrafficLights([motorway, motorway, oneLane, oneLane])).toBe(true);
  expect(hasTrafficLights([ramp, oneLane, oneLane])).toBe(true);
});

test('none where a road of one lane meets a collector, at side streets, at paths, on plain stretches and between motorways', () => {
  expect(hasTrafficLights([oneLane, oneLane, collector])).toBe(false);
  expect(hasTrafficLights([twoLanes, twoLanes, local])).toBe(false);
  expect(hasTrafficLights([twoLanes, twoLanes, { ...collector, car: 0 }])).toBe(false);
  expect(hasTrafficLights([twoLanes, twoLanes, twoLanes])).toBe(false);
  expect(hasTrafficLights([motorway, motorway, ramp])).toBe(false);
});

test('motorways pass the lights, trunk roads pass but where they end', () => {
  expect(passesTrafficLights(motorway, [motorway, motorway, oneLane])).toBe(true);
  expect(passesTrafficLights(ramp, [ramp, oneLane, oneLane])).toBe(false);
  expect(passesTrafficLights(ramp, [ramp, ramp, oneLane])).toBe(true);
  expect(passesTrafficLights(oneLane, [oneLane, oneLane, motorway])).toBe(false);
});

test('Leidsche Rijn: about 70 crossings with lights, those of the Stadsbaan among them; no car on a motorway waits for one', () => {
  const { roads } = district;
  const lit = new Map<number, Set<string>>();
  for (let arc = 0; arc < roads.arcCount; arc++) {
    if ((roads.arcFlags[arc]! & ARC_SIGNAL) === 0 || roads.carTimeMs[arc] === NO_ACCESS) continue;
    expect(ROAD_CLASSES[roads.roadClass[arc]!]).not.toBe('motorway');
    const names = lit.get(roads.head[arc]!) ?? new Set();
    lit.set(roads.head[arc]!, names.add(roads.names[roads.linkName[roads.linkOfArc[arc]!]!]!));
  }
  expect(lit.size).toBeGreaterThan(60);
  expect(lit.size).toBeLessThan(80);
  const crossings = [...lit.values()].map((names) => [...names].sort().join(' × '));
  for (const other of ['Vleutensebaan', 'Langerakbaan', 'Hogeweidebaan', 'Ziekenhuislaan', 'Soestwetering'])
    expect(crossings.some((names) => names.includes('Stadsbaan Leidsche Rijn') && names.includes(other))).toBe(true);
});
