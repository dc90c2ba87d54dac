import { awake, left } from "../harness/exam";
import { expect, look, Server, test } from "../harness/journey";
import { signIn, signInAs } from "../harness/people";

/** An instant as the form writes it, in China. */
const inChina = (hours: number) => new Date(Date.now() + (8 + hours) * 3_600_000).toISOString().slice(0, 16);

test("HR runs the day of an exam, from the open session to the certificate", async ({ arrive, database, say }) => {
  // Sessions change here as no other journey expects it: a company of its own.
  const server = await Server.start("demo", database);
  try {
    const hr = await arrive({ baseURL: server.url });
    await signIn(hr, server, "hr", say);

    await test.step("opening a session: what is wrong stands at its field, nothing typed is lost", async () => {
      await hr.goto("/sessions");
      await look(hr, "sessions");
      await hr.getByRole("link", { name: say("exam_session.new") }).click();
      await hr.locator("[name=title]").fill("三月第二批");
      await hr.locator("[name=opens_at]").fill(inChina(2));
      await hr.locator("[name=closes_at]").fill(inChina(1));
      await hr.locator("[name=seats]").fill("0");
      await hr.getByRole("button", { name: say("exam_session.open_go") }).click();
      await expect(hr.getByText(say("exam_session.problem_form")).first()).toBeVisible();
      await hr.locator("[name=form]").selectOption("l1-exam-certification");
      await hr.getByRole("button", { name: say("exam_session.open_go") }).click();
      await expect(hr.getByText(say("exam_session.problem_window")).first()).toBeVisible();
      await expect(hr.getByText(say("exam_session.problem_seats")).first()).toBeVisible();
      await expect(hr.locator("[name=title]")).toHaveValue("三月第二批");
      await look(hr, "session-new");
      await hr.locator("[name=opens_at]").fill(inChina(-1));
      await hr.locator("[name=closes_at]").fill(inChina(30));
      await hr.locator("[name=seats]").fill("3");
      await hr.getByRole("button", { name: say("exam_session.open_go") }).click();
      await expect(hr.getByText(say("exam_session.no_places_title"))).toBeVisible();
      await look(hr, "session-empty");
    });
    const session = new URL(hr.url()).pathname;

    await test.step("registering two people at once; somebody who cannot enter is told from when on", async () => {
      await hr.getByRole("link", { name: say("exam_session.register") }).click();
      await hr.getByRole("searchbox").fill("1581");
      await hr.getByRole("button", { name: say("exam_session.search_go") }).click();
      await expect(hr.locator(".people-list")).toContainText(/\d{4}-\d{2}-\d{2}/);
      await expect(hr.locator(".people-list input")).toHaveCount(0);
      await hr.getByRole("searchbox").fill("180");
      await hr.getByRole("button", { name: say("exam_session.search_go") }).click();
      await look(hr, "session-register");
      await hr.getByRole("button", { name: say("exam_session.register_go") }).click();
      await expect(hr.getByText(say("exam_session.pick_none")).first()).toBeVisible();
      for (const number of ["1805", "1806"]) await hr.locator(".people-list li", { hasText: number }).getByRole("checkbox").check();
      await hr.getByRole("button", { name: say("exam_session.register_go") }).click();
      await expect(hr.getByText(say("exam_session.registered_done", { n: 2 }))).toBeVisible();
    });

    const row = (number: string) => hr.locator("tbody tr", { hasText: number });
    await test.step("extra time for one, the other's place is revoked with a reason", async () => {
      await row("1805").getByRole("rowheader").getByRole("link").click();
      await hr.locator("[name=percent]").fill("25");
      await hr.getByRole("button", { name: say("exam_session.time_go") }).click();
      await expect(row("1805")).toContainText(say("exam_session.extra_percent", { percent: 25 }));
      await row("1806").getByRole("rowheader").getByRole("link").click();
      await look(hr, "session-place");
      await hr.getByRole("button", { name: say("exam_session.revoke_go") }).click();
      await expect(hr.getByText(say("exam_session.reason_problem")).first()).toBeVisible();
      await hr.locator("[name=reason]").fill("当天请假。");
      await hr.getByRole("button", { name: say("exam_session.revoke_go") }).click();
      await expect(row("1806")).toContainText(say("exam_session.state_revoked"));
      await row("1806").getByRole("rowheader").getByRole("link").click();
      await expect(hr.getByText("当天请假。")).toBeVisible();
      await look(hr, "session-place-revoked");
    });

    await test.step("the candidate reads of the minutes added, and has them on the clock", async () => {
      const candidate = await arrive({ baseURL: server.url });
      await signInAs(candidate, server, "1805", say);
      await candidate.goto(session.replace("/sessions/", "/exams/"));
      const theory = candidate.locator(".parts tbody tr").first();
      await expect(theory).toContainText(say("exam.minutes", { n: 56 }));
      await expect(theory).toContainText(say("exam.rules.added", { n: 11 }));
      await expect(candidate.getByText(say("exam.rules.extra", { percent: 25 }))).toBeVisible();
      await look(candidate, "exam-session-extra-time");
      await candidate.getByRole("checkbox", { name: say("exam.start.confirm") }).check();
      await candidate.getByRole("button", { name: say("exam.start.button"), exact: true }).click();
      await awake(candidate);
      await expect.poll(() => left(candidate)).toBeGreaterThan(55 * 60);
      expect(await left(candidate)).toBeLessThanOrEqual(56.25 * 60);
    });

    await test.step("the session can have no fewer seats than are taken", async () => {
      await hr.goto(session);
      await hr.getByRole("link", { name: say("exam_session.edit") }).click();
      await hr.locator("[name=seats]").fill("0");
      await hr.getByRole("button", { name: say("exam_session.save") }).click();
      await expect(hr.getByText(say("exam_session.problem_seats")).first()).toBeVisible();
      await hr.locator("[name=seats]").fill("8");
      await look(hr, "session-edit");
      await hr.getByRole("button", { name: say("exam_session.save") }).click();
      await expect(hr.getByText(say("exam_session.seats_of", { seats: 8, taken: 1 }))).toBeVisible();
    });

    await test.step("who is where", async () => {
      await hr.goto("/sessions");
      await hr.locator("tbody tr", { hasText: "一级认证，上期" }).getByRole("rowheader").getByRole("link").click();
      await expect(row("1342")).toContainText(say("exam_session.state_sitting"));
      await expect(row("0533")).toContainText(say("exam_session.state_awaiting"));
      await expect(row("1121")).toContainText(say("exam_session.state_scored"));
      await expect(row("1666")).toContainText(say("exam_session.state_failed"));
      await expect(row("1690")).toContainText(say("exam_session.state_certified"));
      await look(hr, "session-board");
      await hr.locator("nav.tabs").getByRole("link", { name: say("exam_session.show_scoring") }).click();
      await expect(row("1342")).toHaveCount(0);
      await expect(row("0533")).toHaveCount(1);
      await hr.getByRole("link", { name: say("exam_session.refresh") }).click();
      await expect(row("1342")).toHaveCount(0);
    });

    await test.step("the log of a sitting, in words", async () => {
      await row("0533").getByRole("link", { name: /./ }).last().click();
      await expect(hr.getByRole("heading", { level: 1, name: say("exam_session.log_title") })).toBeVisible();
      await expect(hr.getByText(say("exam_session.log_results_hidden"))).toBeVisible();
      await look(hr, "session-log");
    });

    await test.step("a pass becomes a certificate by one press, and a reason revokes it", async () => {
      await hr.goto("/sessions");
      await hr.locator("tbody tr", { hasText: "一级认证，上期" }).getByRole("rowheader").getByRole("link").click();
      await expect(hr.locator(".certify")).toContainText("1711");
      await hr.getByRole("button", { name: say("exam_session.issue") }).click();
      await expect(hr.getByText(say("exam_session.issued", { n: 1 }))).toBeVisible();
      await expect(hr.locator(".certify")).toHaveCount(0);
      await look(hr, "session-certified");
      await row("1711").getByRole("link", { name: /./ }).last().click();
      await expect(hr).toHaveURL(/\/certificates\/RG1-/);
      const number = hr.url().split("/").pop()!.split("?")[0]!;
      await hr.goto(`/certificates/${number}/revoke`);
      await look(hr, "certificate-revoke");
      await hr.locator("[name=reason]").fill("考试记录更正。");
      await hr.getByRole("button", { name: say("certificate.revoke_go") }).click();
      const visitor = await arrive({ baseURL: server.url });
      await visitor.goto(`/verify/${number}`);
      await expect(visitor.getByText("考试记录更正。")).toBeVisible();
      await hr.goto("/sessions");
      await hr.locator("tbody tr", { hasText: "一级认证，上期" }).getByRole("rowheader").getByRole("link").click();
      await expect(row("1711")).toContainText(say("exam_session.state_certificate_revoked"));

      // The name was wrong: a new one with the name of the file takes its place.
      await hr.goto(`/certificates/${number}`);
      await hr.getByRole("link", { name: say("certificate.replace"), exact: true }).click();
      await look(hr, "certificate-replace");
      await hr.getByRole("button", { name: say("certificate.replace_go") }).click();
      await expect(hr.getByText(say("certificate.replaces"))).toBeVisible();
      await look(hr, "certificate-replaced");
      const next = hr.url().split("/").pop()!;
      expect(next).not.toBe(number);
      await visitor.goto(`/verify/${next}`);
      await expect(visitor.getByRole("heading", { name: say("certificate.valid"), exact: true })).toBeVisible();
    });

    await test.step("none of it is open to learners", async () => {
      const learner = await arrive({ baseURL: server.url });
      await signIn(learner, server, "learner", say);
      for (const path of ["/sessions", session, "/scoring", "/regrade"]) expect((await learner.goto(path))?.status(), path).toBe(403);
    });
  } finally {
    await server.stop();
  }
});
