import type { RedirectionNode } from "./interpreter.ts";

/** Where a command's output goes. Two that are the same object are the same place, so their order is kept. */
export interface Destination {
  /** Set where text goes out as it is written: the shell's own standard output or error. */
  readonly stream: "stdout" | "stderr" | undefined;
}

/** A command's three standard descriptors, as the shell around it left them. */
export interface Routes {
  readonly out: Destination;
  readonly err: Destination;
  /** Standard input is the shell's own: the terminal, where there is one. */
  readonly ownInput: boolean;
}

export const SHELL_ROUTES: Routes = { out: { stream: "stdout" }, err: { stream: "stderr" }, ownInput: true };

/** A place whose text the interpreter carries on itself: a pipe, a file, a substitution. */
export function elsewhere(): Destination {
  return { stream: undefined };
}

/** What redirections make of the routes, in order, as far as it shows without running anything; what does not show is `elsewhere`. */
export function redirect(routes: Routes, redirections: readonly RedirectionNode[]): Routes {
  let { out, err, ownInput } = routes;
  for (const one of redirections) {
    const { operator } = one;
    if (one.fdVariable !== undefined) continue;
    if (operator === "&>" || operator === "&>>") {
      out = err = elsewhere();
    } else if (operator === ">&") {
      const target = literal(one);
      if (one.fd === 2) err = target === "1" ? out : target === "2" ? err : elsewhere();
      else if (one.fd === 1) out = target === "2" ? err : target === "1" ? out : elsewhere();
      else if (one.fd === null) {
        if (target === "1" || target === "2") out = target === "2" ? err : out;
        else out = err = elsewhere();
      }
    } else if (operator.startsWith(">")) {
      if (one.fd === 2) err = elsewhere();
      else if ((one.fd ?? 1) === 1) out = elsewhere();
    } else if (operator.startsWith("<") && (one.fd ?? 0) === 0) {
      ownInput = false;
    }
  }
  return { out, err, ownInput };
}

function literal(redirection: RedirectionNode): string | undefined {
  const parts = redirection.target.parts;
  return parts?.length === 1 && parts[0]?.type === "Literal" ? parts[0].value : undefined;
}
