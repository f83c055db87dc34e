/** Model predictive control: at every step the cheapest plan over the known horizon for all cars present, from forecasts of load, sun and
 *  price; only its first step is carried out, then it is made anew.
 *  The plan: steps are offered in two tranches (sun's surplus at what feeding in would earn, then the grid up to the limit at its price),
 *  cheapest first; cars choose in the order of their slack. Exact for one car; a greedy plan for many.
 *  Method: Rawlings, Mayne and Diehl, Model Predictive Control (2017). */
import type { StrategyDefinition } from '../snapshot.ts';
import { ranked } from './share-out.ts';
import { guaranteedKw, keepLimit, laxityH } from './urgency.ts';

/** Steps beyond the known prices cost the mean of the known ones. */
export const mpc: StrategyDefinition = {
  name: 'mpc',
  discharges: false,
  create: ({ efficiencyShare }) => {
    let horizon = 0;
    let cost = new Float64Array(0);
    let roomKw = new Float64Array(0);
    let offer = new Uint32Array(0);
    return (now, powerKw) => {
      const { sessions, forecast, stepH } = now;
      const { active, maximumKw, minimumKw, targetKwh, storedKwh, statedDepartureStep } = sessions;
      if (horizon !== forecast.horizonSteps) {
        horizon = forecast.horizonSteps;
        cost = new Float64Array(2 * horizon);
        roomKw = new Float64Array(2 * horizon);
        offer = new Uint32Array(2 * horizon);
      }
      let known = 0;
      let sum = 0;
      let longest = 1;
      for (let i = 0; i < active; i++) longest = Math.max(longest, statedDepartureStep[i]! - now.step);
      const steps = Math.min(horizon, longest);
      for (let k = 0; k < steps; k++) {
        const value = forecast.priceEurPerKwh(k);
        if (!Number.isNaN(value)) {
          known++;
          sum += value;
        }
      }
      const usual = known > 0 ? sum / known : 0;
      for (let k = 0; k < steps; k++) {
        const netKw = k === 0 ? now.loadKw - now.pvKw : forecast.netKw(k);
        const grid = forecast.priceEurPerKwh(k);
        const feedIn = forecast.feedInEurPerKwh(k);
        const gridPrice = Number.isNaN(grid) ? usual : grid;
        cost[2 * k] = Number.isNaN(feedIn) ? usual / 2 : Math.min(feedIn, gridPrice);
        cost[2 * k + 1] = gridPrice;
        roomKw[2 * k] = Math.max(0, -netKw);
        roomKw[2 * k + 1] = Math.max(0, now.limitKw - Math.max(0, netKw));
        offer[2 * k] = 2 * k;
        offer[2 * k + 1] = 2 * k + 1;
      }
      const offers = offer.subarray(0, 2 * steps).sort((a, b) => cost[a]! - cost[b]! || a - b);
      for (const i of ranked(now, (s) => laxityH(now, s, efficiencyShare))) {
        const window = 2 * Math.max(1, Math.min(steps, statedDepartureStep[i]! - now.step - 1));
        let neededKw = (targetKwh[i]! - storedKwh[i]!) / efficiencyShare / stepH;
        let firstKw = 0;
        for (const at of offers) {
          if (neededKw <= 0) break;
          if (at >= window) continue;
          // Both tranches of a step share the car's power; the grid tranche comes later, so only now's sum is kept.
          const given = Math.min(neededKw, roomKw[at]!, maximumKw[i]! - (at < 2 ? firstKw : 0));
          if (given <= 0) continue;
          roomKw[at]! -= given;
          neededKw -= given;
          if (at < 2) firstKw += given;
        }
        const power = firstKw > 0 && firstKw < minimumKw[i]! ? minimumKw[i]! : firstKw;
        powerKw[i] = Math.max(power, guaranteedKw(now, i, efficiencyShare));
      }
      keepLimit(now, powerKw, efficiencyShare);
    };
  },
};
