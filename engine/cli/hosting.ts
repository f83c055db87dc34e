/** `rijnstroom hosting SCENARIO`: how many panels, charging cars or heat pumps each neighbourhood's grid can have before the first limit. */
import { type Command, InvalidArgumentError } from 'commander';
import type { Technology } from '../grid/hosting-hours.ts';
import { cancelSignal, collect, note, out, outJson, wholeNumber } from './shell.ts';
import { alignTable } from './text-table.ts';

interface HostingOptions {
  readonly technology?: Technology;
  readonly orders: number;
  readonly threads: number;
  readonly set?: string[];
  readonly json?: boolean;
}

export function register(program: Command): void {
  program
    .command('hosting')
    .summary('how much sun, charging or heat pumps the grid can have')
    .description(
      'Gives dwellings of a district panels, a charging car or a heat pump in random orders until a transformer, a cable or the voltage reaches its limit. Prints, by neighbourhood, the dwellings that can have it: in the worst tenth of the orders, the middle, the best tenth.',
    )
    .argument('<scenario>', 'scenario file, or the name of a built-in scenario')
    .option('--technology <name>', 'pv, car or heat-pump; all three when left out', technologyOf)
    .option('--orders <n>', 'random orders per transformer', wholeNumber(1, 10_000), 21)
    .option('--threads <n>', 'threads that share the work; the answer does not depend on it', wholeNumber(1, 256), 1)
    .option('--set <key=value...>', 'change a lever, e.g. grid.capacityFactor=1.5', collect)
    .option('--json', 'answer as JSON')
    .addHelpText('after', '\nExample:\n  rijnstroom hosting baseline-2025 --technology car --orders 50')
    .action(hosting);
}

function technologyOf(text: string): Technology {
  if (text !== 'pv' && text !== 'car' && text !== 'heat-pump')
    throw new InvalidArgumentError('It must be pv, car or heat-pump.');
  return text;
}

async function hosting(reference: string, options: HostingOptions): Promise<void> {
  const { buildPopulation } = await import('../demand/build-population.ts');
  const { hostingByZone, hostingCapacity } = await import('../grid/hosting.ts');
  const { hardHours, TECHNOLOGIES } = await import('../grid/hosting-hours.ts');
  const { loadDistrict } = await import('../io/district.ts');
  const { loadScenarioFile } = await import('../io/scenario-file.ts');
  const { areasOf } = await import('../joints.ts');
  const { openPool } = await import('../workers/pool.ts');
  const { scenario } = loadScenarioFile(reference, options.set?.flat());
  const district = await loadDistrict(scenario.district);
  const population = buildPopulation(scenario, district);
  const areas = areasOf(scenario, district, population);
  note(`${areas.count} transformers, ${areas.feeders.busCount} joints, ${options.orders} random orders each\n`);
  const technologies = options.technology === undefined ? TECHNOLOGIES : [options.technology];
  const context = { signal: cancelSignal, onProgress: () => {} };
  const pool = await openPool(options.threads);
  const found = await hostingCapacity(areas, scenario, options.orders, pool, context, technologies).finally(() =>
    pool.close(),
  );
  const { zones } = district;
  const rows = found.flatMap((one) =>
    hostingByZone(areas, one, zones.count).flatMap((zone, z) =>
      zone.homes === 0 ? [] : [{ technology: one.technology, zone: zones.code[z]!, name: zones.name[z]!, ...zone }],
    ),
  );
  if (options.json === true) {
    outJson({ orders: options.orders, assumptions: hardHours(scenario.grid), zones: rows });
    return;
  }
  const share = (part: number, whole: number): string => `${Math.round((100 * part) / whole)} %`;
  out(
    alignTable(
      [
        ['technology', 'neighbourhood', 'homes', 'worst tenth', 'middle', 'best tenth', 'first limit'],
        ...rows.map((row) => [
          row.technology,
          row.name,
          String(row.homes),
          share(row.p10, row.homes),
          share(row.median, row.homes),
          share(row.p90, row.homes),
          row.limit,
        ]),
      ],
      ['left', 'left', 'right', 'right', 'right', 'right', 'left'],
    ),
  );
}
