/**
 * Writes the files of docs/deploy from deploy/headers.mjs: `node scripts/generate-deploy.mjs`.
 * With --check it writes nothing and fails when one is out of date.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { azureFile } from "../deploy/azure.mjs";
import { cloudFrontRequest, cloudFrontResponse } from "../deploy/cloudfront.mjs";
import { commonHeaders, headersFor, missingHeaders, navigationPrefixes } from "../deploy/headers.mjs";

const folder = new URL("../docs/deploy/", import.meta.url);
const written = "Written by scripts/generate-deploy.mjs from deploy/headers.mjs. Change those, not this file.";
const https = { https: true };

/** @typedef {import("../deploy/headers.d.mts").ResponseKind} ResponseKind */

const files = {
  "nginx.conf": nginx(),
  Caddyfile: caddy(),
  "apache.htaccess": apache(),
  _headers: headersFile(),
  _redirects: redirectsFile(),
  "staticwebapp.config.json": azureFile(),
  "cloudfront-viewer-request.js": cloudFrontRequest(written),
  "cloudfront-viewer-response.js": cloudFrontResponse(written),
};

const isCheck = process.argv.includes("--check");
let stale = 0;
mkdirSync(folder, { recursive: true });
for (const [name, text] of Object.entries(files)) {
  const path = new URL(name, folder);
  if (!isCheck) {
    writeFileSync(path, text);
    continue;
  }
  if (read(path) === text) continue;
  stale += 1;
  console.error(`docs/deploy/${name} is out of date. Run: node scripts/generate-deploy.mjs`);
}
if (stale > 0) process.exit(1);
console.log(`docs/deploy: ${Object.keys(files).length} files ${isCheck ? "are up to date" : "written"}`);

/** @param {URL} path */
function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

function nginx() {
  return `# ${written}
#
# Put the built app (dist) in the folder named by "root".
# A location with add_header inherits none from outside it, so each carries all of its own.

server {
  listen 80;
  server_name safersleep.example.nhs.uk;
  return 301 https://$host$request_uri;
}

server {
  listen 443 ssl http2;
  server_name safersleep.example.nhs.uk;
  ssl_certificate     /etc/ssl/safer-sleep/fullchain.pem;
  ssl_certificate_key /etc/ssl/safer-sleep/privkey.pem;
  ssl_protocols       TLSv1.2 TLSv1.3;
  server_tokens       off;
  root                /srv/safer-sleep-contacts;
  absolute_redirect   off;

  include mime.types;
  types { application/manifest+json webmanifest; }
  gzip on;
  gzip_vary on;
  gzip_types text/css text/javascript application/javascript application/manifest+json image/svg+xml;

  location = /sw.js {
${nginxHeaders("service-worker")}
    try_files $uri =404;
  }

  location ^~ /assets/vault-worker- {
${nginxHeaders("vault-worker")}
    try_files $uri =404;
  }

  location ^~ /assets/age-worker- {
${nginxHeaders("age-worker")}
    try_files $uri =404;
  }

  location ^~ /assets/journal-worker- {
${nginxHeaders("journal-worker")}
    try_files $uri =404;
  }

  location ^~ /assets/ {
${nginxHeaders("asset")}
    try_files $uri =404;
  }

  location ~ \\.html$ {
${nginxHeaders("document")}
    try_files $uri =404;
  }

  # Any other path with a dot in its last part is a file: there, or a real 404.
  location ~ \\.[^/]*$ {
${nginxHeaders("other")}
    try_files $uri =404;
  }

  # All that is left are pages of the app.
  location / {
${nginxHeaders("document")}
    try_files /index.html =404;
  }
}
`;
}

/** @param {ResponseKind} kind */
function nginxHeaders(kind) {
  return Object.entries(headersFor(kind, https))
    .map(([name, value]) => {
      // Without "always" a header stays off error pages: a 404 must not be cached for a year.
      const always = name === "Cache-Control" ? "" : " always";
      return `    add_header ${name} "${value}"${always};`;
    })
    .join("\n");
}

function caddy() {
  return `# ${written}
#
# For Caddy 2.6 or later, which fetches the certificate itself. Put the built app (dist) in the folder after "root".

safersleep.example.nhs.uk {
	root * /srv/safer-sleep-contacts
	encode zstd gzip
	header /manifest.webmanifest Content-Type application/manifest+json

	# A path under /assets, or with a dot in its last part, is a file: there, or a real 404.
	@missing {
		path_regexp ^(/assets/.*|.*\\.[^/]*)$
		not file
	}
	handle @missing {
		header {
${caddyHeaders(missingHeaders(https))}
		}
		respond "Not found" 404
	}

	handle /sw.js {
		header {
${caddyHeaders(headersFor("service-worker", https))}
		}
		file_server
	}

	handle /assets/vault-worker-*.js {
		header {
${caddyHeaders(headersFor("vault-worker", https))}
		}
		file_server
	}

	handle /assets/age-worker-*.js {
		header {
${caddyHeaders(headersFor("age-worker", https))}
		}
		file_server
	}

	handle /assets/journal-worker-*.js {
		header {
${caddyHeaders(headersFor("journal-worker", https))}
		}
		file_server
	}

	handle /assets/* {
		header {
${caddyHeaders(headersFor("asset", https))}
		}
		file_server
	}

	@other {
		path_regexp \\.[^/]*$
		not path *.html
	}
	handle @other {
		header {
${caddyHeaders(headersFor("other", https))}
		}
		file_server
	}

	# All that is left are pages of the app.
	handle {
		header {
${caddyHeaders(headersFor("document", https))}
		}
		rewrite * /index.html
		file_server
	}
}
`;
}

