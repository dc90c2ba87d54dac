import { expect, look, test } from "../harness/journey";
import { signIn } from "../harness/people";

test("a trainer sees what the curriculum holds; everybody reads what is stored about them", async ({ arrive, demo, say }) => {
  const anybody = await arrive({ baseURL: demo.url });
  await test.step("the privacy page is linked before anybody signs in", async () => {
    await anybody.goto("/sign-in");
    await anybody.getByRole("contentinfo").getByRole("link", { name: say("nav.privacy") }).click();
    await expect(anybody.getByRole("heading", { level: 1, name: say("privacy.title") })).toBeVisible();
    await look(anybody, "privacy");
  });

  await test.step("the trainer's own area", async () => {
    const trainer = await arrive({ baseURL: demo.url });
    await signIn(trainer, demo, "trainer", say);
    await trainer.locator(".menu > summary").click();
    await trainer.getByRole("link", { name: say("nav.area_training") }).click();
    await expect(trainer.getByRole("heading", { level: 1, name: say("trainer.title") })).toBeVisible();
    await expect(trainer.getByRole("heading", { name: say("trainer.check"), exact: true })).toBeVisible();
    for (const level of [1, 2, 3, 4, 5]) await expect(trainer.locator(`section[data-level="${level}"]`)).toHaveCount(1);
    await trainer.getByText(say("trainer.kinds")).first().click();
    await look(trainer, "trainer");
  });

  await test.step("is closed to learners", async () => {
    await signIn(anybody, demo, "learner", say);
    const answer = await anybody.goto("/trainer");
    expect(answer?.status()).toBe(403);
  });
});
