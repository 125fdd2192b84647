import type { SaveFailure } from "../domain/repositories.ts";
import { err, ok, type Result } from "../shared/result.ts";
import { isSameJson } from "../shared/stable-json.ts";
import { toSaveFailure } from "./failures.ts";
import type { RowReader } from "./read-rows.ts";
import { idOf, type RowContent } from "./row-content.ts";

/** What a row must read as after it was saved. */
interface Expected {
  version: number;
  content: RowContent;
}

/** Reads rows back and compares them with what was written. */
export async function verifyRows(
  reader: RowReader,
  expected: readonly Expected[],
): Promise<Result<undefined, SaveFailure>> {
  try {
    const rows = await reader.open(await reader.find(expected.map(({ content }) => idOf(content) ?? "")));
    const areSame = expected.every(({ version, content }, index) => {
      const row = rows[index];
      return row?.state === "readable" && row.version === version && isSameJson(row.content, content);
    });
    return areSame ? ok(undefined) : err({ kind: "not-verified" });
  } catch (error) {
    const failure = toSaveFailure(error);
    return err(failure.kind === "locked" ? failure : { kind: "not-verified" });
  }
}
