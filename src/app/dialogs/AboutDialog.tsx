import { useServices } from "../services-context.ts";
import { Sheet } from "./Sheet.tsx";

export default function AboutDialog({ onClose }: { readonly onClose: () => void }) {
  const { sessions } = useServices();
  return (
    <Sheet title="About Glassvault" onClose={onClose}>
      <p>
        A Vault you can see through. The terminal, the <code>vault</code> program and the server are simulated whole in
        this tab: nothing leaves it, and it works without a network. The reference is Vault 1.16, Community.
      </p>
      <p>
        It is made for learning. Keep no real secret in it: what you type is saved in this browser so that a reload
        loses nothing.
      </p>
      <p>
        <strong>Not affiliated with HashiCorp.</strong> “HashiCorp” and “Vault” are trademarks of their owner, used here
        to say what is simulated.
      </p>
      <h3>Start over</h3>
      <p>Begins a fresh server and a fresh shell. What you have done so far stays among your sessions.</p>
      <button
        type="button"
        className="text-button"
        onClick={() => {
          void sessions.current.startNew();
          onClose();
        }}
      >
        Start a new session
      </button>
      <h3>Made with</h3>
      <p>
        React, zustand, xterm.js, just-bash, noble cryptography, sorted-btree, CodeMirror, cmdk, d3-hierarchy,
        react-resizable-panels, idb and lucide, under their MIT, ISC and Apache licences; the typefaces Atkinson
        Hyperlegible Next and Mono under the SIL Open Font License. Glassvault itself is under the MIT licence.
      </p>
    </Sheet>
  );
}
