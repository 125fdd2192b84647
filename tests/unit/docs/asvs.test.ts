import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const text = readFileSync("docs/asvs.md", "utf8");
const rows = [...text.matchAll(/^\| (\d+\.\d+\.\d+) \| (\d) \| ([^|]+) \| (.+) \|$/gm)].map(
  ([, id, level, status, evidence]) => ({ id: id!, level: level!, status: status!, evidence: evidence! }),
);

test("every requirement of level 1 and 2 has one row, in order", () => {
  expect(rows.filter(({ level }) => level === "1")).toHaveLength(70);
  expect(rows.filter(({ level }) => level === "2")).toHaveLength(183);
  const order = rows.map(({ id }) => id.split(".").reduce((sum, part) => sum * 100 + Number(part), 0));
  expect(order).toEqual([...new Set(order)].sort((a, b) => a - b));
});

test("each row says one of four things, and the sums at the top are those of the table", () => {
  const statuses = ["Met", "Not applicable", "Exception", "Not met"];

  expect(rows.filter(({ status }) => !statuses.includes(status))).toEqual([]);
  const sums = statuses.map((status) => `${status}: ${rows.filter((row) => row.status === status).length}.`);
  expect(text).toContain(sums.join(" "));
});

test("what is met names a file, and every file that is named is there", () => {
  const named = rows.map(({ id, status, evidence }) => ({
    id,
    status,
    files: [...evidence.matchAll(/`([\w./-]+\.\w+)`/g)].map(([, file]) => file!).filter((file) => file !== "sbom.json"),
  }));

  expect(named.filter(({ status, files }) => status === "Met" && files.length === 0)).toEqual([]);
  expect(named.flatMap(({ files }) => files).filter((file) => !existsSync(file))).toEqual([]);
});

test("storing sensitive data in the browser is declared as an exception", () => {
  expect(rows.find(({ id }) => id === "14.3.3")).toMatchObject({ status: "Exception" });
  expect(readFileSync("SECURITY.md", "utf8")).toContain("14.3.3");
});
