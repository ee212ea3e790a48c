/** Anything JSON can say. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A request as it is sent. */
export interface HttpRequest {
  readonly method: string;
  /** Absolute, or beginning at the path. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: HttpHeaders;
  readonly body: string;
  readonly remoteAddress?: string;
  readonly remotePort?: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: HttpHeaders;
  readonly body: string;
}

export type HttpHeaders = Readonly<Record<string, string>>;

/** The wire. The CLI, curl and whoever records them all speak through one of these. */
export type Transport = (request: HttpRequest) => Promise<HttpAnswer>;

/** Where time comes from. Unix nanoseconds. */
export interface Clock {
  nowNs(): bigint;
}

/** Where entropy comes from. Everything random in the product is drawn from one of these, so a seed decides it all. */
export interface Random {
  /** `length` fresh bytes. */
  bytes(length: number): Uint8Array;
}
