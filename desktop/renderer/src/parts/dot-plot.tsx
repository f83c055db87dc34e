/** One or two values a row on a common line, as dots: who has more, and which way it moved. The table stands behind it. */
import type { ReactNode } from 'react';
import { useShared } from '../context.tsx';
import { figure, unitText } from './format.ts';
import { niceTop } from './small-charts.tsx';

export interface DotRow {
  readonly name: string;
  /** One a result; NaN where it has none. */
  readonly values: readonly number[];
}

/** Width of the drawing and of its names: over the page, or one of three beside each other. */
const WIDE = { width: 640, left: 230 } as const;
const COMPACT = { width: 330, left: 112 } as const;
const RIGHT = 26;
const ROW = 24;
const TOP = 26;
const COLOURS = ['var(--charge)', 'var(--pv)'] as const;

export function DotPlot({
  rows,
  unit,
  label,
  compact = false,
}: {
  readonly rows: readonly DotRow[];
  readonly unit: string;
  readonly label: string;
  readonly compact?: boolean;
}): ReactNode {
  const { language } = useShared();
  const { width, left } = compact ? COMPACT : WIDE;
  const all = rows.flatMap((row) => row.values).filter(Number.isFinite);
  const low = Math.min(0, ...all);
  const percent = unit.startsWith('share') ? 100 : 1;
  const high = niceTop(percent * Math.max(...all, low + 1e-9)) / percent;
  const x = (value: number): number => left + ((width - left - RIGHT) * (value - low)) / (high - low);
  const height = TOP + rows.length * ROW + 6;
  const words = unitText(unit, language);
  return (
    <svg className="dot-plot" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <g className="axes">
        {[0, 0.5, 1].map((share) => {
          const value = low + share * (high - low);
          return (
            <g key={share}>
              <line x1={x(value)} x2={x(value)} y1={TOP - 4} y2={height - 4} />
              <text x={x(value)} y={14} textAnchor={share === 1 ? 'end' : 'middle'}>
                {figure(value, unit, language)}
              </text>
            </g>
          );
        })}
      </g>
      {rows.map((row, i) => {
        const y = TOP + i * ROW + ROW / 2;
        const [a, b] = row.values;
        const both = a !== undefined && b !== undefined && Number.isFinite(a) && Number.isFinite(b);
        return (
          <g key={row.name}>
            <text x={left - 10} y={y + 4} textAnchor="end" className="dot-name">
              {row.name}
            </text>
            {both && <line x1={x(a)} x2={x(b)} y1={y} y2={y} stroke="var(--soft)" strokeWidth={2} />}
            {row.values.map(
              (value, side) =>
                Number.isFinite(value) &&
                (side === 0 ? (
                  <circle key={COLOURS[side]} cx={x(value)} cy={y} r={5.5} fill={COLOURS[0]}>
                    <title>{`${row.name}: ${figure(value, unit, language)} ${words}`}</title>
                  </circle>
                ) : (
                  <rect
                    key={COLOURS[1]}
                    x={x(value) - 4.5}
                    y={y - 4.5}
                    width={9}
                    height={9}
                    transform={`rotate(45 ${x(value)} ${y})`}
                    // Hollow, so that both are seen where they are equal.
                    fill="none"
                    stroke={COLOURS[1]}
                    strokeWidth={2.5}
                  >
                    <title>{`${row.name}: ${figure(value, unit, language)} ${words}`}</title>
                  </rect>
                )),
            )}
          </g>
        );
      })}
    </svg>
  );
}
