/** A study over several processes and a real Redis server. Skipped, and says so, where the Debian package redis-server is not installed. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { hasRedis, type RedisServer, startRedis, studyWithFaults } from './queue-faults.ts';
import { ended, journal, resultsHashOf, rijnstroom, sleep, start, writeTownStudy } from './town-study.ts';

const place = mkdtempSync(join(tmpdir(), 'rijnstroom-queue-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));

test('a queue that cannot be reached is told before any work, with exit code 2', async () => {
  const study = await writeTownStudy(join(place, 'nobody'), 1);
  const { status, stderr } = rijnstroom([
    ...['study', study, '--executor', 'queue', '--queue', 'redis://127.0.0.1:1', '--out', join(place, 'nobody', 'out')],
  ]);
  expect(stderr).toMatch(/must be a Redis server that can be reached \(.*ECONNREFUSED/);
  expect(status).toBe(2);
});

describe.skipIf(!hasRedis())('with redis-server (skipped where the Debian package is not installed)', () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await startRedis(join(place, 'redis'));
  });
  afterAll(() => redis.kill());

  test('ten runs, three kill -9 of workers and coordinator and a restart of the server: each run once, results those of the undisturbed study', async () => {
    const study = await writeTownStudy(join(place, 'faults'), 5, 'indicators: [peakDistrictKw]\n');
    const quiet = rijnstroom(['study', study, '--out', join(place, 'quiet')]);
    expect(quiet.status, quiet.stderr).toBe(0);
    const report = await studyWithFaults({
      study,
      place: join(place, 'faults'),
      redis,
      workers: 2,
      kills: 3,
      coordinatorEach: 2,
      serverAfter: 2,
      seed: 1,
      afterRuns: 2,
    });
    expect(report).toMatchObject({ runs: 10, done: 10, journalLines: 10 });
    expect(report.resultsHash).toBe(resultsHashOf(join(place, 'quiet')));
    expect([report.workersKilled, report.coordinatorsKilled]).toEqual([2, 1]);
  }, 600_000);

  test('a worker of another engine version is refused: both sides tell it, and it takes nothing; the commands of the compose file do the study', async () => {
    const other = otherVersion(join(place, 'other'));
    const study = await writeTownStudy(join(place, 'versions'), 1, 'indicators: [peakDistrictKw]\n');
    const out = join(place, 'versions', 'shared', 'solar-uncertainty');
    const queue = ['--queue', redis.url];
    const cache = ['--threads', '1', '--cache', join(place, 'versions', 'cache')];
    const compose = composeCommands({ queue: redis.url, study, shared: join(place, 'versions', 'shared') });
    const stranger = start(['worker', ...queue, ...cache], {}, other);
    await told(stranger, /worker .*: engine 9\.9\.9-/);
    const coordinator = start(compose.study);
    try {
      await told(coordinator, /no worker of engine .* is connected.*; 1 of another engine version are refused/);
      await told(stranger, /2 runs want engine 0\.\d+\.\d+-\w+: refused, this worker is 9\.9\.9-/);
      const status = rijnstroom(['worker', ...queue, '--status', '--json']);
      const { workers } = JSON.parse(status.stdout) as {
        workers: { build: string; sameEngine: boolean; done: number }[];
      };
      const strange = workers.filter(({ build }) => build.startsWith('9.9.9-'));
      expect(strange).toMatchObject([{ sameEngine: false, done: 0 }]);
      expect(journal(out).records.size).toBe(0);
      const own = start([...compose.worker, '--threads', '1', '--until-empty']);
      expect(await ended(coordinator), coordinator.told).toBe(0);
      expect(await ended(own), own.told).toBe(0);
      expect(stranger.told).not.toMatch(/^run \w+ of/m);
    } finally {
      for (const child of [stranger, coordinator]) child.kill('SIGKILL');
    }
  }, 600_000);

  test('the first SIGTERM lets a worker finish the run that is on: none is tried twice, and another worker does the rest', async () => {
    const study = await writeTownStudy(join(place, 'graceful'), 3, 'indicators: [peakDistrictKw]\n');
    const out = join(place, 'graceful', 'out');
    const worker = () =>
      start([...['worker', '--queue', redis.url, '--threads', '1'], ...['--cache', join(place, 'graceful', 'cache')]]);
    const coordinator = start(['study', study, '--out', out, '--executor', 'queue', '--queue', redis.url]);
    const first = worker();
    let second: ReturnType<typeof start> | undefined;
    try {
      await told(first, /^run \w+ of town/m);
      first.kill('SIGTERM');
      await ended(first);
      const [, done] = /(\d+) runs done, 0 tries failed/.exec(first.told) ?? [];
      expect(first.told).toMatch(/stopping…/);
      expect(Number(done), first.told).toBeLessThan(6);
      second = worker();
      expect(await ended(coordinator), coordinator.told).toBe(0);
      second.kill('SIGTERM');
      await ended(second);
      expect(second.told).toContain(`${6 - Number(done)} runs done, 0 tries failed`);
      const records = [...journal(out).records.values()];
      expect(records.map(({ status, attempts }) => `${status} ${attempts}`)).toEqual(Array(6).fill('done 1'));
    } finally {
      for (const child of [coordinator, first, second]) child?.kill('SIGKILL');
    }
  }, 600_000);

  test('runs that cannot be done are dead with their cause: in the status of the queue, in the journal, and as the end of the study', async () => {
    const study = await writeTownStudy(
      join(place, 'dead'),
      1,
      'indicators: [peakDistrictKw]\nset: [period.start=2025-07-01]\n',
    );
    const out = join(place, 'dead', 'out');
    const queue = ['--queue', redis.url];
    const worker = start([...['worker', ...queue, '--threads', '1'], ...['--cache', join(place, 'dead', 'cache')]]);
    const { status, stderr, stdout } = rijnstroom(['study', study, '--out', out, '--executor', 'queue', ...queue]);
    worker.kill('SIGTERM');
    await ended(worker);
    expect(status, stderr).toBe(1);
    expect(stderr).toMatch(/none of the 2 runs succeeded: weather period/);
    expect(stdout).toMatch(/failed runs \(tried again by --resume\):/);
    const told = rijnstroom(['worker', ...queue, '--status']);
    expect(told.stdout).toMatch(/dead: run \w+ of town after 1 tries: weather period/);
    const failed = rijnstroom(['query', out, "select count(*) as n from runs where status = 'failed'", '--json']);
    expect(JSON.parse(failed.stdout)).toEqual([{ n: 2 }]);
  }, 600_000);

  test('the commands of the Kubernetes manifest are the program’s own', () => {
    const { worker, study } = kubernetesCommands();
    const here = (args: readonly string[]): string[] =>
      args.map((arg) => arg.replace('redis://rijnstroom-queue:6379', redis.url));
    const status = rijnstroom([...here(worker), '--status']);
    expect(status.status, status.stderr).toBe(0);
    const plan = rijnstroom([...here(study), '--plan']);
    expect(plan.status, plan.stderr).toBe(0);
    expect(plan.stdout).toMatch(/2 scenarios .* 10 replications = 20 runs/);
  });
});

const cluster = (name: string): string =>
  readFileSync(new URL(`../../scenarios/studies/cluster/${name}`, import.meta.url), 'utf8');

/** The commands of compose.yaml with places of this machine. The file itself was checked against the compose specification (check-jsonschema
 *  0.39.0, vendor.compose-spec), kubernetes.yaml against the API of 1.30, 1.34 and 1.37 (kubernetes-validate 1.37.0, strict). */
