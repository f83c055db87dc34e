/** Makes the sample results that come with the program: `npm run samples`. Runs both scenarios of the first minute with few travellers and
 *  keeps a thin copy in scenarios/samples. An argument names a folder with results of that name to thin instead of running. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { scenariosFolder } from '../../engine/io/package.ts';
import { writeResult } from '../../engine/io/result-folder.ts';
import { loadScenarioFile } from '../../engine/io/scenario-file.ts';
import { run } from '../../engine/run.ts';
import { thinResult } from './thin-result.ts';

const SAMPLES = ['baseline-2025', 'smart-solar-charging'];
const SAMPLE_SHARE = 0.05;

const given = process.argv[2];
const work = await mkdtemp(join(tmpdir(), 'rijnstroom-samples-'));
try {
  for (const id of SAMPLES) {
    const ready = given === undefined ? '' : join(given, id);
    const from = existsSync(join(ready, 'manifest.json')) ? ready : join(work, id);
    if (from !== ready) {
      const start = performance.now();
      const result = await run(loadScenarioFile(id, [`travel.sampleShare=${SAMPLE_SHARE}`]).scenario, {
        threads: availableParallelism(),
        onProgress: () => {},
      });
      await writeResult(from, result, {
        threads: availableParallelism(),
        durationS: Number(((performance.now() - start) / 1000).toFixed(1)),
        peakMemoryBytes: process.resourceUsage().maxRSS * 1024,
        createdUtc: new Date().toISOString(),
      });
    }
    const bytes = await thinResult(from, join(scenariosFolder(), 'samples', id));
    process.stderr.write(`${id}: ${(bytes / 1e6).toFixed(2)} MB of tables\n`);
  }
} finally {
  await rm(work, { recursive: true, force: true });
}
