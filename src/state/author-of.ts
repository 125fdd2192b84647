import type { Author } from "../domain/author.ts";
import type { AppModel } from "./app-model.ts";

/** The visitor as author of what is made now. The name is empty until it is set. */
export function authorOf(app: AppModel): Author {
  const { name, role, registration } = app.settings.value.value.you;
  return registration ? { name, role, registration } : { name, role };
}
