import { momentText, type Step } from "../../panels/index.ts";
import { useServices } from "../services-context.ts";

/** Says that the panels show another moment than now, and leads out of it. */
export function LookBanner({ look }: { readonly look: Step }) {
  const { time, terminal } = useServices();
  const moment = momentText(look);
  return (
    <section className="look-banner" aria-label="Looking at an earlier moment">
      <p>
        <b>Looking at</b> {moment.endsWith("…") ? moment : `${moment}.`} <span>What you type runs in the present.</span>
      </p>
      <div className="look-ways">
        <button
          type="button"
          className="text-button"
          title="Show the world as it is (Esc)"
          onClick={() => {
            time.back();
            terminal()?.focus();
          }}
        >
          Return
        </button>
        <button
          type="button"
          className="text-button"
          title="Go on from here. What came after it can be redone, until another command runs"
          onClick={() => {
            time.branch();
            terminal()?.focus();
          }}
        >
          Branch from here
        </button>
        <button type="button" className="text-button" onClick={() => time.compare(look.moment, "now")}>
          Compare with now
        </button>
      </div>
    </section>
  );
}
