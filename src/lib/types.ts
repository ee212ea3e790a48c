/** Anything JSON can say. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** The wire: HTTP in the standard Fetch vocabulary. The CLI, curl and node's server all speak through one of these. */
export type Transport = (request: Request) => Promise<Response>;

/** Where time comes from. Unix nanoseconds. */
export interface Clock {
  nowNs(): bigint;
}

/** Where entropy comes from. Everything random in the product is drawn from one of these, so a seed decides it all. */
export interface Random {
  /** `length` fresh bytes. */
  bytes(length: number): Uint8Array;
}
