/** What ships did at each berth, summed from the calls of a result: stays, power for themselves, what their batteries asked and got. Pure.
 *  A berth with fewer than ten ships over the period tells neither their number nor their energy; so with its ships that have a battery. */
import type { Scenario } from '../scenario/schema.ts';
import { orWithheld, SMALLEST_CELL } from './small-cells.ts';

/** A row of table `calls`. */
export interface CallRow {
  readonly berth: string;
  readonly area: number;
  readonly arrivalUtcS: number;
  readonly departureUtcS: number;
  readonly shorePower: number;
  readonly hotelKw: number;
  readonly batteryKwh: number;
  readonly needKwh: number;
  readonly chargedKwh: number;
  readonly dischargedKwh: number;
  readonly unservedKwh: number;
}

export interface BerthSums {
  readonly calls: number;
  readonly stayHours: number;
  /** Ships use for themselves [MWh]: from the shore, and from their generators. */
  readonly shoreMwh: number;
  readonly generatorMwh: number;
  /** Ships with a battery to charge, and what they asked, got, gave back and missed [MWh]; null below ten of them. */
  readonly electric: number | null;
  readonly needMwh: number | null;
  readonly chargedMwh: number | null;
  readonly dischargedMwh: number | null;
  readonly unservedMwh: number | null;
}

export interface BerthRow {
  readonly name: string;
  readonly shorePowerKw: number;
  /** Transformer it hangs on; −1 where no ship came. */
  readonly area: number;
  /** null below ten ships. */
  readonly sums: BerthSums | null;
}

/** In the order of the scenario. */
export function berthRows(berths: Scenario['harbour']['berths'], calls: readonly CallRow[]): BerthRow[] {
  return berths.map(({ name, shorePowerKw }) => {
    const own = calls.filter(({ berth }) => berth === name);
    const area = own[0]?.area ?? -1;
    if (own.length < SMALLEST_CELL) return { name, shorePowerKw, area, sums: null };
    const hours = ({ arrivalUtcS, departureUtcS }: CallRow): number => (departureUtcS - arrivalUtcS) / 3600;
    const shoreKw = ({ shorePower, hotelKw }: CallRow): number =>
      shorePower === 1 ? Math.min(hotelKw, shorePowerKw) : 0;
    const sum = (of: (call: CallRow) => number): number => own.reduce((total, call) => total + of(call), 0);
    const electric = own.filter(({ batteryKwh }) => batteryKwh > 0).length;
    const ofBatteries = (value: number): number | null => orWithheld(value, electric);
    return {
      name,
      shorePowerKw,
      area,
      sums: {
        calls: own.length,
        stayHours: sum(hours) / own.length,
        shoreMwh: sum((call) => shoreKw(call) * hours(call)) / 1000,
        generatorMwh: sum((call) => (call.hotelKw - shoreKw(call)) * hours(call)) / 1000,
        electric: ofBatteries(electric),
        needMwh: ofBatteries(sum(({ needKwh }) => needKwh) / 1000),
        chargedMwh: ofBatteries(sum(({ chargedKwh }) => chargedKwh) / 1000),
        dischargedMwh: ofBatteries(sum(({ dischargedKwh }) => dischargedKwh) / 1000),
        unservedMwh: ofBatteries(sum(({ unservedKwh }) => unservedKwh) / 1000),
      },
    };
  });
}

/** Words of the columns, and how each is computed. */
export const BERTH_COLUMNS = [
  { key: 'calls', digits: 0, nl: 'schepen', en: 'ships', unit: '', formula: 'calls at the berth over the period' },
  {
    key: 'stayHours',
    digits: 1,
    nl: 'verblijf, gemiddeld',
    en: 'stay, mean',
    unit: 'h',
    formula: 'Σ (departureUtcS − arrivalUtcS) / 3600 / calls',
  },
  {
    key: 'shoreMwh',
    digits: 1,
    nl: 'walstroom voor het schip',
    en: 'shore power for the ship',
    unit: 'MWh',
    formula: 'Σ calls with shorePower: min(hotelKw, shorePowerKw of the berth) × hours / 1000',
  },
  {
    key: 'generatorMwh',
    digits: 1,
    nl: 'nog uit de generator',
    en: 'still from the generator',
    unit: 'MWh',
    formula: 'Σ calls: hotelKw not from the shore × hours / 1000',
  },
  {
    key: 'electric',
    digits: 0,
    nl: 'schepen met een accu',
    en: 'ships with a battery',
    unit: '',
    formula: 'calls with batteryKwh > 0',
  },
  { key: 'needMwh', digits: 1, nl: 'gevraagd', en: 'asked for', unit: 'MWh', formula: 'Σ needKwh / 1000' },
  { key: 'chargedMwh', digits: 1, nl: 'geladen', en: 'charged', unit: 'MWh', formula: 'Σ chargedKwh / 1000' },
  {
    key: 'dischargedMwh',
    digits: 1,
    nl: 'teruggegeven',
    en: 'given back',
    unit: 'MWh',
    formula: 'Σ dischargedKwh / 1000',
  },
  {
    key: 'unservedMwh',
    digits: 1,
    nl: 'ontbrak bij vertrek',
    en: 'missing at departure',
    unit: 'MWh',
    formula: 'Σ unservedKwh / 1000',
  },
] as const satisfies ReadonlyArray<{ key: keyof BerthSums; [more: string]: unknown }>;

/** In the order of the story: who comes, what they use, what it asks of the street, what it spares. */
export const HARBOUR_KEYS = [
  'harbourCalls',
  'harbourHotelMwh',
  'harbourGeneratorMwh',
  'harbourChargedMwh',
  'harbourPeakKw',
  'harbourUnservedShare',
  'harbourCo2AvoidedTPerYear',
] as const;
