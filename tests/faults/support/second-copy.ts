import { expect, type Page } from "@playwright/test";

/**
 * Waits until the look after an unlock has made up for what the second copy lacks. Set-up writes the vault's header there
 * at once; a vault that a test laid by hand gets its header only then.
 */
export async function waitUntilCopied(page: Page): Promise<void> {
  const witness = () => page.evaluate(() => localStorage.getItem("/vault-witness/safer-sleep-contacts"));
  await expect.poll(witness).toContain("vaultId");
}
