import { expect, look, onPaper, test } from "../harness/journey";
import { accept, inviteByCommand } from "../harness/people";
import { answer, debrief, lateParcel, play } from "../harness/questions";

test("a new hire comes in, learns, practises and rehearses", async ({ arrive, demo, language, say }) => {
  const page = await arrive({ baseURL: demo.url });
  const name = `new.hire.${language.toLowerCase()}`;
  const first = "/lessons/l1-mindset-customer-and-user";

  await test.step("the invitation leads to a home page with the ladder and one next step", async () => {
    await accept(page, await inviteByCommand(demo, name, "许念", "learner"), say);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.getByRole("heading", { name: say("home.ladder") })).toBeVisible();
    await expect(page.locator(".next h2")).toContainText(say("home.next_lesson_kind"));
    await expect(page.locator(".next").getByRole("link", { name: say("home.go_lesson_begin") })).toHaveAttribute("href", first);
    // Nothing is in the file yet: no rung is open, and each says so.
    const rungs = page.locator(".ladder [data-level]");
    await expect(rungs).toHaveCount(5);
    for (const rung of await rungs.all()) {
      await expect(rung).toHaveAttribute("data-state", "none");
      await expect(rung).toContainText(say("state.none"));
      await expect(rung).toContainText(say("ladder.no_date"));
    }
    await look(page, "home-new");
  });

  await test.step("lessons open one after the other, and progress is kept", async () => {
    await page.getByRole("link", { name: say("nav.lessons") }).click();
    await look(page, "lessons");
    const locked = await page.goto("/lessons/l1-privacy-say-less");
    expect(locked?.status()).toBe(200);
    await expect(page.getByRole("heading", { name: say("lesson.locked_title") })).toBeVisible();
    await look(page, "lesson-locked");
    await page.goto(first);
    await look(page, "lesson");
    await onPaper(page, "lesson", [page.locator("article section p").first(), page.locator("#checks form").first()]);
    await page.getByRole("button", { name: say("lesson.read_through") }).nth(2).click();
    await page.goto(first);
    await expect(page.getByRole("link", { name: say("lesson.resume") })).toBeVisible();
  });

  await test.step("the programme says what three months hold, and what of it is done", async () => {
    await page.getByRole("link", { name: say("nav.lessons") }).click();
    await page.getByRole("link", { name: say("programme.link") }).click();
    await expect(page.locator(".agenda > li")).toHaveCount(6);
    await look(page, "programmes");
    await page.locator('.agenda a[href="/programmes/onboarding-three-months"]').click();
    const stages = page.locator("main > section");
    const before = say("programme.gate_before");
    await expect(stages.first()).toContainText(before);
    await expect(stages).toHaveCount(6);
    const reading = page.locator("li").filter({ has: page.locator('a[href="/lessons#level-1"]') });
    await expect(reading).toContainText(say("lesson.progress", { done: 0, total: 12 }));
    await look(page, "programme");
    await reading.getByRole("link").click();
    await expect(page).toHaveURL(/\/lessons#level-1$/);
    await page.goto(first);
  });

  await test.step("every check is answered and every option explained", async () => {
    const open = page.locator(`#checks form[action='${first}']`);
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
    await page.goto("/programmes/onboarding-three-months");
    await expect(page.getByText(say("lesson.progress", { done: 1, total: 12 }))).toBeVisible();
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
    const { well, badly } = lateParcel(language);
    await page.getByRole("link", { name: say("nav.roleplay") }).click();
    await look(page, "role-plays");
    await page.goto("/role-play/l1-process-late-parcel");
    await look(page, "role-play");
    await page.getByRole("button", { name: say("role_play.start") }).click();
    await look(page, "play");
    await play(page, say, badly);
    await look(page, "play-ended");
    const before = await debrief(page, say);
    expect(before.passed).toBe(false);
    await look(page, "debrief");
    await page.getByRole("button", { name: say("role_play.play_again") }).click();
    await play(page, say, well);
    const after = await debrief(page, say);
    expect(after.passed).toBe(true);
    expect(after.points).toBeGreaterThan(before.points);
    await expect(page.getByText(say("role_play.new_best"))).toBeVisible();
  });

  await test.step("home has gone on to the next lesson", async () => {
    await page.goto("/");
    await expect(page.locator(".next h2")).toContainText(say("home.next_lesson_kind"));
    const next = page.locator(".next").getByRole("link");
    await expect(next).toHaveAttribute("href", /^\/lessons\/l1-/);
    await expect(next).not.toHaveAttribute("href", first);
  });
});
