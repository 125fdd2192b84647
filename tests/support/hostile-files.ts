import * as fc from "fast-check";
import { hostileStrings } from "./hostile-strings.ts";

type Encrypt = (content: Uint8Array<ArrayBuffer>, isPacked: boolean) => Promise<Uint8Array<ArrayBuffer>>;

/** A file that no honest app made, and how it was made. */
export interface HostileFile {
  what: string;
  make(encrypt: Encrypt): Promise<Uint8Array<ArrayBuffer>>;
}

const bytes = (text: string) => new TextEncoder().encode(text);

/** A file whose content is `text`: encrypted for the right key, so that everything behind the encryption is reached. */
function within(what: string, text: string): HostileFile {
  return { what, make: (encrypt) => encrypt(bytes(text), true) };
}

/** Any of many kinds of hostile file, most of them made out of the JSON of an honest one. */
export function hostileFile(honest: string): fc.Arbitrary<HostileFile> {
  return fc.oneof(
    { weight: 4, arbitrary: withChangedValue(honest) },
    { weight: 3, arbitrary: withCorruption(honest) },
    { weight: 3, arbitrary: withDamagedEncryption(honest) },
    { weight: 2, arbitrary: withHostileShape(honest) },
    { weight: 1, arbitrary: withHostileHeader },
    { weight: 1, arbitrary: withAnything },
    { weight: 1, arbitrary: withTooMuch(honest) },
  );
}

// One value somewhere in the honest JSON, by its path, becomes one that no field of ours can hold.
function withChangedValue(honest: string): fc.Arbitrary<HostileFile> {
  const paths = pathsIn(JSON.parse(honest));
  const values = fc.oneof(
    fc.constantFrom<unknown>(
      1e308,
      -0.5,
      null,
      { x: 1 },
      [[]],
      { toString: 1 },
      "\u0000".repeat(30_000),
      "\ud800".repeat(30_000),
    ),
    fc.constantFrom(...hostileStrings).map((text) => ({ text })),
    fc.constantFrom("\u202e", "\u0000", "\ud800").map((text) => [text, { text }]),
  );
  return fc.tuple(fc.constantFrom(...paths), values).map(([path, value]) => {
    const json: unknown = JSON.parse(honest);
    replace(json, path, value);
    return within(`${path.join(".")} is ${JSON.stringify(value).slice(0, 40)}`, JSON.stringify(json));
  });
}

// The text of the JSON is damaged: cut, doubled, with something put in, or with names that repeat or pollute.
function withCorruption(honest: string): fc.Arbitrary<HostileFile> {
  const at = fc.integer({ min: 0, max: honest.length - 1 });
  return fc.oneof(
    at.map((end) => within(`cut at ${end}`, honest.slice(0, end))),
    at.map((place) => within(`"}" at ${place}`, `${honest.slice(0, place)}}\u0001${honest.slice(place)}`)),
    fc.integer({ min: 1, max: 100 }).map((count) => within(`${count} more`, honest + honest.repeat(count))),
    fc
      .constantFrom(
        '"__proto__":{"polluted":1}',
        '"\\u005f\\u005fproto__":{"polluted":1}',
        '"constructor":{"prototype":{"polluted":1}}',
      )
      .chain((member) => memberPlaces(honest).map((place) => within(member, insertMember(honest, place, member)))),
    memberPlaces(honest).map((place) => within("a name twice", insertMember(honest, place, '"a":1,"\\u0061":2'))),
    fc
      .constantFrom("\ufeff", "\u0000", "NaN", "1e999", "// x\n")
      .map((text) => within(`begins with ${text}`, text + honest)),
  );
}

