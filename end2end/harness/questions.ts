import { expect, type Locator, type Page } from "@playwright/test";
import type { Language, Words } from "./words";

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

/** What somebody says in a role-play: the replies that are picked where they are offered, by words of theirs, and a line of one's own. */
export interface Lines {
  replies: string[];
  typed: string;
}

/** Two ways through the role-play about the late parcel (`l1-process-late-parcel`): as it goes well, and with a promise that nobody can keep. */
export function lateParcel(language: Language): { well: Lines; badly: Lines } {
  return language === "en"
    ? {
        well: { replies: ["Lin speaking", "When do you need it by?", "re-ship from the city warehouse", "To confirm: same address"], typed: "I'll call you by 11:30 with the new tracking number." },
        badly: { replies: ["you'll have it today without fail", "When do you need it by?", "Then I'll refund you", "top marks would be lovely"], typed: "It will arrive tomorrow." },
      }
    : {
        well: { replies: ["我姓林", "您最晚什么时候要用", "同城仓今天补发", "核一遍：地址不变"], typed: "11:30 前我给您打电话，报新的运单号。" },
        badly: { replies: ["我马上给您加急", "您最晚什么时候要用", "那我给您退款", "打满分"], typed: "放心，明天一定能送到。" },
      };
}

/** Plays a role-play to its ending by these lines. Each turn must offer one of the replies, or ask for words; both must happen. */
export async function play(page: Page, say: Words, lines: Lines): Promise<void> {
  const ended = page.getByRole("link", { name: say("role_play.to_debrief") });
  const replies = page.locator("#reply label:has(input[type=radio])");
  const written = page.locator("#reply textarea");
  const done = { picked: 0, typed: 0 };
  for (let turn = 0; turn < 40; turn++) {
    const heard = await page.locator("[data-who]").count();
    await ended.or(replies.first()).or(written).first().waitFor();
    if (await ended.count()) {
      expect(done, "replies were picked, and words typed").toEqual({ picked: lines.replies.length, typed: 1 });
      return;
    }
    if (await replies.count()) {
      const offered = await replies.allInnerTexts();
      const index = offered.findIndex((text) => lines.replies.some((words) => text.includes(words)));
      expect(index, `one of the lines is offered: ${offered.join(" / ")}`).toBeGreaterThanOrEqual(0);
      await replies.nth(index).getByRole("radio").check();
      done.picked++;
    } else {
      await written.fill(lines.typed);
      done.typed++;
    }
    await page.getByRole("button", { name: say("role_play.say_it") }).first().click();
    await expect
      .poll(async () => (await page.locator("[data-who]").count()) > heard || (await page.locator("#reply").count()) === 0)
      .toBe(true);
  }
  throw new Error("the conversation does not end");
}

/** Goes from the ending to what is said about it; gives the points. */
export async function debrief(page: Page, say: Words): Promise<{ points: number; passed: boolean }> {
  await page.getByRole("link", { name: say("role_play.to_debrief") }).click();
  await expect(page.getByRole("heading", { name: say("role_play.transcript") })).toBeVisible();
  const result = await page.locator("#result").innerText();
  const points = Number(/\d+/.exec(result)?.[0]);
  const passed = result === say("role_play.passed", { points });
  expect(result).toBe(say(passed ? "role_play.passed" : "role_play.failed", { points }));
  return { points, passed };
}
