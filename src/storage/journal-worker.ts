import { type Folder, JournalFolder } from "./journal/folder.ts";
import type { JournalMedium } from "./journal/medium.ts";
import { serveJournal } from "./journal/serve-journal.ts";

serveJournal(self, open);

// The worker is named after its journal.
async function open(): Promise<JournalMedium> {
  let root: FileSystemDirectoryHandle;
  try {
    root = await navigator.storage.getDirectory();
  } catch {
    // WebKitGTK has no origin private file system, nor have some private modes.
    return (await import("./journal/journal-database.ts")).openJournalDatabase(self.name);
  }
  const folder = await root.getDirectoryHandle(self.name, { create: true });
  // `as` because these types are the page's; a worker's folder has what `Folder` names, and a test in a browser shows it.
  return new JournalFolder(folder as unknown as Folder);
}
