import { awake, begin, endIn, goTo, inSight, kept, questionsOf, saved } from "../harness/exam";
import { expect, look, test } from "../harness/journey";
import { cast, signInAs, signInHere } from "../harness/people";

/** Something that one waits for and the other gives. */
function signal() {
  let give = () => {};
  const given = new Promise<void>((resolve) => (give = resolve));
  return { given, give: () => give() };
}

test("a server that cannot save, a sign-out in the middle, another device: no answer is lost", async ({ arrive, demo, say }) => {
  const number = cast.sitsWithTroubles;
  let page = await arrive({ baseURL: demo.url });
  const statuses: number[] = [];
  page.on("response", (response) => {
    if (response.url().endsWith("/api/exam_save")) statuses.push(response.status());
  });
  await signInAs(page, demo, number, say);
  await begin(page, say);
  const singles = await questionsOf(page, "single");
  const choose = async (index: number, key: string) => {
    await goTo(page, singles[index]!);
    await page.keyboard.press(key);
    await expect(inSight(page).locator("[name=choice]:checked")).toHaveCount(1);
  };
  const item = (index: number) => page.locator(`#${singles[index]}`).getAttribute("data-item");
  const local = () => page.locator("#palette [data-local]");

  await test.step("the server cannot save: the page says so at once, goes on, and everything arrives afterwards", async () => {
    await choose(0, "a");
    await saved(page);
    await demo.sql("ALTER TABLE answer RENAME TO answer_away");
    await choose(0, "b");
    await expect(page.locator("#saved [data-of=problem]")).toContainText(say("sitting.not_saved", { n: 1 }));
    await expect(page.locator("#refused")).toBeVisible();
    await choose(1, "a");
    await expect(local()).toHaveCount(2);
    await look(page, "sitting-refused");
    expect(statuses, "the real server said so").toContain(503);
    await demo.sql("ALTER TABLE answer_away RENAME TO answer");
    // Looking once more sends what waits without waiting for the next try.
    await page.locator("#beside [data-review]").click();
    await saved(page);
    await expect(page.locator("#refused")).toBeHidden();
    await page.locator("#review-back").click();
    const { answers } = await kept(page);
    expect([answers.has((await item(0))!), answers.has((await item(1))!)]).toEqual([true, true]);
    await expect(local()).toHaveCount(0);
  });

  await test.step("signed out in another tab: told, kept here, and after signing in all of it arrives", async () => {
    const tab = await page.context().newPage();
    await tab.goto("/exams");
    await tab.locator("form[action='/sign-out']").evaluate((form: HTMLFormElement) => form.submit());
    await expect(tab).toHaveURL(/sign-in/);
    await tab.close();
    await choose(2, "a");
    await expect(page.locator("#signed-out")).toBeVisible();
    await choose(3, "c");
    await expect(local()).toHaveCount(2);
    await look(page, "sitting-signed-out");
    // The old window can hear that the exam is elsewhere before the new one hears that it has it. Here it does, and still has
    // answers that it could not send.
    const [taken, answered] = [signal(), signal()];
    await page.context().route("**/api/exam_take_over", async (route) => {
      const response = await route.fetch();
      taken.give();
      await answered.given;
      await route.fulfill({ response });
    });
    const opening = page.context().waitForEvent("page");
    await page.locator("#sign-in").click();
    const door = await opening;
    await page.route("**/api/exam_save", (route) => route.abort());
    await signInHere(door, demo, number, say);
    await expect(door).toHaveURL(/\/sitting\//);
    await taken.given;
    await page.evaluate(() => window.dispatchEvent(new Event("focus")));
    await expect(page.locator("#elsewhere")).toBeVisible();
    await expect(page.locator("#unsent textarea:visible")).toHaveCount(2);
    answered.give();
    await awake(door);
    await saved(door);
    const { answers } = await kept(door);
    for (const index of [0, 1, 2, 3]) expect(answers.has((await item(index))!), `question ${index}`).toBe(true);
    // The journal went along with the exam: the old window has nothing left to rescue.
    await expect(page.locator("#unsent")).toBeHidden();
    await page.close();
    page = door;
  });

  await test.step("taken over while answers waited here: they can be copied, here and after going on here again", async () => {
    const typed = await page.locator(".question:has([name=typed])").first().getAttribute("id");
    const mine = "只在这台设备上写过 only written here";
    await page.context().setOffline(true);
    await (await goTo(page, typed!)).locator("[name=typed]").fill(mine);
    await choose(4, "d");
    await expect(local()).toHaveCount(2);

    const other = await arrive({ baseURL: demo.url });
    await signInAs(other, demo, number, say);
    await other.goto(page.url().replace(/#.*/, ""));
    await awake(other);
    await (await goTo(other, typed!)).locator("[name=typed]").fill("42");
    await goTo(other, singles[0]!);
    await saved(other);

    await page.context().setOffline(false);
    await expect(page.locator("#elsewhere")).toBeVisible();
    const copies = page.locator("#unsent textarea:visible");
    await expect(copies).toHaveCount(2);
    const label = say("sitting.lost_of", { number: typed!.slice(2) });
    await expect(page.locator("#unsent").getByLabel(label, { exact: true })).toHaveValue(mine);
    await look(page, "sitting-elsewhere-unsent");
    await page.locator("#take-back").click();
    await expect(page.locator("#overtaken")).toBeVisible();
    await awake(page);
    await saved(page);
    await page.reload();
    await awake(page);
    await expect(page.locator("#lost textarea:visible")).toHaveValue(mine);
    await expect(page.locator(`#${typed} [name=typed]`)).toHaveValue("42");
    await expect(page.locator(`#${singles[4]} [name=choice]`).nth(3), "nobody else answered this one").toBeChecked();
    await look(page, "sitting-overtaken");
    await page.locator("#put-away").click();
    await expect(page.locator("#overtaken")).toBeHidden();
    await page.reload();
    await awake(page);
    await expect(page.locator("#overtaken")).toBeHidden();
  });
});

test("time runs out: the candidate is told before, the server collects, and the next step is there", async ({ arrive, demo, say }) => {
  const page = await arrive({ baseURL: demo.url });
  const fates: string[] = [];
  page.on("response", (response) => {
    if (!response.url().endsWith("/api/exam_save")) return;
    void response.json().then((reply) => fates.push(...(reply.acknowledged ?? []).map((each: { fate: { fate: string } }) => each.fate.fate))).catch(() => undefined);
  });
  await signInAs(page, demo, cast.sitsUntilTimeIsUp, say);
  await begin(page, say);

  await test.step("the last minutes are told, in words beside the clock and aloud", async () => {
    await goTo(page, (await questionsOf(page, "single"))[0]!);
    await page.keyboard.press("a");
    await saved(page);
    await endIn(demo, page, 300);
    await expect(page.locator("#time-word")).toHaveText(say("sitting.last_minutes", { n: 5 }));
    await expect(page.locator("#news")).toHaveText(say("sitting.minutes_left", { n: 5 }));
    await look(page, "sitting-last-minutes");
  });

  await test.step("time is up: nothing can be changed, and what was typed last still counts", async () => {
    const typed = await page.locator(".question:has([name=typed])").first().getAttribute("id");
    await (await goTo(page, typed!)).locator("[name=typed]").fill("42");
    await endIn(demo, page, -20);
    await expect(page.locator("#up")).toBeVisible();
    await expect(page.locator("#paper")).toHaveAttribute("inert");
    await saved(page);
    await look(page, "sitting-time-up");
    await endIn(demo, page, -61);
    await expect(page.getByRole("heading", { level: 1, name: say("sitting.pause_collected") })).toBeVisible();
    await expect(page.getByText(say("sitting.pause_counts"))).toBeVisible();
    expect(fates.length).toBeGreaterThanOrEqual(2);
    expect(fates.filter((fate) => fate !== "kept")).toEqual([]);
    await awake(page);
    await look(page, "sitting-pause-collected");
  });

  await test.step("the role-play is collected in the same way", async () => {
    await page.locator("#begin").click();
    await expect(page.locator("#talk")).toBeVisible();
    await awake(page);
    await endIn(demo, page, -61);
    await expect(page.getByRole("heading", { level: 1, name: say("sitting.pause_collected") })).toBeVisible();
    await awake(page);
  });

  await test.step("whoever does not come back from the break has handed in, and is told what happens now", async () => {
    await endIn(demo, page, -1);
    await expect(page.locator("#forgotten")).toBeVisible();
    await expect(page.getByRole("heading", { level: 1, name: say("sitting.over_collected_title") })).toBeVisible();
    await expect(page.getByRole("heading", { name: say("sitting.over_next") })).toBeVisible();
    await look(page, "sitting-end-collected");
    expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("rungs.sitting")))).toEqual([]);
  });
});
