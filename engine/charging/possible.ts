/** What a stay can store at full power, losses and the charge curve included. Pure. */
import { takenKw } from './charge-curve.ts';
import type { Site } from './site.ts';

/** @param hours of the stay
 *  @returns kWh at the battery */
export function possibleKwh(site: Site, s: number, hours: number): number {
  const { sessions, physics } = site;
  const offeredKw = Math.max(0, sessions.maximumKw[s]! * site.efficiencyShare - (physics?.fixedLossKw ?? 0));
  const curve = physics?.curves[sessions.curve?.[s] ?? -1];
  if (curve === undefined || sessions.capacityKwh === undefined) return offeredKw * hours;
  return takenKw(curve, sessions.capacityKwh[s]!, sessions.initialKwh[s]!, offeredKw, hours) * hours;
}
