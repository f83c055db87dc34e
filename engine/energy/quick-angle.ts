/** The angle of a direction, several times faster than Math.atan2. In: y, x. Out: angle [rad], −π … π, error below 2e-8 rad (1.2e-6°). Pure.
 *  Source: Hastings, Approximations for Digital Computers (1955), sheet 14; Abramowitz and Stegun, Handbook of Mathematical Functions, 4.4.49. */

const HALF_PI = Math.PI / 2;

/** @returns 0 for the direction (0, 0) */
export function quickAngleRad(y: number, x: number): number {
  const across = Math.abs(x);
  const up = Math.abs(y);
  const steep = up > across;
  const longer = steep ? up : across;
  if (longer === 0) return 0;
  const t = (steep ? across : up) / longer;
  const s = t * t;
  // In pairs, which the processor can work out side by side.
  const q = s * s;
  const low = -0.3333314528 + 0.1999355085 * s + q * (-0.1420889944 + 0.1065626393 * s);
  const high = -0.07528964 + 0.0429096138 * s + q * (-0.0161657367 + 0.0028662257 * s);
  let angle = t + t * s * (low + q * q * high);
  if (steep) angle = HALF_PI - angle;
  if (x < 0) angle = Math.PI - angle;
  return y < 0 ? -angle : angle;
}
