/** A plain strategy of a user: everyone charges at the rate that just suffices. */
export function strategy(now, powerKw) {
  const { active, maximumKw, minimumKw, targetKwh, storedKwh, statedDepartureStep } = now.sessions;
  for (let i = 0; i < active; i++) {
    const leftH = Math.max(now.stepH, (statedDepartureStep[i] - now.step) * now.stepH);
    const rate = (targetKwh[i] - storedKwh[i]) / 0.9 / leftH;
    powerKw[i] = Math.min(maximumKw[i], Math.max(minimumKw[i], rate));
  }
}
