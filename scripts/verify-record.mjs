/**
 * Says whether a record file was changed since the app saved it, and where: `npm run verify-record -- FILE [FINGERPRINT]`.
 * With the fingerprint that stands on the printed record or in the patient record, it also says whether the file is of
 * that very record. Ends with 0: whole, 1: altered, 2: cannot be checked. It shares no code with the app on purpose.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const about =
  "A record of Safer Sleep Contacts with the part of the log it is checked by. Change nothing. To check it: npm run verify-record -- FILE";
const headDigits = 16;
const mostBytes = 20 * 1024 * 1024;

/**
 * @param {string} text the file
 * @param {string} [expected] the fingerprint on another copy
 * @returns {{ verdict: "whole" | "altered" | "unreadable"; findings: string[] }}
 */
export function checkRecordFile(text, expected) {
  const file = parse(text);
  if (!isObject(file) || file.format !== "safer-sleep-record/1") {
    return { verdict: "unreadable", findings: ["This is not a record file of Safer Sleep Contacts."] };
  }
  /** @type {string[]} */
  const findings = [];
  const keys = Object.keys(file).sort().join(" ");
  const isLonger = keys === "about audience chain fingerprint format later laterParts parts record training";
  if (!isLonger && keys !== "about audience chain fingerprint format parts record training") {
    findings.push("Something was added to the file or taken out of it.");
  }
  if (file.about !== about || file.audience !== "professional" || typeof file.training !== "boolean") {
    findings.push("What the file says of itself was changed.");
  }
  const { events, seq, head, broken } = followChain(file.chain);
  if (broken !== undefined) findings.push(broken);
  else if (file.fingerprint !== `${seq}-${head.slice(0, headDigits)}`) {
    findings.push("The fingerprint was changed, or events were taken off the end.");
  }
  findings.push(...checkRecord(file, events), ...checkLater(file, events));
  if (expected !== undefined && expected !== file.fingerprint) {
    findings.push(
      `The fingerprint is ${String(file.fingerprint)}, not ${expected}: this is not that record as it stood.`,
    );
  }
  return { verdict: findings.length === 0 ? "whole" : "altered", findings };
}

/**
 * Works each head out again and compares it with the one stated.
 * @param {unknown} chain
 * @returns {{ events: Record<string, any>[]; seq: number; head: string; broken?: string }}
 */
function followChain(chain) {
  /** @type {Record<string, any>[]} */
  const events = [];
  const isChain = isObject(chain) && isObject(chain.after) && Array.isArray(chain.links);
  if (!isChain || !hasOnly(chain, "after links") || !hasOnly(chain.after, "head seq")) {
    return { events, seq: 0, head: "", broken: "The chain of events was changed." };
  }
  let seq = Number(chain.after.seq);
  let head = String(chain.after.head);
  for (const link of chain.links) {
    seq++;
    const event = isObject(link) && isObject(link.event) ? link.event : undefined;
    const isLink = isObject(link) && (hasOnly(link, "event head") || hasOnly(link, "digest head"));
    if (!isLink || (event === undefined && typeof link.digest !== "string") || (event && event.seq !== seq)) {
      return { events, seq, head, broken: `Event ${seq} was changed, moved, added or taken out.` };
    }
    const digest = event ? sha256(`ss-vault/1|event|${canonical(event)}`) : link.digest;
    head = sha256(`ss-vault/1|chain|${head}|${digest}`);
    if (link.head !== head.slice(0, headDigits)) {
      const what = event ? ` (${String(event.kind)}, ${String(event.at)})` : "";
      return { events, seq, head, broken: `Event ${seq}${what} was changed, or the one before it.` };
    }
    if (event) events.push(event);
  }
  return { events, seq, head };
}

/**
 * Holds the record, as it was first written, to what the log says of it.
 * @param {Record<string, unknown>} file
 * @param {Record<string, any>[]} events
 * @returns {string[]}
 */
function checkRecord({ record, parts: stated }, events) {
  if (!isObject(record)) return ["The record was taken out of the file."];
  const id = String(record.id);
  const last = events.findLast(({ records }) => isObject(records) && Object.hasOwn(records, id));
  if (last === undefined) return ["No event of the log is about this record."];
  return checkContent({ content: record, stated, what: "record" }, last, last.records[id]);
}

/**
 * Holds the amendments and marks of the record to what the log says of each, and looks whether one was taken out.
 * @param {Record<string, unknown>} file
 * @param {Record<string, any>[]} events
 * @returns {string[]}
 */
