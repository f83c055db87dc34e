/** Every job that may run on a worker thread, by name. A stage passes the same function to `Parallel.run`. */
import { LEAST_COST_JOB, leastCostJob } from '../charging/least-cost.ts';
import type { Job } from '../core/parallel.ts';
import { ENERGY_AREA_JOB, energyAreaJob } from '../energy/area-job.ts';
import { areaYearJob } from '../grid/area-year.ts';
import { hostingJob } from '../grid/hosting.ts';
import { carServiceJob, flowJob, routeJob } from '../mobility/car-service.ts';
import { levelOfServiceJob } from '../mobility/level-of-service-job.ts';
import { customiseJob } from '../routing/customise-parallel.ts';
import { roadTableJob } from '../routing/road-table.ts';

// biome-ignore lint/suspicious/noExplicitAny: payload types differ per job; the stage that names the job passes the matching payload.
export const JOBS: Readonly<Record<string, Job<any>>> = {
  'level of service': levelOfServiceJob,
  'car service': carServiceJob,
  flows: flowJob,
  'car routes': routeJob,
  'customise roads': customiseJob,
  'road table': roadTableJob,
  [ENERGY_AREA_JOB]: energyAreaJob,
  [LEAST_COST_JOB]: leastCostJob,
  'grid area year': areaYearJob,
  'grid hosting': hostingJob,
};
