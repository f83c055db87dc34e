/** How a calibration converged, as a picture: mean and worst gap of both halves by round. In: rounds. Out: SVG text. Pure. */
import * as Plot from '@observablehq/plot';
import type { CalibrationRound } from '../mobility/calibrate-modes.ts';
import { drawPlot } from '../results/report/plot.ts';

/** Gap that a fit has to reach on the targets, and on what was held out [percentage points]. */
const WANTED_PP = [1, 2];
const FITTED = '#0b5fa5';
const HELD_OUT = '#b5500f';

/** @param all true when nothing was held out */
export function convergencePlot(rounds: readonly CalibrationRound[], all: boolean): string {
  const lines = rounds.flatMap(({ round, meanPp, worstPp, holdOutMeanPp, holdOutWorstPp }) => [
    { round, pp: worstPp, line: 'fitted: worst', colour: FITTED, dash: '5 4' },
    { round, pp: meanPp, line: 'fitted: mean', colour: FITTED, dash: '' },
    ...(all
      ? []
      : [
          { round, pp: holdOutWorstPp, line: 'held out: worst', colour: HELD_OUT, dash: '5 4' },
          { round, pp: holdOutMeanPp, line: 'held out: mean', colour: HELD_OUT, dash: '' },
        ]),
  ]);
  const last = rounds.at(-1)?.round ?? 0;
  const svg = drawPlot('Gap to the targets by round [percentage points]', {
    height: 420,
    marginLeft: 50,
    marginRight: 130,
    style: { fontSize: '14px', background: 'white', color: '#1a1a1a', overflow: 'visible' },
    x: { label: 'round', tickFormat: 'd', ticks: Math.min(10, last) },
    y: { label: 'gap [percentage points]', grid: true, zero: true },
    marks: [
      Plot.ruleY([0]),
      Plot.ruleY(WANTED_PP, { stroke: '#777', strokeDasharray: '1 4' }),
      Plot.line(lines, {
        x: 'round',
        y: 'pp',
        z: 'line',
        stroke: (row: { colour: string }) => row.colour,
        strokeWidth: 2,
      }),
      Plot.dot(lines, { x: 'round', y: 'pp', fill: (row: { colour: string }) => row.colour, r: 2 }),
      Plot.text(
        lines.filter(({ round }) => round === last),
        {
          x: 'round',
          y: 'pp',
          text: 'line',
          dx: 8,
          textAnchor: 'start',
          fill: (row: { colour: string }) => row.colour,
        },
      ),
    ],
  });
  // The page of a report brings its own names; a file of its own needs the name space.
  return svg.includes('xmlns=') ? svg : svg.replace('<svg ', '<svg xmlns="http://www.w3.org/2000/svg" ');
}
