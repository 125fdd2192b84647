/** The two functions for Amazon CloudFront, made from deploy/headers.mjs: the rules are those functions' own source. */
import { headersFor, isNavigation, kindOf, responseKinds } from "./headers.mjs";

/**
 * Turns the path of a page into that of index.html. For the event "viewer request".
 * @param {string} note
 */
export function cloudFrontRequest(note) {
  return `// ${note}
// CloudFront function (runtime 2.0) for the event "viewer request".

function handler(event) {
  if (isNavigation(event.request.uri)) event.request.uri = "/index.html";
  return event.request;
}

${isNavigation}
`;
}

/**
 * Puts the headers of its kind on each answer. For the event "viewer response".
 * @param {string} note
 */
export function cloudFrontResponse(note) {
  const table = Object.fromEntries(
    responseKinds.map((kind) => [
      kind,
      Object.fromEntries(
        Object.entries(headersFor(kind, { https: true })).map(([name, value]) => [name.toLowerCase(), { value }]),
      ),
    ]),
  );
  return `// ${note}
// CloudFront function (runtime 2.0) for the event "viewer response".

const headers = ${JSON.stringify(table, undefined, 2)};

function handler(event) {
  Object.assign(event.response.headers, headers[kindOf(event.request.uri)]);
  return event.response;
}

${kindOf}

${isNavigation}
`;
}
