import { awake, goTo, handIn, openSession, questionsOf, saved, start } from "../harness/exam";
import { expect, look, Server, test } from "../harness/journey";
import { cast, signIn, signInAs } from "../harness/people";
import { plain } from "../harness/secrets";

const monthThree = "第 3 个月业务考核，本期";
const reason = "原答案有误，已更正。 The key was wrong.";

test("the second attempt at an on-post exam fails, HR is asked to talk, and a corrected key changes the result", async ({ arrive, database, language, say }) => {
  // Sessions change here as no other journey expects it: a company of its own.
  const server = await Server.start("demo", database);
  try {
    const candidate = await arrive({ baseURL: server.url });
    const steps: string[] = [];
    /** What was chosen, by item. */
    const chosen = new Map<string, string>();
    let corrected = "";
    candidate.on("response", (response) => {
      const step = /\/api\/exam_(reply|submit)$/.exec(response.url())?.[1];
      if (step && response.ok()) steps.push(step);
    });
    await signInAs(candidate, server, cast.monthThreeAgain, say);

    await test.step("some of the theory is answered", async () => {
      await openSession(candidate, monthThree);
      await start(candidate, say);
      for (const id of await questionsOf(candidate, "single")) {
        const question = await goTo(candidate, id);
        await candidate.keyboard.press("a");
        chosen.set((await question.getAttribute("data-item"))!, plain(await question.locator(".choices label > span").first().innerText()));
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
      await candidate.goto("/programmes/onboarding-three-months");
      const gate = candidate.locator("main section").filter({ hasText: say("programme.gate_month", { month: 3 }) });
      await expect(gate.filter({ hasText: say("programme.gate_attempts", { n: 2 }) })).toContainText(say("programme.gate_not_passed"));
      await candidate.goBack();
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

    await test.step("what the candidate chose turns out to be right: the trainer corrects the key", async () => {
      const half = language === "en" ? "en" : "zh";
      for (const [item, text] of chosen) {
        await trainer.goto(`/items/${item}`);
        const key = await trainer.locator("[name=key]:checked").inputValue();
        const letters = await trainer.locator("[name=key]").evaluateAll((keys) => keys.map((key) => (key as HTMLInputElement).value));
        const options = await Promise.all(letters.map(async (letter) => plain(await trainer.locator(`#option_${letter}_${half}`).inputValue())));
        const right = letters[options.indexOf(text)];
        expect(right, `${text} is among ${options.join(" / ")}`).toBeDefined();
        if (right === key) continue;
        await trainer.locator(`[name=key][value=${right}]`).check();
        await trainer.locator(`#option_${right}_slip`).selectOption("");
        await trainer.locator(`#option_${key}_slip`).selectOption({ index: 1 });
        await trainer.getByLabel(say("editor.publish_reason")).fill(reason);
        await trainer.getByRole("button", { name: say("editor.publish"), exact: true }).click();
        await expect(trainer).toHaveURL(/published=1/);
        corrected = item;
        break;
      }
      expect(corrected, "a question that was answered wrong").not.toBe("");
    });

    await test.step("and regrades: so many results change as the look at it said", async () => {
      await trainer.goto("/regrade");
      await trainer.locator(`section[aria-labelledby=corrected] a[href='/regrade/${corrected}']`).click();
      const changed = trainer.locator("dl > div", { has: trainer.getByText(say("scoring.regrade_changed"), { exact: true }) });
      const people = await changed.locator("dd").innerText();
      await look(trainer, "regrade-changes");
      await trainer.getByRole("button", { name: say("scoring.regrade_go") }).click();
      await expect(trainer.getByText(say("scoring.regrade_problem_reason")).first()).toBeVisible();
      await trainer.locator("[name=reason]").fill(reason);
      await trainer.getByRole("button", { name: say("scoring.regrade_go") }).click();
      await expect(trainer).toHaveURL(/made=[1-9]/);
      const made = new URL(trainer.url()).searchParams.get("made")!;
      expect(people).toBe(say("scoring.regrade_people", { n: made }));
      await expect(trainer.getByText(say("scoring.regrade_done", { n: made }))).toBeVisible();
      await expect(trainer.getByText(say("scoring.regrade_same"))).toBeVisible();
      await look(trainer, "regrade-done");
    });

    await test.step("the candidate finds the new result beside the old one, and why", async () => {
      const share = candidate.locator(".scores .push").first();
      const before = await share.innerText();
      await candidate.reload();
      await expect(candidate.getByText(say("exam.score.corrected_because", { reason }))).toBeVisible();
      const former = candidate.getByRole("table", { name: say("exam.score.versions_caption") });
      await expect(former).toContainText(`${say("exam.part.theory")} ${before}`);
      expect(parseInt(await share.innerText()), "a point more").toBeGreaterThan(parseInt(before));
      await look(candidate, "result-corrected");
    });
  } finally {
    await server.stop();
  }
});
