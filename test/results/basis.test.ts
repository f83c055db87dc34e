/** What a report tells of the streets and the timetable a run rests on. */
import { expect, test } from 'vitest';
import { districtBasis } from '../../engine/district/basis.ts';
import { importPhraseInDutch } from '../../engine/district/import-words.ts';
import { smallReport } from './small-report.ts';
import { smallParts } from './small-run.ts';

const imports = [
  {
    kind: 'gtfs',
    file: '/data/gtfs-nl.zip',
    notes: [
      'dates: weekday 2025-03-18 (120 trips), Saturday 2025-03-22 (80 trips), Sunday 2025-03-23 (60 trips); calendar 2025-03-03 to 2025-03-30',
    ],
    repaired: [{ what: 'empty times filled in between timepoints', count: 1234 }],
    dropped: [{ what: 'something <new>', count: 1 }],
  },
];

test('the report tells streets, timetable, service dates, repairs and what was left out, in both languages', async () => {
  const { html } = await smallReport((parts) => ({ ...parts, district: { ...parts.district, imports } }));
  expect(html).toContain('Straten en dienstregeling');
  expect(html).toContain('Streets and timetable');
  expect(html).toContain('werkdag 2025-03-18 (120 ritten)');
  expect(html).toContain('weekday 2025-03-18 (120 trips)');
  expect(html).toContain('lege tijden ingevuld tussen vaste tijden');
  expect(html).toContain('1,234');
  expect(html).toContain('1.234');
  expect(html).toContain('something &lt;new&gt;');
  expect(html).toContain('gtfs-nl.zip');
  expect(html).not.toContain('/data/gtfs-nl.zip');
});

test('a basis counts served stops, lines and trips by kind of day', () => {
  const { district } = smallParts();
  const basis = districtBasis(district);
  expect(basis.imports).toEqual([]);
  expect(basis.stops).toBeLessThanOrEqual(district.timetable.stopCount);
  expect(basis.trips.weekday).toBeLessThanOrEqual(district.timetable.tripCount);
});

test('phrases with numbers and names become Dutch; an unknown phrase stays as it is', () => {
  expect(importPhraseInDutch('default speeds of NL on 12 streets without a tagged limit')).toBe(
    'standaardsnelheden van NL op 12 straten zonder opgegeven limiet',
  );
  expect(importPhraseInDutch('ways: highway=proposed carries no traffic')).toBe(
    'wegen: highway=proposed draagt geen verkeer',
  );
  expect(importPhraseInDutch('a new phrase')).toBe('a new phrase');
});
