import { expect, type Locator, type Page } from "@playwright/test";
import type { Words } from "./words";

/** A route of a level in the proof that the page shows: `route(page, 3, "b")`. */
export function route(page: Page, level: number, letter: string): Locator {
  const letters = page.locator(".letter").filter({ hasText: new RegExp(`^${letter}$`) });
  return page.locator(`details[data-level="${level}"] .route`).filter({ has: letters });
}

/** A condition reads so, and stands so, in its mark as in its words. */
export async function expectCondition(condition: Locator, say: Words, state: "met" | "unmet" | "unverified", words: string[]): Promise<void> {
  await expect(condition).toHaveAttribute("data-state", state);
  for (const each of [say("state.prefix", { state: say(`state.${state}`) }).trim(), ...words]) await expect(condition).toContainText(each);
}
