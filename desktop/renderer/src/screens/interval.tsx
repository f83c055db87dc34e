/** A difference with its interval, drawn against no difference. The figures stand beside it. */
import type { ReactNode } from 'react';

export function Interval({
  difference,
  lower,
  upper,
}: {
  readonly difference: number;
  readonly lower: number | null;
  readonly upper: number | null;
}): ReactNode {
  const reach = Math.max(Math.abs(difference), Math.abs(lower ?? 0), Math.abs(upper ?? 0));
  if (reach === 0) return null;
  const x = (value: number): number => 50 + (value / reach) * 46;
  return (
    <span className="change">
      <svg viewBox="0 0 100 14" aria-hidden="true">
        <line x1="50" x2="50" y1="0" y2="14" stroke="var(--soft)" />
        {lower !== null && upper !== null && (
          <line x1={x(lower)} x2={x(upper)} y1="7" y2="7" stroke="var(--action)" strokeWidth="3" />
        )}
        <circle cx={x(difference)} cy="7" r="4" fill="var(--action)" />
      </svg>
    </span>
  );
}
