/** Rates of the district room, printed with minimum and spread. Run with
 *  `npx vitest run --config test/bench/vitest.config.ts test/bench/district.bench.ts`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'vitest';
import { generateTimetable, linesSchema } from '../../engine/district/lines.ts';
import { parseSkeleton } from '../../engine/district/skeleton.ts';
import { streetPlanSchema } from '../../engine/district/street-plan.ts';
import { generateStreets } from '../../engine/district/streets.ts';
import { parseChecked } from '../../engine/io/checked-yaml.ts';
import { loadDistrict } from '../../engine/io/district.ts';
import { districtFolder } from '../../engine/io/district-folder.ts';
import { districtFiles } from '../../engine/io/district-save.ts';
import { parseZones } from '../../engine/io/district-zones.ts';
import { measure, measureAsync } from './measure.ts';

test('the built-in district', async () => {
  const folder = districtFolder('leidsche-rijn');
  const text = (file: string): string => readFileSync(join(folder, file), 'utf8');
  const skeleton = parseSkeleton(text('skeleton.geojson'), 'skeleton.geojson');
  const plan = parseChecked(text('streets.yaml'), 'streets.yaml', streetPlanSchema);
  const lines = parseChecked(text('lines.yaml'), 'lines.yaml', linesSchema);
  const zones = await parseZones(text('zones.geojson'), 'zones.geojson', {});
  const { links } = generateStreets(skeleton, plan, zones);
  const { trips } = generateTimetable(lines, 'lines.yaml');
  measure('streets from the skeleton [links]', 10, () => void generateStreets(skeleton, plan, zones), links.length);
  measure('timetable from frequencies [trips]', 10, () => void generateTimetable(lines, 'lines.yaml'), trips.length);
  await measureAsync('load leidsche-rijn, everything [districts]', 7, async () => {
    await loadDistrict('leidsche-rijn');
  });
  const district = await loadDistrict('leidsche-rijn');
  measure('pack the district into files [districts]', 5, () => void districtFiles(district));
});
