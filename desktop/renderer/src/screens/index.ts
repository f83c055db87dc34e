/** Every screen by its name; each is loaded when it is first opened. */
import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import type { Screen } from '../context.tsx';

const screen = (load: () => Promise<ComponentType>): LazyExoticComponent<ComponentType> =>
  lazy(async () => ({ default: await load() }));

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
