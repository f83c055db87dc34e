import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { evaluate, parseExpression } from '../../engine/demand/choice-expression.ts';
import { type ChoiceData, choiceModelSchema, designChoices } from '../../engine/demand/choice-model.ts';
import { type Estimate, estimate } from '../../engine/demand/estimate.ts';
import { parseChecked } from '../../engine/io/checked-yaml.ts';
import { parseChoiceData } from '../../engine/io/choice-data.ts';

const shared = new URL('../../../shared/data/demand/', import.meta.url).pathname;

function estimateFrom(model: string, data: ChoiceData): Estimate {
  return estimate(designChoices(parseChecked(model, 'model.yaml', choiceModelSchema), 'model.yaml', data));
}

/** Largest gap between coefficients and what a report says. */
function expectCoefficients(made: Estimate, wanted: Readonly<Record<string, number>>, tolerance: number): void {
  for (const [name, value] of Object.entries(wanted))
    expect(Math.abs(made.coefficients[name]!.value - value), name).toBeLessThanOrEqual(tolerance);
}

const swissmetro = (parameters: string, train: string, car: string, nests = ''): string => `
exclude: (PURPOSE != 1 && PURPOSE != 3) || CHOICE == 0
choice: CHOICE
define: { SM_COST: SM_CO * (GA == 0), TRAIN_COST: TRAIN_CO * (GA == 0) }
parameters: { ${parameters}, B_TIME: 0, B_COST: 0 }
alternatives:
  train: { code: 1, available: TRAIN_AV * (SP != 0), utility: ${train} + B_TIME * TRAIN_TT / 100 + B_COST * TRAIN_COST / 100 }
  swissmetro: { code: 2, available: SM_AV, utility: B_TIME * SM_TT / 100 + B_COST * SM_COST / 100 }
  car: { code: 3, available: CAR_AV * (SP != 0), utility: ${car} + B_TIME * CAR_TT / 100 + B_COST * CAR_CO / 100 }
${nests}`;

const swissFile = `${shared}choice_swissmetro/swissmetro.dat`;
describe.skipIf(!existsSync(swissFile))('Swissmetro (skips without the shared data)', () => {
  const data = existsSync(swissFile) ? parseChoiceData(readFileSync(swissFile, 'utf8'), 'swissmetro.dat') : null;

  test('logit b01a as Biogeme 3.3.4 reports it, in all printed digits', () => {
    const made = estimateFrom(swissmetro('ASC_TRAIN: 0, ASC_CAR: 0', 'ASC_TRAIN', 'ASC_CAR'), data!);
    expect(made.observations).toBe(6768);
    expect(made.excluded).toBe(3960);
    expect(made.nullLogLikelihood).toBeCloseTo(-6964.663, 3);
    expect(Math.abs(made.logLikelihood + 5331.252)).toBeLessThan(1e-3);
    // Digits beyond the report: Biogeme 3.3.2 run on the same model and file.
    expectCoefficients(made, { ASC_CAR: -0.1546327, ASC_TRAIN: -0.7011873, B_COST: -1.08379, B_TIME: -1.277859 }, 1e-5);
    const errors = { ASC_CAR: 0.0582, ASC_TRAIN: 0.0826, B_COST: 0.0682, B_TIME: 0.104 };
    for (const [name, error] of Object.entries(errors))
      expect(Math.abs(made.coefficients[name]!.robustStdErr / error - 1), name).toBeLessThan(4e-3);
  });

  test('logit b01b with segments (male, travel pass) as Biogeme reports it', () => {
    const made = estimateFrom(
      swissmetro(
        'ASC_TRAIN: 0, TRAIN_MALE: 0, TRAIN_GA: 0, ASC_CAR: 0, CAR_MALE: 0, CAR_GA: 0',
        'ASC_TRAIN + TRAIN_MALE * MALE + TRAIN_GA * GA',
        'ASC_CAR + CAR_MALE * MALE + CAR_GA * GA',
      ),
      data!,
    );
    expect(Math.abs(made.logLikelihood + 4943.895)).toBeLessThan(1e-3);
    expectCoefficients(made, { CAR_MALE: 0.408, CAR_GA: -0.415, ASC_CAR: -0.613, ASC_TRAIN: -0.534 }, 5.1e-4);
    expectCoefficients(made, { TRAIN_MALE: -1.1, TRAIN_GA: 1.89, B_COST: -1.09, B_TIME: -1.17 }, 5.1e-3);
  });

  test('nested logit b09 as Biogeme reports it, the scale of the nest and robust errors included', () => {
    const made = estimateFrom(
      swissmetro(
        'ASC_TRAIN: 0, ASC_CAR: 0, MU: 1',
        'ASC_TRAIN',
        'ASC_CAR',
        'nests: { existing: { scale: MU, alternatives: [train, car] } }',
      ),
      data!,
    );
    expect(Math.abs(made.logLikelihood + 5236.9)).toBeLessThan(1e-3);
    expectCoefficients(made, { ASC_CAR: -0.167, ASC_TRAIN: -0.512, B_COST: -0.857, B_TIME: -0.899 }, 5.1e-4);
    expectCoefficients(made, { MU: 2.05 }, 5.1e-3);
    const errors = { ASC_CAR: 0.0545, ASC_TRAIN: 0.0791, B_COST: 0.06, B_TIME: 0.107, MU: 0.164 };
    for (const [name, error] of Object.entries(errors))
      expect(Math.abs(made.coefficients[name]!.robustStdErr / error - 1), name).toBeLessThan(5e-3);
  });
});

