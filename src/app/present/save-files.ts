/** What can be taken away of a session to show it: pictures, and a recording of the terminal. */
import { download } from "../download.ts";
import type { Services } from "../services.ts";
import { drawPicture, toPng } from "./picture.ts";

export async function savePicture(services: Services, form: "svg" | "png"): Promise<void> {
  const handle = services.terminal();
  if (handle === undefined) return;
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string): string => {
    const probe = document.createElement("span");
    probe.style.color = `var(${name})`;
    document.body.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color || style.color;
  };
  const tree = document.querySelector(".tr-picture");
  const { svg, width, height } = await drawPicture({
    rows: handle.screen(),
    columns: handle.size().columns,
    title: "Glassvault",
    tree: tree instanceof SVGSVGElement ? tree : undefined,
    colours: { background: colour("--well"), ink: colour("--ink"), dim: colour("--ink-3"), pane: colour("--pane") },
  });
  const blob = form === "svg" ? new Blob([svg], { type: "image/svg+xml" }) : await toPng(svg, width, height);
  download(blob, `glassvault.${form}`);
}

export function saveCast(services: Services): void {
  const { cast, note } = services;
  if (cast.isFull) note("The recording ends at its limit of 8,000,000 characters");
  download(new Blob([cast.write("Glassvault")], { type: "application/x-asciicast" }), "glassvault.cast");
}
