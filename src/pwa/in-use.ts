/** Whether somebody is at the fields of this page: something stands in one, or one has the focus. */
export function isInUse(page: Document = document): boolean {
  const fields = [...page.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("input, textarea")];
  return fields.some((field) => field.value !== "" || field === page.activeElement);
}
