/** An operator's grid in place of the one made by rule: read back, it gives the same year; what cannot serve is told by component id. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { serial } from '../../engine/core/parallel.ts';
import { makeCalendar } from '../../engine/core/time.ts';
import type { TransformerAreas } from '../../engine/grid/areas.ts';
import { makeAreas } from '../../engine/grid/make-areas.ts';
import type { GridModel } from '../../engine/grid/model.ts';
import { operatorAreas } from '../../engine/grid/operator/areas.ts';
import { modelOfAreas } from '../../engine/grid/operator/to-model.ts';
import { simulateGrid } from '../../engine/grid/simulate-grid.ts';
import { parseDistrictGrid } from '../../engine/io/district-grid.ts';
import { gridPlacesText, parseGridPlaces } from '../../engine/io/grid-places.ts';
import { importInto } from '../../engine/io/import-district.ts';
import { pgmInputText } from '../../engine/io/pgm-input.ts';
import { type Scenario, scenarioSchema } from '../../engine/scenario/schema.ts';
import { makeTown } from './town.ts';

const scenario: Scenario = scenarioSchema.parse({
  version: 1,
  name: { nl: 'proef', en: 'test' },
  question: { nl: 'proef', en: 'test' },
});
const { grid } = scenario;
const input = { ...makeTown(12, 8), grid, seed: 1 };
const byRule = makeAreas(input);
const { model, places } = modelOfAreas(byRule, grid);
const read = (changed: GridModel): ReturnType<typeof parseDistrictGrid> =>
  parseDistrictGrid(pgmInputText(changed), 'grid.json', gridPlacesText(places), 'grid-places.csv');
const calendar = makeCalendar('2025-01-14', 2, 900, 'Europe/Amsterdam');

function year(areas: TransformerAreas) {
  const count = calendar.grid.count;
  const kw = (of: (area: number, step: number) => number): Float32Array =>
    Float32Array.from({ length: areas.count * count }, (_, i) => of(Math.floor(i / count), i % count));
  const loadKw = kw((area, step) => (0.3 + Math.exp(-(((step % 96) - 72) ** 2) / 60)) * areas.homes[area]!);
  const none = kw(() => 0);
  const context = { signal: undefined, onProgress: () => {} };
  return simulateGrid({
    areas,
    loadKw,
    pvKw: none,
    evKw: none,
    netKw: loadKw,
    calendar,
    scenario,
    parallel: serial,
    context,
  });
}

test('a grid by rule, written as power-grid-model JSON and read back, has the same transformers, cables and homes', () => {
  const own = operatorAreas(read(model), input);
  const withHomes = byRule.homes.filter((homes) => homes > 0).length;
  expect(withHomes).toBeGreaterThan(3);
  expect(own.count).toBe(byRule.count);
  expect(own.ratedKva).toEqual(byRule.ratedKva);
  for (let area = 0; area < own.count; area++) expect(own.transformers!.noLoadPu[area]).toBeCloseTo(1.03, 4);
  // A home may hang on a joint that is nearer than that of its own block.
  expect(Math.abs(own.homes.reduce((sum, n) => sum + n, 0) - byRule.homes.reduce((sum, n) => sum + n, 0))).toBe(0);
  own.areaOfHome.forEach((area, home) => {
    const bus = own.feeders.busOfHome[home]!;
    expect(bus).toBeGreaterThanOrEqual(own.feeders.firstBusOfArea[area]!);
    expect(bus).toBeLessThan(own.feeders.firstBusOfArea[area + 1]!);
  });
});

/** The grid by rule with its joints numbered as the file's reader numbers them, the usual cables and transformers. */
function renumbered(own: TransformerAreas): TransformerAreas {
  const joint = Array.from(own.feeders.cables!.node, (node) => node - 1 - byRule.count);
  const { cables: _, ...feeders } = own.feeders;
  const { transformers: __, ...rest } = own;
  const of = (values: Float64Array): Float64Array => Float64Array.from(joint, (j) => (j < 0 ? 0 : values[j]!));
  return {
    ...rest,
    homes: byRule.homes,
    feeders: { ...feeders, cableM: of(byRule.feeders.cableM), homes: of(byRule.feeders.homes) },
  };
}