function composeCommands(here: { queue: string; study: string; shared: string }): {
  worker: string[];
  study: string[];
} {
  const { services } = parse(cluster('compose.yaml')) as {
    services: Record<'worker' | 'study', { command: string[] }>;
  };
  const place = ({ command }: { command: string[] }): string[] =>
    command.map((arg) =>
      arg
        .replace('redis://queue:6379', here.queue)
        .replace('scenarios/studies/solar-uncertainty.yaml', here.study)
        .replace('/tmp/inputs', join(here.shared, 'inputs'))
        .replace('=/shared', `=${here.shared}`),
    );
  return { worker: place(services.worker), study: place(services.study) };
}

function kubernetesCommands(): { worker: string[]; study: string[] } {
  interface Workload {
    kind: string;
    spec: { template: { spec: { containers: { args: string[] }[] } } };
  }
  const documents = parseAllDocuments(cluster('kubernetes.yaml')).map((document) => document.toJS() as Workload);
  const args = (kind: string): string[] =>
    documents.find((document) => document.kind === kind)!.spec.template.spec.containers[0]!.args;
  return { worker: args('Deployment'), study: args('Job') };
}

/** The built program as a package of another version. @returns its entry */
function otherVersion(folder: string): string {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  mkdirSync(folder, { recursive: true });
  cpSync(join(root, 'dist'), join(folder, 'dist'), { recursive: true });
  for (const name of ['node_modules', 'scenarios']) symlinkSync(join(root, name), join(folder, name));
  const description = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as object;
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ ...description, version: '9.9.9' }));
  return join(folder, 'dist', 'engine', 'cli', 'main.js');
}

/** Waits until a program has said something. */
async function told(child: ReturnType<typeof start>, words: RegExp): Promise<void> {
  while (!words.test(child.told)) {
    if (child.exitCode !== null) throw new Error(`ended with ${child.exitCode} before ${words}:\n${child.told}`);
    await sleep(50);
  }
}
