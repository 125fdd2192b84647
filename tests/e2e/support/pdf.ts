/** What a print came to: how many pages, and the size of the first in whole millimetres. */
export interface PrintedPages {
  pages: number;
  size: { width: number; height: number };
}

/** Reads a PDF of Chromium, which writes the page objects uncompressed. Throws if it finds none. */
export function readPdf(pdf: Buffer): PrintedPages {
  const text = pdf.toString("latin1");
  const pages = text.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  const box = text.match(/\/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)\s*\]/);
  if (pages === 0 || box === null) throw new Error("This PDF has no page that can be read");
  const [width, height] = [Number(box[1]), Number(box[2])].map((points) => Math.round((points / 72) * 25.4));
  return { pages, size: { width: width ?? 0, height: height ?? 0 } };
}
