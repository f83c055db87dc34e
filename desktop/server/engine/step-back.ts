/** Work that nobody waits for with a hand on the mouse steps back. Touches the priority of threads. */
import { readdirSync } from 'node:fs';
import { constants, setPriority } from 'node:os';

const LOW = constants.priority.PRIORITY_BELOW_NORMAL;

/** This thread and those it starts (Linux), or the whole process (Windows, macOS). Where it is refused, the work goes on as it is. */
export function stepBack(): void {
  try {
    setPriority(LOW);
  } catch {}
}

/** The threads that collect garbage and compile for all others of this process, so that those of a run do not take a core from the window.
 *  Called once when the process starts; Linux gives each thread a priority of its own, elsewhere there is nothing to do. */
export function helpersStepBack(): void {
  if (process.platform !== 'linux') return;
  try {
    for (const thread of readdirSync('/proc/self/task').map(Number))
      if (thread !== process.pid) setPriority(thread, LOW);
  } catch {}
}
