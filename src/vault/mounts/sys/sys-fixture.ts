import { ManualClock, SeededRandom, type Json } from "../../../lib/index.ts";
import { VaultServer, type HttpAnswer, type Operation, type Outcome } from "../../index.ts";

type Data = Readonly<Record<string, Json>>;

/** A server and its root token, for the tests of what is below `sys/`. */
export class SysFixture {
  readonly clock = new ManualClock(1_700_000_000_000_000_000n);
  readonly server = new VaultServer({ clock: this.clock, random: new SeededRandom("sys") });

  ask(
    operation: Operation,
    path: string,
    data: Data = {},
    token = this.server.rootToken,
    wrapTtlSeconds?: number,
  ): Outcome {
    const wrap = wrapTtlSeconds === undefined ? {} : { wrapTtlSeconds };
    return this.server.handle({ operation, path, data, clientToken: token, ...wrap });
  }

  read(path: string, token?: string): Json | undefined {
    return this.ask("read", path, {}, token)?.data;
  }

  write(path: string, data: Data = {}, token?: string): Outcome {
    return this.ask("update", path, data, token);
  }

  /** The texts of a refusal; undefined where there was none. */
  refused(operation: Operation, path: string, data: Data = {}, token?: string): readonly string[] | undefined {
    const outcome = this.ask(operation, path, data, token);
    return outcome?.ok === false ? outcome.errors : undefined;
  }

  /** A service token with one policy made of rules. */
  tokenWith(rules: string): string {
    this.write("sys/policies/acl/given", { policy: rules });
    const outcome = this.write("auth/token/create", { policies: ["given"], ttl: "1h" });
    return outcome?.ok === true ? (outcome.auth?.clientToken ?? "") : "";
  }

  http(method: string, path: string, body = "", token = this.server.rootToken): HttpAnswer {
    const headers: Record<string, string> = token === "" ? {} : { "x-vault-token": token };
    return this.server.handleHttp({ method, url: `/v1/${path}`, headers, body });
  }
}
