import { expect, test } from 'vitest';
import { studyText, valuesOf } from '../../desktop/renderer/src/screens/study-draft.ts';
import { parseChecked } from '../../engine/io/checked-yaml.ts';
import { leverPoints } from '../../engine/study/plan.ts';
import { studySchema } from '../../engine/study/study-file.ts';

test('values are typed with commas as in Dutch, apart by spaces or semicolons; words and yes or no stay what they are', () => {
  expect(valuesOf(' 0; 0,3 0.6 ;true least-cost ')).toEqual([0, 0.3, 0.6, true, 'least-cost']);
});

test('the form writes a study file that the engine reads: two scenarios, every combination of two settings, quick runs', () => {
  const text = studyText({
    name: 'wat: telt "echt"',
    scenarios: ['baseline-2025', 'smart-solar-charging'],
    replications: 5,
    levers: [
      { key: 'charging.v2gShare', values: '0 0,3 0,6' },
      { key: 'charging.plugInProbability', values: '0,4 0,8' },
      { key: 'charging.homeChargerShare', values: '' },
    ],
    quick: true,
  });
  const study = parseChecked(text, 'study.yaml', studySchema);
  expect(study.name).toBe('wat: telt "echt"');
  expect(study.scenarios).toEqual(['baseline-2025', 'smart-solar-charging']);
  expect(study.replications).toBe(5);
  expect(leverPoints(study, 'study.yaml').points).toHaveLength(6);
  expect(study.set).toContain('travel.sampleShare=0.01');
});
