// `npm run test:hvac`: PyPI's hvac, by its documented flows, against the served engine. Ends with `N passed, N failed`.
import { spawn } from "node:child_process";
import { ensureHvac, ensurePackages, run } from "./lib/setup.mjs";

ensurePackages();
const python = ensureHvac();
const server = spawn(
  process.execPath,
  ["scripts/run.mjs", "src/node/serve.ts", "--port", "0", "--dev-root-token-id", "root"],
  {
    stdio: ["ignore", "pipe", "inherit"],
  },
);
const ended = new Promise((resolve) => void server.once("exit", resolve));
let exitCode = 1;
try {
  const [unsealKey, address] = await facts(server);
  exitCode = run(python, ["-B", "tests/clients/hvac_flows.py", address, "root", unsealKey]);
} catch (error) {
  console.error(error.message);
  console.log("0 passed, 1 failed");
} finally {
  server.kill("SIGTERM");
  await ended;
}
process.exitCode = exitCode;

/** The key that opens the server, and where it listens, as it says itself. */
function facts(child) {
  return new Promise((resolve, reject) => {
    let printed = "";
    child.stdout.setEncoding("utf8").on("data", (text) => {
      printed += text;
      const found = /Api Address: (\S+)[^]*Unseal Key: (\S+)\nRoot Token/.exec(printed);
      if (found !== null) resolve([found[2], found[1]]);
    });
    child.once("exit", (code) => reject(new Error(`npm run serve ended with ${code} before it listened.`)));
  });
}
