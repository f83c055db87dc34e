/** What warms a household: means of the neighbourhood are kept, and nobody burns gas where the figures say there is none. */
import { expect, test } from 'vitest';
import { HEATINGS } from '../../engine/demand/household-heat.ts';
import { householdEnergy } from '../../engine/demand/household-energy.ts';
import type { Zones } from '../../engine/district/district.ts';
import { type Scenario, scenarioSchema } from '../../engine/scenario/schema.ts';

const COUNT = 1000;
const scenario = (buildings: Partial<Scenario['buildings']> = {}): Scenario =>
  scenarioSchema.parse({ version: 1, name: { nl: 'a', en: 'a' }, question: { nl: 'a?', en: 'a?' }, buildings });

function heat(gasM3: number, districtShare: number, made = scenario()) {
  const zones = {
    pvDwellingShare: [0.3],
    districtHeatingShare: [districtShare],
    electricityKwhPerDwelling: [2600],
    gasM3PerDwelling: [gasM3],
  } as unknown as Zones;
  const draft = {
    count: COUNT,
    zone: new Uint32Array(COUNT),
    key: Uint32Array.from({ length: COUNT }, (_, i) => i),
    size: Uint8Array.from({ length: COUNT }, (_, i) => 1 + (i % 4)),
    incomeClass: Uint8Array.from({ length: COUNT }, (_, i) => i % 3),
  };
  const flat = Uint8Array.from({ length: COUNT }, (_, i) => (i % 5 === 0 ? 1 : 0));
  return householdEnergy(draft as never, flat, made, zones);
}
const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => a + b, 0);
const kinds = ({ heating }: ReturnType<typeof heat>): Record<string, number> =>
  Object.fromEntries(HEATINGS.map((name, at) => [name, heating.filter((one) => one === at).length]));

test('Vleuten-De Meern (780 m3, 3.7 % district heat): gas of all dwellings is the neighbourhood’s, less what heat pumps no longer burn (CBS)', () => {
  const none = heat(780, 0.037, scenario({ heatPumpShare: 0 }));
  expect(kinds(none)).toEqual({ 'district heat': 37, gas: 963, 'heat pump': 0, electric: 0 });
  expect(sum(none.gasM3PerYear) / COUNT).toBeCloseTo(780, 1);
  const pumps = heat(780, 0.037, scenario({ heatPumpShare: 0.5 }));
  expect(kinds(pumps)['heat pump']).toBeGreaterThan(450);
  expect(sum(pumps.gasM3PerYear) / COUNT).toBeLessThan(450);
  pumps.heating.forEach((kind, i) => {
    if (HEATINGS[kind] !== 'gas') expect(pumps.gasM3PerYear[i]).toBe(0);
    else expect(pumps.gasM3PerYear[i]).toBeCloseTo(none.gasM3PerYear[i]!, 2);
  });
});

test('Terwijde-West (14 m3, 89.6 % district heat): 24 GJ a home on district heat, and the others are electric, not on 135 m3 of gas', () => {
  const made = heat(14, 0.896, scenario({ heatPumpShare: 0 }));
  expect(kinds(made)).toEqual({ 'district heat': 896, gas: 0, 'heat pump': 0, electric: 104 });
  expect(sum(made.heatGjPerYear) / 896).toBeCloseTo(24, 3);
  expect(sum(made.gasM3PerYear)).toBe(0);
});

test('a neighbourhood of which no gas is known burns none, and nothing is not a number', () => {
  const made = heat(Number.NaN, 0);
  expect(kinds(made).gas).toBe(0);
  expect([...made.gasM3PerYear, ...made.heatGjPerYear].every(Number.isFinite)).toBe(true);
});
