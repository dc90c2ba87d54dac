import { scan } from "../harness/evidence";
import { expect, look, onPaper, test } from "../harness/journey";
import { signIn } from "../harness/people";
import { expectCondition, route } from "../harness/proof";

test("a learner claims, HR verifies and decides, and the tree changes with it", async ({ arrive, demo, language, say }) => {
  const learner = await arrive({ baseURL: demo.url });
  const hr = await arrive({ baseURL: demo.url });
  await signIn(learner, demo, "learner", say);
  await signIn(hr, demo, "hr", say);
  const school = `夜校 ${language}`;

  await test.step("the home page of somebody with a history", async () => {
    await learner.goto("/");
    await look(learner, "home");
  });

  await test.step("eligibility shows every route of every level, by verified and by claimed facts", async () => {
    await learner.goto("/eligibility");
    await expect(learner.getByRole("heading", { level: 1 })).toBeVisible();
    for (const level of [1, 2, 3, 4, 5]) await expect(learner.locator(`details[data-level="${level}"]`)).toHaveCount(1);
    await look(learner, "eligibility");
  });

  await test.step("what is met, what is missing and from when on, on a day that the file answers for good", async () => {
    await learner.goto("/eligibility?as_of=2026-11-20");
    const level = (number: number) => say("level.ordinal", { level: language === "en" ? number : "零一二三四五"[number]! });
    const years = (of: number, then_years: number) => say("eligibility.condition.credential_then", { level: level(of), years: then_years });
    const conditions = (of: number, letter: string) => route(learner, of, letter).locator("ul > li");
    await expectCondition(conditions(3, "c").first(), say, "met", [years(1, 4)]);
    await onPaper(learner, "eligibility", [route(learner, 4, "d"), learner.getByRole("heading", { level: 1 })]);
    await expect(route(learner, 3, "c")).toContainText(say("eligibility.date.since", { date: "2026-05-09" }));
    const missing = [say("eligibility.period.months", { n: 5 }), say("eligibility.period.days", { n: 19 })].join(say("eligibility.period.between"));
    await expectCondition(conditions(4, "d").first(), say, "unmet", [years(1, 5), say("eligibility.finding.short", { period: missing })]);
    await expect(route(learner, 4, "d")).toContainText(say("eligibility.date.earliest", { date: "2027-05-09" }));
    const claimed = [say("eligibility.claim.work", { days: 40 }), say("eligibility.date.if_verified_from", { date: "2027-03-30" })];
    await expectCondition(conditions(4, "d").nth(1), say, "unverified", claimed);
    await expectCondition(conditions(4, "b").first(), say, "unmet", [years(3, 1), say("eligibility.finding.no_certificate", { level: level(3) })]);
    await expectCondition(conditions(2, "c").first(), say, "met", [say("eligibility.condition.related_work", { years: 4 })]);
  });

  await test.step("by claimed facts, and on another day", async () => {
    await learner.goto("/eligibility?basis=claimed&as_of=2030-01-01");
    await look(learner, "eligibility-claimed");
    await learner.goto("/eligibility?as_of=soon");
    await expect(learner.getByText(say("assessment.bad_date")).first()).toBeVisible();
  });

  await test.step("a what-if changes the answer and stores nothing", async () => {
    await learner.goto("/eligibility/what-if");
    await look(learner, "what-if");
    await learner.locator("[name=edu]").selectOption("bachelor");
    await learner.locator("[name=edu_on]").fill("2027-06-30");
    await learner.locator("[name=as_of]").fill("2027-07-01");
    await learner.getByRole("button", { name: say("suppose.calculate") }).click();
    await expect(learner.getByRole("heading", { name: say("suppose.proofs") })).toBeVisible();
    await expect(learner.locator("[name=edu_on]")).toHaveValue("2027-06-30");
    await look(learner, "what-if-answer");
    await learner.goto("/file");
    await expect(learner.locator("main")).not.toContainText("2027-06-30");
  });

  await test.step("claiming a degree: what is wrong stands at its field, nothing typed is lost", async () => {
    await learner.goto("/file");
    await look(learner, "my-file");
    await learner.getByRole("link", { name: say("staff.add_education") }).click();
    await look(learner, "my-file-education");
    await learner.locator("[name=school]").fill(school);
    await learner.locator("[name=completed]").fill("2024-06-30");
    await learner.locator("[name=evidence]").setInputFiles({ ...scan("degree.pdf"), buffer: Buffer.from("MZ not a pdf") });
    await learner.getByRole("button", { name: say("staff.save"), exact: true }).click();
    await expect(learner.getByText(say("staff.problem.wrong_kind")).first()).toBeVisible();
    await expect(learner.locator("[name=school]")).toHaveValue(school);
    await look(learner, "my-file-refused");
    await learner.locator("[name=level]").selectOption("bachelor");
    await learner.locator("[name=evidence]").setInputFiles(scan("degree.pdf"));
    await learner.getByRole("button", { name: say("staff.save"), exact: true }).click();
    await expect(learner.getByText(school).first()).toBeVisible();
    await expect(learner).toHaveURL(/\/file/);
  });

  await test.step("HR sees the board and the queue, refuses once with a reason, then verifies", async () => {
    await hr.goto("/people");
    await look(hr, "board");
    const csv = await hr.request.get("/people.csv");
    expect(csv.headers()["content-type"]).toContain("text/csv");
    await hr.goto("/verification");
    await look(hr, "verification");
    const claim = hr.getByRole("link", { name: new RegExp(school) });
    await claim.first().click();
    await look(hr, "claim");
    await hr.getByRole("button", { name: say("claim.reject") }).click();
    await expect(hr.getByRole("alert").or(hr.locator(".problems, .error-summary")).first()).toBeVisible();
    await hr.locator("[name=reason]").fill("请上传毕业证，不是成绩单。");
    await hr.getByRole("button", { name: say("claim.reject") }).click();
    await expect(hr).toHaveURL(/\/verification/);
    await learner.goto("/file");
    await expect(learner.getByText("请上传毕业证，不是成绩单。").first()).toBeVisible();
    await learner.getByRole("link", { name: new RegExp(`^(${say("staff.edit")}).*${school}`) }).or(learner.getByRole("row").filter({ hasText: school }).getByRole("link", { name: say("staff.edit") })).first().click();
    await learner.getByRole("button", { name: say("staff.save"), exact: true }).click();
    await hr.goto("/verification");
    await claim.first().click();
    await hr.getByRole("button", { name: say("claim.verify") }).click();
    await expect(hr).toHaveURL(/\/verification/);
  });

  await test.step("HR records a decision and replays it later to the same tree", async () => {
    await learner.goto("/file");
    await hr.goto("/people");
    await hr.getByRole("searchbox").fill("0876");
    await hr.getByRole("button", { name: say("board.apply") }).click();
    await look(hr, "board-found");
    await hr.locator("tbody th a").first().click();
    await expect(hr).toHaveURL(/\/people\/[^/]+/);
    const person = /\/people\/[^/?]+/.exec(hr.url())?.[0];
    await hr.goto(person!);
    await look(hr, "staff-file");
    await hr.getByRole("link", { name: say("staff.to_eligibility") }).first().click();
    await look(hr, "staff-eligibility");
    await hr.locator("[name=level]").selectOption("3");
    await hr.getByRole("button", { name: say("assessment.decide_submit") }).click();
    await expect(hr).toHaveURL(/\/decisions\//);
    await look(hr, "decision");
    const decision = hr.url();
    await hr.goto("/decisions");
    await look(hr, "decisions");
    await hr.goto(decision);
    await hr.getByRole("link", { name: say("decision.replay"), exact: true }).click();
    await expect(hr.getByText(say("decision.same"))).toBeVisible();
    await look(hr, "decision-replayed");
    await hr.goto("/rules");
    await look(hr, "rules");
  });

  await test.step("a decision of long ago replays to the same tree", async () => {
    await hr.goto("/decisions");
    const days = await hr.locator("tbody tr").evaluateAll((rows) => rows.map((row) => /\d{4}-\d{2}-\d{2}/.exec(row.textContent ?? "")?.[0] ?? "9999"));
    const oldest = days.indexOf([...days].sort()[0]!);
    const age = (Date.now() - Date.parse(days[oldest]!)) / 86_400_000;
    expect(age, "the demo company decided something months ago").toBeGreaterThan(60);
    await hr.locator("tbody tr").nth(oldest).locator("a[href^='/decisions/']").first().click();
    await hr.getByRole("link", { name: say("decision.replay"), exact: true }).click();
    await expect(hr.getByText(say("decision.same"))).toBeVisible();
  });
});
