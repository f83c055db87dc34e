/** Our sun beside npm nrel-spa: the same 35,040 instants of a year at one site, apparent zenith and azimuth of each kept, our ephemeris included,
 *  turn by turn, seconds of processor. Run after a build: node test/bench/sun-race.mjs FOLDER_OF_NREL_SPA [rounds] */
import { createRequire } from 'node:module';
import { sunSeries } from '../../dist/engine/energy/sun.js';
import { makeEphemeris } from '../../dist/engine/energy/sun-ephemeris.js';

const [folder, rounds = '9'] = process.argv.slice(2);
const { getSpa } = createRequire(import.meta.url)(folder);
const site = { latDeg: 52.1, lonDeg: 5.05, deltaTS: 69, pressureHpa: 1000, airTemperatureC: 10 };
const [startUtcS, stepS, count] = [1_735_686_000, 900, 35_040];
const dates = Array.from({ length: count }, (_, i) => new Date((startUtcS + 450 + i * stepS) * 1000));
const zenith = new Float64Array(count);
const azimuth = new Float64Array(count);
const YEARS = 20;

// Both write into arrays that are there already.
let kept;
const ours = () => {
  const ephemeris = makeEphemeris(startUtcS, startUtcS + count * stepS, 69);
  kept = sunSeries(ephemeris, site, startUtcS + 450, stepS, count, kept);
  return kept;
};
/** @param mode 0: zenith and azimuth alone; 2: with sunrise, transit and sunset, its default */
const theirs = (mode) => () => {
  const given = { delta_t: 69, pressure: 1000, temperature: 10, function: mode };
  for (let i = 0; i < count; i++) {
    const answer = getSpa(dates[i], site.latDeg, site.lonDeg, 0, given);
    zenith[i] = answer.zenith;
    azimuth[i] = answer.azimuth;
  }
};
const years = () => {
  for (let n = 0; n < YEARS; n++) ours();
};
const works = { ours: years, 'nrel-spa, zenith and azimuth alone': theirs(0), 'nrel-spa as it comes': theirs(2) };
const times = Object.fromEntries(Object.keys(works).map((name) => [name, []]));
for (const work of Object.values(works)) work();
for (let round = 0; round < Number(rounds); round++)
  for (const [name, work] of Object.entries(works)) {
    const start = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(start);
    times[name].push((user + system) / (name === 'ours' ? YEARS : 1) / 1e6);
  }
for (const [name, list] of Object.entries(times)) {
  list.sort((a, b) => a - b);
  const [least, middle, most] = [list[0], list[list.length >> 1], list.at(-1)];
  const own = times.ours;
  const ratio =
    name === 'ours'
      ? ''
      : `; ours is faster by minima ${(least / own[0]).toFixed(0)} ×, medians ${(middle / own[own.length >> 1]).toFixed(0)} ×, our slowest against its fastest ${(least / own.at(-1)).toFixed(0)} ×`;
  process.stdout.write(
    `${name}: a year in min ${least.toFixed(5)} s, median ${middle.toFixed(5)} s, max ${most.toFixed(5)} s of processor${ratio}\n`,
  );
}
works['nrel-spa, zenith and azimuth alone']();
const series = ours();
let worst = 0;
let sum = 0;
for (let i = 0; i < count; i++) {
  const turn = Math.abs(((azimuth[i] - series.azimuthDeg[i] + 540) % 360) - 180);
  const off = Math.max(Math.abs(zenith[i] - series.apparentZenithDeg[i]), turn);
  worst = Math.max(worst, off);
  sum += off;
}
process.stdout.write(
  `difference between the two over these instants: at most ${worst.toExponential(2)}°, mean ${(sum / count).toExponential(2)}°\n`,
);
