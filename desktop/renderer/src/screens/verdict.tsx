/** What a difference means: better, worse, other, or none. As the report judges. */
import type { ReactNode } from 'react';
import type { Comparison } from '../../../shared/bridge.ts';
import { useShared } from '../context.tsx';

export type Row = Comparison['indicators'][number];
/** What a verdict rests on. */
export type Judged = Pick<Row, 'difference' | 'values' | 'lower' | 'upper' | 'lowerIs'>;
export type Judgement = 'better' | 'worse' | 'same' | 'changed';

/** As the report judges: under a per cent, or an interval that holds 0, is no difference. */
export function judge(row: Judged): Judgement {
  const { difference } = row;
  const size = Math.max(...row.values.map((value) => Math.abs(value ?? 0)));
  if (difference === null || size === 0 || Math.abs(difference) / size < 0.01) return 'same';
  if (row.lower !== null && row.upper !== null && row.lower <= 0 && row.upper >= 0) return 'same';
  if (row.lowerIs === 'neutral') return 'changed';
  return difference < 0 === (row.lowerIs === 'better') ? 'better' : 'worse';
}

const MARKS: Readonly<Record<Judgement, string>> = { better: '▲', worse: '▼', same: '=', changed: '●' };
const LOOKS: Readonly<Record<Judgement, string>> = { better: 'good', worse: 'bad', same: 'soft', changed: '' };

export function Verdict({ row, more = '' }: { readonly row: Judged; readonly more?: string }): ReactNode {
  const { t } = useShared();
  const verdict = judge(row);
  return (
    <td className={`${LOOKS[verdict]} verdict`}>
      <span aria-hidden="true">{MARKS[verdict]}</span> {t(`compare.${verdict}`)}
      {more !== '' && verdict !== 'same' && <small className="soft"> {more}</small>}
    </td>
  );
}
