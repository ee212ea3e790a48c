import { describe, expect, it } from "vitest";
import { fakeProgramIo } from "../fake-program-io.ts";
import { completeVault } from "../index.ts";

const answers = {
  "GET sys/policies/acl?list=true": '{"data":{"keys":["default","web"]}}',
  "GET sys/internal/ui/mounts":
    '{"data":{"secret":{"secret/":{"type":"kv","options":{"version":"2"}},"cubbyhole/":{"type":"cubbyhole"}},"auth":{"token/":{"type":"token"}}}}',
  "GET secret/metadata?list=true": '{"data":{"keys":["app/","x"]}}',
  "GET auth/token/accessors?list=true": '{"data":{"keys":["acc1"]}}',
};

async function candidates(line: string): Promise<string[]> {
  const words = line.split(" ");
  const found = await completeVault(words, words.length - 1, fakeProgramIo([], { answers }).io);
  return found.map((candidate) => candidate.text);
}

describe("completeVault", () => {
  it.each([
    ["vault to", ["token"]],
    ["vault token re", ["renew", "revoke"]],
    ["vault token create -or", ["-orphan"]],
    ["vault token create --pol", ["--policy=", "--policy-override"]],
    ["vault token create -policy=w", ["-policy=web"]],
    ["vault token create -policy w", ["web"]],
    ["vault token create -type=", ["-type=service", "-type=batch"]],
    ["vault token lookup -accessor ", ["acc1"]],
    ["vault policy read d", ["default"]],
    ["vault kv get secret/", ["secret/app/", "secret/x"]],
    ["vault kv get -mount=secret a", ["app/"]],
    ["vault read secret/data/", ["secret/data/app/", "secret/data/x"]],
    ["vault read auth/", ["auth/token/"]],
    ["vault token renew ", []],
  ])("%s", async (line, expected) => {
    expect(await candidates(line)).toEqual(expected);
  });

  it("trouble gives no candidates", async () => {
    const { io } = fakeProgramIo([], { answers: { "GET sys/policies/acl?list=true": { status: 403, body: "{}" } } });
    expect(await completeVault(["vault", "policy", "read", ""], 3, io)).toEqual([]);
  });
});
