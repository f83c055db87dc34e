/** Calls about public values, the household purse and explanations, in the engine process. In: results that were read. Out: answers of the bridge. */
import { explainedSessions, readCourses } from '../../../engine/io/courses-data.ts';
import { readPurseRows } from '../../../engine/io/purse-rows.ts';
import type { StoredResult } from '../../../engine/io/result-folder.ts';
import { compareValues } from '../../../engine/io/values-compare.ts';
import { completeScenario, hasColumns } from '../../../engine/io/values-data.ts';
import { episodes, explain, explainContext, holds, rowOf } from '../../../engine/values/explain.ts';
import { explanationText } from '../../../engine/values/explain-text.ts';
import { valueDefinition } from '../../../engine/values/figures.ts';
import { PUBLIC_VALUES, VALUE_TEXT } from '../../../engine/values/model.ts';
import { purseOrigins } from '../../../engine/values/purse-origin.ts';
import { referenceOf } from '../../../engine/values/reference.ts';
import { HOUSEHOLD_TEXT, INCOME_CLASS_TEXT } from '../../../engine/values/purse-text.ts';
import type { BridgeCalls, Explanation, PublicValues, PurseLine, ResultOrigin } from '../../shared/bridge.ts';

export const madeWith = ({ manifest }: Pick<StoredResult, 'manifest'>): ResultOrigin => ({
  engineVersion: manifest.engineVersion,
  seed: manifest.seed,
  scenarioHash: manifest.scenarioHash,
  resultsHash: manifest.resultsHash,
  inputs: manifest.inputs.map(({ title, file, sha256, licence, attribution }) => ({
    title,
    file,
    sha256,
    licence,
    attribution,
  })),
});

export async function publicValues(results: readonly StoredResult[]): Promise<PublicValues> {
  const { comparison, missing } = await compareValues(results);
  const { values } = completeScenario(results[0]!);
  const reference = referenceOf(values);
  return {
    groups: PUBLIC_VALUES.map((value) => ({
      value,
      label: { nl: VALUE_TEXT[value].nl, en: VALUE_TEXT[value].en },
      question: VALUE_TEXT[value].question,
      rows: comparison.indicators
        .filter(({ theme }) => theme === value)
        .map(({ theme: _, ...row }) => {
          const { definition, formula, tables, source } = valueDefinition(row.key)!;
          return { ...row, definition, origin: { formula, tables, source } };
        }),
    })),
    made: results.map(madeWith),
    missing: missing.map(({ label }) => label),
    purse: await Promise.all(results.map(purseLines)),
    burdenShare: values.burdenShare,
    purseOrigins: purseOrigins(reference),
    reference: { why: reference.why, source: reference.source },
  };
}

async function purseLines(result: StoredResult): Promise<PurseLine[]> {
  const rows = await readPurseRows(result);
  return (rows ?? []).map(({ type, incomeClass, ...row }) => ({
    household: HOUSEHOLD_TEXT[type] ?? { nl: type, en: type },
    income: INCOME_CLASS_TEXT[incomeClass] ?? { nl: incomeClass, en: incomeClass },
    tripsEurPerMonth: row.tripsEurPerMonth,
    ownCarEurPerMonth: row.ownCarEurPerMonth,
    electricityEurPerMonth: row.electricityEurPerMonth,
    heatEurPerMonth: row.heatEurPerMonth,
    totalEurPerMonth: row.totalEurPerMonth,
    referenceEurPerMonth: row.referenceEurPerMonth,
    costShare: row.costShare,
    burdenedShare: row.burdenedShare,
  }));
}

const utc = (seconds: number): string => new Date(seconds * 1000).toISOString();

export async function explainable(result: StoredResult): Promise<BridgeCalls['explainable']> {
  if (!hasColumns(result, 'courses', 'session') || !hasColumns(result, 'sessions', 'place')) return [];
  return (await explainedSessions(result)).map(({ arrivalUtcS, departureUtcS, ...head }) => ({
    ...head,
    arrivalUtc: utc(arrivalUtcS),
    departureUtc: utc(departureUtcS),
  }));
}

export async function explainSession(result: StoredResult, session: number): Promise<Explanation> {
  const context = explainContext(completeScenario(result));
  const [course] = await readCourses(result, session);
  const { rows, startUtcS } = course!;
  return {
    session,
    strategy: context.strategy,
    episodes: episodes(rows, context).map(({ reason, first, end, meanKw }) => ({
      fromUtc: utc(startUtcS[first]!),
      untilUtc: utc(startUtcS[end - 1]! + context.stepH * 3600),
      meanKw,
      reason,
      text: {
        nl: explanationText(reason, rowOf(rows, { first, end }), context, 'nl'),
        en: explanationText(reason, rowOf(rows, { first, end }), context, 'en'),
      },
      holds: rows.slice(first, end).every((row) => holds(explain(row, context), row, context)),
    })),
  };
}
