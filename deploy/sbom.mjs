/** The software bill of materials that the build puts beside the app. */

/** @typedef {import("./sbom.d.mts").LockFile} LockFile */

/** @type {import("./sbom.d.mts").carriedForDevelopment} */
export const carriedForDevelopment = ["workbox-core", "workbox-precaching", "workbox-routing"];

/** @type {import("./sbom.d.mts").sbomOf} */
export function sbomOf(lock) {
  const root = lock.packages[""];
  if (root === undefined) throw new Error("The lock file does not name the app");
  const direct = [...Object.keys(root.dependencies ?? {}), ...carriedForDevelopment].map((name) =>
    pathFrom(lock, "", name),
  );
  const reached = reachedFrom(lock, direct);
  const app = `${lock.name}@${lock.version}`;
  return {
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: { component: { type: "application", "bom-ref": app, name: lock.name, version: lock.version } },
    components: reached.map((path) => componentAt(lock, path)),
    dependencies: [
      { ref: app, dependsOn: refsOf(lock, direct) },
      ...reached.map((path) => ({ ref: refOf(lock, path), dependsOn: refsOf(lock, neededBy(lock, path)) })),
    ],
  };
}

/**
 * @param {LockFile} lock
 * @param {string[]} start
 */
function reachedFrom(lock, start) {
  const reached = new Set();
  const waiting = [...start];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (reached.has(path)) continue;
    reached.add(path);
    waiting.push(...neededBy(lock, path));
  }
  const sorted = [...reached].sort();
  return sorted.filter((path, at) => sorted.findIndex((other) => refOf(lock, other) === refOf(lock, path)) === at);
}

/**
 * @param {LockFile} lock
 * @param {string} path
 */
function neededBy(lock, path) {
  return Object.keys(lock.packages[path]?.dependencies ?? {}).map((name) => pathFrom(lock, path, name));
}

/**
 * Where the package `name` lies for the one at `from`: in its own folder, or in the nearest above.
 * @param {LockFile} lock
 * @param {string} from
 * @param {string} name
 */
function pathFrom(lock, from, name) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("node_modules/") - 1))) {
    const path = folder === "" ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (path in lock.packages) return path;
    if (folder === "") throw new Error(`The lock file does not hold ${name}`);
  }
}

/**
 * @param {LockFile} lock
 * @param {string} path
 * @returns {import("./sbom.d.mts").SbomComponent}
 */
function componentAt(lock, path) {
  const { version = "", integrity, license } = lock.packages[path] ?? {};
  const ref = refOf(lock, path);
  const [algorithm = "", digest = ""] = integrity?.split("-", 2) ?? [];
  return {
    type: "library",
    "bom-ref": ref,
    name: nameAt(path),
    version,
    purl: ref,
    ...(algorithm === "sha512" && {
      hashes: [{ alg: "SHA-512", content: Buffer.from(digest, "base64").toString("hex") }],
    }),
    ...(license !== undefined && {
      licenses: [/[ (]/.test(license) ? { expression: license } : { license: { id: license } }],
    }),
  };
}

/**
 * @param {LockFile} lock
 * @param {string[]} paths
 */
function refsOf(lock, paths) {
  return [...new Set(paths.map((path) => refOf(lock, path)))].sort();
}

/**
 * The package's address in the notation of package URLs; two copies of one version are one package.
 * @param {LockFile} lock
 * @param {string} path
 */
function refOf(lock, path) {
  return `pkg:npm/${nameAt(path).replace("@", "%40")}@${lock.packages[path]?.version}`;
}

/** @param {string} path */
function nameAt(path) {
  return path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
}
