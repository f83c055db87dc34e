/** Hours as people write them on a sign: `Mo-Fr 06:00-11:00; Sa 09:00-18:00`, the words of OpenStreetMap's opening_hours. Pure. */

export const PAID_HOURS_RULE =
  'must be hours like Mo-Fr 06:00-11:00; Sa 09:00-18:00 (days Mo-Fr, Mo-Sa, Mo-Su, Sa, Sa-Su or Su), or off';

const DAY_TYPES_OF: Readonly<Record<string, readonly number[]>> = {
  'Mo-Fr': [0],
  'Mo-Sa': [0, 1],
  'Mo-Su': [0, 1, 2],
  Sa: [1],
  'Sa-Su': [1, 2],
  Su: [2],
};
const PART = /^(\S+) ([01]\d|2[0-4]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)$/;

/** [day type] spans [from, until) in seconds after midnight, of a weekday, a Saturday and a Sunday. */
export type PaidHours = ReadonlyArray<ReadonlyArray<readonly [fromS: number, untilS: number]>>;

/** @returns null for text that is not hours */
export function parsePaidHours(text: string): PaidHours | null {
  const hours: Array<Array<readonly [number, number]>> = [[], [], []];
  if (text.trim() === 'off') return hours;
  for (const part of text.split(';')) {
    const match = PART.exec(part.trim());
    const days = match === null ? undefined : DAY_TYPES_OF[match[1]!];
    if (match === null || days === undefined) return null;
    const [from, until] = [2, 4].map((i) => Number(match[i]) * 3600 + Number(match[i + 1]) * 60) as [number, number];
    if (from > 86_400 || until > 86_400 || from === until) return null;
    for (const day of days) hours[day]!.push(...wrapped(from, until));
  }
  return hours;
}

/** Hours over midnight are those of the night before and of the evening. */
export const wrapped = (fromS: number, untilS: number): Array<readonly [number, number]> =>
  fromS <= untilS
    ? [[fromS, untilS]]
    : [
        [0, untilS],
        [fromS, 86_400],
      ];
