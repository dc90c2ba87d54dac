import { expect, look, test } from "../harness/journey";
import { accept, inviteByCommand } from "../harness/people";
import { expectCondition, route } from "../harness/proof";
import { answer, debrief, lateParcel, play } from "../harness/questions";

test("somebody without JavaScript gets through lessons, a role-play, eligibility and the staff file", async ({ arrive, demo, language, say }) => {
  const page = await arrive({ baseURL: demo.url, javaScriptEnabled: false });
  await accept(page, await inviteByCommand(demo, `no.script.${language.toLowerCase()}`, "何静怡", "learner"), say);

  await test.step("a lesson to its end", async () => {
    await page.getByRole("link", { name: say("nav.lessons") }).click();
    await page.goto("/lessons/l1-mindset-customer-and-user");
    await page.getByRole("button", { name: say("lesson.read_through") }).first().click();
    const open = page.locator("#checks form[action='/lessons/l1-mindset-customer-and-user']");
    for (let left = await open.count(); left > 0; left = await open.count()) {
      await answer(open.first(), say("practice.answer"));
      await expect(open).toHaveCount(left - 1);
    }
    await expect(page.getByText(say("lesson.complete_title"))).toBeVisible();
    await look(page, "lesson-complete-no-script");
  });

  await test.step("a role-play to its ending", async () => {
    await page.goto("/role-play/l1-process-late-parcel");
    await page.getByRole("button", { name: say("role_play.start") }).click();
    await play(page, say, lateParcel(language).well);
    expect((await debrief(page, say)).passed).toBe(true);
    await look(page, "debrief-no-script");
  });

  await test.step("the own file, a claim and what follows from it", async () => {
    await page.goto("/file");
    await page.getByRole("link", { name: say("staff.add_employment") }).click();
    await page.locator("[name=employer]").fill("青禾生活馆");
    await page.locator("[name=from]").fill("2020-01-01");
    await page.locator("[name=related]").check();
    await page.getByRole("button", { name: say("staff.save"), exact: true }).click();
    await expect(page.getByText("青禾生活馆").first()).toBeVisible();
    const years = route(page, 1, "b").locator("ul > li").first();
    const two = say("eligibility.condition.related_work", { years: 2 });
    await page.goto("/eligibility");
    await expectCondition(years, say, "unverified", [two]);
    await page.goto("/eligibility?basis=claimed");
    await expect(page.locator('details[data-level="1"]')).toHaveAttribute("data-state", "eligible");
    await expect(page.locator('details[data-level="1"] > summary')).toContainText(say("eligibility.date.since", { date: "2022-01-01" }));
    await expectCondition(years, say, "met", [two]);
    await expectCondition(route(page, 3, "a").locator("ul > li"), say, "unmet", [say("eligibility.finding.no_education")]);
    await look(page, "eligibility-no-script");
  });

  await test.step("what if there were a degree", async () => {
    await page.goto("/eligibility/what-if");
    await page.locator("[name=edu]").selectOption("bachelor");
    await page.locator("[name=edu_on]").fill("2020-06-30");
    await page.getByRole("button", { name: say("suppose.calculate") }).click();
    await expect(page.getByRole("row").filter({ hasText: say("suppose.opened", { routes: "3a" }) })).toContainText(say("suppose.open", { date: "2020-06-30" }));
    await expectCondition(route(page, 3, "a").locator("ul > li"), say, "met", ["2020-06-30"]);
    await look(page, "what-if-no-script");
  });
});
