import { err, ok, type Result } from "./result.ts";

/** How large a JSON text from a stranger may be in each direction. */
export interface JsonLimits {
  /** Lists and objects inside one another. */
  depth: number;
  /** Items of the lists that stand directly in the outermost object. */
  records: number;
  /** Members of any other list or object. */
  members: number;
}

/** Why a text was not parsed. */
export type JsonRefusal = "not-json" | "beyond-limits" | "repeated-name" | "forbidden-name";

/**
 * Parses JSON that a stranger wrote. One pass over the text finds what is too deep or too many before anything is
 * built, and refuses names that come twice in an object and "__proto__", which no honest writer makes.
 */
export function parseBoundedJson(text: string, limits: JsonLimits): Result<unknown, JsonRefusal> {
  const refusal = scan(text, limits);
  if (refusal !== undefined) return err(refusal);
  try {
    return ok(JSON.parse(text));
  } catch {
    return err("not-json");
  }
}

interface Open {
  isObject: boolean;
  members: number;
  names: Set<string>;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

// Looks at structure only: whether the text is JSON at all is left to the real parser.
function scan(text: string, { depth, records, members }: JsonLimits): JsonRefusal | undefined {
  const open: Open[] = [];
  for (let at = 0; at < text.length; at++) {
    const now = open.at(-1);
    switch (text.charCodeAt(at)) {
      case QUOTE: {
        const end = endOfString(text, at);
        if (end === undefined) return "not-json";
        const refusal = now?.isObject && isName(text, end) ? addName(now, text.slice(at, end + 1)) : undefined;
        if (refusal !== undefined) return refusal;
        at = end;
        break;
      }
      case 0x7b: // {
      case 0x5b: // [
        if (open.length === depth) return "beyond-limits";
        open.push({ isObject: text.charCodeAt(at) === 0x7b, members: 1, names: new Set() });
        break;
      case 0x7d: // }
      case 0x5d: // ]
        open.pop();
        break;
      case 0x2c: // ,
        if (now === undefined) return "not-json";
        now.members++;
        if (now.members > (open.length === 2 && !now.isObject ? records : members)) return "beyond-limits";
        break;
    }
  }
  return undefined;
}

function endOfString(text: string, start: number): number | undefined {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at;
    if (code === BACKSLASH) at++;
  }
  return undefined;
}

// The next thing after a name is a colon; after a text it never is.
function isName(text: string, end: number): boolean {
  let at = end + 1;
  while (" \t\n\r".includes(text.charAt(at)) && at < text.length) at++;
  return text.charAt(at) === ":";
}

function addName(object: Open, quoted: string): JsonRefusal | undefined {
  const name = unquote(quoted);
  if (name === undefined) return "not-json";
  if (name === "__proto__") return "forbidden-name";
  if (object.names.has(name)) return "repeated-name";
  object.names.add(name);
  return undefined;
}

// A name may be written with escapes, so that two that look different are the same.
function unquote(quoted: string): string | undefined {
  if (!quoted.includes("\\")) return quoted.slice(1, -1);
  try {
    // JSON in quotes is a string.
    return JSON.parse(quoted) as string;
  } catch {
    return undefined;
  }
}
