/** The harbour in the report: berths, shore power, stays and needs, by hand; few ships are not shown; no section without berths. */
import { rmSync } from 'node:fs';
import { parseHTML } from 'linkedom';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { berthRows } from '../../engine/results/berths.ts';
import { harbourTheme } from '../../engine/scenario/themes/harbour.ts';
import { withHarbour } from './small-harbour.ts';
import { type SmallReport, smallReport } from './small-report.ts';

let report: SmallReport;
let section: Element;
beforeAll(async () => {
  report = await smallReport(withHarbour);
  section = parseHTML(report.html).document.querySelector('#harbour')!;
});
afterAll(() => rmSync(report.folder, { recursive: true, force: true }));

const cells = (row: Element | undefined): string[] =>
  [...(row?.querySelectorAll('th, td') ?? [])].map((cell) => {
    for (const dutch of cell.querySelectorAll('[lang=nl]')) dutch.remove();
    return (cell.textContent ?? '').trim();
  });
const rows = (): Element[] => [...section.querySelectorAll('.figures table')[0]!.querySelectorAll('tbody tr')];

test('twelve ships of three hours: 8 of 10 kW from the shore are 0.288 MWh, 0.072 MWh stay with the generators', () => {
  const [name, shore, ships, stay, shoreMwh, generatorMwh, electric, asked, , , missing] = cells(rows()[0]);
  expect([name, shore, ships, stay]).toEqual(['Kade <1>', '8', '12', '3.0']);
  expect([shoreMwh, generatorMwh]).toEqual(['0.3', '0.1']);
  expect([electric, asked, missing]).toEqual(['12', '0.2', '0.0']);
});

test('a berth with two ships shows its connection and nothing of the ships', () => {
  const shown = cells(rows()[1]);
  expect(shown.slice(0, 2)).toEqual(['Steiger', '20']);
  expect(new Set(shown.slice(2, -1))).toEqual(new Set(['–']));
});

test('with fewer than ten electric ships their energy stays empty while all ships are told', () => {
  const call = { berth: 'a', area: 3, arrivalUtcS: 0, departureUtcS: 7200, shorePower: 1, hotelKw: 4 };
  const battery = { batteryKwh: 100, needKwh: 20, chargedKwh: 22, dischargedKwh: 0, unservedKwh: 0 };
  const none = { batteryKwh: 0, needKwh: 0, chargedKwh: 0, dischargedKwh: 0, unservedKwh: 0 };
  const calls = Array.from({ length: 10 }, (_, i) => ({ ...call, ...(i < 9 ? battery : none) }));
  const berth = { name: 'a', lonDeg: 5, latDeg: 52, shorePowerKw: 44, callsPerWeek: 1, stayHours: 2, hotelKw: 4 };
  const [row] = berthRows([berth], calls);
  expect(row!.sums).toMatchObject({ calls: 10, stayHours: 2, shoreMwh: 0.08, electric: null, chargedMwh: null });
  expect(berthRows([berth], [...calls, { ...call, ...battery }])[0]!.sums!.electric).toBe(10);
});

test('two berths of one name are refused: their ships could not be told apart', () => {
  const berth = { name: 'a', lonDeg: 5, latDeg: 52, shorePowerKw: 44, callsPerWeek: 1, stayHours: 2, hotelKw: 4 };
  expect(() => harbourTheme.parse({ berths: [berth, berth] })).toThrow(/name of its own/);
});

test('without berths there is no section', async () => {
  const plain = await smallReport();
  rmSync(plain.folder, { recursive: true, force: true });
  expect(plain.html).not.toContain('id="harbour"');
});
