/** The call about measured rides, in the engine process. In: a result and the text of a file. Out: what may be shown; single rides are left out. */
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { InputError } from '../../../engine/core/errors.ts';
import { importPhraseInDutch } from '../../../engine/district/import-words.ts';
import type { MeasuredRides } from '../../../engine/io/report-data.ts';
import type { StoredResult } from '../../../engine/io/result-folder.ts';
import { compareRidesText } from '../../../engine/io/rides.ts';
import type { ExposureSpread } from '../../../engine/values/rides/compare.ts';
import type { BridgeCalls } from '../../shared/bridge.ts';
import { MAX_RIDES_BYTES, type RidesFile } from '../../shared/rides-file.ts';

const known = (value: number): number | null => (Number.isFinite(value) ? value : null);
const three = ({ low, middle, high }: ExposureSpread): [number, number, number] => [low, middle, high];

/** @throws InputError when what was packed is no text, or a longer one than a window may send */
export async function ridesText(rides: RidesFile): Promise<MeasuredRides> {
  if ('text' in rides) return rides;
  const { file, packed } = rides;
  try {
    const bytes = await promisify(gunzip)(packed, { maxOutputLength: MAX_RIDES_BYTES });
    return { file, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    throw new InputError(file, '', `must be a text of at most ${MAX_RIDES_BYTES / 1e6} MB`);
  }
}

/** @throws InputError when the file is no table of rides or nothing of it is usable */
export async function measuredRides(result: StoredResult, rides: RidesFile): Promise<BridgeCalls['rides']> {
  const { text, file: name } = await ridesText(rides);
  const { file, sha256, comparison, report, streetNames } = await compareRidesText(text, name, result);
  const told = (notes: ReadonlyArray<{ readonly what: string; readonly count: number }>) =>
    notes.map(({ what, count }) => ({ what: { nl: importPhraseInDutch(what), en: what }, count }));
  const { byRoute } = comparison;
  return {
    file,
    sha256,
    rides: comparison.rides.length,
    bikes: comparison.bikes,
    pointsRead: report.read['points'] ?? 0,
    pointsKept: report.kept['points'] ?? 0,
    dropped: told(report.dropped),
    repaired: told(report.repaired),
    streets: [...comparison.streets]
      .sort((a, b) => b.rides - a.rides || a.street - b.street)
      .map(({ street, rides, measuredUgM3, modelUgM3 }) => ({
        name: streetNames.get(street) ?? '',
        rides,
        measuredUgM3,
        modelUgM3,
      })),
    streetsWithheld: comparison.streetsWithheld,
    byRoute: byRoute === null ? null : { measured: three(byRoute.measured), model: three(byRoute.model) },
    biasUgM3: known(comparison.biasUgM3),
    rmseUgM3: known(comparison.rmseUgM3),
    correlation: known(comparison.correlation),
  };
}
