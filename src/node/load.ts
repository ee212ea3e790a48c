/**
 * Sends one request over and over through several connections, as fast as each is answered.
 * A process of its own, so that the server it loads has a core to itself: each message to it is an `Order`, each of its own a `Measured`.
 */
import { connect } from "node:net";

/**
 * `fetch` is how a program asks: under it a real Vault reaches 0.3 to 0.4 of a bare Node server.
 * `flat-out` is faster than any server that it measures: it writes prepared bytes and reads no more than it must.
 */
export type Client = "fetch" | "flat-out";

export interface Order {
  readonly client: Client;
  readonly port: number;
  readonly seconds: number;
  readonly connections: number;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Measured {
  readonly perSecond: number;
  readonly errors: number;
}

const LONGEST_ANSWER = 1 << 16;
const goodStart = "HTTP/1.1 200 ";
const headEnd = "\r\n\r\n";

function bytesOf(order: Order): Buffer {
  const lines = [
    `${order.method} ${order.path} HTTP/1.1`,
    `Host: 127.0.0.1:${order.port}`,
    ...Object.entries(order.headers).map(([name, value]) => `${name}: ${value}`),
    ...(order.body === "" ? [] : [`Content-Length: ${Buffer.byteLength(order.body)}`]),
  ];
  return Buffer.from(lines.join("\r\n") + headEnd + order.body);
}

/** Undefined where the answer is not whole yet; else whether it is 200, JSON, and one answer alone. */
function judge(bytes: Buffer): boolean | undefined {
  const end = bytes.indexOf(headEnd);
  if (end < 0) return undefined;
  const head = bytes.toString("latin1", 0, end);
  const bodyStart = end + headEnd.length;
  const whole = bodyStart + Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1]);
  if (bytes.length < whole) return undefined;
  return bytes.length === whole && head.startsWith(goodStart) && bytes[bodyStart] === 0x7b;
}

interface Count {
  good: number;
  bad: number;
}

/** One loop of a program that waits for each answer. */
async function fetchOn(order: Order, endMs: number): Promise<Count> {
  const { method, headers, body } = order;
  const url = `http://127.0.0.1:${order.port}${order.path}`;
  const request = { method, headers, ...(body === "" ? {} : { body }) };
  const count = { good: 0, bad: 0 };
  while (performance.now() < endMs) {
    const isGood = await fetch(url, request).then(
      async (answer) => answer.ok && typeof (await answer.json()) === "object",
      () => false,
    );
    count[isGood ? "good" : "bad"]++;
  }
  return count;
}

/** One connection: asks, reads the answer, and asks again until the time is over. */
function askOn(order: Order, endMs: number): Promise<Count> {
  const request = bytesOf(order);
  const count = { good: 0, bad: 0 };
  let kept: Buffer | undefined;
  return new Promise((resolve) => {
    const socket = connect({
      host: "127.0.0.1",
      port: order.port,
      noDelay: true,
      onread: {
        buffer: Buffer.alloc(LONGEST_ANSWER),
        callback: (length, buffer) => {
          const arrived = Buffer.from(buffer.buffer, buffer.byteOffset, length);
          const bytes = kept === undefined ? arrived : Buffer.concat([kept, arrived]);
          const good = judge(bytes);
          kept = good === undefined ? Buffer.from(bytes) : undefined;
          if (good === undefined) return true;
          count[good ? "good" : "bad"]++;
          if (performance.now() < endMs) socket.write(request);
          else socket.end();
          return true;
        },
      },
    });
    socket.on("connect", () => socket.write(request));
    socket.on("error", () => count.bad++);
    socket.on("close", () => resolve(count));
  });
}

async function carryOut(order: Order): Promise<Measured> {
  const startMs = performance.now();
  const endMs = startMs + order.seconds * 1000;
  const ask = order.client === "fetch" ? fetchOn : askOn;
  const counts = await Promise.all(Array.from({ length: order.connections }, () => ask(order, endMs)));
  const seconds = (performance.now() - startMs) / 1000;
  const sum = (of: keyof Count) => counts.reduce((total, count) => total + count[of], 0);
  return { perSecond: sum("good") / seconds, errors: sum("bad") };
}

process.on("message", (order: Order) => void carryOut(order).then((measured) => process.send?.(measured)));
