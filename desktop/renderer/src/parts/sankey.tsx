/** Flows from left to right as bands: widths are amounts. The table behind it holds the same figures. */
import { type ReactNode, useState } from 'react';
import { useShared } from '../context.tsx';
import { figure } from './format.ts';

export interface FlowNode {
  readonly id: string;
  readonly name: string;
  readonly column: 0 | 1 | 2;
  readonly colour: string;
}
export interface Flow {
  readonly from: string;
  readonly to: string;
  readonly amount: number;
}

const WIDTH = 900;
const HEIGHT = 320;
const BAR = 14;
const GAP = 18;
const COLUMN_X = [170, 430, 716] as const;

export function Sankey({
  nodes,
  flows,
  unit,
  label,
}: {
  readonly nodes: readonly FlowNode[];
  readonly flows: readonly Flow[];
  readonly unit: string;
  readonly label: string;
}): ReactNode {
  const { language, t } = useShared();
  const [lit, setLit] = useState<Flow | null>(null);
  const real = flows.filter((flow) => flow.amount > 0);
  const through = (id: string): number =>
    Math.max(
      real.filter((flow) => flow.from === id).reduce((sum, flow) => sum + flow.amount, 0),
      real.filter((flow) => flow.to === id).reduce((sum, flow) => sum + flow.amount, 0),
    );
  const used = nodes.filter((node) => through(node.id) > 0);
  const columns = [0, 1, 2].map((column) => used.filter((node) => node.column === column));
  const scale = Math.min(
    ...columns.map(
      (list) =>
        (HEIGHT - GAP * Math.max(0, list.length - 1) - 20) /
        (list.reduce((sum, node) => sum + through(node.id), 0) || 1),
    ),
  );
  const place = new Map<string, { x: number; y: number; h: number; out: number; into: number }>();
  columns.forEach((list, column) => {
    const tall = list.reduce((sum, node) => sum + through(node.id) * scale, 0) + GAP * Math.max(0, list.length - 1);
    let y = (HEIGHT - tall) / 2;
    for (const node of list) {
      const h = Math.max(1.5, through(node.id) * scale);
      place.set(node.id, { x: COLUMN_X[column]!, y, h, out: y, into: y });
      y += h + GAP;
    }
  });
  const bands = real.flatMap((flow) => {
    const a = place.get(flow.from);
    const b = place.get(flow.to);
    if (a === undefined || b === undefined) return [];
    const h = flow.amount * scale;
    const [y1, y2] = [a.out + h / 2, b.into + h / 2];
    a.out += h;
    b.into += h;
    const [x1, x2] = [a.x + BAR, b.x];
    const middle = (x1 + x2) / 2;
    return [{ flow, h, d: `M${x1},${y1} C${middle},${y1} ${middle},${y2} ${x2},${y2}` }];
  });
  const nameOf = (id: string): string => nodes.find((node) => node.id === id)?.name ?? id;
  const sentence = (flow: Flow): string =>
    `${nameOf(flow.from)} → ${nameOf(flow.to)}: ${figure(flow.amount, unit, language)} ${unit}`;
  return (
    <figure className="sankey">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
        {bands.map(({ flow, h, d }) => (
          // biome-ignore lint/a11y/noStaticElementInteractions: pointing only shows what the table tells as well.
          <path
            key={`${flow.from}-${flow.to}`}
            d={d}
            fill="none"
            stroke={nodes.find((node) => node.id === flow.from)?.colour ?? 'var(--soft)'}
            strokeWidth={Math.max(1, h)}
            strokeOpacity={lit === flow ? 0.75 : 0.38}
            onMouseEnter={() => setLit(flow)}
            onMouseLeave={() => setLit(null)}
          >
            <title>{sentence(flow)}</title>
          </path>
        ))}
        {used.map((node) => {
          const at = place.get(node.id)!;
          const left = node.column === 0;
          return (
            <g key={node.id}>
              <rect x={at.x} y={at.y} width={BAR} height={at.h} fill={node.colour} />
              <text
                x={left ? at.x - 8 : at.x + BAR + 8}
                y={at.y + at.h / 2 - 2}
                textAnchor={left ? 'end' : 'start'}
                className="sankey-name"
              >
                {node.name}
              </text>
              <text
                x={left ? at.x - 8 : at.x + BAR + 8}
                y={at.y + at.h / 2 + 14}
                textAnchor={left ? 'end' : 'start'}
                className="sankey-amount"
              >
                {figure(through(node.id), unit, language)} {unit}
              </text>
            </g>
          );
        })}
      </svg>
      <details>
        <summary>{t('common.table')}</summary>
        <table>
          <tbody>
            {real.map((flow) => (
              <tr key={`${flow.from}-${flow.to}`}>
                <th scope="row">
                  {nameOf(flow.from)} → {nameOf(flow.to)}
                </th>
                <td className="number">
                  {figure(flow.amount, unit, language)} {unit}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
