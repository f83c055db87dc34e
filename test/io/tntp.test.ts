import { expect, test } from 'vitest';
import { InputError } from '../../engine/core/errors.ts';
import { parseMatrixCsv } from '../../engine/io/matrix-csv.ts';
import { formatTntpFlows, parseTntpFlows, parseTntpNetwork, parseTntpTrips } from '../../engine/io/tntp.ts';

const header = (links: number): string =>
  `<NUMBER OF ZONES> 2\n<NUMBER OF NODES> 3\n<FIRST THRU NODE> 1\n<NUMBER OF LINKS> ${links}\n<END OF METADATA>\n~ comment\n`;
const good = '1 3 100 1 2 0.15 4 50 0 1 ;\n3 2 100 1 2 0.15 4 50 0 1 ;\n';

const problemsOf = (work: () => unknown): InputError['problems'] => {
  try {
    work();
  } catch (error) {
    if (error instanceof InputError) return error.problems;
    throw error;
  }
  throw new Error('expected an InputError');
};

test('a network file is read with nodes from 0', () => {
  const network = parseTntpNetwork(header(2) + good, 'n.tntp');
  expect([...network.from]).toEqual([0, 2]);
  expect([...network.to]).toEqual([2, 1]);
});

test('all problems of a network are told at once with their lines: zero capacity, negative toll, unknown node, missing columns', () => {
  const text = `${header(4)}1 3 0 1 2 0.15 4 50 0 1 ;\n1 9 100 1 2 0.15 4 50 0 1 ;\n1 3 100 1 2 0.15 4 50 -1 1 ;\n1 3 100 ;\n`;
  expect(problemsOf(() => parseTntpNetwork(text, 'n.tntp')).map((p) => [p.line, p.key])).toEqual([
    [7, 'capacity'],
    [8, 'term_node'],
    [9, 'toll'],
    [10, ''],
  ]);
});

test('a header that disagrees with the rows is refused', () => {
  expect(problemsOf(() => parseTntpNetwork(header(3) + good, 'n.tntp'))[0]!.key).toBe('<NUMBER OF LINKS>');
  expect(problemsOf(() => parseTntpNetwork('', 'n.tntp'))[0]!.rule).toMatch(/header/);
  expect(
    problemsOf(() =>
      parseTntpTrips('<NUMBER OF ZONES> 2\n<TOTAL OD FLOW> 9\n<END OF METADATA>\nOrigin 1\n2 : 5;', 't', 2),
    )[0]!.key,
  ).toBe('<TOTAL OD FLOW>');
});

test('trips are read by origin, bad cells are named with their line', () => {
  const head = '<NUMBER OF ZONES> 2\n<END OF METADATA>\n';
  expect([...parseTntpTrips(`${head}Origin 1\n 1 : 0.0; 2 : 7.5;\nOrigin 2\n1 : 2;`, 't', 2)]).toEqual([0, 7.5, 2, 0]);
  expect(problemsOf(() => parseTntpTrips(`${head}Origin 1\n 2 : -1; 3 : 4; 1 ;`, 't', 2)).map((p) => p.line)).toEqual([
    4, 4, 4,
  ]);
});

test('flows survive writing and reading to the last digit', () => {
  const network = parseTntpNetwork(header(2) + good, 'n.tntp');
  const rows = parseTntpFlows(formatTntpFlows(network, Float64Array.of(1 / 3, 2), Float64Array.of(Math.PI, 4)), 'f');
  expect(rows).toEqual([
    { from: 1, to: 3, flow: 1 / 3, cost: Math.PI },
    { from: 3, to: 2, flow: 2, cost: 4 },
  ]);
});

test('a matrix is read from long rows and from a square table alike', () => {
  const long = parseMatrixCsv('origin,destination,trips\n1,2,5\n2,1,3\n', 'm.csv', 2);
  const square = parseMatrixCsv(',1,2\n1,0,5\n2,3,0\n', 'm.csv', 2);
  expect([...long]).toEqual([...square]);
  expect(
    problemsOf(() => parseMatrixCsv('origin,destination,trips\n1,3,5\n1,2,x\n', 'm.csv', 2)).map((p) => p.line),
  ).toEqual([2, 3]);
});
