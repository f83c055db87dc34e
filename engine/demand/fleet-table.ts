/** Cars on sale and on the road: usable battery, on-board charger and consumption of common models.
 *  Source: makers' published specifications and WLTP figures, consumption raised to all-year Dutch driving (about 0.18 kWh/km over the mix);
 *  weights follow the registrations in the Netherlands by size class (rounded). The mix has a mean battery of about 58 kWh and 16 % of cars
 *  below 8 kW, as registered cars have. */

export interface CarModel {
  readonly name: string;
  /** Usable battery. */
  readonly batteryKwh: number;
  readonly consumptionKwhPerKm: number;
  /** Power of the on-board charger and its phases. */
  readonly maxAcKw: number;
  readonly phases: number;
  readonly weight: number;
}

const model = (
  name: string,
  batteryKwh: number,
  consumptionKwhPerKm: number,
  maxAcKw: number,
  phases: number,
  weight: number,
): CarModel => ({ name, batteryKwh, consumptionKwhPerKm, maxAcKw, phases, weight });

export const BATTERY_CARS: readonly CarModel[] = [
  model('Tesla Model Y', 75, 0.18, 11, 3, 12),
  model('Tesla Model 3', 57.5, 0.16, 11, 3, 14),
  model('Volkswagen ID.3', 58, 0.175, 11, 3, 9),
  model('Skoda Enyaq', 77, 0.195, 11, 3, 6),
  model('Kia Niro EV', 64.8, 0.175, 11, 3, 9),
  model('Hyundai Kona electric', 64, 0.17, 11, 3, 6),
  model('Hyundai Ioniq 5', 70, 0.195, 11, 3, 4),
  model('Volvo EX30', 64, 0.185, 11, 3, 5),
  model('Polestar 2', 75, 0.195, 11, 3, 3),
  model('BMW i4', 80.7, 0.19, 11, 3, 3),
  model('Renault 5', 52, 0.16, 11, 3, 3),
  model('Renault Zoe', 52, 0.175, 22, 3, 4),
  model('MG 4', 61.7, 0.175, 11, 3, 2),
  model('Opel Corsa electric', 46.3, 0.165, 11, 3, 2),
  model('Fiat 500 electric', 37.3, 0.15, 11, 3, 2),
  model('Peugeot e-208', 46.3, 0.165, 7.4, 1, 6),
  model('Nissan Leaf', 39, 0.175, 6.6, 1, 4),
  model('Volkswagen e-Up', 32.3, 0.15, 7.2, 2, 3),
  model('Dacia Spring', 25, 0.145, 6.6, 1, 3),
];

export const PLUG_IN_HYBRIDS: readonly CarModel[] = [
  model('compact plug-in hybrid', 10.5, 0.19, 3.7, 1, 6),
  model('estate plug-in hybrid', 11.5, 0.21, 3.7, 1, 4),
  model('large plug-in hybrid', 17, 0.25, 7.4, 1, 2),
];

export const SHARED_CARS: readonly CarModel[] = [
  model('Renault 5', 52, 0.16, 11, 3, 5),
  model('Renault Zoe', 52, 0.175, 22, 3, 3),
  model('Hyundai Ioniq 5', 70, 0.195, 11, 3, 2),
];

/** The model that a uniform draw picks, in proportion to the weights. */
export function pickModel(models: readonly CarModel[], u: number): CarModel {
  const total = models.reduce((sum, { weight }) => sum + weight, 0);
  let left = u * total;
  for (const candidate of models) {
    left -= candidate.weight;
    if (left < 0) return candidate;
  }
  return models[models.length - 1]!;
}
