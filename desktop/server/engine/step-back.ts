/** Work that nobody waits for with a hand on the mouse steps back. Touches the priority of this thread. */
import { constants, setPriority } from 'node:os';

/** Linux: this thread and those it starts; Windows and macOS: the whole process. Where it is refused, the work goes on as it is. */
export function stepBack(): void {
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {}
}
