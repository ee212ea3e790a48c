/**
 * Sends one request over and over through several connections, as fast as each is answered, and prints what came of it as JSON.
 * A process of its own, so that the server it loads has a core to itself: `load {"port":…,"seconds":…,"connections":…,"request":"POST /…"}`.
 */
import { connect } from "node:net";

interface Order {
  readonly port: number;
  readonly seconds: number;
  readonly connections: number;
  /** The whole request as it goes over the wire. */
  readonly request: string;
}

const order: Order = JSON.parse(process.argv[2] ?? "{}");
const bytes = Buffer.from(order.request);
const endMs = performance.now() + order.seconds * 1000;
let answered = 0;
let errors = 0;

function loadOne(): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(order.port, "127.0.0.1");
    let text = "";
    const finish = () => {
      socket.destroy();
      resolve();
    };
    socket.setNoDelay(true);
    socket.setEncoding("latin1");
    socket.on("connect", () => socket.write(bytes));
    socket.on("error", () => {
      errors++;
      finish();
    });
    socket.on("data", (part: string) => {
      text += part;
      const length = answerLength(text);
      if (length === undefined || text.length < length) return;
      if (!text.startsWith("HTTP/1.1 200 ") || text.length > length) errors++;
      else answered++;
      text = "";
      if (performance.now() >= endMs) finish();
      else socket.write(bytes);
    });
  });
}

function answerLength(text: string): number | undefined {
  const end = text.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const at = text.search(/content-length: /i);
  return end + 4 + (at < 0 || at > end ? 0 : Number.parseInt(text.slice(at + "content-length: ".length), 10));
}

const startMs = performance.now();
await Promise.all(Array.from({ length: order.connections }, loadOne));
process.stdout.write(JSON.stringify({ perSecond: answered / ((performance.now() - startMs) / 1000), errors }));
