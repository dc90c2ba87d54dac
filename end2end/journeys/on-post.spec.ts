import { awake, goTo, handIn, openSession, questionsOf, saved, start } from "../harness/exam";
import { expect, look, Server, test } from "../harness/journey";
import { cast, signIn, signInAs } from "../harness/people";

const monthThree = "第 3 个月业务考核，本期";

test("the second attempt at an on-post exam fails, and HR is asked to talk", async ({ arrive, database, language, say }) => {
  // Sessions change here as no other journey expects it: a company of its own.
  const server = await Server.start("demo", database);
  try {
    const candidate = await arrive({ baseURL: server.url });
    const steps: string[] = [];
    candidate.on("response", (response) => {
      const step = /\/api\/exam_(reply|submit)$/.exec(response.url())?.[1];
      if (step && response.ok()) steps.push(step);
    });
    await signInAs(candidate, server, cast.monthThreeAgain, say);

    await test.step("some of the theory is answered", async () => {
      await openSession(candidate, monthThree);
      await start(candidate, say);
      for (const id of await questionsOf(candidate, "single")) {
        await goTo(candidate, id);
        await candidate.keyboard.press("a");
      }
      await saved(candidate);
      await handIn(candidate);
      await expect(candidate.locator("#begin")).toBeVisible();
      await awake(candidate);
    });

    await test.step("handed in while a line does not get through: the line is said first", async () => {
      await candidate.locator("#begin").click();
      await expect(candidate.locator("#talk")).toBeVisible();
      await awake(candidate);
      steps.length = 0;
      await candidate.route("**/api/exam_reply", (route) => route.abort());
      await candidate.locator("#reply input[type=radio]").first().check();
      await candidate.locator("#reply [type=submit]").first().click();
      await expect(candidate.locator("#reply-problem")).toHaveText(say("sitting.talk_unsent"));
      await handIn(candidate);
      await expect(candidate.locator("#handing-in")).toHaveText(say("sitting.hand_in_offline"));
      await candidate.unroute("**/api/exam_reply");
      await expect(candidate.locator("#forgotten")).toBeVisible();
      expect(steps).toEqual(["reply", "submit"]);
      await look(candidate, "sitting-end-on-post");
    });

    const trainer = await arrive({ baseURL: server.url });
    await test.step("a trainer releases the result", async () => {
      await signIn(trainer, server, "trainer", say);
      const session = trainer.locator("section[aria-labelledby=release] a", { hasText: monthThree });
      await expect(async () => {
        await trainer.goto("/scoring");
        await expect(session).toBeVisible({ timeout: 500 });
      }).toPass({ timeout: 15_000 });
      await session.click();
      await trainer.getByRole("link", { name: say("scoring.to_release") }).click();
      await trainer.locator("main form button[type=submit]").click();
      await expect(trainer.getByText(say("exam_session.released_done", { n: 1 }))).toBeVisible();
    });

    await test.step("the candidate reads what was missed, and that HR will talk", async () => {
      await candidate.goto("/exams");
      await candidate.locator("tbody").getByRole("link").first().click();
      const parts = ["theory", "role_play"].map((part) => say(`exam.part.${part}`)).join(language === "en" ? ", " : "、");
      await expect(candidate.getByText(say("exam.score.lead_not_passed_post", { parts }))).toBeVisible();
      await expect(candidate.getByText(say("exam.score.talk"))).toBeVisible();
    });

    await test.step("HR's board asks for the talk", async () => {
      const hr = await arrive({ baseURL: server.url });
      await signIn(hr, server, "hr", say);
      await hr.goto("/people");
      const calls = hr.locator("section").filter({ has: hr.getByRole("heading", { name: say("exam.post.calls_title") }) });
      await expect(calls.getByText(say("exam.post.calls_lead", { n: 2 }))).toBeVisible();
      await calls.getByRole("link", { name: language === "en" ? "Yu Siqi" : "余思琪" }).click();
      await expect(hr.getByText(say("exam.post.failed_twice"))).toBeVisible();
    });
  } finally {
    await server.stop();
  }
});
