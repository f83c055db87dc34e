/** Complex numbers as pairs, for setting networks up. Hot loops work on typed arrays instead. Pure. */

export type Complex = readonly [re: number, im: number];

export const ZERO: Complex = [0, 0];

export const add = (a: Complex, b: Complex): Complex => [a[0] + b[0], a[1] + b[1]];
export const subtract = (a: Complex, b: Complex): Complex => [a[0] - b[0], a[1] - b[1]];
export const scale = (a: Complex, factor: number): Complex => [a[0] * factor, a[1] * factor];
export const conjugate = (a: Complex): Complex => [a[0], -a[1]];
export const multiply = (a: Complex, b: Complex): Complex => [a[0] * b[0] - a[1] * b[1], a[0] * b[1] + a[1] * b[0]];
export const magnitude = (a: Complex): number => Math.hypot(a[0], a[1]);
export const polar = (radius: number, angleRad: number): Complex => [
  radius * Math.cos(angleRad),
  radius * Math.sin(angleRad),
];

/** 1 / a without overflow for very large or small parts (Smith 1962, doi 10.1145/368637.368661). */
export function invert(a: Complex): Complex {
  const [re, im] = a;
  if (Math.abs(re) >= Math.abs(im)) {
    const ratio = im / re;
    const d = re + im * ratio;
    return [1 / d, -ratio / d];
  }
  const ratio = re / im;
  const d = re * ratio + im;
  return [ratio / d, -1 / d];
}

export const divide = (a: Complex, b: Complex): Complex => multiply(a, invert(b));
