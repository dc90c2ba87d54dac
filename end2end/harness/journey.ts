import AxeBuilder from "@axe-core/playwright";
import { expect, test as base, type Browser, type BrowserContext, type Locator, type Page } from "@playwright/test";
import path from "node:path";
import { LOOKED } from "./every-page";
import { Server, type Database } from "./server";
import { words, type Language, type Words } from "./words";

/** What a journey runs in and on. */
export interface Setting {
  language: Language;
  database: Database;
}

interface Fixtures {
  /** The catalogue of the journey's language. */
  say: Words;
  /** Opens a browser of its own for one actor. */
  arrive: (options?: Parameters<Browser["newContext"]>[0]) => Promise<Page>;
}

interface Shared {
  database: Database;
  /** The demo company, shared by the journeys of one worker and setting. */
  demo: Server;
}

export const test = base.extend<Pick<Setting, "language"> & Fixtures, Shared>({
  language: ["zh-CN", { option: true }],
  database: ["sqlite", { option: true, scope: "worker" }],
  demo: [
    async ({ database }, use) => {
      const server = await Server.start("demo", database);
      await use(server);
      await server.stop();
    },
    { scope: "worker", timeout: 60_000 },
  ],
  say: async ({ language }, use) => use(words(language)),
  arrive: async ({ browser, database, language }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (options) => {
      const context = await browser.newContext({
        locale: language, timezoneId: "Asia/Shanghai", viewport: { width: 1280, height: 900 },
        // Half of the settings see pages fade in, as most people do; the half that takes pictures does not wait for it.
        reducedMotion: database === "sqlite" ? "reduce" : "no-preference", ...options,
      });
      contexts.push(context);
      const page = await context.newPage();
      page.on("pageerror", (error) => {
        // A page that is left while it fades in reports that its fading ended.
        if (!/Transition was (aborted|skipped)/.test(error.message)) throw error;
      });
      return page;
    });
    for (const context of contexts) await context.close();
  },
});

export { expect, Server };

/** Looks at a page as its reader would: no axe finding, no sideways scroll, and a picture at both widths. */
export async function look(page: Page, name: string): Promise<void> {
  const setting = test.info().project.use as Partial<Setting>;
  // What stands in the place of a page is not that page.
  if ((await page.locator(".mishap").count()) === 0) test.info().annotations.push({ type: LOOKED, description: new URL(page.url()).pathname });
  // A page that still fades in lies under the picture of the one before; what is on its way to a colour has too little of it.
  await page.evaluate(async () => {
    const isFade = ({ effect }: Animation) => effect instanceof KeyframeEffect && effect.pseudoElement?.startsWith("::view-transition");
    const isOnItsWay = (animation: Animation) => animation instanceof CSSTransition || isFade(animation);
    await Promise.allSettled(document.getAnimations().filter(isOnItsWay).map((animation) => animation.finished));
  });
  if (await page.evaluate(() => matchMedia("(scripting: none)").matches)) await page.evaluate(makeReadable);
  // Pages are one frame, without film or sound; and what is right needs no description. The other way takes half as long again.
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ["violations"], preload: false });
  const findings = await axe.withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]).analyze();
  expect(findings.violations.map((finding) => ({ id: finding.id, nodes: finding.nodes.map((node) => node.html) })), name).toEqual([]);
  const size = page.viewportSize();
  // What sticks to the window's edge would lie across the picture of a whole page.
  const bars = page.locator(".turn");
  await bars.evaluateAll((found) => found.forEach((bar) => (bar as HTMLElement).style.setProperty("position", "static")));
  for (const [width, height] of [[1280, 900], [390, 844]] as const) {
    await page.setViewportSize({ width, height });
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(sideways, `${name} at ${width} px scrolls sideways`).toBeLessThanOrEqual(0);
    // The pictures of both databases are the same: one set is enough.
    if (setting.database === "sqlite") {
      const file = path.join(__dirname, "../output/screens", `${name}.${setting.language}.${width}.jpg`);
      await picture(page, file);
      await page.emulateMedia({ colorScheme: "dark" });
      await picture(page, file.replace(".jpg", ".dark.jpg"));
      await page.emulateMedia({ colorScheme: "light" });
    }
  }
  await bars.evaluateAll((found) => found.forEach((bar) => (bar as HTMLElement).style.removeProperty("position")));
  if (size) await page.setViewportSize(size);
}

/** The whole page, with colours that are on their way where they arrive. Chromium leaves one request of thousands unanswered: it is asked again. */
async function picture(page: Page, file: string): Promise<void> {
  const settled = { fullPage: true, animations: "disabled", type: "jpeg", quality: 90, timeout: 10_000 } as const;
  await expect(() => page.screenshot({ path: file, ...settled })).toPass({ timeout: 40_000 });
}

/** On paper: what the page is about is there; nothing to press or to go elsewhere with. */
export async function onPaper(page: Page, name: string, content: Locator[]): Promise<void> {
  const setting = test.info().project.use as Partial<Setting>;
  await page.emulateMedia({ media: "print" });
  for (const part of content) await expect(part, `${name} on paper`).toBeVisible();
  const pressed = page.locator(":is(nav, button, .btn, .masthead):visible");
  expect(await pressed.evaluateAll((found) => found.map((element) => element.outerHTML)), `${name} on paper`).toEqual([]);
  if (setting.database === "sqlite") {
    const file = path.join(__dirname, "../output/screens", `${name}.${setting.language}.paper.jpg`);
    await picture(page, file);
  }
  await page.emulateMedia({ media: "screen" });
}

/** For axe in a browser without script: timers do not run there, and it passes over what stands in noscript elements. */
function makeReadable(): void {
  window.setTimeout = ((call: () => void) => {
    void Promise.resolve().then(() => call());
    return 0;
  }) as never;
  for (const element of document.querySelectorAll("noscript")) element.replaceWith(...element.childNodes);
}
