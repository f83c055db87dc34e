/** Times a piece of work several times and prints rate, minimum and spread. */
export interface Measured {
  readonly minimumS: number;
  readonly medianS: number;
  readonly maximumS: number;
}

export function measure(name: string, rounds: number, work: () => void, operations = 1): Measured {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    work();
    times.push((performance.now() - start) / 1000);
  }
  return print(name, times, operations);
}

/** The same by the processor's time of this process, which a busy machine stretches less than the clock. */
export function measureProcessor(name: string, rounds: number, work: () => void, operations = 1): Measured {
  return measureBeside(rounds, [[name, work]], operations)[0]!;
}

/** The same for work that ends later, by the processor's time. */
export async function measureProcessorAsync(
  name: string,
  rounds: number,
  work: () => Promise<void>,
  operations = 1,
): Promise<Measured> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(start);
    times.push((user + system) / 1e6);
  }
  return print(`${name} (processor)`, times, operations);
}

/** The same for work that ends later. */
export async function measureAsync(
  name: string,
  rounds: number,
  work: () => Promise<void>,
  operations = 1,
): Promise<Measured> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    await work();
    times.push((performance.now() - start) / 1000);
  }
  return print(name, times, operations);
}

/** Times several pieces of work in turn, round by round, by the processor's time: what else the machine does touches all of them alike.
 *  @returns for each the median of the rounds' ratios to the first piece of work */
export function measureBeside(
  rounds: number,
  works: ReadonlyArray<readonly [name: string, work: () => void]>,
  operations = 1,
): Array<Measured & { readonly ratioToFirst: number }> {
  const times = works.map(() => [] as number[]);
  for (let round = 0; round < rounds; round++)
    works.forEach(([, work], w) => {
      const start = process.cpuUsage();
      work();
      const { user, system } = process.cpuUsage(start);
      times[w]!.push((user + system) / 1e6);
    });
  const ratios = times.map((own) => own.map((time, round) => time / times[0]![round]!).sort((a, b) => a - b));
  return works.map(([name], w) => ({
    ...print(`${name} (processor)`, [...times[w]!], operations),
    ratioToFirst: ratios[w]![ratios[w]!.length >> 1]!,
  }));
}

function print(name: string, times: number[], operations: number): Measured {
  times.sort((a, b) => a - b);
  const result = { minimumS: times[0]!, medianS: times[times.length >> 1]!, maximumS: times[times.length - 1]! };
  const rate = operations / result.medianS;
  process.stdout.write(
    `${name.padEnd(56)} ${format(rate)}/s   median ${format(result.medianS)} s   min ${format(result.minimumS)}   max ${format(result.maximumS)}\n`,
  );
  return result;
}

export function printRatio(name: string, ratio: number): void {
  process.stdout.write(`${name.padEnd(56)} ${ratio.toFixed(2)} ×\n`);
}

function format(value: number): string {
  return value >= 1000 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);
}
