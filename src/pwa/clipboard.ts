import { err, ok, type Result } from "../shared/result.ts";

/** Puts text on the clipboard. Must be called within a tap; a browser may still say no, and then nothing was copied. */
export async function copyText(
  text: string,
  clipboard: Pick<Clipboard, "writeText"> | undefined = navigator.clipboard,
): Promise<Result<undefined, "not-allowed">> {
  try {
    if (clipboard === undefined) return err("not-allowed");
    await clipboard.writeText(text);
    return ok(undefined);
  } catch {
    return err("not-allowed");
  }
}