const trainFile = `${shared}choice_train_nl/Train.csv`;
describe.skipIf(!existsSync(trainFile))('Dutch train choices of 1987 (skips without the shared data)', () => {
  test('coefficients to 1e-4 and log-likelihood to 1e-3 of the reference fit', () => {
    const reference = JSON.parse(readFileSync(`${shared}choice_train_nl/reference_logit.json`, 'utf8')) as {
      log_likelihood: number;
      null_log_likelihood: number;
      coefficients: Record<string, number>;
      std_err: Record<string, number>;
    };
    const side = (n: number): string =>
      `price * price${n} / 100 / 2.20371 + time * time${n} / 60 + change * change${n} + comfort * comfort${n}`;
    const made = estimateFrom(
      `choice: choice\nparameters: { price: 0, time: 0, change: 0, comfort: 0 }\nalternatives:\n  a: { code: choice1, utility: ${side(1)} }\n  b: { code: choice2, utility: ${side(2)} }\n`,
      parseChoiceData(readFileSync(trainFile, 'utf8'), 'Train.csv'),
    );
    expect(made.observations).toBe(2929);
    expect(Math.abs(made.logLikelihood - reference.log_likelihood)).toBeLessThan(1e-3);
    expect(Math.abs(made.nullLogLikelihood - reference.null_log_likelihood)).toBeLessThan(1e-3);
    expectCoefficients(made, reference.coefficients, 1e-4);
    for (const [name, error] of Object.entries(reference.std_err))
      expect(Math.abs(made.coefficients[name]!.stdErr - error), name).toBeLessThan(1e-4);
  });
});

const travelModeFile = `${shared}choice_travelmode/TravelMode.csv`;
describe.skipIf(!existsSync(travelModeFile))('Travel mode Sydney–Melbourne (skips without the shared data)', () => {
  test('conditional logit of Greene, Econometric Analysis, 5th ed. 2003, table 21.11, from a table of one row an alternative', () => {
    const utility = 'generalised * gcost + terminal * wait';
    const made = estimateFrom(
      `rows: { choice: individual, alternative: mode, chosen: "choice == 'yes'" }
parameters: { air: 0, train: 0, bus: 0, generalised: 0, terminal: 0, airIncome: 0 }
alternatives:
  air: { utility: air + airIncome * income + ${utility} }
  train: { utility: train + ${utility} }
  bus: { utility: bus + ${utility} }
  car: { utility: ${utility} }
`,
      parseChoiceData(readFileSync(travelModeFile, 'utf8'), 'TravelMode.csv'),
    );
    expect(made.observations).toBe(210);
    expect(Math.abs(made.logLikelihood + 199.1284)).toBeLessThan(1e-3);
    expectCoefficients(
      made,
      { air: 5.2074, train: 3.869, bus: 3.1632, generalised: -0.0155, terminal: -0.0961, airIncome: 0.0133 },
      1e-4,
    );
  });
});

const coin = (heads: number, tails: number): ChoiceData =>
  parseChoiceData(
    `id,side\n${Array.from({ length: heads + tails }, (_, i) => `${i},${i < heads ? 'heads' : 'tails'}`).join('\n')}\n`,
    'coin.csv',
  );
