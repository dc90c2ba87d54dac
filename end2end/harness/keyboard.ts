import { expect, type Locator, type Page } from "@playwright/test";

/** Tabs until the focus is on what is meant, as somebody without a pointer does. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 300; presses++) {
    await page.keyboard.press("Tab");
    if (await target.evaluateAll((found) => found.some((element) => element === document.activeElement))) {
      expect(await outlined(page), "what has the focus shows it").toBe(true);
      return;
    }
  }
  throw new Error(`the keyboard does not reach ${target}`);
}

/** Whether the focused control, or what stands for it on screen, has an outline. */
async function outlined(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const shown = (element: Element | null | undefined) => !!element && getComputedStyle(element).outlineStyle !== "none";
    const active = document.activeElement;
    return shown(active) || shown(active?.closest("label")) || shown(active?.parentElement);
  });
}

/** Goes to a link or a button and presses it. */
export async function press(page: Page, target: Locator, key: "Enter" | "Space" = "Enter"): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press(key);
}

/** Goes to a text field and types. */
export async function type(page: Page, target: Locator, text: string): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.type(text);
}
