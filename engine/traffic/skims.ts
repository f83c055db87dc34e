/** Cost between zones on the roads as an assignment leaves them. In: network, flows, a user class. Out: matrix. Pure. */
import { throwIfCancelled } from '../core/errors.ts';
import { type AssignmentNetwork, fixedCost, type UserClass } from './assignment-network.ts';
import { ShortestTree } from './shortest-tree.ts';
import { travelTime } from './volume-delay.ts';

/** Cost of the cheapest path of a traveller of a class, tolls and distance weighed as the class does.
 *  @param flow [link] passenger-car units  @returns [origin × zoneCount + destination]; 0 within a zone, Infinity where there is no path */
export function skim(
  network: AssignmentNetwork,
  flow: Float64Array,
  userClass: UserClass,
  signal?: AbortSignal,
): Float64Array {
  const zones = network.zoneCount;
  const cost = fixedCost(network, userClass).map((fixed, link) => fixed + travelTime(network, link, flow[link]!));
  const tree = new ShortestTree(network);
  const matrix = new Float64Array(zones * zones);
  for (let origin = 0; origin < zones; origin++) {
    throwIfCancelled(signal);
    tree.grow(origin, cost);
    matrix.set(tree.cost.subarray(0, zones), origin * zones);
  }
  return matrix;
}
