// Serves the built page to the end-to-end tests: as `vite preview` does, with its headers, but nothing is packed.
// Each test is a new visitor, and packing everything anew for each took a tenth of the time.
import { preview } from "vite";

const unpacked = {
  name: "unpacked",
  configurePreviewServer({ middlewares }) {
    middlewares.use((request, _response, next) => {
      delete request.headers["accept-encoding"];
      next();
    });
  },
};

await preview({
  plugins: [unpacked],
  preview: { host: "127.0.0.1", port: Number(process.argv[2] ?? 4173), strictPort: true },
});
