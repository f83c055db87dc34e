import { rmSync } from 'node:fs';
import { parseHTML } from 'linkedom';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changeBreaks, classOf, differenceClass } from '../../engine/results/report/map-scales.ts';
import { barLengthM, fitProjection } from '../../engine/results/report/projection.ts';
import { parseWkt } from '../../engine/results/wkt.ts';
import { type SmallReport, smallReport } from './small-report.ts';

let report: SmallReport;
let page: Document;

beforeAll(async () => {
  report = await smallReport();
  page = parseHTML(report.html).document;
});
afterAll(() => rmSync(report.folder, { recursive: true, force: true }));

/** Words of an element in one language. */
function words(element: Element, language: 'nl' | 'en'): string {
  const copy = element.cloneNode(true) as Element;
  for (const other of copy.querySelectorAll(`[lang="${language === 'nl' ? 'en' : 'nl'}"]`)) other.remove();
  return (copy.textContent ?? '').replace(/\s+/g, ' ').trim();
}

describe('the report', () => {
  test('is one file that asks nothing of the network', () => {
    const outside = report.html
      .replaceAll('http://www.w3.org/2000/svg', '')
      .match(/https?:\/\/|src=|@import|url\((?!#)/g);
    expect(outside).toBeNull();
    expect(report.html.length).toBeLessThan(5_000_000);
  });

  test('says in words what gets better, in both languages', () => {
    const gains = page.querySelector('.gain.better')!;
    expect(words(gains, 'en')).toContain('Solar power used in the district: 40.0% → 60.0% (+20.0 pp)');
    expect(words(gains, 'nl')).toContain('Zonnestroom die in de wijk blijft: 40,0% → 60,0% (+20,0 %-punt)');
    expect(words(gains, 'en')).toContain('Highest demand of the district: 60.0 → 40.0 kW (−33%)');
  });

  test('shows the question of each scenario and what went in differently', () => {
    expect(words(page.querySelector('.card.side-1')!, 'nl')).toContain('Klopt het?');
    expect(words(page.querySelector('.card.side-1 ul')!, 'en')).toContain(
      'Charging strategy: uncontrolled: full power at once → follows the sun',
    );
  });

  test('has a map with the two neighbourhoods, two streets, two transformers, scale bar and north arrow', () => {
    expect(page.querySelectorAll('#map .zone').length).toBe(2);
    expect(page.querySelectorAll('#map .transformer').length).toBe(2);
    expect(page.querySelectorAll('#map .hub').length).toBe(1);
    expect(page.querySelector('#map .furniture text')!.textContent).toMatch(/^\d+ k?m$/);
    expect((page.querySelector('#map .street.quiet.main') as Element).getAttribute('d')).toMatch(/^M[\d. ]+L/);
  });

  test('withholds the neighbourhood with four residents everywhere', () => {
    const beta = [...page.querySelectorAll('#map .zone')].find((zone) =>
      zone.getAttribute('data-en')!.startsWith('Beta'),
    )!;
    expect(beta.getAttribute('data-en')).toContain('Trips as a car driver: – → –');
    expect(beta.getAttribute('data-c')!.split(' ').slice(3)).toEqual(Array(9).fill('-1'));
  });

  test('has numbers behind every chart', () => {
    const figures = [...page.querySelectorAll('figure')];
    expect(figures.length).toBeGreaterThanOrEqual(7);
    for (const figure of figures) expect(figure.querySelectorAll('details table tbody tr').length).toBeGreaterThan(0);
  });

  test('names the assumptions, sources, seed and fingerprints', () => {
    const text = words(page.querySelector('main')!, 'en');
    expect(text).toContain('Made by hand');
    expect(text).toContain('Random seed11');
    expect(text).toMatch(/Fingerprint of the results[0-9a-f]{32}/);
    expect(text).toContain('State of charge wanted at departure');
  });

  test('a hostile name stays text', async () => {
    const hostile = await smallReport((parts) => ({
      ...parts,
      scenario: { ...parts.scenario, name: { nl: '<script>alert(1)</script>', en: '"><img src=x onerror=alert(1)>' } },
      district: {
        ...parts.district,
        zones: { ...parts.district.zones, name: ['</svg><script>', '"onmouseover="x', 'X'] },
      },
    }));
    const { document } = parseHTML(hostile.html);
    rmSync(hostile.folder, { recursive: true, force: true });
    expect(document.querySelectorAll('script').length).toBe(1);
    expect(document.querySelectorAll('img').length).toBe(0);
    expect(document.querySelectorAll('[onmouseover]').length).toBe(0);
  });
});

describe('classes on the map', () => {
  test('amounts: the class is the number of ends that were reached; no number is -1', () => {
    expect([0, 10, 25, 40, null].map((value) => classOf(value, [10, 20, 30, 40]))).toEqual([0, 1, 2, 4, -1]);
  });
  test('changes: −30, −10, −2, 0, +2, +10, +30 % with steps 5 and 20 %', () => {
    expect([70, 90, 98, 100, 102, 110, 130].map((to) => differenceClass(100, to, [0.05, 0.2]))).toEqual([
      0, 1, 2, 3, 4, 5, 6,
    ]);
    expect(differenceClass(null, 1, [0.05, 0.2])).toBe(-1);
    expect(differenceClass(0, 1, [0.05, 0.2])).toBe(-1);
    expect(differenceClass(0, 0, [0.05, 0.2])).toBe(3);
  });
  test('steps follow the largest change', () => {
    const zone = (value: number) => ({ zone: 'A', external: 0, peakLoadingShare: value });
    const input = { sides: [{ zones: [zone(1)] }, { zones: [zone(0.7)] }] } as unknown as Parameters<
      typeof changeBreaks
    >[0];
    expect(changeBreaks(input, { key: 'peakLoadingShare' })).toEqual([0.1, 0.2]);
  });
});

describe('projection', () => {
  test('one degree of latitude is 111.2 km and one of longitude at 52° 68.5 km on paper (sphere of 6,371 km)', () => {
    const paper = fitProjection(
      [
        [5, 51.5],
        [6, 52.5],
      ],
      1000,
      0,
    );
    expect((paper.y(51.5) - paper.y(52.5)) / paper.unitsPerM / 1000).toBeCloseTo(111.2, 1);
    expect((paper.x(6) - paper.x(5)) / paper.unitsPerM / 1000).toBeCloseTo(68.46, 1);
  });
  test('the scale bar is a round length of about a fifth of the width', () => {
    const paper = fitProjection(
      [
        [5, 52.06],
        [5.1, 52.13],
      ],
      1000,
      10,
    );
    expect(barLengthM(paper)).toBe(1000);
  });
});

test('well-known text is read back as it was written', () => {
  expect(parseWkt('LINESTRING (5 52, 5.1 52.1)')).toEqual([
    [
      [5, 52],
      [5.1, 52.1],
    ],
  ]);
  expect(parseWkt('POLYGON ((0 0, 1 0, 1 1, 0 0), (0.2 0.2, 0.3 0.2, 0.2 0.2))').map((ring) => ring.length)).toEqual([
    4, 3,
  ]);
  expect(parseWkt('POINT (5 52)')).toEqual([[[5, 52]]]);
});
