import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadDistrict } from '../../engine/io/district.ts';
import { scenariosFolder } from '../../engine/io/package.ts';
import { builtInScenarios, loadScenarioFile } from '../../engine/io/scenario-file.ts';

const folder = scenariosFolder();
const files = builtInScenarios().map((name) => `${name}.yaml`);
const load = (name: string) => loadScenarioFile(join(folder, name)).scenario;

describe('the scenario files', () => {
  test('are at least six: baseline, smart solar charging, V2G, MaaS, parking and P+R, half electric', () => {
    expect(files).toEqual(
      expect.arrayContaining([
        'baseline-2025.yaml',
        'half-electric-2035.yaml',
        'harbour-shore-power.yaml',
        'maas-bundle.yaml',
        'parking-and-pr-pricing.yaml',
        'smart-solar-charging.yaml',
        'v2g-shared-cars.yaml',
        'within-the-grid-2035.yaml',
      ]),
    );
  });

  test.each(files)('%s is sound and opens with its question, in Dutch and English', (name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    expect(text).toMatch(/^# .*\?/);
    const scenario = load(name);
    expect(scenario.question.nl).toMatch(/\?$/);
    expect(scenario.question.en).toMatch(/\?$/);
    expect(scenario.question.nl).not.toBe(scenario.question.en);
  });

  test('no two scenarios share a name or a question', () => {
    const scenarios = files.map(load);
    expect(new Set(scenarios.map((scenario) => scenario.name.en)).size).toBe(files.length);
    expect(new Set(scenarios.map((scenario) => scenario.question.en)).size).toBe(files.length);
  });

  test('every zone with a parking tariff exists in the district', async () => {
    const { zones } = await loadDistrict('leidsche-rijn');
    const known = new Set([...zones.code, ...zones.name]);
    for (const name of files)
      for (const zone of Object.keys(load(name).prices.parkingEurPerHourByZone)) expect(known, name).toContain(zone);
  });

  test('half-electric-2035 has half of its cars on batteries, as ElaadNL expects for 2035', () => {
    expect(load('half-electric-2035.yaml').population.batteryCarShare).toBe(0.5);
  });
});
