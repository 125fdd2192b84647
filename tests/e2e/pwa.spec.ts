import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import {
  addFamily,
  button,
  chip,
  expectHeading,
  expectSaved,
  goToCaseload,
  lock,
  setUp,
  setUpInApp,
  startContact,
  stepHeadings,
  unlock,
} from "./support/app.ts";
import { recordFastPath } from "./support/contact.ts";
import { newDevice } from "./support/device.ts";
import { serveRelease } from "./support/release-server.ts";
import { Taps } from "./support/taps.ts";

test.use({ serviceWorkers: "allow" });

const build = process.env["E2E_ROOT"] ?? "dist";
const amina = { parent: "Amina Khan", born: "2026-11-12", baby: "Yusuf" };

interface ManifestImage {
  src: string;
  sizes: string;
  type: string;
  purpose?: string;
  form_factor?: string;
}

interface Manifest {
  id: string;
  start_url: string;
  scope: string;
  display: string;
  icons: ManifestImage[];
  screenshots?: ManifestImage[];
  shortcuts: { name: string; url: string }[];
}

test("The manifest names one app with its icons and shortcuts, and every picture has the size it says", async ({
  page,
}) => {
  await page.goto("/");
  const manifest = await readManifest(page);
  expect(manifest).toMatchObject({ id: "/", start_url: "/", scope: "/", display: "standalone" });
  expect(manifest.icons.filter(isPng).map(({ sizes, purpose }) => `${sizes} ${purpose}`)).toEqual(
    expect.arrayContaining(["192x192 any", "512x512 any", "512x512 maskable"]),
  );
  for (const image of [...manifest.icons, ...(manifest.screenshots ?? [])]) {
    const response = await page.request.get(image.src);
    expect(response.status(), image.src).toBe(200);
    expect(response.headers()["content-type"], image.src).toContain(image.type);
    if (isPng(image)) expect(pngSize(await response.body()), image.src).toBe(image.sizes);
  }
});

test("Every shortcut opens a page of the app", async ({ page }) => {
  const { passphrase } = await setUp(page);
  for (const { name, url } of (await readManifest(page)).shortcuts) {
    await test.step(name, async () => {
      await page.goto(url);
      if (!url.startsWith("/help")) await unlock(page, passphrase);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expect(page.getByRole("heading", { level: 1 })).not.toHaveText(/not found|Unlock/i);
    });
  }
});

test("The browser finds nothing in the way of installing the app", async () => {
  await onDevice(async (context, url) => {
    const page = context.pages()[0] ?? (await context.newPage());
    await page.goto(url);
    await waitUntilControlled(page);
    const session = await context.newCDPSession(page);
    const { errors } = await session.send("Page.getAppManifest");
    expect(errors).toEqual([]);
    const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
    expect(installabilityErrors).toEqual([]);
  });
});

