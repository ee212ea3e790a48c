/**
 * The scripts that the page starts beside its own. The page's policy lets no text become a script's address, or markup
 * (`require-trusted-types-for`), but for addresses that the policy made here vouches for; no second one can be made.
 */

/** Of the browser's Trusted Types what is used here. What it makes, the DOM's types take for text. */
interface TrustedTypes {
  createPolicy(name: string, rules: ScriptUrls): ScriptUrls;
}
interface ScriptUrls {
  createScriptURL(url: string): string;
}
declare global {
  var trustedTypes: TrustedTypes | undefined;
}

/** Vouches for what lies beside the page, in its folder. */
const vouching: ScriptUrls = {
  createScriptURL: (url) => {
    const folder = new URL(".", document.baseURI).href;
    if (new URL(url, folder).href.startsWith(folder)) return url;
    throw new TypeError(`${url} is no script of this page.`);
  },
};

/** A browser without Trusted Types takes the address as it is. */
const policy = globalThis.trustedTypes?.createPolicy("glassvault", vouching) ?? vouching;

/** A Worker with a script of the page's own. */
export class OwnWorker extends Worker {
  constructor(url: URL, options: WorkerOptions) {
    super(policy.createScriptURL(url.href), options);
  }
}

export function registerServiceWorker(url: string, options: RegistrationOptions): Promise<ServiceWorkerRegistration> {
  return navigator.serviceWorker.register(policy.createScriptURL(url), options);
}
