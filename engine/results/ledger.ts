/** The balances of a run: each must close to 1e-6 of its largest part, or the run fails. Pure. */
import { RunError } from '../core/errors.ts';
import { FAILURES } from '../mobility/stores.ts';
import type { DistrictSteps, EnergyTotals } from './balance.ts';
import type { RunParts } from './parts.ts';
import type { LedgerEntry } from './result.ts';

export const LEDGER_TOLERANCE = 1e-6;

/** Below this an amount is rounding of single precision, not energy [kWh]. */
const NOTHING_KWH = 1e-3;

/** @param parts name → signed amount; the sum should be 0 */
export function ledgerEntry(key: string, unit: string, parts: Readonly<Record<string, number>>): LedgerEntry {
  const amounts = Object.values(parts);
  const largest = amounts.reduce((most, amount) => Math.max(most, Math.abs(amount)), 0);
  const sum = amounts.reduce((total, amount) => total + amount, 0);
  // A minus zero reads oddly and does not survive JSON.
  const tidy = Object.fromEntries(Object.entries(parts).map(([name, amount]) => [name, amount === 0 ? 0 : amount]));
  return { key, unit, parts: tidy, relativeError: largest === 0 ? 0 : Math.abs(sum) / largest };
}

/** @throws RunError naming the first balance that does not close, with its parts */
export function assertLedger(entries: readonly LedgerEntry[]): void {
  for (const { key, unit, parts, relativeError } of entries) {
    if (relativeError <= LEDGER_TOLERANCE) continue;
    const told = Object.entries(parts).map(([name, amount]) => `${name} ${amount.toPrecision(9)}`);
    throw new RunError(
      `the ledger "${key}" does not close: off by ${relativeError.toExponential(1)} of its largest part (${told.join(', ')} ${unit})`,
    );
  }
}

export function runLedger(parts: RunParts, steps: DistrictSteps, totals: EnergyTotals): LedgerEntry[] {
  return [
    ledgerEntry('solar', 'kWh', {
      produced: totals.pvKwh,
      'used in buildings': -totals.pvToLoadKwh,
      'charged into cars': -totals.pvToCarsKwh,
      exported: -totals.pvExportKwh,
      curtailed: 0,
    }),
    ledgerEntry('electricity', 'kWh', {
      produced: totals.pvKwh,
      discharged: totals.dischargeKwh,
      imported: totals.importKwh,
      'used in buildings': -totals.loadKwh,
      charged: -totals.chargeKwh,
      exported: -totals.exportKwh,
    }),
    transformersEntry(parts, steps, totals),
    ...carEntries(parts, totals),
    ...homeBatteryEntry(parts),
    ...harbourEntry(parts),
    ...tripEntries(parts),
  ];
}

/** Power of cars at the transformers against the district's sum. */
function transformersEntry({ charging }: RunParts, { stepH }: DistrictSteps, totals: EnergyTotals): LedgerEntry {
  let evKwh = 0;
  for (let i = 0; i < charging.evKw.length; i++) evKwh += charging.evKw[i]! * stepH;
  const { chargeKwh, dischargeKwh } = totals;
  // Where charging and discharging nearly cancel, the error is measured against what flowed.
  const entry = ledgerEntry('cars at transformers', 'kWh', {
    charged: chargeKwh,
    discharged: -dischargeKwh,
    'through transformers': -evKwh,
  });
  return chargeKwh < NOTHING_KWH ? { ...entry, relativeError: 0 } : entry;
}

/** Batteries at homes, where there are any. */
function homeBatteryEntry({ energy }: RunParts): LedgerEntry[] {
  const books = energy.homeBatteries;
  if (books === undefined || books.count === 0) return [];
  return [
    ledgerEntry('home batteries', 'kWh', {
      charged: books.chargedKwh,
      discharged: -books.dischargedKwh,
      standby: -books.standbyKwh,
      lost: -books.lostKwh,
      'more in store': books.storedStartKwh - books.storedEndKwh,
    }),
  ];
}

/** Batteries of ships, where there is a harbour: what went in and out is what they gained and lost, and all of it passed the quay. */
function harbourEntry({ harbour, energy }: RunParts): LedgerEntry[] {
  if (harbour === undefined) return [];
  const sum = (values: Float64Array): number => values.reduce((a, b) => a + b, 0);
  const [charged, discharged] = [sum(harbour.chargedKwh), sum(harbour.dischargedKwh)];
  const stepH = energy.calendar.grid.stepS / 3600;
  return [
    ledgerEntry('ships', 'kWh', {
      charged,
      discharged: -discharged,
      'through the quay': -sum(harbour.batteryKw) * stepH,
    }),
    ledgerEntry('ships’ batteries', 'kWh', {
      charged,
      discharged: -discharged,
      lost: -sum(harbour.lostKwh),
      gained: -sum(harbour.gainedKwh),
    }),
  ];
}

function carEntries({ charging }: RunParts, totals: EnergyTotals): LedgerEntry[] {
  const { cars, sessions } = charging;
  const sums = { charged: 0, outside: 0, driven: 0, lost: 0, discharged: 0, stored: 0 };
  let worst = ledgerEntry('worst car', 'kWh', {});
  for (let i = 0; i < cars.carCount; i++) {
    const entry = ledgerEntry(`car ${cars.car[i]}`, 'kWh', {
      charged: cars.chargedKwh[i]!,
      'charged outside': cars.chargedOutsideKwh[i]!,
      driven: -cars.drivenKwh[i]!,
      lost: -cars.lostKwh[i]!,
      discharged: -cars.dischargedKwh[i]!,
      'more in store': cars.storedStartKwh[i]! - cars.storedEndKwh[i]!,
    });
    sums.charged += cars.chargedKwh[i]!;
    sums.outside += cars.chargedOutsideKwh[i]!;
    sums.driven += cars.drivenKwh[i]!;
    sums.lost += cars.lostKwh[i]!;
    sums.discharged += cars.dischargedKwh[i]!;
    sums.stored += cars.storedEndKwh[i]! - cars.storedStartKwh[i]!;
    if (entry.relativeError > worst.relativeError) worst = entry;
  }
  return [
    ledgerEntry('cars', 'kWh', {
      charged: sums.charged,
      'charged outside': sums.outside,
      driven: -sums.driven,
      lost: -sums.lost,
      discharged: -sums.discharged,
      'more in store': -sums.stored,
    }),
    worst,
    ledgerEntry('cars and district', 'kWh', {
      'into cars': sums.charged,
      'from the district': -totals.chargeKwh,
    }),
    ledgerEntry('discharge and district', 'kWh', {
      'out of cars': sums.discharged,
      'into the district': -totals.dischargeKwh,
    }),
    ledgerEntry('sessions', 'sessions', {
      'listed sessions': sessions.count,
      'sessions of cars': -cars.sessions.reduce((a, b) => a + b, 0),
    }),
  ];
}

/** Trips planned = made + failed, each failure with a cause. */
function tripEntries({ travel }: RunParts): LedgerEntry[] {
  return travel.map(({ dayType, trips }) => {
    const byCause = FAILURES.map(() => 0);
    for (let trip = 0; trip < trips.count; trip++) {
      const cause = trips.failure[trip]!;
      if (cause < byCause.length) byCause[cause]!++;
    }
    const amounts = FAILURES.map((cause, i) => [cause === 'none' ? 'made' : cause, -byCause[i]!] as const);
    return ledgerEntry(`trips of day type ${dayType}`, 'trips', {
      planned: trips.count,
      ...Object.fromEntries(amounts),
    });
  });
}
