// Written by scripts/generate-deploy.mjs from deploy/headers.mjs. Change those, not this file.
// CloudFront function (runtime 2.0) for the event "viewer request".

function handler(event) {
  if (isNavigation(event.request.uri)) event.request.uri = "/index.html";
  return event.request;
}

function isNavigation(pathname) {
  if (pathname.startsWith("/assets/")) return false;
  return !pathname.slice(pathname.lastIndexOf("/") + 1).includes(".");
}
