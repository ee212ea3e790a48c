import { expect, test } from "vitest";
import { isolatedResponse } from "./isolated-response.ts";

test("a response keeps its status, its text and its own headers, and gains those of isolation", async () => {
  const before = new Response("text", { status: 404, headers: { "content-type": "text/plain" } });
  const after = isolatedResponse(before);
  expect(after.status).toBe(404);
  expect(await after.text()).toBe("text");
  expect(Object.fromEntries(after.headers)).toEqual({
    "content-type": "text/plain",
    "cross-origin-embedder-policy": "require-corp",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
  });
});

test("a failed response is passed on as it is", () => {
  const failed = Response.error();
  expect(isolatedResponse(failed)).toBe(failed);
});
