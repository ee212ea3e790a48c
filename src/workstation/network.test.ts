import { expect, test } from "vitest";
import { listenerAt, reach } from "./network.ts";

const at = (listen: string, url: string) => reach(listenerAt(`http://${listen}`), new URL(url));

test("a server on the loopback address is met there under all of its names, and nowhere else", () => {
  expect(at("127.0.0.1:8200", "http://127.0.0.1:8200/")).toBe("server");
  expect(at("127.0.0.1:8200", "http://localhost:8200/")).toBe("server");
  expect(at("localhost:8200", "http://127.0.0.1:8200/")).toBe("server");
  expect(at("127.0.0.1:8200", "http://127.0.0.1:8201/")).toBe("refused");
  expect(at("127.0.0.1:8200", "http://[::1]:8200/")).toBe("refused");
  expect(at("127.0.0.1:8200", "http://10.0.0.7:8200/")).toBe("refused");
  expect(at("127.0.0.1:8200", "http://vault.example:8200/")).toBe("unknown");
});

test("a server on all addresses is met on each", () => {
  expect(at("0.0.0.0:8200", "http://127.0.0.1:8200/")).toBe("server");
  expect(at("0.0.0.0:8200", "http://[::1]:8200/")).toBe("refused");
  expect(at("[::]:8200", "http://[::1]:8200/")).toBe("server");
  expect(at("[::1]:8200", "http://localhost:8200/")).toBe("server");
});

test("https finds a server that speaks no TLS", () => {
  expect(at("127.0.0.1:8200", "https://127.0.0.1:8200/")).toBe("plain");
  expect(at("127.0.0.1:8200", "https://127.0.0.1/")).toBe("refused");
  expect(reach(listenerAt("https://vault.example:8200"), new URL("https://vault.example:8200/"))).toBe("server");
});
