/** `rijnstroom schema`: the JSON Schema of scenario files, for editors. */
import type { Command } from 'commander';
import { outJson } from './shell.ts';

export function register(program: Command): void {
  program
    .command('schema')
    .summary('print the JSON Schema of scenario files')
    .description(
      'Prints the JSON Schema of scenario files: every lever with unit, range, default, source and both labels.',
    )
    .option('--json', 'as JSON (it always is)')
    .addHelpText('after', '\nExample:\n  rijnstroom schema > scenario.schema.json')
    .action(async () => {
      const { scenarioJsonSchema } = await import('../scenario/schema.ts');
      outJson(scenarioJsonSchema());
    });
}
