/** Memory of 1, 2, 3 and 4 runs at once on the built-in district: inputs lie once in shared memory, each run at once adds its scratch and no copy
 *  of the inputs. Each line is a process of its own; memory is resident memory as the system tells it (VmHWM).
 *  Run: npm run bench -- study-memory */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

interface Told {
  readonly sharedMb: number;
  readonly beforeMb: number;
  readonly peakMb: number;
}

/** As many runs as threads, twice. */
function measured(threads: number): Told {
  const built = (name: string): string => new URL(`../../dist/engine/${name}`, import.meta.url).href;
  const program = `
    import { readFileSync } from 'node:fs';
    import { RunTeam } from ${JSON.stringify(built('workers/run-team.js'))};
    import { loadDistrict } from ${JSON.stringify(built('io/district.js'))};
    import { loadScenarioFile } from ${JSON.stringify(built('io/scenario-file.js'))};
    const { scenario } = loadScenarioFile('baseline-2025', ['travel.sampleShare=0.005', 'travel.congestionIterations=1', 'period.days=1']);
    const team = new RunTeam({ threads: ${threads}, loadInputs: loadDistrict });
    const one = (seed) => team.run({ id: String(seed), scenario: { ...scenario, seed }, inputs: scenario.district, resultFolder: null });
    for (const round of [0, 1]) {
      const ends = await Promise.all(Array.from({ length: ${threads} }, (_, i) => one(10 * round + i)));
      for (const end of ends) if (end.status !== 'done') throw new Error(end.message);
    }
    const { sharedMb, beforeRunsMb } = team.measure;
    await team.close();
    const peakMb = Number(/VmHWM:\\s+(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]) / 1000;
    console.log(JSON.stringify({ sharedMb, beforeMb: beforeRunsMb, peakMb }));`;
  const text = execFileSync(process.execPath, ['--input-type=module', '-e', program], {
    encoding: 'utf8',
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
  });
  return JSON.parse(text) as Told;
}

test('memory of N runs at once', () => {
  const lines = [1, 2, 3, 4].map((threads) => ({ threads, ...measured(threads) }));
  const [one] = lines;
  const scratchMb = one!.peakMb - one!.beforeMb;
  for (const { threads, sharedMb, beforeMb, peakMb } of lines) {
    const allowedMb = one!.beforeMb + threads * scratchMb;
    const next = lines.find((line) => line.threads === threads + 1);
    process.stdout.write(
      `${threads} at once: shared inputs ${sharedMb.toFixed(0)} MB, before the runs ${beforeMb.toFixed(0)} MB, peak ${peakMb.toFixed(0)} MB; inputs + N × scratch ${allowedMb.toFixed(0)} MB${next === undefined ? '' : `; one more adds ${(next.peakMb - peakMb).toFixed(0)} MB`}\n`,
    );
    // The garbage collector sweeps when it likes: a tenth.
    expect(peakMb).toBeLessThan(1.1 * allowedMb);
  }
}, 1_800_000);