test('with the homes at the same joints, voltages, cable loading and losses of a period are those of the grid by rule', async () => {
  const own = operatorAreas(read(model), input);
  const rule = renumbered(own);
  const file = { ...own, homes: rule.homes, feeders: { ...own.feeders, homes: rule.feeders.homes } };
  const [a, b] = [await year(rule), await year(file)];
  expect(Math.min(...a.minVoltagePu)).toBeLessThan(1);
  for (let area = 0; area < byRule.count; area++) {
    // The source of the file drops 1e-5 pu, and the magnetising current is in its no-load voltage.
    expect(b.minVoltagePu[area]!).toBeCloseTo(a.minVoltagePu[area]!, 4);
    expect(Math.abs(b.lossKwh[area]! / a.lossKwh[area]! - 1)).toBeLessThan(1e-3);
  }
  const most = (from: Float64Array): number[] => Array.from(from, (share) => Number(share.toFixed(3)));
  expect(most(b.buses!.cableLoadingShare).filter((share) => share > 0)).toEqual(
    most(a.buses!.cableLoadingShare).filter((share) => share > 0),
  );
});

test('a cable of twice the resistance drops twice the voltage along it; one with a smaller fuse is loaded more', async () => {
  const thin = {
    ...model,
    lines: model.lines.map((line) => ({
      ...line,
      r1Ohm: 2 * line.r1Ohm,
      x1Ohm: 2 * line.x1Ohm,
      r0Ohm: 2 * line.r0Ohm,
      x0Ohm: 2 * line.x0Ohm,
      ratedA: 100,
    })),
  };
  const [a, b] = [await year(operatorAreas(read(model), input)), await year(operatorAreas(read(thin), input))];
  const [busA, busB] = [a.buses!, b.buses!];
  let checked = 0;
  busA.minVoltagePu.forEach((lowest, bus) => {
    const dropA = 1.03 - lowest;
    if (dropA < 0.03) return;
    checked++;
    // The transformer's part of the drop does not double.
    expect(1.03 - busB.minVoltagePu[bus]!).toBeGreaterThan(1.4 * dropA);
    expect(busB.cableLoadingShare[bus]!).toBeGreaterThan(1.99 * busA.cableLoadingShare[bus]!);
  });
  expect(checked).toBeGreaterThan(20);
});

test('a tap that raises the voltage raises it for everybody below', async () => {
  const tapped = {
    ...model,
    transformers: model.transformers.map((row) => ({
      ...row,
      ratedFromV: 10_000,
      tapMin: -2,
      tapMax: 2,
      tapPosition: -2,
      tapSizeV: 250,
    })),
  };
  const areas = operatorAreas(read(tapped), input);
  // 10 kV on 9.5 kV of winding, by hand.
  for (const pu of areas.transformers!.noLoadPu) expect(pu).toBeCloseTo((1.03 * 10) / 9.5, 4);
  const year2 = await year(areas);
  expect(Math.max(...year2.maxVoltagePu)).toBeGreaterThan(1.07);
});

test('a file of a few transformers serves its homes; the rest of the district has a grid by rule', () => {
  const kept = new Set(model.transformers.slice(0, 3).map(({ toNode }) => toNode));
  const nodes = new Set([0, ...kept]);
  let grown = true;
  while (grown) {
    grown = false;
    for (const { fromNode, toNode } of model.lines)
      if (nodes.has(fromNode) && !nodes.has(toNode)) {
        nodes.add(toNode);
        grown = true;
      }
  }
  const some = {
    ...model,
    nodes: model.nodes.filter(({ id }) => nodes.has(id)),
    lines: model.lines.filter(({ toNode }) => nodes.has(toNode)),
    transformers: model.transformers.filter(({ toNode }) => kept.has(toNode)),
    loads: model.loads.filter(({ node }) => nodes.has(node)),
  };
  const somePlaces = new Map([...places].filter(([node]) => nodes.has(node)));
  const own = operatorAreas(parseDistrictGrid(pgmInputText(some), 'g', gridPlacesText(somePlaces), 'p'), input);
  expect(own.count).toBeGreaterThan(3);
  expect([...own.transformers!.id].filter((id) => id >= 0)).toHaveLength(3);
  expect(own.homes.reduce((sum, n) => sum + n, 0)).toBe(byRule.homes.reduce((sum, n) => sum + n, 0));
  const jobs = (areas: TransformerAreas): number => areas.jobs.reduce((sum, n) => sum + n, 0);
  expect(jobs(own)).toBeCloseTo(jobs(byRule), 6);
  for (const area of own.areaOfHome) expect(area).toBeLessThan(own.count);
});

const refusal = (changed: GridModel): string => {
  try {
    operatorAreas(read(changed), input);
  } catch (error) {
    return (error as Error).message;
  }
  return 'nothing';
};

