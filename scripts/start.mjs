// `npm start`: installs what is missing, builds, and serves the app. While working on it, `npm run dev` serves it from source.
import { ensurePackages } from "./lib/setup.mjs";

ensurePackages();
const { build, preview } = await import("vite");
await build({ logLevel: "error" });
const server = await preview({ preview: { host: "127.0.0.1", port: Number(process.env.PORT ?? 4173) } });
console.log(`\nGlassvault is at ${server.resolvedUrls?.local[0]}\n`);