const coinModel =
  'choice: side\nparameters: { c: 0 }\nalternatives: { heads: { utility: c }, tails: { utility: 0 } }\n';

test('a constant alone is the log of the odds, with the textbook standard error (hand calculation)', () => {
  const made = estimateFrom(coinModel, coin(30, 10));
  expect(made.coefficients['c']!.value).toBeCloseTo(Math.log(3), 8);
  expect(made.coefficients['c']!.stdErr).toBeCloseTo(Math.sqrt(1 / 30 + 1 / 10), 6);
  expect(made.coefficients['c']!.robustStdErr).toBeCloseTo(Math.sqrt(1 / 30 + 1 / 10), 6);
  expect(made.logLikelihood).toBeCloseTo(30 * Math.log(0.75) + 10 * Math.log(0.25), 8);
});

test('with a nest scale of one the nested logit is the multinomial logit', () => {
  const data = parseChoiceData(
    `x,pick\n${Array.from({ length: 90 }, (_, i) => `${(i * 7) % 11},${['a', 'b', 'c'][(i * i + (i >> 2)) % 3]}`).join('\n')}\n`,
    'made.csv',
  );
  const model = (nest: string): string =>
    `choice: pick\nparameters: { a: 0, b: 0, slope: 0${nest === '' ? '' : ', MU: { value: 1, fixed: true }'} }\nalternatives:\n  a: { utility: a + slope * x }\n  b: { utility: b }\n  c: { utility: 0 }\n${nest}`;
  const plain = estimateFrom(model(''), data);
  const nested = estimateFrom(model('nests: { n: { scale: MU, alternatives: [a, b] } }\n'), data);
  expect(nested.logLikelihood).toBeCloseTo(plain.logLikelihood, 9);
  expect(nested.coefficients['slope']!.value).toBeCloseTo(plain.coefficients['slope']!.value, 6);
});

describe('what cannot be estimated is named with its place', () => {
  const data = coin(3, 2);
  const refused = (model: string, pattern: RegExp, of = data): void => {
    expect(() => estimateFrom(model, of)).toThrow(pattern);
  };
  test('an unknown column', () => {
    refused(
      coinModel.replace('utility: c', 'utility: c * speed'),
      /alternatives\.heads\.utility — must use columns of coin\.csv.*"speed"/,
    );
  });
  test('a parameter that is not linear', () => {
    refused(coinModel.replace('utility: c ', 'utility: exp(c) '), /must be linear in the parameters/);
  });
  test('a choice that is none of the alternatives', () => {
    refused(
      coinModel,
      /coin\.csv:4 side — must choose one of the alternatives/,
      parseChoiceData('id,side\n1,heads\n2,tails\n3,edge\n', 'coin.csv'),
    );
  });
  test('an empty choice set', () => {
    refused(
      coinModel
        .replace('{ utility: c }', '{ utility: c, available: 0 }')
        .replace('{ utility: 0 }', '{ utility: 0, available: 0 }'),
      /must have an alternative that is available/,
    );
  });
  test('a column that is not there: the near name, or the names there are', () => {
    refused(
      coinModel.replace('choice: side', 'choice: sides'),
      /choice — must name a column of .* \(did you mean side\?\)/,
    );
    refused(coinModel.replace('{ utility: c }', '{ utility: c * weight }'), /\(columns: .*side.*; parameters: c\)/);
  });
  test('parameters that the data do not tell apart', () => {
    refused(
      'choice: side\nparameters: { c: 0, d: 0 }\nalternatives: { heads: { utility: c + d }, tails: { utility: 0 } }\n',
      /do not identify all parameters: c, d can change together without changing the log-likelihood/,
    );
  });
  test('an expression that ends too early', () => {
    expect(() => parseExpression('1 + (2 *', 'm.yaml', 'k')).toThrow(/m\.yaml k — must go on/);
  });
});

test('expressions follow the usual precedence', () => {
  const value = (text: string): number =>
    evaluate(parseExpression(text, 'f', 'k'), (name) => (name === 'x' ? 3 : 'yes'));
  expect(value('1 + 2 * x ** 2 - -4 / 2')).toBe(21);
  expect(value('2 ** 3 ** 2')).toBe(512);
  expect(value("(y == 'yes') * 5 + (x >= 3 && !(x > 3))")).toBe(6);
  expect(value('max(x, ln(exp(5)), 2)')).toBe(5);
});
