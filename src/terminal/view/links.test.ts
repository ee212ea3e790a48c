import { describe, expect, it } from "vitest";
import { findTokens } from "./links.ts";

const service = "hvs.CAESIJlU9JMYEhOPYv4igdhm9PnZDrabYTobQ4Ymnlq1qY-LGh4KHGh2cy43OVQ0";
const accessor = "vmGrl1JvB6dHcZ0n4xYq7aBc";

describe("findTokens", () => {
  it("finds tokens of every kind, and accessors", () => {
    const line = `token ${service} accessor ${accessor} hvb.AAAAAQJVO-yXJDdU9FblWdT2`;
    expect(findTokens(line).map(({ kind, text }) => [kind, text])).toEqual([
      ["token", service],
      ["accessor", accessor],
      ["token", "hvb.AAAAAQJVO-yXJDdU9FblWdT2"],
    ]);
  });
  it("takes no part of a longer word, no path and no plain word for an accessor", () => {
    expect(findTokens(`x${accessor} ${accessor}/y internationalisationally ${accessor}.nsid`)).toEqual([]);
  });
  it("finds them in quotes, as JSON prints them", () => {
    expect(findTokens(`"accessor": "${accessor}",`).map(({ text }) => text)).toEqual([accessor]);
  });
});