test("The app starts without its host, after the browser was closed", async () => {
  const server = await serveRelease(build);
  const device = newDevice();
  try {
    const first = await (await device.start()).newPage();
    await first.goto(server.url);
    await waitUntilControlled(first);
    await first.context().close();
    await server.stop();

    const page = await (await device.start()).newPage();
    for (const path of ["/", "/caseload", "/help/offline"]) {
      await page.goto(server.url + path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    }
    await expectHeading(page, "Working offline");
  } finally {
    await device.dispose();
    await server.stop();
  }
});

test.describe("with a second release", () => {
  const nextBuild = mkdtempSync(join(tmpdir(), "release-"));

  test.beforeAll(() => {
    test.setTimeout(360_000);
    execFileSync("npx", ["vite", "build", "--outDir", nextBuild, "--emptyOutDir"], {
      env: { ...process.env, BUILD_ID: "the-second-release" },
      stdio: "pipe",
    });
  });

  test.afterAll(() => rmSync(nextBuild, { recursive: true, force: true }));

  test("An update waits while a contact is open, locking starts the app again, and the draft is as it was", async ({
    page,
  }) => {
    test.setTimeout(240_000);
    const server = await serveRelease(build);
    try {
      const { passphrase } = await setUpInApp(page, { url: server.url });
      await waitUntilControlled(page);
      await addFamily(page, amina);
      await startContact(page, "new birth contact");
      await chip(page, "People here", "Amina Khan").click();
      let loads = 0;
      page.on("load", () => loads++);

      server.release(nextBuild);
      await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
      await expect(page.getByText("An update is ready. It will be applied when you lock.")).toBeVisible();
      await button(page, "Continue").click();
      await expectHeading(page, stepHeadings.sleepSpace);
      await chip(page, /baby sleep in at night\?$/, "Cot").click();
      await button(page, "Continue").click();
      await expectHeading(page, stepHeadings.babyAndHome);
      await expectSaved(page);
      await page.waitForTimeout(3_000);
      expect(loads).toBe(0);

      await lock(page);
      await expect.poll(() => loads, { timeout: 30_000 }).toBeGreaterThan(0);
      await unlock(page, passphrase);
      await expectHeading(page, stepHeadings.babyAndHome);
      await page.goBack();
      await expectHeading(page, stepHeadings.sleepSpace);
      await expect(chip(page, /baby sleep in at night\?$/, "Cot")).toBeChecked();
      await goToCaseload(page);
      await page.getByRole("link", { name: "Settings" }).click();
      await page.getByRole("link", { name: "About" }).click();
      await expect(page.getByText("the-second-release")).toBeVisible();
    } finally {
      await server.stop();
    }
  });
});

test("A whole journey asks no other host, breaks no rule of its policy and logs nothing", async ({ page, context }) => {
  test.setTimeout(240_000);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const hosts = new Set<string>();
  const complaints: string[] = [];
  context.on("request", (request) => hosts.add(new URL(request.url()).host));
  context.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(`${message.type()}: ${message.text()}`);
  });
  context.on("weberror", (error) => complaints.push(`${error.error()}`));
  await page.addInitScript(() => {
    addEventListener("securitypolicyviolation", (event) => {
      console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
    });
  });

  const { passphrase } = await setUp(page);
  await addFamily(page, amina);
  await goToCaseload(page);
  await recordFastPath(await Taps.start(page), "new birth contact", /Amina Khan/, { parent: "Amina Khan" });
  await button(page, "Copy professional notes").click();
  await button(page, "I have pasted it into the record").click();
  await page.getByRole("link", { name: "Parent copy" }).click();
  await expect(button(page, "Print parent copy")).toBeVisible();
  await page.pdf();
  for (const section of ["You", "Local numbers", "Lock", "Change passphrase", "Storage", "About"]) {
    await goToCaseload(page);
    await page.getByRole("link", { name: "Settings" }).first().click();
    await page.getByRole("list", { name: "Settings" }).getByRole("link", { name: section }).first().click();
    await expect(page.getByRole("navigation", { name: "Back" }).getByRole("link", { name: "Settings" })).toBeVisible();
  }
  await page.getByRole("banner").getByRole("link", { name: "Help" }).click();
  await expectHeading(page, "Help");
  await page.goto("/caseload");
  await unlock(page, passphrase);
  await button(page, "Hide screen").click();
  await button(page, "Back").click();
  await button(page, "Try with a made-up family").click();
  await expectHeading(page, "Caseload");

  expect([...hosts]).toEqual([new URL(page.url()).host]);
  expect(complaints).toEqual([]);
});

test("The page refuses text as markup, script in text and script from elsewhere", async ({ page }) => {
  await page.goto("/");
  const refused = await page.evaluate(async () => {
    const attempts: Record<string, () => unknown> = {
      innerHTML: () => {
        document.createElement("div").innerHTML = "<b>text</b>";
      },
      evaluate: () => new Function("return 1")(),
      "script address": () => {
        document.createElement("script").src = "/assets/any.js";
      },
      worker: () => new Worker("/assets/any.js"),
    };
    // The debugger that runs this function lifts the rule against evaluating text; what a timer calls has it again.
    await new Promise((later) => setTimeout(later));
    const found: string[] = [];
    for (const [name, attempt] of Object.entries(attempts)) {
      try {
        attempt();
      } catch {
        found.push(name);
      }
    }
    const elsewhere = new Promise<string>((refusedBy) => {
      addEventListener("securitypolicyviolation", (event) => {
        if (event.blockedURI.startsWith("https://example.org")) refusedBy(event.effectiveDirective);
      });
    });
    await fetch("https://example.org/").catch(() => undefined);
    return { found, elsewhere: await elsewhere };
  });
  expect(refused).toEqual({ found: ["innerHTML", "evaluate", "script address", "worker"], elsewhere: "connect-src" });
});

async function readManifest(page: Page): Promise<Manifest> {
  const href = await page.locator("link[rel=manifest]").getAttribute("href");
  const response = await page.request.get(href ?? "");
  expect(response.headers()["content-type"]).toContain("application/manifest+json");
  // The test asserts what it uses of it.
  return (await response.json()) as Manifest;
}

function isPng({ type }: ManifestImage): boolean {
  return type === "image/png";
}

/** "192x192": width and height stand in the first chunk of a PNG. */
function pngSize(png: Buffer): string {
  return `${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`;
}

async function waitUntilControlled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (navigator.serviceWorker.controller) return;
    await new Promise((controlled) => navigator.serviceWorker.addEventListener("controllerchange", controlled));
  });
}

async function onDevice(run: (context: BrowserContext, url: string) => Promise<void>): Promise<void> {
  const server = await serveRelease(build);
  const device = newDevice();
  try {
    await run(await device.start(), server.url);
  } finally {
    await device.dispose();
    await server.stop();
  }
}
