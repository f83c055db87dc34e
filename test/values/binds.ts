/** What an explanation claims, checked apart from the engine. */
import type { CourseRow } from '../../engine/charging/courses.ts';
import type { ExplainContext, Reason } from '../../engine/values/explain.ts';

/** Does the named constraint bind? Written apart from the engine: what would be broken by one kW more, or by one kW less. */
export function binds(reason: Reason, row: CourseRow, { stepH, efficiencyShare, clockHolds }: ExplainContext): boolean {
  const net = row.loadKw - row.pvKw + row.carsKw;
  const more = row.powerKw + 0.01;
  const needKwh = (row.targetKwh - row.storedKwh) / efficiencyShare;
  const left = (row.statedDepartureStep - row.step) * stepH;
  switch (reason) {
    case 'full-power':
      return more > row.maximumKw && row.maximumKw > row.ratedKw - 0.001;
    case 'evening-limit':
      return more > row.maximumKw && row.maximumKw < row.ratedKw;
    case 'charge-now':
      return row.chargeNow === 1 && more > Math.min(row.maximumKw, row.takeableKw);
    case 'battery-curve':
      return more > row.takeableKw && row.takeableKw < row.maximumKw;
    case 'last-bit':
      return row.storedKwh + more * stepH * efficiencyShare > row.targetKwh;
    case 'transformer':
      // Whoever lost power could not have had its least current more.
      return net + row.minimumKw + 0.001 >= row.limitKw;
    case 'grid-limit':
      return row.powerKw > 0 && row.withheldKw > 0 && row.powerKw + row.withheldKw < row.maximumKw + 0.001;
    case 'grid-closed':
      return row.powerKw === 0 && row.withheldKw > 0 && row.withheldKw < row.maximumKw + 0.001;
    case 'deadline':
      // At this power from now on, with one step in hand, what was asked is only just reached; or the battery is below its floor.
      return row.storedKwh < row.floorKwh || row.powerKw * (left - stepH) <= needKwh + 0.001;
    case 'sun':
      return net <= 0.001;
    case 'least-current':
      return row.powerKw - 0.01 < row.minimumKw;
    case 'shared':
      return more < row.maximumKw + 0.02 && row.carsKw > row.powerKw;
    case 'level':
      return more < row.maximumKw + 0.02;
    case 'full':
      return needKwh < 0.001;
    case 'no-room':
      return net + row.minimumKw > row.limitKw;
    case 'clock':
      return clockHolds(row.localS);
    case 'cheaper-later':
      return row.betterSteps >= 1;
    case 'no-sun':
      return net + row.minimumKw > 0;
    case 'slack':
      return needKwh / row.ratedKw <= left + stepH + 1e-9;
    case 'too-little-left':
      return needKwh / row.ratedKw > left + stepH;
    case 'full-discharge':
      return 0.01 - row.powerKw > row.maximumDischargeKw;
    case 'site-covered':
      return Math.abs(net) < 0.01;
    case 'reserve':
      return (
        (needKwh - (row.powerKw * stepH) / efficiencyShare ** 2) / row.ratedKw <= left + 1e-9 &&
        row.storedKwh > row.floorKwh
      );
    case 'strategy-discharge':
      return row.storedKwh > row.floorKwh;
  }
}
