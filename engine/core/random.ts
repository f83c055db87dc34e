/** Random numbers as a function of who, what and when, so that a new draw shifts nothing else and threads change nothing.
 *  `uniform` and friends are single draws keyed by (seed, purpose, agent, day, draw); `Stream` gives many draws of one key.
 *  Pure. Mixing: finaliser of MurmurHash3 (Appleby 2011) chained over the key; stream: sfc32 (Doty-Humphrey, PractRand). */

/** Finaliser of MurmurHash3, 32 bit: every input bit changes every output bit with probability near one half. */
function mix(h: number): number {
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

const purposeIds = new Map<string, number>();

/** Number of a purpose's name (FNV-1a, mixed); equal names give equal numbers in every process. */
export function purposeId(purpose: string): number {
  let id = purposeIds.get(purpose);
  if (id === undefined) {
    let h = 0x811c9dc5;
    for (let i = 0; i < purpose.length; i++) h = Math.imul(h ^ purpose.charCodeAt(i), 0x01000193);
    id = mix(h);
    purposeIds.set(purpose, id);
  }
  return id;
}

/** 32 random bits of a key. Arguments are taken modulo 2^32. */
export function randomBits(seed: number, purpose: number, agent: number, day = 0, draw = 0): number {
  let h = mix((seed ^ 0x9e3779b9) | 0);
  h = mix((h + purpose) | 0);
  h = mix((Math.imul(h, 0x27d4eb2f) + agent) | 0);
  h = mix((Math.imul(h, 0x165667b1) + day) | 0);
  return mix((Math.imul(h, 0x9e3779b1) + draw) | 0);
}

/** Uniform in the open interval (0, 1), 32 bits of resolution. */
export function uniform(seed: number, purpose: number, agent: number, day = 0, draw = 0): number {
  return (randomBits(seed, purpose, agent, day, draw) + 0.5) / 4294967296;
}

/** Standard Gumbel (location 0, scale 1): the unobserved utility of a logit alternative. */
export function gumbel(seed: number, purpose: number, agent: number, day = 0, draw = 0): number {
  return -Math.log(-Math.log(uniform(seed, purpose, agent, day, draw)));
}

/** Standard normal by Box and Muller; one draw uses draw numbers 2·draw and 2·draw + 1. */
export function normal(seed: number, purpose: number, agent: number, day = 0, draw = 0): number {
  const u = uniform(seed, purpose, agent, day, 2 * draw);
  const v = uniform(seed, purpose, agent, day, 2 * draw + 1);
  return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * v);
}

/** A sequence of draws that belongs to one key; two streams with different keys are independent. */
export class Stream {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;

  constructor(seed: number, purpose: string, agent = 0, day = 0) {
    const id = purposeId(purpose);
    this.a = randomBits(seed, id, agent, day, 0) | 0;
    this.b = randomBits(seed, id, agent, day, 1) | 0;
    this.c = randomBits(seed, id, agent, day, 2) | 0;
    for (let i = 0; i < 12; i++) this.bits();
  }

  /** 32 random bits. */
  bits(): number {
    const t = (this.a + this.b + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = ((this.c << 21) | (this.c >>> 11)) + t;
    this.c |= 0;
    return t >>> 0;
  }

  /** Uniform in (0, 1). */
  uniform(): number {
    return (this.bits() + 0.5) / 4294967296;
  }

  /** Integer in [0, count). */
  integer(count: number): number {
    return Math.floor(this.uniform() * count);
  }

  /** Standard normal. */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(this.uniform()));
    return radius * Math.cos(2 * Math.PI * this.uniform());
  }

  /** Index drawn in proportion to non-negative weights. @throws RangeError when the weights sum to 0 or not to a number. */
  weighted(weights: ArrayLike<number>): number {
    let total = 0;
    for (let i = 0; i < weights.length; i++) total += weights[i]!;
    if (!(total > 0)) throw new RangeError(`weights must have a positive sum, got ${total}`);
    let left = this.uniform() * total;
    let last = 0;
    for (let i = 0; i < weights.length; i++) {
      const weight = weights[i]!;
      if (weight <= 0) continue;
      last = i;
      left -= weight;
      if (left < 0) return i;
    }
    return last;
  }
}
