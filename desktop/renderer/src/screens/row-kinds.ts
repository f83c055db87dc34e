/** Levers that are tables, and the words of their columns. Pure. */

export type Row = Readonly<Record<string, unknown>>;

/** Tables of a lever: their columns in order, where the words of these stand, and what a new row begins with. */
export interface RowKind {
  readonly columns: readonly string[];
  readonly words: string;
  readonly fresh: Row;
}

const BUNDLES: RowKind = {
  columns: [
    'name',
    'priceEurPerMonth',
    'transitDiscountShare',
    'sharedCarDiscountShare',
    'sharedBikeDiscountShare',
    'parkAndRideDiscountShare',
    'includedTransitTripsPerMonth',
    'includedSharedCarKmPerMonth',
    'includedSharedBikeMinPerMonth',
  ],
  words: 'edit.bundle',
  fresh: { priceEurPerMonth: 0 },
};
const BERTHS: RowKind = {
  columns: ['name', 'lonDeg', 'latDeg', 'shorePowerKw', 'callsPerWeek', 'stayHours', 'hotelKw'],
  words: 'edit.berth',
  fresh: { lonDeg: 5.0765, latDeg: 52.0903, shorePowerKw: 44, callsPerWeek: 3, stayHours: 18, hotelKw: 8 },
};

const REFERENCE: RowKind = {
  columns: ['household', 'transportEurPerMonth', 'electricityEurPerMonth', 'heatEurPerMonth', 'source'],
  words: 'edit.reference',
  fresh: { household: 'single', transportEurPerMonth: 0, electricityEurPerMonth: 0, heatEurPerMonth: 0, source: '' },
};
const KINDS: Readonly<Record<string, RowKind>> = { 'harbour.berths': BERTHS, 'values.referenceBudget': REFERENCE };

export const rowKindOf = (lever: string): RowKind => KINDS[lever] ?? BUNDLES;
