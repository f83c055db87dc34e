/** How much memory the runs of a team take, measured: what stands before the first run (program, inputs), and what each run at once adds.
 *  Reads the process; keeps only numbers. */

/** No run takes less: a thread with the engine's code alone has this [MB]. */
const LEAST_RUN_MB = 20;
const SAMPLE_MS = 100;
/** After so many runs a thread's memory grows no more; until then it is taken for this much larger than what was seen. */
const SETTLED_RUNS = 10;
const GROWTH = 1.5;

const residentMb = (): number => process.memoryUsage.rss() / 1e6;

export class TeamMemory {
  /** Resident memory of the process before any run [MB]. */
  private fixedMb = residentMb();
  private peak = this.fixedMb;
  private most = 0;
  private readonly sampler = setInterval(() => this.sample(), SAMPLE_MS);

  constructor() {
    this.sampler.unref();
  }

  /** To be called when the inputs stand in memory and no run has begun. */
  markInputs(): void {
    if (this.most === 0) this.fixedMb = residentMb();
  }

  /** @param running runs that are on now */
  markRunning(running: number): void {
    this.most = Math.max(this.most, running);
  }

  sample(): number {
    const now = residentMb();
    this.peak = Math.max(this.peak, now);
    return now;
  }

  /** Highest resident memory so far [MB]. */
  get peakMb(): number {
    this.sample();
    return this.peak;
  }

  /** Program and inputs, before the first run [MB]. */
  get beforeRunsMb(): number {
    return this.fixedMb;
  }

  /** What each run at once adds [MB]; null before the first. */
  get perRunMb(): number | null {
    return this.most === 0 ? null : Math.max(LEAST_RUN_MB, (this.peakMb - this.fixedMb) / this.most);
  }

  /** Runs at once that stay under a cap, at least 1.
   *  @param ended runs that ended: the memory of a thread grows for a while, as what a run leaves is only swept away when there is much of it */
  fitting(capMb: number, threads: number, ended: number): number {
    const perRunMb = (this.perRunMb ?? LEAST_RUN_MB) * (ended < SETTLED_RUNS * this.most ? GROWTH : 1);
    return Math.max(1, Math.min(threads, Math.floor((capMb - this.fixedMb) / perRunMb)));
  }

  close(): void {
    clearInterval(this.sampler);
  }
}
