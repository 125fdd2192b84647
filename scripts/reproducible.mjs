/**
 * Builds one commit twice, in two folders of different names, and compares every file byte by byte:
 * `npm run reproducible -- [commit]`. Prints the digest of the whole build, by which two people can compare theirs.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const commit = git("rev-parse", "--verify", `${process.argv[2] ?? "HEAD"}^{commit}`);
const folder = mkdtempSync(join(tmpdir(), "reproducible-"));
try {
  const [first, second] = ["one", "another-name"].map((name) => digestsOf(buildIn(join(folder, name))));
  if (first === undefined || second === undefined) throw new Error("There are not two builds");
  const names = [...new Set([...first.keys(), ...second.keys()])].sort();
  const different = names.filter((name) => first.get(name) !== second.get(name));
  for (const name of different) console.error(`differs: ${name}`);
  const whole = createHash("sha256")
    .update(names.map((name) => `${name} ${first.get(name)}\n`).join(""))
    .digest("hex");
  console.log(`${names.length} files of ${commit.slice(0, 10)}, ${different.length} of them differ between two builds`);
  if (different.length === 0) console.log(`SHA-256 of the build: ${whole}`);
  process.exitCode = different.length === 0 && names.includes("index.html") ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** @param {string} place */
function buildIn(place) {
  mkdirSync(place);
  execFileSync("tar", ["-x", "-C", place], { input: execFileSync("git", ["archive", commit], { maxBuffer: 2 ** 30 }) });
  symlinkSync(realpathSync("node_modules"), join(place, "node_modules"));
  execFileSync(process.execPath, ["node_modules/vite/bin/vite.js", "build", "--logLevel", "warn"], {
    cwd: place,
    // Outside the repository no commit can be asked for.
    env: { ...process.env, BUILD_ID: commit },
    stdio: ["ignore", "ignore", "inherit"],
  });
  return join(place, "dist");
}

/** @param {string} place */
function digestsOf(place) {
  const files = readdirSync(place, { recursive: true, withFileTypes: true }).filter((item) => item.isFile());
  return new Map(
    files.map((item) => {
      const path = join(item.parentPath, item.name);
      return [path.slice(place.length + 1), createHash("sha256").update(readFileSync(path)).digest("hex")];
    }),
  );
}

/** @param {string[]} args */
function git(...args) {
  return execFileSync("git", args, { encoding: "utf8" }).trim();
}
