/** Published table of what is within reach of whom. Means over residents: a group that is too small, or withheld to protect one, is empty. Pure. */
import { column } from '../../results/tables/column.ts';
import type { PublishSource, Row } from '../publish-source.ts';
import { type PublishedTable, published, value, words } from './table.ts';
import type { TravelPattern } from './travel-pattern.ts';

export function accessPublished({ access }: PublishSource, travel: TravelPattern): PublishedTable {
  const shown = (row: Row): boolean =>
    row['dimension'] === 'all' || travel.residents(String(row['dimension']), String(row['group']));
  const shares = (name: string): (number | null)[] => access.map((row) => (shown(row) ? value(row, name) : null));
  return published('access', { nl: 'Bereikbaarheid', en: 'Access' }, access.length, [
    words(access, 'dimension', 'what the group is made by'),
    words(access, 'group', 'name of the group'),
    words(access, 'mode', 'way of travel; best: the widest of those a resident has'),
    column(
      'minutes',
      'min',
      'door to door, leaving at eight on a weekday',
      access.map((row) => Number(row['minutes'])),
    ),
    column(
      'jobsShare',
      'share',
      'share of all jobs of the region within reach, mean over residents',
      shares('jobsShare'),
    ),
    column('facilitiesShare', 'share', 'share of all shopping and leisure within reach', shares('facilitiesShare')),
  ]);
}
