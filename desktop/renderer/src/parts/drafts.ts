/** Texts of scenarios that are not saved yet. Those of this window survive a reload and the engine's end; a copy outlives the window, so that
 *  work is offered again after a crash. Leaving with unsaved work is asked about. */
const key = (id: string): string => `draft:${id}`;

export const readDraft = (id: string): string | null => sessionStorage.getItem(key(id));

export function keepDraft(id: string, text: string): void {
  sessionStorage.setItem(key(id), text);
  try {
    localStorage.setItem(key(id), text);
  } catch {
    // A full store costs the copy that outlives the window, not the work in it.
  }
}

export function dropDraft(id: string): void {
  sessionStorage.removeItem(key(id));
  localStorage.removeItem(key(id));
}

/** Work of a window that is gone; null where this window has its own. */
export const lostDraft = (id: string): string | null => (readDraft(id) === null ? localStorage.getItem(key(id)) : null);

const hasDrafts = (): boolean =>
  Array.from({ length: sessionStorage.length }, (_, i) => sessionStorage.key(i) ?? '').some((name) =>
    name.startsWith('draft:'),
  );

/** The system asks before the window closes or loads anew while something is not saved. */
export function guardDrafts(): void {
  addEventListener('beforeunload', (event) => {
    if (hasDrafts()) event.preventDefault();
  });
}
