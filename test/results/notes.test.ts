/** Notes of a run: both languages, and what the roads could not carry. */
import { expect, test } from 'vitest';
import { collectResult } from '../../engine/results/collect.ts';
import { runNotes } from '../../engine/results/notes.ts';
import { smallParts } from './small-run.ts';

const traffic = {
  ...{ rounds: 6, gaps: Float64Array.of(0.2, 0.034), gapWanted: 0.01, modeChangeShare: 0.02, settled: false },
  ...{ linkEvents: 1, vehicles: 100, arrivedVehicles: 60, removedVehicles: 1300, insideVehicles: 27 },
  ...{ gridlockedArcs: Uint32Array.of(0, 1), busDelayH: 0, busHopsOffStreet: 0, bikeDelayH: 0 },
  ...{ quarterTimeMs: new Uint32Array(0), quarterCars: new Float32Array(0) },
};

test('a day that locked and did not settle is told in Dutch and English: rounds, gap, who got stuck, how many streets', () => {
  const parts = smallParts();
  const [weekday, ...others] = parts.travel;
  const told = runNotes({ ...parts, travel: [{ ...weekday!, traffic }, ...others] }, 1);
  const en = told.map((note) => note.en).join('\n');
  const nl = told.map((note) => note.nl).join('\n');
  expect(en).toMatch(
    /Traffic on a weekday did not settle in 6 rounds: routes are 3\.4% slower .* 2\.0% of the trips .*asked: 1\.0%/,
  );
  expect(nl).toMatch(
    /werkdag kwam in 6 rondes niet tot rust: routes zijn 3,4% langzamer .* 2,0% van de ritten .*gevraagd: 1,0%/,
  );
  expect(en).toMatch(/1,327 vehicles got stuck in queues; \d streets? wait/);
  expect(nl).toMatch(/1\.327 voertuigen kwamen vast te staan; \d straten wachten/);
});

test('every note has its Dutch, in the same order, also without traffic notes', () => {
  const { notes, notesNl } = collectResult(smallParts());
  expect(notesNl).toHaveLength(notes.length);
  for (const [i, note] of notes.entries()) expect(notesNl![i]).not.toBe(note);
});
