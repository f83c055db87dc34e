/** How the threads of a study get rid of garbage. A run leaves some tens of megabytes behind. Collected after every run, V8 throws away with
 *  them what it has compiled for closures of that run, and compiles it again in the next: a quarter of the processor time; so it gets room for
 *  several. And where every core has a run of its own, collecting with helper threads keeps runs waiting for each other: each collects alone.
 *  For programs of our own only: the flags hold for the whole process. Flags of V8 11 (Node.js 20); a later V8 leaves out what it does not know. */
import { availableParallelism } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** The heap may grow to four times what is alive, as V8 lets it grow at most by itself: runs of a large district must not take gigabytes. */
const ROOM = ['--min-semi-space-size=16', '--max-semi-space-size=32', '--heap-growing-percent=300'];
/** Of what --single-threaded-gc stands for, the flags that may change while the program runs. */
const ALONE = ['--no-parallel-scavenge', '--no-parallel-compaction', '--no-parallel-pointer-update'];

/** To be called before threads start.
 *  @param threads runs at once; undefined: one a core
 *  @param hasCap true where memory has a cap: room for garbage takes about 100 MB a thread */
export function collectForRuns(threads: number | undefined, hasCap: boolean): void {
  const cores = availableParallelism();
  const flags = [...(hasCap ? [] : ROOM), ...((threads ?? cores) >= cores && cores > 1 ? ALONE : [])];
  for (const flag of flags) setFlagsFromString(flag);
}

/** Gives back what was read and then put into shared memory: it lies outside V8's heap, and V8 would let a second copy of all inputs stand for
 *  the whole study. */
export function sweepLoaded(): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  setFlagsFromString('--no-expose-gc');
  collect();
}
