import { expect, look, test } from "../harness/journey";
import { accept, inviteByCommand } from "../harness/people";
import { answer, play } from "../harness/questions";

test("a new hire comes in, learns, practises and rehearses", async ({ arrive, demo, language, say }) => {
  const page = await arrive({ baseURL: demo.url });
  const name = `new.hire.${language.toLowerCase()}`;

  await test.step("the invitation leads to a home page with the ladder and one next step", async () => {
    await accept(page, await inviteByCommand(demo, name, "许念", "learner"), say);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.getByRole("heading", { name: say("home.ladder") })).toBeVisible();
    for (const level of [1, 2, 3, 4, 5]) await expect(page.locator(`[data-level="${level}"]`).first()).toBeVisible();
    await look(page, "home-new");
  });

  await test.step("lessons open one after the other, and progress is kept", async () => {
    await page.getByRole("link", { name: say("nav.lessons") }).click();
    await look(page, "lessons");
    const locked = await page.goto("/lessons/l1-privacy-say-less");
    expect(locked?.status()).toBe(200);
    await expect(page.getByRole("heading", { name: say("lesson.locked_title") })).toBeVisible();
    await look(page, "lesson-locked");
    await page.goto("/lessons/l1-mindset-customer-and-user");
    await look(page, "lesson");
    await page.getByRole("button", { name: say("lesson.read_through") }).nth(2).click();
    await page.goto("/lessons/l1-mindset-customer-and-user");
    await expect(page.getByRole("link", { name: say("lesson.resume") })).toBeVisible();
  });

  await test.step("every check is answered and every option explained", async () => {
    const open = page.locator("#checks form[action='/lessons/l1-mindset-customer-and-user']");
    // Sent empty, a question says what is missing.
    await open.first().getByRole("button", { name: say("practice.answer"), exact: true }).click();
    await expect(page.getByRole("alert").first()).toBeVisible();
    await look(page, "lesson-check-refused");
    for (let left = await open.count(); left > 0; left = await open.count()) {
      await answer(open.first(), say("practice.answer"));
      await expect(open).toHaveCount(left - 1);
    }
    await expect(page.getByText(say("lesson.complete_title"))).toBeVisible();
    await look(page, "lesson-complete");
  });

  await test.step("practice gives the reason behind every option at once", async () => {
    await page.getByRole("link", { name: say("nav.practice"), exact: true }).click();
    await look(page, "practice");
    const seen = new Set<string>();
    for (const shelf of ["communication", "process", "product", "emotion"]) {
      for (let round = 0; round < 4; round++) {
        await page.goto(`/practice/${shelf}`);
        const form = page.locator("form").filter({ has: page.getByRole("button", { name: say("practice.answer"), exact: true }) });
        const kind = await page.getByRole("heading", { level: 1 }).innerText();
        const fresh = !seen.has(kind.split("\n").at(-1) ?? kind);
        seen.add(kind.split("\n").at(-1) ?? kind);
        if (fresh) await look(page, `practice-question-${seen.size}`);
        await answer(form, say("practice.answer"));
        await expect(page.getByRole("link", { name: say("practice.next") })).toBeVisible();
        if (fresh) await look(page, `practice-explained-${seen.size}`);
      }
    }
    expect(seen.size, "several kinds of question").toBeGreaterThanOrEqual(4);
  });

  await test.step("a role-play is played, scored, and played again for a better one", async () => {
    const words = { sayIt: say("role_play.say_it"), toDebrief: say("role_play.to_debrief") };
    const promise = language === "en" ? "I'll call you by 11:30 with the new tracking number." : "11:30 前我给您打电话，报新的运单号。";
    await page.getByRole("link", { name: say("nav.roleplay") }).click();
    await look(page, "role-plays");
    await page.goto("/role-play/l1-process-late-parcel");
    await look(page, "role-play");
    await page.getByRole("button", { name: say("role_play.start") }).click();
    await look(page, "play");
    await play(page, words, promise, "last");
    await look(page, "play-ended");
    await page.getByRole("link", { name: words.toDebrief }).click();
    await expect(page.getByRole("heading", { name: say("role_play.transcript") })).toBeVisible();
    await look(page, "debrief");
    await page.getByRole("button", { name: say("role_play.play_again") }).click();
    await play(page, words, promise, "first");
    await page.getByRole("link", { name: words.toDebrief }).click();
    await expect(page.getByRole("heading", { name: say("role_play.transcript") })).toBeVisible();
  });
});
