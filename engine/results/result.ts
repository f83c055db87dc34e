/** What a run leaves: indicators, ledger and tables, as they are written to a result folder. */
import type { Table } from '../core/table.ts';
import type { DistrictBasis } from '../district/basis.ts';
import type { SourceRecord } from '../district/district.ts';
import type { Scenario } from '../scenario/schema.ts';

export interface Indicator {
  readonly value: number;
  readonly unit: string;
  readonly lower?: number;
  readonly upper?: number;
  readonly label: { readonly nl: string; readonly en: string };
  /** Group in tables and report: travel, energy, charging, grid, money, climate. */
  readonly theme: string;
  /** What a lower value means for the city: `better`, `worse`, or `neutral`. */
  readonly lowerIs: 'better' | 'worse' | 'neutral';
}

/** One balance: entries that must sum to zero within 1e-6 of their largest. */
export interface LedgerEntry {
  readonly key: string;
  readonly unit: string;
  /** name → signed amount */
  readonly parts: Readonly<Record<string, number>>;
  readonly relativeError: number;
}

/** Version of the result folder; folders of a newer version are refused with a sentence. */
export const RESULT_FORMAT = 1;

export interface Manifest {
  readonly format: number;
  readonly engineVersion: string;
  readonly scenarioHash: string;
  readonly inputs: readonly SourceRecord[];
  readonly seed: number;
  readonly threads: number;
  readonly durationS: number;
  readonly peakMemoryBytes: number;
  readonly resultsHash: string;
  readonly createdUtc: string;
}

export interface RunResult {
  readonly scenario: Scenario;
  readonly indicators: Readonly<Record<string, Indicator>>;
  readonly ledger: readonly LedgerEntry[];
  readonly tables: readonly Table[];
  readonly sources: readonly SourceRecord[];
  /** Failed steps and other things a reader should know, in plain words. */
  readonly notes: readonly string[];
  /** The same in Dutch, in the same order; absent where only English is known. */
  readonly notesNl?: readonly string[];
  /** What the travel of the run rests on: streets, timetable, imports. */
  readonly basis?: DistrictBasis;
}
