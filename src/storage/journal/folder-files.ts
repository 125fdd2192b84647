import type { Folder } from "./folder.ts";
import type { JournalFiles } from "./medium.ts";

/** The segments of a journal in a folder of files. */
export function filesOf(folder: Folder): JournalFiles {
  const open = (segment: number) => folder.getFileHandle(String(segment));
  return {
    async read(segment) {
      const file = await (await open(segment)).getFile();
      return new Uint8Array(await file.arrayBuffer());
    },
    async cut(segment, length) {
      const file = await (await open(segment)).createSyncAccessHandle();
      try {
        file.truncate(length);
        file.flush();
      } finally {
        file.close();
      }
    },
    remove: (segment) => folder.removeEntry(String(segment)),
  };
}
