/** One file with every kind of mistake an operator's validator knows, in each format that is read: all are told at once, by the name of the
 *  component in the file. */
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { InputError } from '../../engine/core/errors.ts';
import { readGrid } from '../../engine/io/grid-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'rijnstroom-bad-grid-'));

async function told(path: string): Promise<string[]> {
  try {
    const { warnings } = await readGrid(path, { byPhase: true, radial: true });
    return warnings.map(({ key, rule }) => `${key}: (warning) ${rule}`);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.problems.map(({ key, rule }) => `${key}: ${rule}`);
  }
}

function expectAll(found: readonly string[], wanted: Readonly<Record<string, string>>): void {
  for (const [what, start] of Object.entries(wanted))
    expect(
      found.some((line) => line.startsWith(start)),
      `${what}: "${start}" in\n${found.join('\n')}`,
    ).toBe(true);
}

test('power-grid-model JSON', async () => {
  const line = (id: number, from: number, to: number, change: object = {}) => ({
    id,
    from_node: from,
    to_node: to,
    from_status: 1,
    to_status: 1,
    r1: 0.06,
    x1: 0.02,
    c1: 0,
    tan1: 0,
    r0: 0.24,
    x0: 0.08,
    c0: 0,
    tan0: 0,
    i_n: 200,
    ...change,
  });
  const data = {
    node: [1, 2, 3, 4, 5, 6, 6].map((id, i) => ({ id, u_rated: i === 0 ? 10_000 : 400 })),
    transformer: [
      {
        id: 10,
        from_node: 1,
        to_node: 2,
        from_status: 1,
        to_status: 1,
        u1: 10_000,
        u2: 400,
        sn: 400,
        uk: 0.04,
        pk: 5,
        i0: 0.0024,
        p0: 0.9,
        winding_from: 2,
        winding_to: 1,
        clock: 5,
        tap_side: 0,
        tap_pos: 9,
        tap_min: -2,
        tap_max: 2,
        tap_nom: 0,
        tap_size: 250,
      },
    ],
    line: [
      line(20, 2, 3),
      line(21, 2, 3),
      line(22, 3, 4, { r1: 0, x1: 0 }),
      line(23, 3, 99),
      line(24, 4, 3, { r0: null, x0: null }),
      line(25, 5, 6),
    ],
    source: [{ id: 30, node: 1, status: 1, u_ref: 1 }],
    sym_load: [{ id: 40, node: 3, status: 1, type: 0, p_specified: 'nan?', q_specified: 0 }],
  };
  const path = join(folder, 'pgm.json');
  const write = (): void =>
    writeFileSync(path, JSON.stringify({ version: '1.0', type: 'input', is_batch: false, attributes: {}, data }));
  write();
  expectAll(await told(path), {
    'an id twice': 'node 6: id must be unique',
    'an unknown node': 'line 23: to_node must be a node of the grid',
    'zero impedance': 'line 22: has zero impedance',
    'no zero sequence': 'line 24: needs zero-sequence r0 and x0',
    'a load of NaN': 'sym_load 40.p_specified: must be a number',
    'a tap outside its range': 'transformer 10: tap_pos must be within -2 and 2',
    'units off by a thousand': 'transformer 10: (warning) sn is in VA: is this a value in kVA?',
  });
  // Loops and islands can only be seen where every branch ends at a node.
  data.line = data.line.filter(({ id }) => id !== 23);
  write();
  expectAll(await told(path), {
    'a loop': 'branch 21: closes a loop in a grid that should be radial',
    'an island': 'node 5: (warning) is in an island without source: 2 nodes have no voltage',
    'a load of NaN': 'sym_load 40.p_specified',
  });
});

type Frame = { columns: string[]; index: number[]; data: unknown[][] };

