/** The hand-made run with a quay: twelve ships at one berth, two at another; every number can be followed with a pencil. */
import type { RunParts } from '../../engine/results/parts.ts';
import { harbourTheme } from '../../engine/scenario/themes/harbour.ts';

const SHIPS = 14;

/** Twelve stays of three hours at the first berth, whose shore gives 8 of the 10 kW that a ship uses; each battery asks 20 kWh and gets it,
 *  but the last, which misses 5. Two stays of two hours at the second. */
export function withHarbour(parts: RunParts): RunParts {
  const { count } = parts.energy.calendar.grid;
  const ship = <T>(first: (i: number) => T, second: (i: number) => T): T[] =>
    Array.from({ length: SHIPS }, (_, i) => (i < 12 ? first(i) : second(i - 12)));
  const f64 = (values: number[]): Float64Array => Float64Array.from(values);
  const gained = ship(
    (i) => (i === 11 ? 15 : 20),
    () => 0,
  );
  const eta = parts.scenario.charging.oneWayEfficiencyShare;
  const batteryKw = new Float64Array(2 * count);
  for (let i = 0; i < 12; i++) batteryKw[4 * i] = gained[i]! / eta;
  const berth = { lonDeg: 5, latDeg: 52.09, callsPerWeek: 3, stayHours: 3 };
  return {
    ...parts,
    scenario: {
      ...parts.scenario,
      charging: { ...parts.scenario.charging, fixedLossW: 0 },
      harbour: harbourTheme.parse({
        berths: [
          { ...berth, name: 'Kade <1>', shorePowerKw: 8, hotelKw: 10 },
          { ...berth, name: 'Steiger', shorePowerKw: 20, hotelKw: 10 },
        ],
      }),
    },
    harbour: {
      calls: {
        count: SHIPS,
        berth: Uint32Array.from(
          ship(
            () => 0,
            () => 1,
          ),
        ),
        arrivalStep: Uint32Array.from(
          ship(
            (i) => 4 * i,
            (i) => 10 * i,
          ),
        ),
        departureStep: Uint32Array.from(
          ship(
            (i) => 4 * i + 3,
            (i) => 10 * i + 2,
          ),
        ),
        shorePower: new Uint8Array(SHIPS).fill(1),
        hotelKw: new Float64Array(SHIPS).fill(10),
        batteryKwh: f64(
          ship(
            () => 100,
            () => 0,
          ),
        ),
        needKwh: f64(
          ship(
            () => 20,
            () => 0,
          ),
        ),
      },
      areaOfBerth: Uint32Array.of(0, 1),
      batteryKw,
      chargedKwh: f64(gained.map((kwh) => kwh / eta)),
      dischargedKwh: new Float64Array(SHIPS),
      unservedKwh: f64(
        ship(
          (i) => (i === 11 ? 5 : 0),
          () => 0,
        ),
      ),
      gainedKwh: f64(gained),
      lostKwh: f64(gained.map((kwh) => kwh / eta - kwh)),
    },
  };
}
