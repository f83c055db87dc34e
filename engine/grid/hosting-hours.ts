/** The hour in which a technology is hardest to carry, from the levers. Pure. */
import type { Scenario } from '../scenario/schema.ts';

export const TECHNOLOGIES = ['pv', 'car', 'heat-pump'] as const;
export type Technology = (typeof TECHNOLOGIES)[number];

export interface HardHour {
  /** Load of a dwelling without the technology, mean over the area [kW]. */
  readonly homeKw: number;
  /** Load of businesses for each job on the transformer [kW]. */
  readonly jobKw: number;
  /** What one dwelling with it adds [kW], negative for panels. */
  readonly addedKw: number;
  /** Share of those that have it and draw at the same time. */
  readonly coincidence: number;
  /** Share of them on a single phase, and the most one draws there. */
  readonly singlePhaseShare: number;
  readonly singlePhaseKw: number;
}

/** A sunny Sunday noon in May (businesses closed), a winter evening, and a winter evening at −4 °C. */
export function hardHours(grid: Scenario['grid']): Readonly<Record<Technology, HardHour>> {
  return {
    pv: {
      homeKw: grid.hostingSunnyHomeKw,
      jobKw: 0,
      addedKw: -grid.hostingPvKw,
      coincidence: 1,
      singlePhaseShare: grid.hostingPvSinglePhaseShare,
      singlePhaseKw: grid.hostingPvKw,
    },
    car: {
      homeKw: grid.hostingEveningHomeKw,
      jobKw: grid.hostingEveningJobKw,
      addedKw: grid.hostingCarKw,
      coincidence: grid.hostingCarCoincidenceShare,
      singlePhaseShare: grid.singlePhaseCarShare,
      singlePhaseKw: grid.hostingCarSinglePhaseKw,
    },
    'heat-pump': {
      homeKw: grid.hostingEveningHomeKw,
      jobKw: grid.hostingEveningJobKw,
      addedKw: grid.hostingHeatPumpKw,
      coincidence: 1,
      singlePhaseShare: grid.hostingHeatPumpSinglePhaseShare,
      singlePhaseKw: grid.hostingHeatPumpKw,
    },
  };
}
