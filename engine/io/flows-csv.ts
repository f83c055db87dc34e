/** Flows of an assignment as CSV: a row a link, flow and cost, load, and the vehicles of each user class. Pure. */
import type { AssignmentResult } from '../traffic/assignment.ts';
import type { AssignmentNetwork, UserClass } from '../traffic/assignment-network.ts';

export function formatFlowsCsv(
  network: AssignmentNetwork,
  result: AssignmentResult,
  classes: readonly UserClass[],
): string {
  const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const more = classes.length > 1 ? classes.map(({ name }) => quoted(`vehicles_${name}`)) : [];
  const header = ['from', 'to', 'capacity', 'flow', 'cost', 'load', ...more].join(',');
  const rows = Array.from(result.flow, (flow, link) =>
    [
      network.from[link]! + 1,
      network.to[link]! + 1,
      network.capacity[link]!,
      flow,
      result.cost[link]!,
      flow / network.capacity[link]!,
      ...(classes.length > 1 ? result.classFlow.map((own) => own[link]!) : []),
    ].join(','),
  );
  return `${header}\n${rows.join('\n')}\n`;
}
