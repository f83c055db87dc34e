/** Flows from left to right as bands whose widths are amounts (layout: d3-sankey). The table behind it holds the same figures. */
import { sankey, sankeyLinkHorizontal } from 'd3-sankey';
import { type ReactNode, useMemo, useState } from 'react';
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

const WIDTH = 960;
const HEIGHT = 360;
const BAR = 14;
const GAP = 22;
/** Room for names left and right. */
const SIDE = { left: 235, right: 215 } as const;
/** Two lines of words and some air. */
const LABEL_PX = 37;

interface PlacedNode extends FlowNode {
  readonly x0: number;
  readonly x1: number;
  readonly y0: number;
  readonly y1: number;
  readonly value: number;
  readonly labelY: number;
}

function layout(nodes: readonly FlowNode[], flows: readonly Flow[]): { nodes: PlacedNode[]; bands: Band[] } {
  const used = nodes.filter(({ id }) => flows.some(({ from, to }) => from === id || to === id));
  if (used.length === 0) return { nodes: [], bands: [] };
  const graph = sankey<FlowNode, { flow: Flow }>()
    .nodeId((node) => node.id)
    .nodeAlign((node) => node.column)
    // Nodes keep the order they are given in: the eye finds them again in another result.
    .nodeSort(null)
    .nodeWidth(BAR)
    .nodePadding(GAP)
    .extent([
      [SIDE.left, 12],
      [WIDTH - SIDE.right, HEIGHT - 12],
    ])({
    nodes: used.map((node) => ({ ...node })),
    links: flows.map((flow) => ({ source: flow.from, target: flow.to, value: flow.amount, flow })),
  });
  const path = sankeyLinkHorizontal();
  const placed = graph.nodes.map((node) => ({
    ...node,
    x0: node.x0!,
    x1: node.x1!,
    y0: node.y0!,
    y1: node.y1!,
    value: node.value!,
  }));
  return {
    nodes: [0, 1, 2].flatMap((column) => apart(placed.filter((node) => node.column === column))),
    bands: graph.links.map((link) => ({
      flow: link.flow,
      d: path(link as never) ?? '',
      width: Math.max(1, link.width!),
    })),
  };
}

interface Band {
  readonly flow: Flow;
  readonly d: string;
  readonly width: number;
}

/** Names beside their bars, moved where two would touch: down from above, then up from the lower edge. */
function apart(nodes: readonly Omit<PlacedNode, 'labelY'>[]): PlacedNode[] {
  const sorted = [...nodes].sort((a, b) => a.y0 - b.y0);
  const at = sorted.map((node) => (node.y0 + node.y1) / 2);
  for (let i = 1; i < at.length; i++) at[i] = Math.max(at[i]!, at[i - 1]! + LABEL_PX);
  for (let i = at.length - 1; i >= 0; i--) {
    const below = i === at.length - 1 ? HEIGHT - 16 : at[i + 1]! - LABEL_PX;
    at[i] = Math.min(at[i]!, below);
  }
  return sorted.map((node, i) => ({ ...node, labelY: at[i]! }));
}

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
  const real = useMemo(() => flows.filter((flow) => flow.amount > 0), [flows]);
  const drawn = layout(nodes, real);
  const nameOf = (id: string): string => nodes.find((node) => node.id === id)?.name ?? id;
  const amount = (value: number): string => `${figure(value, unit, language)} ${unit}`;
  const total = real.filter(({ from }) => nodes.find(({ id }) => id === from)?.column === 0);
  const whole = total.reduce((sum, flow) => sum + flow.amount, 0);
  return (
    <figure className="sankey">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
        {drawn.bands.map(({ flow, d, width }) => (
          // biome-ignore lint/a11y/noStaticElementInteractions: pointing only shows what the table tells as well.
          <path
            key={`${flow.from}-${flow.to}`}
            d={d}
            fill="none"
            stroke={nodes.find((node) => node.id === flow.from)?.colour ?? 'var(--soft)'}
            strokeWidth={width}
            strokeOpacity={lit === flow ? 0.75 : 0.38}
            onMouseEnter={() => setLit(flow)}
            onMouseLeave={() => setLit(null)}
          >
            <title>{`${nameOf(flow.from)} → ${nameOf(flow.to)}: ${amount(flow.amount)}`}</title>
          </path>
        ))}
        {drawn.nodes.map((node) => {
          const left = node.column === 0;
          const x = left ? node.x0 - 10 : node.x1 + 10;
          const middle = (node.y0 + node.y1) / 2;
          return (
            <g key={node.id}>
              <rect x={node.x0} y={node.y0} width={BAR} height={Math.max(1.5, node.y1 - node.y0)} fill={node.colour} />
              {Math.abs(node.labelY - middle) > 3 && (
                <line
                  className="leader"
                  x1={left ? node.x0 : node.x1}
                  y1={middle}
                  x2={left ? x + 2 : x - 2}
                  y2={node.labelY}
                />
              )}
              <text x={x} y={node.labelY - 2} textAnchor={left ? 'end' : 'start'} className="sankey-name">
                {node.name}
              </text>
              <text x={x} y={node.labelY + 14} textAnchor={left ? 'end' : 'start'} className="sankey-amount">
                {amount(node.value)}
              </text>
            </g>
          );
        })}
      </svg>
      <details>
        <summary>{t('common.table')}</summary>
        <table>
          <thead>
            <tr>
              <th>{t('energy.from')}</th>
              <th>{t('energy.to')}</th>
              <th className="number">{unit}</th>
              <th className="number">{t('energy.ofAll')}</th>
            </tr>
          </thead>
          <tbody>
            {real.map((flow) => (
              <tr key={`${flow.from}-${flow.to}`}>
                <th scope="row">{nameOf(flow.from)}</th>
                <td>{nameOf(flow.to)}</td>
                <td className="number">{figure(flow.amount, unit, language)}</td>
                <td className="number">{whole > 0 ? figure(flow.amount / whole, 'share', language) : '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
