/**
 * Sends one request over and over through several connections, as fast as each is answered, and prints what came of it as JSON.
 * A process of its own, so that the server it loads has a core to itself: its argument is an `Order` as JSON.
 */
import { Agent, request, type RequestOptions } from "node:http";

interface Order {
  readonly port: number;
  readonly seconds: number;
  readonly connections: number;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const order: Order = JSON.parse(process.argv[2] ?? "{}");
const agent = new Agent({ keepAlive: true, maxSockets: order.connections });
const options: RequestOptions = {
  agent,
  host: "127.0.0.1",
  port: order.port,
  method: order.method,
  path: order.path,
  headers: {
    ...order.headers,
    ...(order.body === "" ? {} : { "Content-Length": String(Buffer.byteLength(order.body)) }),
  },
};

/** Whether one request was answered with 200 and JSON. */
function ask(): Promise<boolean> {
  return new Promise((resolve) => {
    const sent = request(options, (answer) => {
      let text = "";
      answer.setEncoding("utf8");
      answer.on("data", (part: string) => (text += part));
      answer.on("end", () => resolve(answer.statusCode === 200 && text.startsWith("{")));
      answer.on("error", () => resolve(false));
    });
    sent.on("error", () => resolve(false));
    sent.end(order.body);
  });
}

let answered = 0;
let errors = 0;
const startMs = performance.now();
const endMs = startMs + order.seconds * 1000;
await Promise.all(
  Array.from({ length: order.connections }, async () => {
    while (performance.now() < endMs) {
      if (await ask()) answered++;
      else errors++;
    }
  }),
);
const perSecond = answered / ((performance.now() - startMs) / 1000);
agent.destroy();
process.stdout.write(JSON.stringify({ perSecond, errors }));