// The age file itself is damaged.
function withDamagedEncryption(honest: string): fc.Arbitrary<HostileFile> {
  const make = (what: string, change: (file: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>): HostileFile => ({
    what,
    make: async (encrypt) => change(await encrypt(bytes(honest), true)),
  });
  const part = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
  return fc.oneof(
    fc.tuple(part, fc.integer({ min: 0, max: 7 })).map(([where, bit]) =>
      make(`bit ${bit} at ${where}`, (file) => {
        const index = Math.floor(where * file.length);
        file[index] = file[index]! ^ (1 << bit);
        return file;
      }),
    ),
    part.map((where) => make(`cut at ${where}`, (file) => file.slice(0, Math.floor(where * file.length)))),
    fc
      .uint8Array({ minLength: 1, maxLength: 100 })
      .map((more) => make("more at the end", (file) => new Uint8Array([...file, ...more]))),
    fc.constant<HostileFile>({ what: "not packed", make: (encrypt) => encrypt(bytes(honest), false) }),
    fc.constant(
      make("armour", (file) => bytes(`-----BEGIN AGE ENCRYPTED FILE-----\n${Buffer.from(file).toString("base64")}`)),
    ),
  );
}

function withHostileShape(honest: string): fc.Arbitrary<HostileFile> {
  const json = JSON.parse(honest) as { families: unknown[]; contacts: unknown[] };
  return fc.oneof(
    fc.integer({ min: 25, max: 200_000 }).map((depth) => within(`${depth} deep`, `{"format":${"[".repeat(depth)}`)),
    fc
      .integer({ min: 25, max: 5_000 })
      .map((depth) => within(`${depth} deep, whole`, `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`)),
    fc.integer({ min: 2, max: 200 }).map((count) =>
      within(
        `${count} times the same`,
        JSON.stringify({
          ...json,
          families: Array(count).fill(json.families[0]),
          counts: { families: count, contacts: 1 },
        }),
      ),
    ),
    fc
      .constantFrom("families", "contacts", "settings", "counts", "format", "version", "madeAt", "vaultId", "build")
      .map((name) => within(`without ${name}`, JSON.stringify({ ...json, [name]: undefined }))),
    fc
      .constantFrom(0, 2, 99, -1, 1.5, "1", null)
      .map((version) => within(`version ${version}`, JSON.stringify({ ...json, version }))),
    fc
      .constantFrom(1e308, 1e9, -1, 0.5)
      .map((families) =>
        within(`${families} families`, JSON.stringify({ ...json, counts: { families, contacts: 1 } })),
      ),
  );
}

const withHostileHeader: fc.Arbitrary<HostileFile> = fc
  .tuple(
    fc.oneof(fc.constantFrom(19, 20, 30, 63, 1e9), fc.constantFrom("017", "-1", "1e9", "0x11", "", "NaN")),
    fc.integer({ min: 1, max: 60 }),
    fc.constantFrom("scrypt", "X25519", "mlkem768x25519", "x".repeat(5_000)),
  )
  .map(([factor, stanzas, type]) => {
    const stanza = type === "scrypt" ? `-> scrypt ${"A".repeat(22)} ${factor}` : `-> ${type} ${"A".repeat(43)}`;
    const header = `age-encryption.org/v1\n${`${stanza}\n${"B".repeat(43)}\n`.repeat(stanzas)}--- ${"C".repeat(43)}\n`;
    return { what: `${stanzas} x ${stanza.slice(0, 60)}`, make: async () => bytes(`${header}${"x".repeat(100)}`) };
  });

const withAnything: fc.Arbitrary<HostileFile> = fc.oneof(
  fc
    .uint8Array({ maxLength: 400 })
    .map((content): HostileFile => ({ what: "any bytes", make: async () => Uint8Array.from(content) })),
  fc.uint8Array({ maxLength: 400 }).map(
    (content): HostileFile => ({
      what: "any bytes within",
      make: (encrypt) => encrypt(Uint8Array.from(content), true),
    }),
  ),
  fc.json().map((text) => within("any JSON", text)),
  fc.constantFrom(...hostileStrings).map((text) => within("markup", text)),
);

// Small files that are large inside, and large files.
function withTooMuch(honest: string): fc.Arbitrary<HostileFile> {
  const megabyte = 1024 * 1024;
  return fc.oneof(
    fc.integer({ min: 1, max: 8 }).map((size) => within(`${size} MiB of spaces`, " ".repeat(size * megabyte))),
    fc
      .constantFrom(1_001, 20_000, 400_000)
      .map((items) =>
        within(
          `${items} zeros`,
          honest
            .replace('"contacts":[]', `"contacts":[${"0,".repeat(items)}0]`)
            .replace('"carers":[', `"carers":[${"0,".repeat(items)}`),
        ),
      ),
    fc
      .constantFrom(50_001, 300_000)
      .map((items) => within(`${items} families`, honest.replace('"families":[', `"families":[${"0,".repeat(items)}`))),
    fc
      .integer({ min: 1_001, max: 30_000 })
      .map((items) =>
        within(
          `${items} names`,
          honest.replace("{", `{${Array.from({ length: items }, (_, n) => `"n${n}":0,`).join("")}`),
        ),
      ),
    fc.constant<HostileFile>({ what: "over 20 MiB", make: async () => new Uint8Array(20 * megabyte + 1) }),
  );
}

type Path = readonly (string | number)[];

function pathsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [path];
  const inside = Object.entries(value).flatMap(([name, member]) =>
    pathsIn(member, [...path, Array.isArray(value) ? Number(name) : name]),
  );
  return path.length === 0 ? inside : [path, ...inside];
}

function replace(json: unknown, path: Path, value: unknown): void {
  let at = json as Record<string | number, unknown>;
  for (const name of path.slice(0, -1)) at = at[name] as Record<string | number, unknown>;
  at[path.at(-1)!] = value;
}

function memberPlaces(honest: string): fc.Arbitrary<number> {
  const places = [...honest.matchAll(/\{(?=")/g)].map(({ index }) => index + 1);
  return fc.constantFrom(...places);
}

function insertMember(honest: string, place: number, member: string): string {
  return `${honest.slice(0, place)}${member},${honest.slice(place)}`;
}
