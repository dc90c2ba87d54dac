import type { Page } from "@playwright/test";
import { expect, look, Server, test } from "../harness/journey";
import { signIn } from "../harness/people";

/** Everybody in the level-1 session that has just closed. */
const people = ["1342", "0533", "1549", "1121", "1711", "1666", "1690", "许静", "Xu Jing", "邓丽华", "Deng Lihua", "谢天", "Xie Tian",
  "姚远", "Yao Yuan", "吕梦", "Lü Meng", "叶青", "Ye Qing", "沈一帆", "Shen Yifan"];

/** Whoever scores or releases learns of nobody. A staff number counts by itself or in a sign-in name, not within a random id. */
async function namesNobody(page: Page): Promise<void> {
  const html = await page.content();
  const found = people.filter((name) => (/^\d/.test(name) ? new RegExp(`(?<![\\w-])s?${name}(?![\\w-])`).test(html) : html.includes(name)));
  expect(found, page.url()).toEqual([]);
}

test("a trainer scores by the rubric without names, question by question, and releases", async ({ arrive, database, say }) => {
  const server = await Server.start("demo", database);
  try {
    const trainer = await arrive({ baseURL: server.url });
    await signIn(trainer, server, "trainer", say);
    await trainer.goto("/scoring");
    await expect(trainer.locator("main tbody tr").first()).toBeVisible();
    await namesNobody(trainer);
    await look(trainer, "scoring");

    await test.step("the rubric asks for every criterion, and keeps what was chosen", async () => {
      await trainer.locator("main tbody tr", { hasText: say("scoring.kind_essay") }).first().locator("th a").click();
      await namesNobody(trainer);
      await look(trainer, "scoring-row");
      await trainer.getByRole("link", { name: say("scoring.go_on") }).click();
      await namesNobody(trainer);
      const first = trainer.locator("form.rubric fieldset").first().getByRole("radio").nth(1);
      await first.check();
      await trainer.locator("[name=note]").fill("日期清楚。");
      await trainer.locator("form.rubric button[type=submit]").click();
      await expect(trainer.getByText(say("scoring.problem_mark", { number: 2 })).first()).toBeVisible();
      await expect(first).toBeChecked();
      await expect(trainer.locator("[name=note]")).toHaveValue("日期清楚。");
      await trainer.locator("details.data > summary").click();
      await look(trainer, "scoring-script");
    });

    await test.step("one after another until nothing waits, a conversation with a line that no rule understood among them", async () => {
      let conversations = 0;
      for (let scripts = 0; scripts < 40; scripts++) {
        await trainer.goto("/scoring");
        const waiting = trainer.locator("main tbody tr", { has: trainer.locator("td b", { hasNotText: /^0$/ }) });
        if ((await waiting.count()) === 0) break;
        await waiting.first().locator("th a").click();
        await trainer.getByRole("link", { name: say("scoring.go_on") }).click();
        await namesNobody(trainer);
        if (await trainer.getByRole("group", { name: say("scoring.conditions") }).count()) {
          conversations++;
          await expect(trainer.locator("main header")).toContainText(say("scoring.kind_role_play"));
          expect(await trainer.locator(".script > li").count()).toBeGreaterThan(3);
          await look(trainer, "scoring-conversation");
        }
        for (const criterion of await trainer.locator("form.rubric fieldset").all()) await criterion.getByRole("radio").first().check();
        await trainer.locator("form.rubric button[type=submit]").click();
        await expect(trainer).toHaveURL(/saved=yes/);
      }
      expect(conversations).toBe(1);
      await trainer.goto("/scoring");
      await trainer.locator("main tbody tr th a").first().click();
      await expect(trainer.getByText(say("scoring.all_done"))).toBeVisible();
      await look(trainer, "scoring-row-done");
      await trainer.getByRole("link", { name: say("scoring.script_number", { number: 1 }), exact: true }).click();
      await expect(trainer.locator("form.rubric input:checked").first()).toBeVisible();
    });

    await test.step("the release is asked for once, and says what candidates will see", async () => {
      await trainer.goto("/scoring");
      await trainer.locator("section[aria-labelledby=release] a").first().click();
      await namesNobody(trainer);
      await look(trainer, "session-counts");
      await trainer.getByRole("link", { name: say("scoring.to_release") }).click();
      await namesNobody(trainer);
      await look(trainer, "session-release");
      await trainer.locator("main form button[type=submit]").click();
      await expect(trainer.getByText(say("exam_session.released_done", { n: 3 }))).toBeVisible();
      await namesNobody(trainer);
    });

    await test.step("regrading begins with a look at what it would change", async () => {
      await trainer.goto("/regrade");
      await look(trainer, "regrade");
      await trainer.getByRole("searchbox").fill("l1-process");
      await trainer.getByRole("button", { name: say("scoring.regrade_find") }).click();
      await trainer.locator("section[aria-labelledby=found] a").first().click();
      await expect(trainer.getByText(say("scoring.regrade_same"))).toBeVisible();
      await namesNobody(trainer);
      await look(trainer, "regrade-item");
    });
  } finally {
    await server.stop();
  }
});
