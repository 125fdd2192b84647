import { expect, test } from "vitest";
import { checklistFor } from "../../../src/content/checklists.ts";
import { preparedOn } from "../../../src/content/prepared-on.ts";
import { contactKinds } from "../../../src/domain/contact-kind.ts";

test("the day that the clock is compared with is the day on which the newest checklists were prepared", () => {
  for (const kind of contactKinds) expect(checklistFor(kind).preparedOn).toBe(preparedOn);
});
