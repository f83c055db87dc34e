/** Results of a batch of power flows as Parquet, in parts that are written as soon as they are full: memory stays the same however long the
 *  batch is. In: output rows of power-grid-model by scenario. Out: FOLDER/COMPONENT/part-00000.parquet …, a column for each attribute
 *  (three-phase ones as name_a, name_b, name_c) and `scenario`. Touches files. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { InputError } from '../core/errors.ts';
import type { Column } from '../core/table.ts';
import { makeFolder, requireWritable } from './make-folder.ts';
import { openDuckDb, writeParquet } from './parquet.ts';

/** Rows of a part: about 10 MB in memory for a node by phase. */
const PART_ROWS = 1 << 16;
const PHASES = ['a', 'b', 'c'];

type Row = Readonly<Record<string, unknown>>;

/** Rows of one component that are not written yet. */
interface Part {
  readonly names: readonly string[];
  readonly values: readonly Float64Array[];
  rows: number;
  number: number;
}

export class BatchParquet {
  private readonly folder: string;
  private readonly partRows: number;
  private readonly parts = new Map<string, Part>();
  private connection: (DuckDBConnection & Disposable) | null = null;
  private written = 0;

  constructor(folder: string, partRows = PART_ROWS) {
    this.folder = folder;
    this.partRows = partRows;
  }

  /** @throws InputError when the folder holds something */
  async open(): Promise<void> {
    requireWritable(this.folder);
    if ((await readdir(this.folder)).length > 0)
      throw new InputError(this.folder, '--parquet', 'must be an empty folder or none');
    this.connection = await openDuckDb();
  }

  /** Takes in the rows of one scenario. */
  async step(scenario: number, data: Readonly<Record<string, readonly object[]>>): Promise<void> {
    for (const [component, rows] of Object.entries(data))
      for (const row of rows) {
        const flat = flatten(scenario, row as Row);
        let part = this.parts.get(component);
        if (part === undefined) {
          part = {
            names: flat.map(([name]) => name),
            values: flat.map(() => new Float64Array(this.partRows)),
            rows: 0,
            number: 0,
          };
          this.parts.set(component, part);
        }
        part.values.forEach((values, column) => {
          values[part.rows] = flat[column]?.[1] ?? Number.NaN;
        });
        if (++part.rows === this.partRows) await this.flush(component, part);
      }
  }

  /** Writes what is left. @returns rows written in all */
  async close(): Promise<number> {
    for (const [component, part] of this.parts) await this.flush(component, part);
    this.connection?.[Symbol.dispose]();
    this.connection = null;
    return this.written;
  }

  private async flush(component: string, part: Part): Promise<void> {
    if (part.rows === 0) return;
    const columns = part.names.map((name, i): Column => {
      const values = part.values[i]!.subarray(0, part.rows);
      return {
        name,
        unit: '',
        description: '',
        values: name === 'scenario' || name === 'id' ? Int32Array.from(values) : values,
      };
    });
    const folder = join(this.folder, component);
    makeFolder(folder);
    const file = join(folder, `part-${String(part.number++).padStart(5, '0')}.parquet`);
    await writeParquet(this.connection!, { name: component, rowCount: part.rows, columns }, file);
    this.written += part.rows;
    part.rows = 0;
  }
}

function flatten(scenario: number, row: Row): Array<readonly [name: string, value: number]> {
  const flat: Array<readonly [string, number]> = [['scenario', scenario]];
  for (const [name, value] of Object.entries(row))
    if (Array.isArray(value))
      value.forEach((one, phase) => {
        flat.push([`${name}_${PHASES[phase]}`, Number(one)]);
      });
    else flat.push([name, Number(value)]);
  return flat;
}