test('a loop, two transformers on the same cables and a load that nobody feeds are told by component id', () => {
  const first = model.lines[0]!;
  const child = model.lines.find(({ fromNode }) => fromNode === first.toNode)!;
  const loop = { ...first, id: 900_001, fromNode: first.fromNode, toNode: child.toNode };
  expect(refusal({ ...model, lines: [...model.lines, loop] })).toMatch(/closes a loop below transformer/);
  expect(refusal({ ...model, lines: [...model.lines, { ...loop, toClosed: false }] })).toBe('nothing');
  const [one, other] = [model.transformers[0]!, model.transformers[1]!];
  const beside = { ...one, id: 900_004 };
  expect(refusal({ ...model, transformers: [...model.transformers, beside] })).toMatch(
    new RegExp(`transformer 900004.*same cables as transformer ${one.id}`),
  );
  const tie = { ...first, id: 900_005, fromNode: one.toNode, toNode: other.toNode };
  expect(refusal({ ...model, lines: [...model.lines, tie] })).toMatch(/same cables|joins the cables/);
  expect(
    refusal({
      ...model,
      transformers: [{ ...one, windingFrom: 1, windingTo: 1, clock: 0 }, ...model.transformers.slice(1)],
    }),
  ).toMatch(/YNyn/);
  const lonely = { ...model.loads[0]!, id: 900_002, node: 900_003 };
  expect(
    refusal({ ...model, nodes: [...model.nodes, { id: 900_003, ratedV: 400 }], loads: [...model.loads, lonely] }),
  ).toMatch(/900003|900002/);
});

test('places: unknown and repeated nodes, and numbers that are none, are told by line; Dutch grid coordinates are understood', () => {
  const nodes = new Set([1, 2]);
  expect(() => parseGridPlaces('id,lonDeg,latDeg\n1,5,52\n1,5,52\n9,5,52\n', 'p.csv', nodes)).toThrow(/once[\s\S]*9/);
  expect(() => parseGridPlaces('id,lonDeg,latDeg\n1,5,952\n', 'p.csv', nodes)).toThrow(/latDeg/);
  expect(() => parseGridPlaces('', 'p.csv', nodes)).toThrow(/header/);
  // The origin of the Dutch grid, the tower of Our Lady in Amersfoort: 52.15517440 N, 5.38720621 E in ETRS89 (Kadaster, RDNAPTRANS 2018).
  const [lon, lat] = parseGridPlaces('id,xRdM,yRdM\n2,155000,463000\n', 'p.csv', nodes).get(2)!;
  expect(lon).toBeCloseTo(5.3872062, 5);
  expect(lat).toBeCloseTo(52.1551744, 5);
});

test('a grid elsewhere on earth is refused, with the lever that tells the reach', () => {
  const far = new Map([...places].map(([id, [lon, lat]]) => [id, [lat, lon] as const]));
  expect(() => operatorAreas(parseDistrictGrid(pgmInputText(model), 'g', gridPlacesText(far), 'p'), input)).toThrow(
    /fileReachM/,
  );
});

test('a transformer without any place is told where the file is read; a joint without one takes no homes', () => {
  const only = new Map([...places].slice(0, 1));
  expect(() => parseDistrictGrid(pgmInputText(model), 'g', gridPlacesText(only), 'p')).toThrow(
    /transformer \d+ — must have a place/,
  );
  const lines = new Set(model.lines.slice(0, 40).map(({ toNode }) => toNode));
  const fewer = new Map([...places].filter(([node]) => !lines.has(node)));
  const own = operatorAreas(parseDistrictGrid(pgmInputText(model), 'g', gridPlacesText(fewer), 'p'), input);
  own.feeders.cables!.node.forEach((node, bus) => {
    if (lines.has(node)) expect(own.feeders.homes[bus]).toBe(0);
  });
  expect(own.homes.reduce((sum, n) => sum + n, 0)).toBe(byRule.homes.reduce((sum, n) => sum + n, 0));
});

test('an import that fails leaves the district as it was; places that are missing are counted', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rijnstroom-grid-'));
  try {
    writeFileSync(join(folder, 'grid.json'), pgmInputText(model));
    writeFileSync(join(folder, 'none.csv'), 'id,lonDeg,latDeg\n');
    const to = join(folder, 'district');
    const bring = (file: string) => importInto('grid', [join(folder, 'grid.json')], to, { places: join(folder, file) });
    await expect(bring('none.csv')).rejects.toThrow(/must have a place/);
    await expect(bring('nowhere.csv')).rejects.toThrow(/must exist/);
    expect(existsSync(to)).toBe(false);
    const hidden = model.lines[0]!.toNode;
    writeFileSync(join(folder, 'most.csv'), gridPlacesText(new Map([...places].filter(([node]) => node !== hidden))));
    const { reports } = await bring('most.csv');
    expect(reports[0]!.repaired).toEqual([expect.objectContaining({ count: 1, examples: [String(hidden)] })]);
    expect(readFileSync(join(to, 'district.yaml'), 'utf8')).toMatch(/places: grid-places.csv/);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