function checkLater({ record, later = [], laterParts = {} }, events) {
  if (!Array.isArray(later) || !isObject(laterParts)) return ["The amendments of the record were changed."];
  const id = String(isObject(record) ? record.id : "");
  /** @type {string[]} */
  const findings = [];
  const keys = later.map((said) => `${id}/${String(isObject(said) ? said.id : "")}`);
  if (new Set(keys).size !== keys.length || Object.keys(laterParts).length !== later.length) {
    findings.push("An amendment was added or taken out.");
  }
  const said = events.flatMap(({ records }) => Object.keys(isObject(records) ? records : {}));
  for (const key of new Set(said.filter((one) => one.startsWith(`${id}/`)))) {
    if (!keys.includes(key)) findings.push(`The amendment or mark ${key.slice(id.length + 1)} was taken out.`);
  }
  for (const [n, one] of later.entries()) {
    const key = keys[n] ?? "";
    const last = events.findLast(({ records }) => isObject(records) && Object.hasOwn(records, key));
    if (!isObject(one) || last === undefined) {
      findings.push("No event of the log is about an amendment or mark of the record.");
      continue;
    }
    if (one.contactId !== id) findings.push("An amendment or mark is of another record.");
    const what = typeof one.number === "number" ? `amendment ${one.number}` : "mark";
    findings.push(...checkContent({ content: one, stated: laterParts[String(one.id)], what }, last, last.records[key]));
  }
  const numbers = later.map((said) => (isObject(said) && typeof said.number === "number" ? said.number : Infinity));
  if (numbers.some((number, n) => n > 0 && !(number > Number(numbers[n - 1])))) findings.push("Amendments were moved.");
  return findings;
}

/**
 * Compares a content with the hash in the log; where it differs, the hashes of its parts tell which one it is.
 * @param {{ content: Record<string, unknown>; stated: unknown; what: string }} checked
 * @param {Record<string, any>} event
 * @param {unknown} expected
 * @returns {string[]}
 */
function checkContent({ content, stated, what }, event, expected) {
  const parts = Object.fromEntries(
    [...partsOf(content, "")].map(([path, value]) => [path, sha256(`ss-vault/1|part|${path}|${canonical(value)}`)]),
  );
  const isRight = expected === sha256(`ss-vault/1|record|${canonical(parts)}`);
  if (isRight) return canonical(stated) === canonical(parts) ? [] : [`The hashes of the ${what}'s parts were changed.`];
  const findings = [`The ${what} is not as it was when it was ${String(event.kind)} (event ${String(event.seq)}).`];
  // A list of parts that was itself changed says nothing.
  if (!isObject(stated) || expected !== sha256(`ss-vault/1|record|${canonical(stated)}`)) return findings;
  for (const path of new Set([...Object.keys(parts), ...Object.keys(stated)])) {
    if (!Object.hasOwn(parts, path)) findings.push(`In the ${what}, ${path} was taken out.`);
    else if (!Object.hasOwn(stated, path)) findings.push(`In the ${what}, ${path} was added.`);
    else if (parts[path] !== stated[path]) findings.push(`In the ${what}, ${path} was changed.`);
  }
  return findings;
}

/**
 * Each value in a record with its path as a JSON pointer; by the path of a list, its length.
 * @param {unknown} value
 * @param {string} path
 * @returns {Generator<[string, unknown]>}
 */
function* partsOf(value, path) {
  const members = typeof value === "object" && value !== null ? Object.entries(value) : [];
  if (Array.isArray(value)) yield [path, { length: value.length }];
  else if (members.length === 0) yield [path, value];
  for (const [key, member] of members) {
    yield* partsOf(member, `${path}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`);
  }
}

/**
 * JSON with the members of every object in one order (RFC 8785 for what records hold).
 * @param {unknown} value
 * @returns {string}
 */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.keys(value)
    .sort((a, b) => (a < b ? -1 : 1))
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`);
  return `{${members.join(",")}}`;
}

/** @param {string} text */
function sha256(text) {
  return createHash("sha256").update(text, "utf8").digest("hex");
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, any>}
 */
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * @param {Record<string, unknown>} value
 * @param {string} keys
 */
function hasOnly(value, keys) {
  return Object.keys(value).sort().join(" ") === keys;
}

/**
 * @param {string} text
 * @returns {unknown}
 */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * @param {string} path
 * @returns {string | undefined}
 */
function read(path) {
  try {
    const bytes = readFileSync(path);
    return bytes.length > mostBytes ? undefined : bytes.toString("utf8");
  } catch {
    return undefined;
  }
}

/** @param {string[]} args */
function main([path, expected]) {
  if (path === undefined) {
    console.error("Say which file: npm run verify-record -- FILE [FINGERPRINT]");
    return 2;
  }
  const text = read(path);
  if (text === undefined) {
    console.error("The file cannot be read, or is larger than 20 MB.");
    return 2;
  }
  const { verdict, findings } = checkRecordFile(text, expected);
  if (verdict !== "whole") {
    console.error([verdict === "altered" ? "ALTERED" : "CANNOT BE CHECKED", ...findings].join("\n"));
    return verdict === "altered" ? 1 : 2;
  }
  const { fingerprint } = JSON.parse(text);
  console.log(`WHOLE. Fingerprint ${fingerprint}.`);
  if (expected === undefined) {
    console.log(
      "Whoever wrote the whole file anew could have made it fit together. Compare this fingerprint with the one",
    );
    console.log("on the printed record or in the patient record.");
  }
  return 0;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.exitCode = main(process.argv.slice(2));
}
