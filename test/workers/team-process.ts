/** A team of threads in a process of its own, so that what else a test took is not counted. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const built = (name: string): string => new URL(`../../dist/engine/${name}`, import.meta.url).href;

/** @returns what the program says */
export const inProcess = (program: string): string =>
  execFileSync(process.execPath, ['--input-type=module', '-e', program], {
    encoding: 'utf8',
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
  });

/** Memory of runs on inputs of 240 MB: a town with three series of ten million hours, of which a run reads a day.
 *  @param place folder with base.yaml @param runsPerThread runs one after the other
 *  @returns bytes that the threads share and the highest resident memory of the process while they run [MB]; Linux only */
export function peakOf(place: string, threads: number, runsPerThread = 2): { sharedMb: number; peakMb: number } {
  const program = `
    import { readFileSync, writeFileSync } from 'node:fs';
    import { RunTeam } from ${JSON.stringify(built('workers/run-team.js'))};
    import { loadDistrict } from ${JSON.stringify(built('io/district.js'))};
    import { loadScenarioFile } from ${JSON.stringify(built('io/scenario-file.js'))};
    const { scenario } = loadScenarioFile(${JSON.stringify(join(place, 'base.yaml'))}, []);
    const longer = (values) => {
      const long = new Float64Array(10_000_000).fill(values.at(-1));
      long.set(values);
      return long;
    };
    const loadInputs = async (name) => {
      const district = await loadDistrict(name);
      const { ghiWm2, airTemperatureC, windSpeedMps } = district.weather;
      const long = { ghiWm2: longer(ghiWm2), airTemperatureC: longer(airTemperatureC), windSpeedMps: longer(windSpeedMps) };
      return { ...district, weather: { ...district.weather, ...long } };
    };
    const team = new RunTeam({ threads: ${threads}, loadInputs });
    const runs = async (count) => {
      const ends = await Promise.all(Array.from({ length: count }, (_, seed) =>
        team.run({ id: String(seed), scenario: { ...scenario, seed }, inputs: scenario.district, resultFolder: null })));
      for (const end of ends) if (end.status !== 'done') throw new Error(end.message);
    };
    await runs(1);
    // What was read and then put into shared memory is over; from here on the highest memory is counted anew.
    writeFileSync('/proc/self/clear_refs', '5');
    await runs(${runsPerThread * threads});
    const { sharedMb } = team.measure;
    await team.close();
    const peakMb = Number(/VmHWM:\\s+(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]) / 1000;
    console.log(JSON.stringify({ sharedMb, peakMb }));`;
  return JSON.parse(inProcess(program)) as { sharedMb: number; peakMb: number };
}
