import { expect, look, test } from "../harness/journey";
import { signIn } from "../harness/people";
import { answer } from "../harness/questions";

/** One lesson and one conversation of each level; whoever is certified at level 4 may open all of these at once. */
const levels = [
  { level: 1, lesson: "l1-process-five-steps", scenario: "l1-product-wrong-item" },
  { level: 2, lesson: "l2-complaint-five-moves", scenario: "l2-types-tricky-price" },
  { level: 3, lesson: "l3-operations-two-curves", scenario: "l3-teamwork-late-refunds" },
  { level: 4, lesson: "l4-operations-staffing", scenario: "l4-people-good-numbers" },
  { level: 5, lesson: "l5-mindset-score-and-stay", scenario: "l5-strategy-new-director" },
];

test("somebody certified walks through all five levels", async ({ arrive, demo, say }) => {
  const page = await arrive({ baseURL: demo.url });
  await signIn(page, demo, "trainer", say);

  await test.step("the lists hold five levels and stay readable on a phone", async () => {
    await page.goto("/lessons");
    await expect(page.getByRole("heading", { level: 2 })).toHaveCount(5);
    await look(page, "curriculum-lessons");
    await page.goto("/role-play");
    await look(page, "curriculum-role-plays");
  });

  for (const { level, lesson, scenario } of levels) {
    await test.step(`level ${level}: a lesson with its checks explained, and the beginning of a conversation`, async () => {
      await page.goto(`/lessons/${lesson}`);
      const open = page.locator(`#checks form[action='/lessons/${lesson}']`);
      await expect(open.first()).toBeVisible();
      await answer(open.first(), say("practice.answer"));
      await look(page, `curriculum-${level}-lesson`);
      await page.goto(`/role-play/${scenario}`);
      await page.getByRole("button", { name: say("role_play.start") }).click();
      await expect(page).toHaveURL(/\/role-play\/plays\//);
      await look(page, `curriculum-${level}-conversation`);
    });
  }
});
