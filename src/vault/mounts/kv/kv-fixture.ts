import { ManualClock, SeededRandom, type Json } from "../../../lib/index.ts";
import { VaultServer, type HttpAnswer, type Operation, type Outcome } from "../../index.ts";

/** A server and its root token, for the tests of what is mounted at `secret/` and `cubbyhole/`. */
export class KvFixture {
  readonly clock = new ManualClock(1_700_000_000_000_000_000n);
  readonly server = new VaultServer({ clock: this.clock, random: new SeededRandom("kv") });

  ask(operation: Operation, path: string, data: Readonly<Record<string, Json>> = {}, token?: string): Outcome {
    return this.server.handle({ operation, path, data, clientToken: token ?? this.server.rootToken });
  }

  /** The data of an answer, whatever its status. */
  data(operation: Operation, path: string, data: Readonly<Record<string, Json>> = {}): Json | undefined {
    return this.ask(operation, path, data)?.data;
  }

  http(method: string, path: string, body = "", headers: Readonly<Record<string, string>> = {}): HttpAnswer {
    return this.server.handleHttp({
      method,
      url: `/v1/${path}`,
      headers: { "x-vault-token": this.server.rootToken, ...headers },
      body,
    });
  }

  wait(seconds: number): void {
    this.clock.advance(BigInt(Math.round(seconds * 1e9)));
  }
}
