import { expect, look, test } from "../harness/journey";
import { signIn } from "../harness/people";
import { answer } from "../harness/questions";

/** One lesson, one question and one conversation of each level, each question of another kind; whoever is certified at level 4 may open all of these at once. */
const levels = [
  { level: 1, lesson: "l1-process-five-steps", practice: "process?item=l1-process-read-back-numbers", scenario: "l1-product-wrong-item" },
  { level: 2, lesson: "l2-complaint-five-moves", practice: "product?item=l2-product-words-for-users", scenario: "l2-types-tricky-price" },
  { level: 3, lesson: "l3-operations-two-curves", practice: "emotion?item=l3-emotion-break-roster", scenario: "l3-teamwork-late-refunds" },
  { level: 4, lesson: "l4-operations-staffing", practice: "people?item=l4-people-appraisal-check-2", scenario: "l4-people-good-numbers" },
  { level: 5, lesson: "l5-mindset-score-and-stay", practice: "mindset?item=l5-mindset-score-and-stay-check-2", scenario: "l5-strategy-new-director" },
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

  for (const { level, lesson, practice, scenario } of levels) {
    await test.step(`level ${level}: a lesson with its checks explained, a question before and after its answer, the beginning of a conversation`, async () => {
      await page.goto(`/lessons/${lesson}`);
      const open = page.locator(`#checks form[action='/lessons/${lesson}']`);
      await expect(open.first()).toBeVisible();
      await answer(open.first(), say("practice.answer"));
      await look(page, `curriculum-${level}-lesson`);
      await page.goto(`/practice/${practice}`);
      await look(page, `curriculum-${level}-question`);
      await answer(page.locator("form").filter({ has: page.getByRole("button", { name: say("practice.answer"), exact: true }) }), say("practice.answer"));
      await expect(page.getByRole("link", { name: say("practice.next") })).toBeVisible();
      await look(page, `curriculum-${level}-explained`);
      await page.goto(`/role-play/${scenario}`);
      await page.getByRole("button", { name: say("role_play.start") }).click();
      await expect(page).toHaveURL(/\/role-play\/plays\//);
      await look(page, `curriculum-${level}-conversation`);
    });
  }
});
