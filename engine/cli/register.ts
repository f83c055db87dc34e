/** `rijnstroom register RESULT`: a record for the Dutch algorithm register, with starting points for DPIA and IAMA. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { RunError } from '../core/errors.ts';
import { SUBJECTS, type Subject } from '../values/register/facts.ts';
import { note, outJson } from './shell.ts';

interface Options {
  readonly for: Subject;
  readonly out?: string;
  readonly organization: string;
  readonly contact: string;
  readonly start?: string;
}

function month(text: string): string {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) throw new InvalidArgumentError('It must be a month such as 2025-01.');
  return text;
}

export function register(program: Command): void {
  program
    .command('register')
    .summary('algorithm-register record and starting points for DPIA and IAMA')
    .description(
      'Writes a record in the fields of the Dutch algorithm register (Publicatiestandaard 1.0) about the charging strategy or the mode-choice model of a result, in Dutch. With --out also starting points for a DPIA and an IAMA. What only people can say is marked INVULLEN.',
    )
    .argument('<result>', 'result folder')
    .addOption(new Option('--for <what>', 'what the record is about').choices([...SUBJECTS]).default('charging'))
    .option('--out <dir>', 'folder for record, DPIA and IAMA; without it the record goes to stdout')
    .option('--organization <name>', 'organisation that uses it', '')
    .option('--contact <mail|url>', 'where questions go', '')
    .option(
      '--start <yyyy-mm>',
      'month in which it came into use (default: first month of the simulated period)',
      month,
    )
    .addHelpText(
      'after',
      '\nExample:\n  rijnstroom register output/smart-solar-charging --for charging --organization "Gemeente Utrecht" --out register',
    )
    .action(async (folder: string, options: Options) => {
      const { readResult } = await import('../io/result-folder.ts');
      const { readRegisterFacts } = await import('../io/register-facts.ts');
      const { registerRecord } = await import('../values/register/record.ts');
      const { brokenRules, openFields } = await import('../values/register/fields.ts');
      const result = await readResult(folder);
      const facts = await readRegisterFacts(result, { ...options, startDate: options.start });
      const record = registerRecord(options.for, facts);
      const broken = brokenRules(record);
      if (broken.length > 0) throw new RunError(`the record breaks the standard: ${broken.join('; ')}`);
      if (options.out === undefined) outJson(record);
      else {
        const { writeFileSync } = await import('node:fs');
        const { makeFolder } = await import('../io/make-folder.ts');
        const { join } = await import('node:path');
        const { dpia, iama } = await import('../values/register/assessments.ts');
        try {
          makeFolder(options.out);
          writeFileSync(
            join(options.out, `algoritmeregister-${options.for}.json`),
            `${JSON.stringify(record, null, 2)}\n`,
          );
          writeFileSync(join(options.out, 'dpia-beginpunt.md'), dpia(facts));
          writeFileSync(join(options.out, 'iama-beginpunt.md'), iama(facts));
        } catch (error) {
          throw new RunError(
            `the record cannot be written to ${options.out} (${(error as NodeJS.ErrnoException).code})`,
          );
        }
        note(`wrote record, DPIA and IAMA to ${options.out}\n`);
      }
      note(`for a human to fill in: ${openFields(record).join(', ')}\n`);
    });
}
