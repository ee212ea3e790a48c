import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

/** What a page may do: nothing but itself. The same text is in the built index.html, for hosts that set no headers. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  "worker-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types glassvault",
].join("; ");

/** Cross-origin isolation gives the page a SharedArrayBuffer, which is how Ctrl-C stops a loop that never yields. */
const ISOLATION = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "same-origin",
};

/** Puts the policy into the built page. In development Vite's own client needs inline scripts and a socket, so it is left out there. */
function contentSecurityPolicy(): Plugin {
  return {
    name: "content-security-policy",
    apply: "build",
    transformIndexHtml: () => [
      { tag: "meta", attrs: { "http-equiv": "Content-Security-Policy", content: POLICY }, injectTo: "head-prepend" },
    ],
  };
}

/** Tells the service worker which files make up the page, and gives them a version of their contents. */
function offlineList(): Plugin {
  return {
    name: "offline-list",
    apply: "build",
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        const worker = bundle["sw.js"];
        if (worker?.type !== "chunk") throw new Error("The service worker is not in the bundle.");
        const built = Object.values(bundle).filter((file) => file.fileName !== "sw.js");
        const kept = readdirSync("public", { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => `${entry.parentPath}/${entry.name}`.slice("public/".length));
        const files = [...new Set(["index.html", ...built.map(({ fileName }) => fileName), ...kept])].sort();
        const hash = createHash("sha256");
        for (const file of built) hash.update(file.fileName).update(file.type === "chunk" ? file.code : file.source);
        for (const file of kept) hash.update(file).update(readFileSync(`public/${file}`));
        worker.code = worker.code
          .replaceAll("__PRECACHE_FILES__", JSON.stringify(files))
          .replaceAll("__PRECACHE_VERSION__", JSON.stringify(hash.digest("hex").slice(0, 16)));
      },
    },
  };
}

export default defineConfig({
  base: "./",
  resolve: {
    alias: {
      // Its form for browsers reads `&amp;` in a lab's text by way of markup, which the policy refuses; this one has a table.
      "decode-named-character-reference": fileURLToPath(
        new URL("node_modules/decode-named-character-reference/index.js", import.meta.url),
      ),
    },
  },
  plugins: [react(), contentSecurityPolicy(), offlineList()],
  worker: { format: "es" },
  build: {
    target: "es2023",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    cssMinify: true,
    rolldownOptions: {
      input: { index: "index.html", sw: "src/app/service-worker.ts" },
      // The service worker stands beside the page, under one name, so that its scope is the whole folder.
      output: { entryFileNames: ({ name }) => (name === "sw" ? "sw.js" : "assets/[name]-[hash].js") },
    },
  },
  server: { headers: ISOLATION },
  preview: { headers: { ...ISOLATION, "Content-Security-Policy": `${POLICY}; frame-ancestors 'none'` } },
});
