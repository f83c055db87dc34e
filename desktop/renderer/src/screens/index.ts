/** Every screen by its name; each is loaded when it is first opened, or before that when the window has nothing to do: a server that ends
 *  later takes no screen away. */
import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import type { Screen } from '../context.tsx';

const loads: (() => Promise<ComponentType>)[] = [];

function screen(load: () => Promise<ComponentType>): LazyExoticComponent<ComponentType> {
  loads.push(load);
  return lazy(async () => ({ default: await load() }));
}

export const screens: Readonly<Record<Screen, LazyExoticComponent<ComponentType>>> = {
  library: screen(async () => (await import('./library.tsx')).LibraryScreen),
  edit: screen(async () => (await import('./edit.tsx')).EditScreen),
  run: screen(async () => (await import('./run.tsx')).RunScreen),
  map: screen(async () => (await import('./map.tsx')).MapScreen),
  energy: screen(async () => (await import('./energy.tsx')).EnergyScreen),
  compare: screen(async () => (await import('./compare.tsx')).CompareScreen),
  who: screen(async () => (await import('./who.tsx')).WhoScreen),
  values: screen(async () => (await import('./values.tsx')).ValuesScreen),
  report: screen(async () => (await import('./report.tsx')).ReportScreen),
};

/** Loads the screens one after the other, each when the window is idle. */
export function readAhead(): void {
  const next = loads.shift();
  if (next === undefined) return;
  requestIdleCallback(() => void next().then(readAhead, readAhead), { timeout: 5000 });
}
