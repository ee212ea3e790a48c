/**
 * The web-platform names that the headless layers may use, and no others: the Fetch vocabulary, URL and text encoding.
 * Node 20, browsers and Workers have them all. Layers that see the whole platform do not include this file.
 */
interface HeadersLike {
  [name: string]: string;
}
declare class Headers {
  constructor(init?: HeadersLike | Headers | [string, string][]);
  get(name: string): string | null;
  has(name: string): boolean;
  set(name: string, value: string): void;
  append(name: string, value: string): void;
  delete(name: string): void;
  forEach(each: (value: string, name: string) => void): void;
}
interface RequestInitLike {
  method?: string;
  headers?: HeadersLike | Headers | [string, string][];
  body?: string | Uint8Array<ArrayBuffer> | null;
}
declare class Request {
  constructor(url: string | URL, init?: RequestInitLike);
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  text(): Promise<string>;
  arrayBuffer(): Promise<ArrayBuffer>;
}
declare class Response {
  constructor(
    body?: string | Uint8Array<ArrayBuffer> | null,
    init?: { status?: number; statusText?: string; headers?: HeadersLike | Headers | [string, string][] },
  );
  readonly status: number;
  readonly statusText: string;
  readonly headers: Headers;
  readonly ok: boolean;
  text(): Promise<string>;
  json(): Promise<unknown>;
}
declare class URLSearchParams {
  constructor(init?: string | Record<string, string> | [string, string][]);
  get(name: string): string | null;
  getAll(name: string): string[];
  has(name: string): boolean;
  set(name: string, value: string): void;
  append(name: string, value: string): void;
  forEach(each: (value: string, name: string) => void): void;
  toString(): string;
}
declare class URL {
  constructor(url: string, base?: string | URL);
  readonly href: string;
  readonly origin: string;
  readonly protocol: string;
  readonly host: string;
  readonly hostname: string;
  readonly port: string;
  pathname: string;
  search: string;
  readonly hash: string;
  readonly searchParams: URLSearchParams;
  toString(): string;
}
declare class TextEncoder {
  encode(text?: string): Uint8Array<ArrayBuffer>;
  encodeInto(text: string, into: Uint8Array): { read: number; written: number };
}
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(bytes?: Uint8Array): string;
}
