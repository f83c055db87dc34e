/** The files of a study of two built-in scenarios, as `rijnstroom study` writes them, from values of one indicator. */
export function studyFiles(
  base: readonly number[],
  other: readonly number[],
): { header: string; journal: string; texts: string } {
  const scenarios = ['baseline-2025', 'smart-solar-charging'];
  const header = JSON.stringify({
    format: 2,
    studyHash: 'hash-a',
    planHash: 'plan-a',
    name: 'zon',
    engineVersion: '0.1.0',
    study: { version: 1, name: 'zon', question: 'Hoe zeker is het?', scenarios, replications: base.length },
  });
  const lines = [base, other].flatMap((values, scenarioIndex) =>
    values.map((peakDistrictKw, replication) =>
      JSON.stringify({
        id: `${scenarioIndex}-0-${replication}`,
        scenarioIndex,
        scenarioName: scenarios[scenarioIndex],
        point: 0,
        levers: {},
        replication,
        seed: replication + 1,
        status: 'done',
        indicators: { peakDistrictKw },
        resultsHash: `h${scenarioIndex}${replication}`,
        durationS: 1,
        finishedUtc: '2026-01-01T00:00:00Z',
      }),
    ),
  );
  const texts = JSON.stringify({
    peakDistrictKw: {
      unit: 'kW',
      label: { nl: 'Hoogste vraag van de wijk', en: 'Highest demand of the district' },
      theme: 'energy',
      lowerIs: 'better',
    },
  });
  return { header, journal: `${lines.join('\n')}\n`, texts };
}
