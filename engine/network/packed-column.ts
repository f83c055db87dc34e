/** A long column of 32-bit integers that grows in pieces, each kept as narrow as its numbers allow: growing copies nothing, and a column of small
 *  or similar numbers takes a byte or two a number. For tables too large to be held twice. */

const PIECE_BITS = 14;
const PIECE = 1 << PIECE_BITS;
const WITHIN = PIECE - 1;
/** Stands for every piece in which all numbers are the same. */
const SAME = new Uint8Array(PIECE);

type Piece = Uint8Array | Uint16Array | Int32Array;

export class PackedColumn {
  length = 0;
  /** [piece] numbers less the least of the piece. */
  private readonly pieces: Piece[] = [];
  private readonly leasts: number[] = [];
  private readonly open = new Int32Array(PIECE);

  push(value: number): void {
    const at = this.length++ & WITHIN;
    this.open[at] = value;
    if (at === WITHIN) this.close();
  }

  at(index: number): number {
    const piece = index >>> PIECE_BITS;
    return piece === this.pieces.length
      ? this.open[index & WITHIN]!
      : this.pieces[piece]![index & WITHIN]! + this.leasts[piece]!;
  }

  clear(): void {
    this.length = 0;
    this.pieces.length = 0;
    this.leasts.length = 0;
  }

  private close(): void {
    const { open } = this;
    let least = open[0]!;
    let most = least;
    for (let i = 1; i < PIECE; i++) {
      if (open[i]! < least) least = open[i]!;
      if (open[i]! > most) most = open[i]!;
    }
    const range = most - least;
    if (range > 0x7fffffff) least = 0;
    this.leasts.push(least);
    if (range === 0) this.pieces.push(SAME);
    else {
      const piece: Piece =
        range < 256 ? new Uint8Array(PIECE) : range < 65_536 ? new Uint16Array(PIECE) : new Int32Array(PIECE);
      for (let i = 0; i < PIECE; i++) piece[i] = open[i]! - least;
      this.pieces.push(piece);
    }
  }
}
