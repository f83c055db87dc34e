/** The program as a process of its own, measured from outside: what a user waits for, what the machine does for it. Linux only. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface MeasuredChild {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** From start to end [s]. */
  readonly wallS: number;
  /** Processor time of all its threads [s]. */
  readonly cpuS: number;
  /** Highest resident memory [MB]. */
  readonly peakMb: number;
}

const LOOK_MS = 20;

/** @param nodeArguments of Node.js itself, before the program */
export async function measuredChild(
  program: string,
  args: readonly string[],
  nodeArguments: readonly string[] = [],
): Promise<MeasuredChild> {
  const begin = performance.now();
  const child = spawn(process.execPath, [...nodeArguments, program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const told = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => {
    told.stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    told.stderr += chunk.toString();
  });
  let peakMb = 0;
  let cpuS = 0;
  const watch = setInterval(() => {
    try {
      const found = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'));
      if (found !== null) peakMb = (Number(found[1]) * 1024) / 1e6;
      // Fields 14 and 15: hundredths of a second in the program and in the system for it.
      const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(' ');
      cpuS = Math.max(cpuS, (Number(fields[13]) + Number(fields[14])) / 100);
    } catch {
      // It ended.
    }
  }, LOOK_MS);
  const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
  clearInterval(watch);
  return { status, ...told, wallS: (performance.now() - begin) / 1000, cpuS, peakMb };
}
