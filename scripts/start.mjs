// `npm start`: installs what is missing and serves the app.
import { ensurePackages } from "./lib/setup.mjs";

ensurePackages();
const { createServer } = await import("vite");
const server = await createServer({ server: { host: "127.0.0.1", port: Number(process.env.PORT ?? 5173) } });
await server.listen();
console.log(`\nGlassvault is at ${server.resolvedUrls?.local[0]}\n`);
