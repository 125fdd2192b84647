/**
 * The address of one of our own scripts, in the form that `new Worker` and service worker registration accept under
 * Trusted Types. Pass it on untouched: it is typed as the string the DOM types ask for, but where the browser enforces
 * Trusted Types it is the policy's object. Throws a TypeError for any other address.
 */
export function trustedScriptUrl(url: string): string {
  policy ??= trustedTypes()?.createPolicy("ss-worker-url", { createScriptURL: allowedScriptUrl }) ?? {
    createScriptURL: allowedScriptUrl,
  };
  return policy.createScriptURL(url);
}

interface ScriptUrlPolicy {
  createScriptURL(url: string): string;
}

interface TrustedTypes {
  createPolicy(name: string, rules: ScriptUrlPolicy): ScriptUrlPolicy;
}

// Made once: the content security policy allows this name and no duplicates.
let policy: ScriptUrlPolicy | undefined;

function trustedTypes() {
  // `as` because the DOM types lack it; browsers without Trusted Types leave it undefined, as this type says.
  return (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
}

const BUILT = [/\/sw\.js$/, /\/assets\/(?:vault|age|journal)-worker-[A-Za-z0-9_-]+\.js$/];
const DEVELOPED = [/\/src\/(?:vault\/(?:vault|age)|storage\/journal)-worker\.ts$/]; // served with a query by the development server only

function allowedScriptUrl(url: string): string {
  const { href, pathname, search, hash } = new URL(url, location.href);
  const built = search === "" && hash === "" && BUILT.some((allowed) => allowed.test(pathname));
  const developed = import.meta.env.DEV && DEVELOPED.some((allowed) => allowed.test(pathname));
  const ours = href.startsWith(`${location.origin}/`); // a blob: address has our origin too
  if (!ours || !(built || developed)) throw new TypeError("Not the address of one of our scripts");
  return href;
}
