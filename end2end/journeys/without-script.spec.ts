import { expect, test } from "../harness/journey";
import { accept, inviteByCommand } from "../harness/people";
import { answer, play } from "../harness/questions";

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
  });

  await test.step("a role-play to its ending", async () => {
    await page.goto("/role-play/l1-process-late-parcel");
    await page.getByRole("button", { name: say("role_play.start") }).click();
    const promise = language === "en" ? "I'll call you by 11:30 with the new tracking number." : "11:30 前我给您打电话，报新的运单号。";
    await play(page, { sayIt: say("role_play.say_it"), toDebrief: say("role_play.to_debrief") }, promise, "first");
    await page.getByRole("link", { name: say("role_play.to_debrief") }).click();
    await expect(page.getByRole("heading", { name: say("role_play.transcript") })).toBeVisible();
  });

  await test.step("the own file, a claim and what follows from it", async () => {
    await page.goto("/file");
    await page.getByRole("link", { name: say("staff.add_employment") }).click();
    await page.locator("[name=employer]").fill("青禾生活馆");
    await page.locator("[name=from]").fill("2020-01-01");
    await page.locator("[name=related]").check();
    await page.getByRole("button", { name: say("staff.save"), exact: true }).click();
    await expect(page.getByText("青禾生活馆").first()).toBeVisible();
    await page.goto("/eligibility?basis=claimed");
    await expect(page.locator('details[data-level="1"]')).toHaveCount(1);
  });
});
