import type { Walk } from "./look.ts";
import { walkContact } from "./walk-contact.ts";
import { walkFamilies } from "./walk-families.ts";
import { walkLocked } from "./walk-locked.ts";
import { walkOdd } from "./walk-odd.ts";
import { walkSetUp } from "./walk-set-up.ts";
import { walkSettings } from "./walk-settings.ts";

/** All walks; together they pass every screen of the app in every state that looks different. */
export const walks: Record<string, Walk> = {
  "first run": walkSetUp,
  "what can be seen while locked": walkLocked,
  families: walkFamilies,
  "a contact": walkContact,
  settings: walkSettings,
  "what people see seldom": walkOdd,
};
