/** Table of the period step by step: the district's sums, the price, and the transformer that gets fullest. Pure. */
import type { Table } from '../../core/table.ts';
import { DAY_TYPES } from '../../core/time.ts';
import type { DistrictSteps } from '../balance.ts';
import type { RunParts } from '../parts.ts';
import { coded, column, table } from './column.ts';

export function stepsTable(parts: RunParts, steps: DistrictSteps): Table {
  const { energy, charging } = parts;
  const { grid, localS, dayOfStep, date, dayType } = energy.calendar;
  const f32 = (values: Float64Array | Float32Array): Float32Array => Float32Array.from(values);
  const { worstKw, fullestShare } = transformerSteps(parts);
  const worst = worstArea(parts);
  return table('steps', grid.count, [
    column(
      'startUtcS',
      's since 1970 UTC',
      'start of the step',
      Float64Array.from({ length: grid.count }, (_, step) => grid.startUtcS + step * grid.stepS),
    ),
    column(
      'localDate',
      '',
      'local date',
      Array.from(dayOfStep, (day) => date[day]!),
    ),
    column('localS', 's', 'seconds after local midnight on the clock', localS.slice()),
    coded(
      'dayType',
      'public holidays count as Sundays',
      Uint8Array.from(dayOfStep, (day) => dayType[day]!),
      DAY_TYPES,
    ),
    column('loadKw', 'kW', 'homes and businesses', f32(steps.loadKw)),
    column('pvKw', 'kW', 'sun produced (≥ 0)', f32(steps.pvKw)),
    column('chargeKw', 'kW', 'into cars (≥ 0)', f32(steps.chargeKw)),
    column('dischargeKw', 'kW', 'out of cars (≥ 0)', f32(steps.dischargeKw)),
    column('netKw', 'kW', 'at the edge of the district, + in, − out', f32(steps.netKw)),
    column('storedKwh', 'kWh', 'in the batteries of cars', f32(charging.storedKwh)),
    column(
      'socShare',
      'share',
      'energy in the batteries of all plug-in cars over what they hold',
      shareOf(charging.storedKwh, batteryKwh(parts)),
    ),
    column('connectedCars', 'cars', 'cars plugged in', charging.connectedCars.slice()),
    column(
      'worstTransformerKw',
      'kW',
      `transformer ${worst} (highest loading of the period), + load, − feed-in`,
      worstKw,
    ),
    column('fullestTransformerShare', 'share', 'loading of the transformer that is fullest at this step', fullestShare),
    column('wholesaleEurPerKwh', 'EUR/kWh', 'bare price', f32(energy.tariff.wholesaleEurPerKwh)),
    column(
      'consumptionEurPerKwh',
      'EUR/kWh',
      'price of one more kWh for a household',
      f32(energy.tariff.consumptionEurPerKwh),
    ),
    column('airTemperatureC', '°C', 'air temperature', f32(energy.airTemperatureC)),
  ]);
}

/** What the batteries of all plug-in cars hold. */
const batteryKwh = ({ charging, population }: RunParts): number =>
  charging.cars.car.reduce((sum, car) => sum + population.cars.batteryKwh[car]!, 0);

const shareOf = (values: Float64Array, whole: number): Float32Array =>
  Float32Array.from(values, (value) => (whole > 0 ? value / whole : 0));

/** The area with the highest loading of the period; 0 when there is none. */
export function worstArea({ grid }: RunParts): number {
  let worst = 0;
  for (let area = 1; area < grid.peakLoadingShare.length; area++)
    if (grid.peakLoadingShare[area]! > grid.peakLoadingShare[worst]!) worst = area;
  return worst;
}

/** Net power at the worst transformer, and the loading of whichever is fullest. Active power over rating; reactive power is left to the grid stage. */
function transformerSteps(parts: RunParts): { worstKw: Float32Array; fullestShare: Float32Array } {
  const { energy, charging, areas } = parts;
  const { areaCount, stepCount, loadKw, pvProducedKw } = energy.areas;
  const worst = worstArea(parts);
  const worstKw = new Float32Array(stepCount);
  const fullestShare = new Float32Array(stepCount);
  for (let area = 0; area < areaCount; area++)
    for (let step = 0; step < stepCount; step++) {
      const i = area * stepCount + step;
      const netKw = loadKw[i]! - pvProducedKw[i]! + charging.evKw[i]!;
      if (area === worst) worstKw[step] = netKw;
      fullestShare[step] = Math.max(fullestShare[step]!, Math.abs(netKw) / areas.ratedKva[area]!);
    }
  return { worstKw, fullestShare };
}
