import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { saveFile } from "../../../src/pwa/save-file.ts";

const name = "backup.age";
const content = new Uint8Array([97, 103, 101, 0, 255]);

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe("where the person chooses the place", () => {
  test("the file is saved under the name that was offered, and read back", async () => {
    const file = aFile();
    const showSaveFilePicker = offerPicker(() => file.handle);

    expect(await saveFile(name, content)).toBe("saved");
    expect(showSaveFilePicker).toHaveBeenCalledWith({ suggestedName: name });
    expect(file.bytes).toEqual(content);
  });

  test("nothing counts as saved before the file is closed", async () => {
    const file = aFile();
    offerPicker(() => ({
      ...file.handle,
      createWritable: async () => ({ ...(await file.handle.createWritable()), close: async () => undefined }),
    }));

    expect(await saveFile(name, content)).toBe("failed");
  });

  test.each([
    ["a byte changed", new Uint8Array([97, 103, 101, 0, 254])],
    ["the end missing", content.slice(0, 4)],
    ["something behind it", new Uint8Array([...content, 0])],
    ["nothing in it", new Uint8Array()],
  ])("a file that reads back with %s is not called saved", async (_, found) => {
    const file = aFile();
    offerPicker(() => ({ ...file.handle, getFile: async () => new File([found], name) }));

    expect(await saveFile(name, content)).toBe("failed");
  });

  test.each(["createWritable", "write", "close", "getFile"] as const)(
    "a disk that refuses at %s is said, and never thrown",
    async (step) => {
      const file = aFile(step);
      offerPicker(() => file.handle);

      expect(await saveFile(name, content)).toBe("failed");
    },
  );

  test("whoever closes the dialog has cancelled, and nothing is downloaded behind their back", async () => {
    const link = aLink();
    offerPicker(() => {
      throw new DOMException("", "AbortError");
    });

    expect(await saveFile(name, content)).toBe("cancelled");
    expect(link.click).not.toHaveBeenCalled();
  });

  test("a browser that does not allow the dialog has failed", async () => {
    offerPicker(() => {
      throw new DOMException("", "SecurityError");
    });

    expect(await saveFile(name, content)).toBe("failed");
  });
});

describe("where the browser has downloads only", () => {
  beforeEach(() => vi.stubGlobal("showSaveFilePicker", undefined));

  test("the file is handed over under its name, and is not called saved", async () => {
    const link = aLink();
    const files: Blob[] = [];
    vi.spyOn(URL, "createObjectURL").mockImplementation((file) => `blob:${files.push(file as Blob)}`);

    expect(await saveFile(name, content)).toBe("handed-over");

    expect(link).toMatchObject({ href: "blob:1", download: name });
    expect(link.click).toHaveBeenCalledOnce();
    expect(new Uint8Array(await files[0]!.arrayBuffer())).toEqual(content);
  });

  test("the browser has a minute to read it, and then it is let go", async () => {
    vi.useFakeTimers();
    aLink();
    vi.spyOn(URL, "createObjectURL").mockReturnValue("blob:1");
    const revoke = vi.spyOn(URL, "revokeObjectURL").mockReturnValue();

    await saveFile(name, content);
    vi.advanceTimersByTime(59_999);
    expect(revoke).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(revoke).toHaveBeenCalledWith("blob:1");
  });
});

function offerPicker(pick: () => unknown) {
  const showSaveFilePicker = vi.fn(async () => pick());
  vi.stubGlobal("showSaveFilePicker", showSaveFilePicker);
  return showSaveFilePicker;
}

/** A file on a disk that has what was written once it is closed, and that fails at one step if asked to. */
function aFile(failing?: "createWritable" | "write" | "close" | "getFile") {
  const file = { bytes: new Uint8Array(), handle: { createWritable, getFile } };
  const step = (name: typeof failing) => {
    if (name === failing) throw new DOMException("", "QuotaExceededError");
  };

  async function createWritable() {
    step("createWritable");
    let written = new Uint8Array();
    return {
      async write(bytes: Uint8Array<ArrayBuffer>) {
        step("write");
        written = bytes.slice();
      },
      async close() {
        step("close");
        file.bytes = written;
      },
    };
  }

  async function getFile() {
    step("getFile");
    return new File([file.bytes], name);
  }

  return file;
}

function aLink() {
  const link = { href: "", download: "", click: vi.fn() };
  vi.stubGlobal("document", { createElement: () => link });
  return link;
}
