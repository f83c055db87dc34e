/** The indicators that Compare shows before all are asked for. */

/** What a council asks for first. */
export const MAIN_FIGURES: readonly string[] = [
  'peakDistrictKw',
  'selfConsumptionShare',
  'selfSufficiencyShare',
  'solarChargingShare',
  'overloadHours',
  'worstTransformerShare',
  'unservedSessionShare',
  'chargingEurPerCarYear',
  'modeShareCar',
  'carKmPerDay',
  'activeMinPerPersonPerDay',
  'turnedAwayPerDay',
  'co2TotalTPerYear',
  'costPerHouseholdPerMonth',
  'mobilityCostPerHouseholdPerMonthLow',
];
