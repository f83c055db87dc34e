/** Indicators of the district's electricity over the period. Pure.
 *  Self-consumption and self-sufficiency: Luthander, Widén, Nilsson, Palm (2015), Applied Energy 142, doi 10.1016/j.apenergy.2014.12.028,
 *  in their balance form: what stays = sun − export = consumption − import, so storage counts by its own ledger. */
import type { AreaTotals, DistrictSteps, EnergyTotals } from '../balance.ts';
import { type Indicators, indicator } from '../indicator.ts';

const MWH = 1000;

/** Share of the sun that stays in, NaN without sun. */
export const selfConsumptionShare = ({ pvKwh, exportKwh }: EnergyTotals): number => (pvKwh - exportKwh) / pvKwh;

/** Share of what is consumed (discharge counts as negative) that came from the sun here, NaN without consumption. */
export const selfSufficiencyShare = ({ loadKwh, chargeKwh, dischargeKwh, importKwh }: EnergyTotals): number =>
  1 - importKwh / (loadKwh + chargeKwh - dischargeKwh);

export function energyIndicators(totals: EnergyTotals, areas: readonly AreaTotals[], steps: DistrictSteps): Indicators {
  const areaExportKwh = areas.reduce((sum, area) => sum + area.exportKwh, 0);
  const peak = steps.netKw.reduce((highest, netKw) => Math.max(highest, netKw), 0);
  const feedIn = steps.netKw.reduce((highest, netKw) => Math.max(highest, -netKw), 0);
  return {
    loadMwh: indicator(
      totals.loadKwh / MWH,
      'MWh',
      'energy',
      'neutral',
      'Stroom voor woningen en bedrijven',
      'Electricity for homes and businesses',
    ),
    pvProducedMwh: indicator(
      totals.pvKwh / MWH,
      'MWh',
      'energy',
      'worse',
      'Zonnestroom opgewekt',
      'Solar power produced',
    ),
    selfConsumptionShare: indicator(
      selfConsumptionShare(totals),
      'share',
      'energy',
      'worse',
      'Zonnestroom die in de wijk blijft',
      'Solar power used in the district',
    ),
    selfConsumptionAreaShare: indicator(
      (totals.pvKwh - areaExportKwh) / totals.pvKwh,
      'share',
      'energy',
      'worse',
      'Zonnestroom gebruikt achter dezelfde transformator',
      'Solar power used behind the same transformer',
    ),
    selfSufficiencyShare: indicator(
      selfSufficiencyShare(totals),
      'share',
      'energy',
      'worse',
      'Verbruik uit eigen zon (zelfvoorziening)',
      'Consumption covered by the district’s own sun',
    ),
    gridImportMwh: indicator(
      totals.importKwh / MWH,
      'MWh',
      'energy',
      'better',
      'Stroom van buiten de wijk',
      'Electricity from outside the district',
    ),
    gridExportMwh: indicator(
      totals.exportKwh / MWH,
      'MWh',
      'energy',
      'better',
      'Stroom naar buiten de wijk',
      'Electricity to outside the district',
    ),
    peakDistrictKw: indicator(
      peak,
      'kW',
      'energy',
      'better',
      'Hoogste afname van de wijk',
      'Highest demand of the district',
    ),
    peakFeedInDistrictKw: indicator(
      feedIn,
      'kW',
      'energy',
      'better',
      'Hoogste teruglevering van de wijk',
      'Highest feed-in of the district',
    ),
  };
}
