/** `rijnstroom tomp RESULT`: simulated trips as a MaaS provider would request and buy them, in the words of the TOMP-API. */
import type { Command } from 'commander';
import { outJson, wholeNumber } from './shell.ts';

export function register(program: Command): void {
  program
    .command('tomp')
    .summary('simulated trips in the words of the TOMP-API (planning and booking)')
    .description(
      'Trips by public transport, P+R, shared cars and bicycles as search-offer requests and the packages that were bought, in the words of the TOMP-API 2.0, as JSON. Travellers are synthetic; places are centres of zones.',
    )
    .argument('<result>', 'result folder')
    .option('--most <n>', 'at most so many trips', wholeNumber(1, 1_000_000), 100)
    .addHelpText('after', '\nExample:\n  rijnstroom tomp output/maas-bundle --most 10')
    .action(async (folder: string, options: { most: number }) => {
      const { readResults } = await import('./compare.ts');
      const { TOMP_VERSION, tompPlans } = await import('../io/tomp.ts');
      const [result] = await readResults([folder]);
      outJson({ tompVersion: TOMP_VERSION, plans: await tompPlans(result!, options.most) });
    });
}