test('pandapower JSON, by table and index of the network', async () => {
  const net = JSON.parse(readFileSync('test/cases/grid/pandapower/three-phase.json', 'utf8'));
  const change = (table: string, edit: (frame: Frame, column: (name: string) => number) => void): void => {
    const frame = JSON.parse(net._object[table]._object) as Frame;
    edit(frame, (name) => frame.columns.indexOf(name));
    net._object[table]._object = JSON.stringify(frame);
  };
  const copyOf = (frame: Frame, row: number, set: Record<string, unknown>, index: number): void => {
    const copy = [...frame.data[row]!];
    for (const [name, value] of Object.entries(set)) copy[frame.columns.indexOf(name)] = value;
    frame.data.push(copy);
    frame.index.push(index);
  };
  change('bus', (frame) => {
    copyOf(frame, 9, {}, 9);
    copyOf(frame, 9, {}, 70);
    copyOf(frame, 9, {}, 71);
  });
  change('line', (frame, column) => {
    const last = frame.data.length - 1;
    copyOf(frame, last, {}, 50);
    copyOf(frame, last, { r_ohm_per_km: 0, x_ohm_per_km: 0 }, 51);
    copyOf(frame, last, { r0_ohm_per_km: null, x0_ohm_per_km: null }, 53);
    copyOf(frame, last, { from_bus: 70, to_bus: 71 }, 54);
    copyOf(frame, last, { max_i_ka: 270, from_bus: 70, to_bus: 71 }, 55);
    expect(column('r_ohm_per_km')).toBeGreaterThan(0);
  });
  change('trafo', (frame, column) => {
    frame.data[0]![column('tap_pos')] = 9;
  });
  change('load', (frame, column) => {
    frame.data[0]![column('p_mw')] = null;
  });
  const path = join(folder, 'pandapower.json');
  writeFileSync(path, JSON.stringify(net));
  expectAll(await told(path), {
    'an id twice': 'bus 9: id must be unique',
    'zero impedance': 'line 51: has zero impedance',
    'no zero sequence': 'line 53: needs zero-sequence r0 and x0',
    'a load of NaN': 'load 0.p_mw: must be a number',
    'a tap outside its range': 'trafo 0: tap_pos must be within -2 and 2',
    'units off by a thousand': 'line 55: (warning) i_n is in ampere: no cable carries this',
    'a loop': 'line 51: closes a loop in a grid that should be radial',
    'an island': 'bus 70: (warning) is in an island without source: 2 nodes have no voltage',
  });
  change('line', (frame) => {
    copyOf(frame, 0, { to_bus: 99 }, 52);
  });
  writeFileSync(path, JSON.stringify(net));
  expectAll(await told(path), { 'an unknown bus': 'line 52: to_node must be a node of the grid' });
});

test('IEEE European LV CSV, by file and name (the set has no taps)', async () => {
  const set = join(folder, 'csv');
  mkdirSync(set);
  const put = (name: string, text: string): void => writeFileSync(join(set, name), text);
  put('Source.csv', '[Source]\nVoltage=11 kV\npu=1.05\nISC3=3000 A\nISC1=5 A\n');
  put(
    'Transformer.csv',
    'Name,phases,bus1,bus2,kV_pri,kV_sec,MVA,Conn_pri,Conn_sec,%XHL,% resistance\nTR1,3,S,1,11,0.416,0.0008,Delta,Wye,4,0.4\n',
  );
  put(
    'LineCodes.csv',
    'Name,nphases,R1,X1,R0,X0,C1,C0,Units\nA,3,0.2,0.1,0.8,0.3,0,0,km\nZERO,3,0,0,0.8,0.3,0,0,km\nBALANCED,3,0.2,0.1,,,0,0,km\n',
  );
  const lines = [
    'Name,Bus1,Bus2,Phases,Length,Units,LineCode',
    'L1,1,2,ABC,100,m,A',
    'L1,2,3,ABC,100,m,A',
    'L2,1,3,ABC,100,m,A',
    'L3,3,4,ABC,100,m,ZERO',
    'L4,4,5,ABC,100,m,BALANCED',
    'L5,8,9,ABC,100,m,A',
    'L6,5,6,ABC,100000,km,A',
  ];
  const loads = [
    'Name,numPhases,Bus,phases,kV,Model,Connection,kW,PF,Yearly',
    'H1,1,3,A,0.23,1,wye,nan,0.95,',
    'H2,1,3,B,0.23,1,wye,1,0.95,',
    'H3,1,4,B,0.23,1,wye,9000,0.95,',
  ];
  put('Lines.csv', `${lines.join('\n')}\n`);
  put('Loads.csv', `${loads.join('\n')}\n`);
  expectAll(await told(set), {
    'a name twice': 'L1: Name must be unique',
    'zero impedance': 'Lines.csv L3: has zero impedance',
    'no zero sequence': 'BALANCED R0: must be a number',
    'a load of NaN': 'H1 kW: must be a number',
    'units off by a thousand, a transformer': 'Transformer.csv TR1: (warning) sn is in VA: is this a value in kVA?',
    'units off by a thousand, a length': 'Lines.csv L6: (warning) r1 and x1 are in ohm',
    'units off by a thousand, a load': 'Loads.csv H3: (warning) p_specified is in W',
    'a loop': 'Lines.csv L2: closes a loop in a grid that should be radial',
    'an island': 'bus 8: (warning) is in an island without source: 2 nodes have no voltage',
  });
  put('Loads.csv', `${[...loads, 'H4,1,77,B,0.23,1,wye,1,0.95,'].join('\n')}\n`);
  expectAll(await told(set), { 'an unknown bus': 'Loads.csv H4: node must be a node of the grid' });
});
