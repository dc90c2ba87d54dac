import { expect, type Locator, type Page } from "@playwright/test";

/** Answers whatever kind of question stands in a form, with the keyboard's means only, and sends it. Right or wrong is chance. */
export async function answer(form: Locator, submit: string): Promise<void> {
  const radios = form.getByRole("radio");
  if (await radios.count()) await radios.first().check();
  const boxes = form.getByRole("checkbox");
  if (await boxes.count()) await boxes.first().check();
  const selects = form.getByRole("combobox");
  for (let index = 0; index < (await selects.count()); index++) {
    await selects.nth(index).selectOption({ index: 1 + (index % 5) });
  }
  const fields = form.getByRole("textbox");
  for (let index = 0; index < (await fields.count()); index++) await fields.nth(index).fill("42");
  await form.getByRole("button", { name: submit, exact: true }).click();
}

/** Plays a role-play to its ending: takes the reply that `choose` names, and writes `line` where words are asked for. */
export async function play(page: Page, words: { sayIt: string; toDebrief: string }, line: string, choose: "first" | "last"): Promise<void> {
  const ended = page.getByRole("link", { name: words.toDebrief });
  const radios = page.locator("#reply input[type=radio]");
  const written = page.locator("#reply textarea");
  for (let turn = 0; turn < 40; turn++) {
    const heard = await page.locator("[data-who]").count();
    await ended.or(radios.first()).or(written).first().waitFor();
    if (await ended.count()) return;
    if (await radios.count()) await radios[choose]().check();
    else await written.fill(line);
    await page.getByRole("button", { name: words.sayIt }).first().click();
    await expect
      .poll(async () => (await page.locator("[data-who]").count()) > heard || (await page.locator("#reply").count()) === 0)
      .toBe(true);
  }
  throw new Error("the conversation does not end");
}
