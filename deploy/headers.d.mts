/** What a response is, as far as its headers go. */
export type ResponseKind =
  | "document"
  | "vault-worker"
  | "age-worker"
  | "journal-worker"
  | "service-worker"
  | "asset"
  | "other";

export const responseKinds: readonly ResponseKind[];

/** First segments of the paths that the app itself routes. A host that cannot tell a page from a file is given this list. */
export const navigationPrefixes: readonly string[];

/** The kind of response a request path asks for. */
export function kindOf(pathname: string): ResponseKind;

/** Whether a path names a page of the app (answered with index.html) and not a file. */
export function isNavigation(pathname: string): boolean;

/** Headers every response carries, whatever its kind. `https` adds those that would break a plain http server. */
export function commonHeaders(options: { https: boolean }): Record<string, string>;

/** All headers of one kind of response, in the order they are written. `https` adds those that would break a plain http server. */
export function headersFor(kind: ResponseKind, options: { https: boolean }): Record<string, string>;

/** Headers of the answer to a path that does not exist: never cached, so that the next release can bring the file. */
export function missingHeaders(options: { https: boolean }): Record<string, string>;
