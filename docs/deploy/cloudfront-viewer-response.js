// Written by scripts/generate-deploy.mjs from deploy/headers.mjs. Change those, not this file.
// CloudFront function (runtime 2.0) for the event "viewer response".

const headers = {
  "document": {
    "content-security-policy": {
      "value": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-src 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types ss-worker-url; upgrade-insecure-requests"
    },
    "cross-origin-opener-policy": {
      "value": "same-origin"
    },
    "cross-origin-embedder-policy": {
      "value": "require-corp"
    },
    "origin-agent-cluster": {
      "value": "?1"
    },
    "x-frame-options": {
      "value": "DENY"
    },
    "permissions-policy": {
      "value": "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), hid=(), idle-detection=(), magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=(), xr-spatial-tracking=(), publickey-credentials-create=(self), publickey-credentials-get=(self)"
    },
    "cache-control": {
      "value": "no-cache"
    },
    "strict-transport-security": {
      "value": "max-age=63072000; includeSubDomains"
    },
    "cross-origin-resource-policy": {
      "value": "same-origin"
    },
    "x-content-type-options": {
      "value": "nosniff"
    },
    "referrer-policy": {
      "value": "no-referrer"
    }
  },
  "vault-worker": {
    "content-security-policy": {
      "value": "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'none'"
    },
    "cross-origin-embedder-policy": {
      "value": "require-corp"
    },
    "cache-control": {
      "value": "public, max-age=31536000, immutable"
    },
    "strict-transport-security": {
      "value": "max-age=63072000; includeSubDomains"
    },
    "cross-origin-resource-policy": {
      "value": "same-origin"
    },
    "x-content-type-options": {
      "value": "nosniff"
    },
    "referrer-policy": {
      "value": "no-referrer"
    }
  },
  "age-worker": {
    "content-security-policy": {
      "value": "default-src 'none'; script-src 'self'; connect-src 'none'"
    },
    "cross-origin-embedder-policy": {
      "value": "require-corp"
    },
    "cache-control": {
      "value": "public, max-age=31536000, immutable"
    },
    "strict-transport-security": {
      "value": "max-age=63072000; includeSubDomains"
    },
    "cross-origin-resource-policy": {
      "value": "same-origin"
    },
    "x-content-type-options": {
      "value": "nosniff"
    },
    "referrer-policy": {
      "value": "no-referrer"
    }
  },
  "journal-worker": {
    "content-security-policy": {
      "value": "default-src 'none'; script-src 'self'; connect-src 'none'"
    },
    "cross-origin-embedder-policy": {
      "value": "require-corp"
    },
    "cache-control": {
      "value": "public, max-age=31536000, immutable"
    },
    "strict-transport-security": {
      "value": "max-age=63072000; includeSubDomains"
    },
    "cross-origin-resource-policy": {
      "value": "same-origin"
    },
    "x-content-type-options": {
      "value": "nosniff"
    },
    "referrer-policy": {
      "value": "no-referrer"
    }
  },
  "service-worker": {
    "content-security-policy": {
      "value": "default-src 'none'; script-src 'self'; connect-src 'self'"
    },
    "cache-control": {
      "value": "no-cache"
    },
    "strict-transport-security": {
      "value": "max-age=63072000; includeSubDomains"
    },
    "cross-origin-resource-policy": {
      "value": "same-origin"
    },
    "x-content-type-options": {
      "value": "nosniff"
    },
    "referrer-policy": {
      "value": "no-referrer"
    }
  },
  "asset": {
    "cross-origin-embedder-policy": {
      "value": "require-corp"
    },
    "cache-control": {
      "value": "public, max-age=31536000, immutable"
    },
    "strict-transport-security": {
      "value": "max-age=63072000; includeSubDomains"
    },
    "cross-origin-resource-policy": {
      "value": "same-origin"
    },
    "x-content-type-options": {
      "value": "nosniff"
    },
    "referrer-policy": {
      "value": "no-referrer"
    }
  },
  "other": {
    "cache-control": {
      "value": "no-cache"
    },
    "strict-transport-security": {
      "value": "max-age=63072000; includeSubDomains"
    },
    "cross-origin-resource-policy": {
      "value": "same-origin"
    },
    "x-content-type-options": {
      "value": "nosniff"
    },
    "referrer-policy": {
      "value": "no-referrer"
    }
  }
};

function handler(event) {
  Object.assign(event.response.headers, headers[kindOf(event.request.uri)]);
  return event.response;
}

function kindOf(pathname) {
  if (pathname === "/sw.js") return "service-worker";
  if (/^\/assets\/vault-worker-[^/]+\.js$/.test(pathname)) return "vault-worker";
  if (/^\/assets\/age-worker-[^/]+\.js$/.test(pathname)) return "age-worker";
  if (/^\/assets\/journal-worker-[^/]+\.js$/.test(pathname)) return "journal-worker";
  if (pathname.startsWith("/assets/")) return "asset";
  if (pathname.endsWith(".html") || isNavigation(pathname)) return "document";
  return "other";
}

function isNavigation(pathname) {
  if (pathname.startsWith("/assets/")) return false;
  return !pathname.slice(pathname.lastIndexOf("/") + 1).includes(".");
}
