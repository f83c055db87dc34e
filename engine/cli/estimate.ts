/** `rijnstroom estimate`: coefficients of a choice model from observed choices. */
import type { Command } from 'commander';
import { InputError } from '../core/errors.ts';

export function register(program: Command): void {
  program
    .command('estimate')
    .summary('coefficients of a choice model from observed choices')
    .description(
      'Estimates a multinomial or nested logit by maximum likelihood. The model is a YAML file: parameters, alternatives with their utilities, nests.',
    )
    .argument('<model>', 'model file (YAML)')
    .argument('<data>', 'table of choices (CSV, tab or semicolon separated)')
    .option('--json', 'print likelihoods and coefficients as JSON')
    .addHelpText(
      'after',
      [
        '',
        'Example of a model (one row a choice):',
        '  choice: CHOICE',
        '  exclude: CHOICE == 0',
        '  parameters: { ASC_CAR: 0, B_TIME: 0, B_COST: 0, MU: 1 }',
        '  alternatives:',
        '    train: { code: 1, available: TRAIN_AV, utility: B_TIME * TRAIN_TT / 60 + B_COST * TRAIN_CO }',
        '    car: { code: 3, available: CAR_AV, utility: ASC_CAR + B_TIME * CAR_TT / 60 + B_COST * CAR_CO }',
        '  nests: { existing: { scale: MU, alternatives: [train, car] } }   # MU >= 1; its inverse is the logsum parameter',
        '',
        'With one row an alternative, in place of choice:',
        '  rows: { choice: person, alternative: mode, chosen: choice == "yes" }',
        '',
        'Example:',
        '  rijnstroom estimate model.yaml choices.csv --json',
      ].join('\n'),
    )
    .action(run);
}

async function run(modelFile: string, dataFile: string, options: { readonly json?: boolean }): Promise<void> {
  const [{ parseChecked }, { readText }, { readChoiceData }, { choiceModelSchema, designChoices }, { estimate }] =
    await Promise.all([
      import('../io/checked-yaml.ts'),
      import('../io/text-file.ts'),
      import('../io/choice-data.ts'),
      import('../demand/choice-model.ts'),
      import('../demand/estimate.ts'),
    ]);
  if (/\.(csv|dat|tsv|txt)$/i.test(modelFile) && /\.ya?ml$/i.test(dataFile))
    throw new InputError(modelFile, '', 'must be the model (YAML): the model comes first, the table of choices second');
  const model = parseChecked(await readText(modelFile), modelFile, choiceModelSchema);
  const result = estimate(designChoices(model, modelFile, await readChoiceData(dataFile)));
  if (options.json) {
    process.stdout.write(`${JSON.stringify(result)}\n`);
    return;
  }
  const n = (value: number): string => value.toFixed(6).padStart(14);
  const free = Object.values(result.coefficients).filter(({ fixed }) => !fixed).length;
  const lines = [
    `${'choices'.padEnd(24)}${result.observations} (${result.excluded} rows excluded)`,
    `${'log-likelihood, null'.padEnd(24)}${result.nullLogLikelihood.toFixed(3)}`,
    `${'log-likelihood'.padEnd(24)}${result.logLikelihood.toFixed(3)}`,
    `${'rho-square'.padEnd(24)}${(1 - result.logLikelihood / result.nullLogLikelihood).toFixed(4)}`,
    `${'AIC, BIC'.padEnd(24)}${(2 * free - 2 * result.logLikelihood).toFixed(3)}, ${(free * Math.log(result.observations) - 2 * result.logLikelihood).toFixed(3)}`,
    '',
    `${'coefficient'.padEnd(24)}${'value'.padStart(14)}${'std. error'.padStart(14)}${'robust error'.padStart(14)}${'robust t'.padStart(10)}`,
    ...Object.entries(result.coefficients).map(([name, { value, stdErr, robustStdErr, fixed }]) =>
      fixed
        ? `${name.padEnd(24)}${n(value)}  (fixed)`
        : `${name.padEnd(24)}${n(value)}${n(stdErr)}${n(robustStdErr)}${(value / robustStdErr).toFixed(2).padStart(10)}`,
    ),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}
