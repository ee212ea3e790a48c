// What a fresh clone lacks: packages and a Chromium. Each function installs its thing only where it is missing.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const STAMP = "node_modules/.glassvault-lock";
const VENV = ".venv";
const HVAC = "2.3.0";
const CHROMIUMS = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
];

/** Runs a command with its output shown; answers its exit code. */
export function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { stdio: "inherit", ...options });
  if (error) console.error(`${command}: ${error.message}`);
  return status ?? 1;
}

/** Installs the packages of package-lock.json unless this very lock file is installed already. */
export function ensurePackages() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    fail(`Glassvault needs Node 20.19 or newer; this is ${process.version}.`);
  const lock = createHash("sha256").update(readFileSync("package-lock.json")).digest("hex");
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === lock) return;
  console.log("Installing packages…");
  // Not `npm ci`: it refuses a lock file that leaves out optional packages of other platforms, and a registry that does not
  // carry them makes such a file. What the lock file names is installed as it says; it is not rewritten.
  if (run("npm", ["install", "--no-save", "--no-audit", "--no-fund"]) !== 0)
    fail("npm install failed; its messages are above.");
  writeFileSync(STAMP, lock);
}

/**
 * Finds a Chromium, or begins to install Debian's through apt, which goes on while other things are run; answers what waits for
 * its path. CHROMIUM_PATH names another.
 */
export function beginChromium() {
  const find = () => [process.env.CHROMIUM_PATH, ...CHROMIUMS].find((path) => path && existsSync(path));
  const found = find();
  if (found) return () => Promise.resolve(found);
  console.log("Installing Chromium meanwhile…");
  const [command, ...args] = aptInstalls("chromium");
  const child = spawn(command, args, { stdio: ["ignore", "ignore", "inherit"] });
  const installing = new Promise((resolve) => {
    child.once("error", () => resolve(false));
    child.once("exit", (code) => resolve(code === 0));
  });
  return async () => {
    if (!(await installing))
      fail("No Chromium was found and apt-get could not install one. Install Chromium, or set CHROMIUM_PATH to one.");
    return find() ?? fail("apt-get installed a Chromium where it was not expected. Set CHROMIUM_PATH to it.");
  };
}

/** Makes .venv with the hvac that the tests are written for; answers its Python. */
export function ensureHvac() {
  const python = `${VENV}/bin/python`;
  const works = () =>
    runs(python, ["-c", `import hvac; from importlib.metadata import version; assert version("hvac") == "${HVAC}"`]);
  if (works()) return python;
  const make = () => run("python3", ["-m", "venv", "--clear", VENV]) === 0;
  if (!runs("python3", ["-c", "import ensurepip, venv"])) {
    console.log("Installing Python…");
    const [command, ...args] = aptInstalls("python3", "python3-venv");
    if (run(command, args) !== 0)
      fail("hvac needs Python 3 with venv, and apt-get could not install it. Install python3 and python3-venv.");
  }
  if (!make()) fail("Python 3 could not make the virtual environment .venv; its messages are above.");
  console.log("Installing hvac…");
  if (run(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", `hvac==${HVAC}`]) !== 0)
    fail("pip could not install hvac; its messages are above.");
  return works() ? python : fail(`.venv holds another hvac than ${HVAC}. Remove .venv and run this again.`);
}

/** A command that ends well, its output left unseen. */
function runs(command, args) {
  return spawnSync(command, args, { stdio: "ignore" }).status === 0;
}

/** The command that installs them, and its arguments. */
function aptInstalls(...names) {
  const prefix = process.getuid?.() === 0 ? [] : ["sudo", "-n"];
  const install = `apt-get -qq install -y --no-install-recommends ${names.join(" ")}`;
  return [...prefix, "env", "DEBIAN_FRONTEND=noninteractive", "sh", "-c", `apt-get -qq update && ${install}`];
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
