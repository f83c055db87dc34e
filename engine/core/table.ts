/** A table as columns: what results, reports and Parquet files are made of. Each column's unit stands in its name. */

export type ColumnValues =
  | Float64Array
  | Float32Array
  | Int32Array
  | Uint32Array
  | Uint16Array
  | Uint8Array
  | readonly string[]
  /** Numbers with gaps. */
  | ReadonlyArray<number | null>;

export interface Column {
  readonly name: string;
  /** Unit in words for schema.json, '' for a pure number or text. */
  readonly unit: string;
  readonly description: string;
  readonly values: ColumnValues;
  /** When present, values are codes into these texts (Uint8Array or Uint16Array), and the file holds the texts. */
  readonly categories?: readonly string[];
}

export interface Table {
  readonly name: string;
  readonly rowCount: number;
  readonly columns: readonly Column[];
}
