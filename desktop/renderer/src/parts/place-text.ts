/** Where an input is wrong, in the words of the screen: the name of the setting, and of the row and column where it is a table. Pure. */
import type { TFunction } from 'i18next';
import type { Text } from '../../../shared/bridge.ts';
import { rowKindOf } from '../screens/row-kinds.ts';

interface Named {
  readonly key: string;
  readonly label: Text;
}

/** The keys that a key lies under: 'a.b[0].c' under 'a.b[0]', 'a.b' and 'a'. */
export const under = (key: string): string[] => [...key.matchAll(/[.[]/g)].map(({ index }) => key.slice(0, index));

/** 'harbour.berths[0].shorePowerKw' as 'Berths with shore power, row 1, Shore power (kW)'; null for a key that is no lever's. */
export function placeText(
  key: string,
  levers: readonly Named[],
  t: TFunction,
  say: (text: Text) => string,
): string | null {
  const lever = levers.find((one) => one.key === key || under(key).includes(one.key));
  return lever === undefined
    ? null
    : [say(lever.label), partText(lever.key, key.slice(lever.key.length), t)].filter(Boolean).join(', ');
}

/** The part of a table that a key names: '[0].shorePowerKw' as 'row 1, Shore power (kW)', '.Terwijde' as 'Terwijde'. */
export function partText(lever: string, rest: string, t: TFunction): string {
  const [, row, column] = /^\[(\d+)\](?:\.(\w+))?/.exec(rest) ?? [];
  if (row === undefined) return rest.replace(/^\./, '');
  const place = t('edit.row', { n: Number(row) + 1 });
  if (column === undefined) return place;
  const word = `${rowKindOf(lever).words}.${column}`;
  const name = t(word);
  return `${place}, ${name === word ? column : name}`;
}
