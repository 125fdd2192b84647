import { armor, Encrypter } from "age-encryption";

/** Whether age takes this for a public key: its checksum is right. */
export function isRecipient(text: string): boolean {
  try {
    new Encrypter().addRecipient(text);
    return true;
  } catch {
    return false; // the error may quote what was typed
  }
}

/** The 12 words as an age file, in its text form, that only the private key of `recipient` opens. */
export async function escrowFile(words: readonly string[], recipient: string): Promise<string> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  const text = `Recovery words of one device with Safer Sleep Contacts. Choose "Use your recovery key" on its lock screen.\n${words.join(" ")}\n`;
  return armor.encode(await encrypter.encrypt(text));
}
