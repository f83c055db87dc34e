/** `rijnstroom study STUDY.yaml`: replications and sweeps with honest differences, on this machine or on many. */
import type { Command } from 'commander';
import { InputError } from '../core/errors.ts';
import { wholeNumber } from './shell.ts';

export interface StudyCommand {
  readonly out?: string;
  readonly threads?: number;
  readonly resume?: boolean;
  readonly plan?: boolean;
  readonly json?: boolean;
  readonly executor: string;
  readonly queue?: string;
  readonly store?: string;
}

export function register(program: Command): void {
  program
    .command('study')
    .summary('replications and sweeps of scenarios, with intervals and verdicts')
    .description(
      'Runs scenarios × levers × replications of a study file and tells the differences with their uncertainty. A study that was stopped goes on with --resume.',
    )
    .argument('<study>', 'study file (YAML)')
    .option('--out <dir>', 'folder of the study (default: output/<name of the file>)')
    .option('--threads <n>', 'runs at once (default: the cores of this machine)', wholeNumber(1, 1024))
    .option('--resume', 'go on with a study that was stopped; finished runs are kept')
    .option('--plan', 'show what would be run, and stop')
    .option('--executor <kind>', 'local: this machine; queue: the workers of a queue', 'local')
    .option('--queue <url>', 'Redis server of the queue, e.g. redis://host:6379', process.env['RIJNSTROOM_QUEUE'])
    .option(
      '--store <place>',
      'where workers find inputs and leave results: a shared folder or s3://bucket/prefix?endpoint=… (default: the folder of the study)',
    )
    .option('--json', 'answer with the summary as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  rijnstroom study scenarios/studies/solar-uncertainty.yaml --out output/solar-uncertainty\n  rijnstroom study scenarios/studies/what-matters.yaml --executor queue --queue redis://host:6379 --store /shared/rijnstroom',
    )
    .action(study);
}

async function study(file: string, options: StudyCommand): Promise<void> {
  if (options.executor !== 'local' && options.executor !== 'queue')
    throw new InputError('--executor', '', 'must be local or queue', options.executor);
  if (options.executor === 'queue' && options.queue === undefined)
    throw new InputError('--queue', '', 'must be given with --executor queue, e.g. redis://host:6379');
  const { doStudy } = await import('./study-run.ts');
  await doStudy(file, options);
}
