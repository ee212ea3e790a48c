/** What is known of the token that a request is about and that is not there. */
import type { Notice } from "../../inspect/notice.ts";
import { tokenKey } from "../../inspect/token-view.ts";
import type { TokenServices } from "./services.ts";

export const missingAccessor: Notice = { kind: "subject-missing", named: "accessor", detail: "unknown" };

export function missingToken(services: TokenServices, token: string): Notice {
  const key = tokenKey(services.tokens, token);
  return { kind: "subject-missing", named: "token", detail: services.diagnose(token), key };
}
