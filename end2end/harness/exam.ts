import { expect, type Locator, type Page } from "@playwright/test";
import { press, tabTo } from "./keyboard";
import type { Server } from "./server";
import type { Words } from "./words";

/** The same as `begin`, by keys alone. */
export async function beginByKeyboard(page: Page, say: Words): Promise<void> {
  await page.goto("/exams");
  await press(page, page.locator("main a[href^='/exams/']").first());
  await expect(page).toHaveURL(/\/exams\/./);
  await press(page, page.getByRole("checkbox", { name: say("exam.start.confirm") }), "Space");
  await press(page, page.getByRole("button", { name: say("exam.start.button"), exact: true }));
  await expect(page).toHaveURL(/\/sitting\//);
  await awake(page);
}

/** The page of a session, by the title that HR gave it. */
export async function openSession(page: Page, title: string): Promise<void> {
  await page.goto("/exams");
  await page.locator(".sessions > li").filter({ hasText: title }).getByRole("link").first().click();
  await expect(page).toHaveURL(/\/exams\/[0-9a-f-]+$/);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
}

/** Goes to the exam that the person has booked, reads the rules and starts it. */
export async function begin(page: Page, say: Words): Promise<void> {
  await page.goto("/exams");
  await page.locator("main a[href^='/exams/']").first().click();
  await start(page, say);
}

/** Starts the exam whose rules are open. */
export async function start(page: Page, say: Words): Promise<void> {
  await page.getByRole("checkbox", { name: say("exam.start.confirm") }).check();
  await page.getByRole("button", { name: say("exam.start.button"), exact: true }).click();
  await expect(page).toHaveURL(/\/sitting\//);
  await awake(page);
}

/** Waits until the player has taken over and lets the candidate begin. */
export async function awake(page: Page): Promise<void> {
  await expect(page.locator("#paper:not([inert])")).toBeAttached();
}

/** The question in sight. */
export function inSight(page: Page): Locator {
  return page.locator(".question:visible");
}

/** Everything is durable, and the page says so. */
export async function saved(page: Page): Promise<void> {
  await expect(page.locator("#saved [data-of=saved]")).toBeVisible();
}

/** Answers the question in sight with the keyboard alone, whatever its kind, and sees the palette say so. Right or wrong is chance. */
export async function answerByKeyboard(page: Page, say: Words): Promise<string> {
  const question = inSight(page);
  const kind = (await question.getAttribute("data-kind"))!;
  switch (kind) {
    case "single":
      await page.keyboard.press("b");
      await expect(question.locator("[name=choice]").nth(1)).toBeChecked();
      break;
    case "multiple":
      await page.keyboard.press("a");
      await page.keyboard.press("c");
      await expect(question.locator("[name=choice]:checked")).toHaveCount(2);
      break;
    case "true-false":
      await press(page, question.locator("[name=holds]"), "Space");
      break;
    case "order": {
      const before = await question.locator("[name=step]").evaluateAll((steps) => steps.map((step) => (step as HTMLInputElement).value));
      const words = await question.locator(".order li").first().locator("span").first().innerText();
      await press(page, question.locator("[name=move][value$=down]").first());
      const after = await question.locator("[name=step]").evaluateAll((steps) => steps.map((step) => (step as HTMLInputElement).value));
      expect(after).toEqual([before[1], before[0], ...before.slice(2)]);
      await expect(page.locator("#news"), "the move is told aloud").toHaveText(say("sitting.moved", { step: words, place: 2, total: before.length }));
      break;
    }
    default: {
      const fields = await question.locator("form input:not([type=hidden]), form select, form textarea").all();
      for (const [index, field] of fields.entries()) {
        await tabTo(page, field);
        if ((await field.evaluate((control) => control.tagName)) === "SELECT") {
          for (let step = 0; step <= index % 8; step++) await page.keyboard.press("ArrowDown");
        } else {
          await page.keyboard.type(kind === "essay" ? "先安抚，再核实，最后给出时限。 First calm, then check, then promise a time." : "42");
        }
      }
    }
  }
  const number = (await question.getAttribute("data-number"))!;
  const place = page.locator(`#palette a[href='#q-${number}']`);
  await expect(place, `the palette of a ${kind} question`).toHaveAttribute("data-answered");
  await expect(place).toHaveAccessibleName(new RegExp(`^${say("sitting.is_answered", { number })}`));
  return kind;
}

/** The fields of the question in sight are told by a screen reader as what they are, each by its own name. */
export async function expectNamed(page: Page, say: Words): Promise<void> {
  const question = inSight(page);
  const [number, total] = [await question.getAttribute("data-number"), await page.locator(".question").count()];
  const heading = say("sitting.question_of", { number: number!, total });
  const form = question.getByRole("form", { name: heading });
  const texts = (within: string) => question.locator(within).allInnerTexts();
  const each = async (role: "radio" | "checkbox" | "combobox", names: string[], place: Locator) => {
    await expect(place.getByRole(role)).toHaveCount(names.length);
    for (const [index, name] of names.entries()) await expect(place.getByRole(role).nth(index)).toHaveAccessibleName(name);
  };
  await expect(question.getByRole("heading", { level: 1, name: heading })).toBeVisible();
  await expect(question.getByRole("checkbox", { name: say("sitting.flag") })).toHaveCount(1);
  switch (await question.getAttribute("data-kind")) {
    case "single":
      await each("radio", await texts(".choices label > span"), form.getByRole("group", { name: say("practice.choose_one") }));
      break;
    case "multiple":
      await each("checkbox", await texts(".choices label > span"), form.getByRole("group", { name: say("practice.choose_many") }));
      break;
    case "true-false":
      await each("radio", [say("practice.holds"), say("practice.holds_not")], form.getByRole("group", { name: say("practice.statement") }));
      break;
    case "numeric":
      await expect(form.getByRole("textbox", { name: say("practice.number") })).toHaveAccessibleDescription((await texts(".entry span")).join());
      break;
    case "short":
      await expect(form.getByRole("textbox", { name: say("practice.words") })).toHaveCount(1);
      break;
    case "cloze": {
      const gaps = await form.locator("input, select").all();
      expect(gaps.length).toBeGreaterThan(0);
      for (const [index, gap] of gaps.entries()) await expect(gap).toHaveAccessibleName(say("practice.gap", { number: index + 1 }));
      break;
    }
    case "match":
      await each("combobox", await texts(".match label"), form);
      break;
    case "order":
      for (const [index, step] of (await texts(".order li > span:not(.moves)")).entries()) {
        const row = form.getByRole("listitem").nth(index);
        await expect(row.getByRole("button", { name: say("practice.move_up", { step }), exact: true })).toHaveCount(1);
        await expect(row.getByRole("button", { name: say("practice.move_down", { step }), exact: true })).toHaveCount(1);
      }
      break;
    default:
      await expect(form.getByRole("textbox", { name: say("practice.essay") })).toHaveAccessibleDescription(/\d/);
  }
}

/** Goes on to the next question by keyboard; false after the last. */
export async function next(page: Page): Promise<boolean> {
  const question = inSight(page);
  const number = Number(await question.getAttribute("data-number"));
  const link = question.locator("[data-turn=next]");
  if (!(await link.count())) return false;
  await press(page, link);
  await expect(page.locator(`#q-${number + 1}`)).toBeVisible();
  await expect(page.locator(`#h-${number + 1}`), "the focus is on the question's heading").toBeFocused();
  return true;
}

/** What is left by the page's clock, in seconds. */
export async function left(page: Page, timeout?: number): Promise<number> {
  const digits = (await page.locator("#clock").textContent({ timeout }))!.split(":").map(Number);
  return digits.reduce((sum, part) => sum * 60 + part, 0);
}

/** What the server keeps, asked as the page asks it. */
export async function kept(page: Page): Promise<{ remaining: number; answers: Map<string, { sequence: number; response: unknown; flagged: boolean }> }> {
  const attempt = new URL(page.url()).pathname.split("/").at(-1);
  const answer = await page.request.post("/api/exam_state", { headers: { "sec-fetch-site": "same-origin" }, data: { attempt } });
  expect(answer.status()).toBe(200);
  const state = await answer.json();
  const answers = new Map(state.kept.map((kept: { item: string }) => [kept.item, kept]));
  return { remaining: state.standing.remaining_ms / 1000, answers: answers as never };
}

/** Looks once more and hands the part in. */
export async function handIn(page: Page): Promise<void> {
  await page.locator("[data-review]:visible").last().click();
  await expect(page.locator("#review")).toBeVisible();
  await page.locator("#hand-in").click();
}

/** Goes to a question by the palette. */
export async function goTo(page: Page, id: string): Promise<Locator> {
  await page.locator(`#palette a[href='#${id}']`).click();
  await expect(page.locator(`#${id}`)).toBeVisible();
  return page.locator(`#${id}`);
}

/** The ids of the questions of a kind that stand on the page. */
export async function questionsOf(page: Page, kind: string): Promise<string[]> {
  return page.locator(`.question[data-kind=${kind}]`).evaluateAll((found) => found.map((question) => question.id));
}

/** What every form of the demo company lets pass after the end of a part, in seconds. */
const GRACE = 60;
const PAUSE = 15 * 60;

/**
 * Moves the end of the running part, or of the pause, to so many seconds from now, in the server's own database; then the
 * page looks at how things stand, as it does whenever somebody comes back to it.
 */
export async function endIn(server: Server, page: Page, seconds: number): Promise<void> {
  const attempt = server.sqlId(new URL(page.url()).pathname.split("/").at(-1)!);
  const at = (after: number) => `'${new Date(Date.now() + after * 1000).toISOString().replace("Z", "+00:00")}'`;
  const isPause = (await page.locator("#sitting").getAttribute("data-at")) === "pause";
  const moved = isPause
    ? [`UPDATE attempt_part SET closed_at = ${at(seconds - PAUSE)} WHERE attempt_id = ${attempt} AND state = 'closed'`,
       `UPDATE attempt SET due_at = ${at(seconds)}, version = version + 1 WHERE id = ${attempt}`]
    : [`UPDATE attempt_part SET ends_at = ${at(seconds)} WHERE attempt_id = ${attempt} AND state = 'running'`,
       `UPDATE attempt SET open_until = ${at(seconds + GRACE)}, due_at = ${at(seconds + GRACE)}, version = version + 1 WHERE id = ${attempt}`];
  const before = await page.evaluate(() => performance.timeOrigin);
  await server.sql(...moved);
  await expect(async () => {
    if ((await page.evaluate(() => performance.timeOrigin)) !== before) return;
    await page.evaluate(() => window.dispatchEvent(new Event("focus")));
    // The page may be on its way to the next one, which may have no clock.
    expect(await left(page, 1000)).toBeLessThanOrEqual(Math.max(seconds, 0));
  }).toPass({ timeout: 10_000 });
}