/** @param {Record<string, string>} headers */
function caddyHeaders(headers) {
  return Object.entries(headers)
    .map(([name, value]) => `\t\t\t${name} "${value}"`)
    .join("\n");
}

function apache() {
  return `# ${written}
#
# Needs Apache 2.4 with mod_headers, mod_rewrite and mod_mime, and "AllowOverride All" (or put this in the <Directory>
# of the virtual host). Copy it to .htaccess beside the built index.html. Redirect http to https in the virtual host.

Options -Indexes -MultiViews
DirectoryIndex index.html
AddType application/manifest+json .webmanifest
AddType text/javascript .js
AddType image/svg+xml .svg

RewriteEngine On
# A path under /assets, or with a dot in its last part, is a file: there, or a real 404. The rest are pages of the app.
RewriteCond %{REQUEST_URI} !^/assets/
RewriteCond %{REQUEST_URI} !\\.[^/]*$
RewriteRule ^ /index.html [L]

# "always" puts a header on error pages too; caching is left off those, or a 404 would be kept for a year.
<If "%{REQUEST_URI} == '/sw.js'">
${apacheHeaders("service-worker")}
</If>
<ElseIf "%{REQUEST_URI} =~ m#^/assets/vault-worker-[^/]+\\.js$#">
${apacheHeaders("vault-worker")}
</ElseIf>
<ElseIf "%{REQUEST_URI} =~ m#^/assets/age-worker-[^/]+\\.js$#">
${apacheHeaders("age-worker")}
</ElseIf>
<ElseIf "%{REQUEST_URI} =~ m#^/assets/journal-worker-[^/]+\\.js$#">
${apacheHeaders("journal-worker")}
</ElseIf>
<ElseIf "%{REQUEST_URI} =~ m#^/assets/#">
${apacheHeaders("asset")}
</ElseIf>
<ElseIf "%{REQUEST_URI} =~ m#\\.[^/]*$# && %{REQUEST_URI} !~ m#\\.html$#">
${apacheHeaders("other")}
</ElseIf>
<Else>
${apacheHeaders("document")}
</Else>
`;
}

/** @param {ResponseKind} kind */
function apacheHeaders(kind) {
  return Object.entries(headersFor(kind, https))
    .map(([name, value]) => `  Header ${name === "Cache-Control" ? "" : "always "}set ${name} "${value}"`)
    .join("\n");
}

/**
 * For hosts that read a `_headers` file. They join the headers of every rule that matches, and two joined policies both
 * apply, so no header may come from two rules that match one path.
 */
function headersFile() {
  const common = commonHeaders(https);
  /** @param {ResponseKind} kind */
  const own = (kind) =>
    Object.fromEntries(Object.entries(headersFor(kind, https)).filter(([name]) => !(name in common)));
  const documents = ["/", "/index.html", ...navigationPrefixes.flatMap((prefix) => [`/${prefix}`, `/${prefix}/*`])];
  const others = ["/manifest.webmanifest", "/favicon.svg", "/robots.txt", "/sbom.json", "/icons/*"];
  // A worker matches /assets/* as well, which brings what all assets have.
  /** @param {ResponseKind} kind */
  const ownOfWorker = (kind) => {
    const headers = own(kind);
    for (const [name, value] of Object.entries(own("asset"))) {
      if (headers[name] !== value) throw new Error(`The ${kind} must have the ${name} of other assets`);
      delete headers[name];
    }
    return headers;
  };
  return `# ${written}
# Put this and _redirects into the built folder (dist). For hosts that read them, such as Netlify and Cloudflare Pages.
${rule("/*", common)}
${rule("/assets/*", own("asset"))}
${rule("/assets/vault-worker-*", ownOfWorker("vault-worker"))}
${rule("/assets/age-worker-*", ownOfWorker("age-worker"))}
${rule("/assets/journal-worker-*", ownOfWorker("journal-worker"))}
${rule("/sw.js", own("service-worker"))}
${others.map((path) => rule(path, own("other"))).join("\n")}
${documents.map((path) => rule(path, own("document"))).join("\n")}
`;
}

/**
 * @param {string} path
 * @param {Record<string, string>} headers
 */
function rule(path, headers) {
  return `${path}\n${Object.entries(headers)
    .map(([name, value]) => `  ${name}: ${value}`)
    .join("\n")}`;
}

function redirectsFile() {
  const pages = navigationPrefixes.flatMap((prefix) => [`/${prefix} /index.html 200`, `/${prefix}/* /index.html 200`]);
  return `# ${written}
# The pages of the app, and nothing else: a missing file stays a real 404.
${pages.join("\n")}
`;
}
