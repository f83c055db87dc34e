/** What the tests use of package n3, which has no types of its own. */
declare module 'n3' {
  export interface Quad {
    readonly subject: { readonly value: string };
    readonly predicate: { readonly value: string };
    readonly object: { readonly value: string };
  }
  export class Store {
    constructor(quads?: readonly Quad[]);
    addQuad(quad: unknown): boolean;
    getQuads(subject: string | null, predicate: string | null, object: string | null, graph: string | null): Quad[];
    removeQuads(quads: readonly Quad[]): void;
  }
  export class Parser {
    parse(text: string): Quad[];
  }
}
