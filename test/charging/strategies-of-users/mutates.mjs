/** Changes everything it is shown: full batteries, no need, no limit, and departure at once. */
export default (now, powerKw) => {
  now.sessions.storedKwh.fill(1e6);
  now.sessions.targetKwh.fill(0);
  now.sessions.maximumKw.fill(1e6);
  now.sessions.statedDepartureStep.fill(0);
  now.sessions.active = 0;
  now.forecast.netKw = () => Number.NaN;
  now.limitKw = 0;
  powerKw.fill(0);
};
