/** The sessions of this browser, for the page: the one that is open, the others, and those that come and go. */
import { cleanName, isSessionLink, SESSION_LIMITS } from "../../simulation/index.ts";
import { copyProgress, forgetProgress } from "../guide/progress-keeper.ts";
import { CurrentSession } from "./current.ts";
import { openDatabase } from "./database.ts";
import { SessionLibrary } from "./library.ts";
import type { Stage } from "./open-session.ts";
import type { SessionRecord } from "./record.ts";
import type { OfferedSession } from "./travel.ts";
import { holdNow } from "./tab-lock.ts";

/** What was done, or why it was not, in a sentence. */
export interface Outcome {
  readonly done: boolean;
  readonly said: string;
}

export interface Sessions {
  readonly current: CurrentSession;
  /** All but deleted ones, the one that changed last first. Empty where this browser keeps none. */
  readonly list: () => Promise<readonly SessionRecord[]>;
  readonly rename: (id: string, name: string) => Promise<Outcome>;
  readonly duplicate: (id: string) => Promise<Outcome>;
  readonly remove: (id: string) => Promise<Outcome>;
  readonly restore: (id: string) => Promise<void>;
  /** Puts a link that holds the session on the clipboard, or, where it is too long, saves a file. */
  readonly copyLink: () => Promise<Outcome>;
  readonly saveFile: (id: string) => Promise<Outcome>;
  /** Shows what a file holds; nothing of it is opened before someone agrees. */
  readonly offerFile: (file: File) => Promise<void>;
  /** Opens what was offered, or not; its link leaves the address bar. What was offered meanwhile stays. */
  readonly decide: (offered: OfferedSession, open: boolean) => Promise<void>;
  readonly history: () => Promise<readonly string[]>;
  readonly keepLine: (line: string) => void;
  /** When the prompt is there: what was deleted long ago goes, and a link in the address is looked at. */
  readonly afterBegin: () => Promise<void>;
}

const ELSEWHERE: Outcome = { done: false, said: "It is open in another tab: close it there first." };

export function openSessions(stage: Stage): Sessions {
  const { store } = stage;
  const library = openLibrary(stage);
  const current = new CurrentSession(stage, library);
  const isHere = (id: string) => store.getState().session.id === id;
  /** The link that is offered: another may have come to the address bar when that is decided. */
  let shownLink: string | undefined;
  const offerLink = async () => {
    const fragment = location.hash.slice(1);
    if (!isSessionLink(fragment)) return;
    shownLink = fragment;
    const travel = await import("./travel.ts");
    store.setState({ offered: await travel.offerLink(fragment) });
  };
  addEventListener("hashchange", () => void offerLink());
  return {
    current,
    list: async () => (await (await library)?.list()) ?? [],
    rename: async (id, wanted) => {
      const name = cleanName(wanted);
      if (isHere(id) && store.getState().session.role === "writes") current.rename(name);
      else if (!(await whileFree(id, async () => (await library)?.change(id, { name })))) return ELSEWHERE;
      return { done: true, said: `It is called “${name}” now.` };
    },
    duplicate: async (id) => {
      const made = await (await library)?.duplicate(id);
      if (made === undefined) return { done: false, said: "It could not be duplicated." };
      copyProgress(localStorage, id, made.id);
      return { done: true, said: `“${made.name}” was made.` };
    },
    remove: async (id) => {
      const kept = await library;
      const all = (await kept?.list()) ?? [];
      const name = all.find((session) => session.id === id)?.name ?? "";
      if (isHere(id)) {
        const next = all.find((session) => session.id !== id);
        if (store.getState().session.role === "follows") return ELSEWHERE;
        if (next === undefined) await current.startNew();
        else await current.open(next.id);
      }
      if (!(await whileFree(id, async () => kept?.delete(id)))) return ELSEWHERE;
      current.retryKeeping();
      return { done: true, said: `“${name}” was deleted.` };
    },
    restore: async (id) => (await library)?.restore(id),
    copyLink: async () => {
      const session = await current.document();
      if (session === undefined) return { done: false, said: "There is no session to link to." };
      const travel = await import("./travel.ts");
      const { url, characters } = await travel.linkTo(session, location.href);
      if (url === undefined) {
        const file = travel.saveAsFile(session);
        const [has, may] = [characters, SESSION_LIMITS.linkCharacters].map((count) => count.toLocaleString("en"));
        return {
          done: false,
          said: `A link would have ${has} characters; ${may} are allowed. Saved as ${file} instead.`,
        };
      }
      try {
        await navigator.clipboard.writeText(url);
      } catch {
        return { done: false, said: "The browser did not let the link be copied. Save the session as a file instead." };
      }
      return {
        done: true,
        said: `Copied a link of ${characters.toLocaleString("en")} characters. It holds the whole session.`,
      };
    },
    saveFile: async (id) => {
      const session = await current.document(id);
      if (session === undefined) return { done: false, said: "It could not be read." };
      const { saveAsFile } = await import("./travel.ts");
      return { done: true, said: `Saved as ${saveAsFile(session)}.` };
    },
    offerFile: async (file) => {
      const travel = await import("./travel.ts");
      store.setState({ offered: await travel.offerFile(file) });
    },
    decide: async (offered, open) => {
      if (store.getState().offered === offered) {
        store.setState({ offered: undefined });
        if (location.hash.slice(1) === shownLink) {
          history.replaceState(history.state, "", location.pathname + location.search);
        }
      }
      if (open && offered.kind === "session") await current.openDocument(offered.document);
    },
    history: async () => (await (await library)?.history()) ?? [],
    keepLine: (line) => void library.then((kept) => kept?.keepLine(line)).catch(() => undefined),
    afterBegin: async () => {
      await offerLink();
      for (const id of (await (await library)?.purge()) ?? []) forgetProgress(localStorage, id);
    },
  };
}

/** Undefined where this browser keeps nothing: a private window, a full disk, storage switched off. */
async function openLibrary({ note }: Stage): Promise<SessionLibrary | undefined> {
  try {
    return new SessionLibrary(
      await openDatabase({
        onBlocked: () => note("Another tab has an older Glassvault open: close it, and your sessions open here."),
        onLetGo: () =>
          note("A newer Glassvault was opened in another tab. Reload this one; nothing more is kept here."),
      }),
    );
  } catch {
    return undefined;
  }
}

/** Does something with a session that no other tab has open; false where one has. */
async function whileFree(id: string, act: () => Promise<unknown>): Promise<boolean> {
  const hold = await holdNow(id);
  if (hold === undefined) return false;
  try {
    await act();
  } finally {
    hold.release();
  }
  return true;
}
