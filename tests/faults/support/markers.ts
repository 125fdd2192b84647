import { randomBytes } from "node:crypto";

/** Text found nowhere else: 16 random letters and digits, which no compression shortens and no program contains. */
export function newMarker(): string {
  let text = "";
  while (text.length < 16)
    text += randomBytes(12)
      .toString("base64")
      .replace(/[^A-Za-z0-9]/g, "");
  return `Z${text.slice(0, 15)}`;
}

/** A random NHS number that passes its check digit, as 10 digits. */
export function newNhsNumber(): string {
  for (;;) {
    const digits = Array.from(randomBytes(9), (byte) => byte % 10);
    const sum = digits.reduce((total, digit, index) => total + digit * (10 - index), 0);
    const check = (11 - (sum % 11)) % 11;
    if (check !== 10 && digits[0] !== 0) return [...digits, check].join("");
  }
}

/** A random number from the range that no subscriber has, as 11 digits. */
export function newPhoneNumber(): string {
  return `07700900${String(randomBytes(2).readUInt16BE() % 1000).padStart(3, "0")}`;
}
