import { openSession } from "../harness/exam";
import { expect, look, test } from "../harness/journey";
import { cast, signIn, signInAs } from "../harness/people";
import { expectCondition, route } from "../harness/proof";
import { words } from "../harness/words";

const levelOne = "一级认证，本期";
const monthThree = "第 3 个月业务考核，本期";

test("whoever is not eligible reads why, and from which day on", async ({ arrive, demo, language, say }) => {
  const page = await arrive({ baseURL: demo.url });
  await signInAs(page, demo, cast.ineligible, say);
  await page.goto("/exams");
  await expect(page.locator(".sessions > li").filter({ hasText: levelOne })).toHaveAttribute("data-state", "waiting");
  await look(page, "exams-ineligible");
  await openSession(page, levelOne);
  await expect(page.getByText(say("exam.refused.title"))).toBeVisible();
  await expect(page.getByText(/20\d\d年\d+月\d+日|\d+ \w+ 20\d\d/).first()).toBeVisible();
  await expect(page.getByRole("button", { name: say("exam.book.button") })).toHaveCount(0);
  const told = await page.locator("main").innerText();
  await page.getByRole("link", { name: say("exam.to_eligibility") }).click();
  await expect(page).toHaveURL(/\/eligibility$/);
  await expect(page.locator('details[data-level="1"]')).toHaveAttribute("data-state", "waiting");
  const school = say("eligibility.finding.highest", { education: say("eligibility.education.junior_secondary") });
  await expectCondition(route(page, 1, "a").locator("ul > li"), say, "unmet", [say("eligibility.condition.secondary"), school]);
  await expectCondition(route(page, 1, "b").locator("ul > li"), say, "unmet", [say("eligibility.condition.related_work", { years: 2 })]);
  const day = /\d{4}-\d\d-\d\d/.exec(await route(page, 1, "b").locator(".says").innerText())![0];
  await expect(route(page, 1, "b").locator(".says")).toContainText(say("eligibility.date.earliest", { date: day }));
  const inWords = new Intl.DateTimeFormat(language === "en" ? "en-GB" : "zh-CN", { dateStyle: "long", timeZone: "UTC" }).format(new Date(day));
  expect(told, "the day that the session told").toContain(inWords);
});

test("a candidate books, reads the rules, starts, and is led back to the running exam", async ({ arrive, demo, say }) => {
  const page = await arrive({ baseURL: demo.url });
  await signInAs(page, demo, cast.books, say);
  await page.goto("/exams");
  await look(page, "exams");
  await openSession(page, levelOne);
  await look(page, "exam-session");
  await page.getByRole("button", { name: say("exam.book.button") }).click();

  await test.step("home leads to the exam", async () => {
    await page.goto("/");
    await look(page, "home-exam");
    await page.locator(".next").getByRole("link").click();
    await expect(page).toHaveURL(/\/exams\/[0-9a-f-]+$/);
  });

  await test.step("nothing starts unread", async () => {
    await page.getByRole("button", { name: say("exam.start.button") }).click();
    await expect(page.getByRole("alert")).toContainText(say("exam.start.confirm_missing"));
    await look(page, "exam-session-unread");
  });

  await test.step("the start leads into the sitting", async () => {
    await page.getByRole("checkbox").check();
    await page.getByRole("button", { name: say("exam.start.button") }).click();
    await expect(page).toHaveURL(/\/sitting\/[0-9a-f-]+/);
    await page.goto("/exams");
    await look(page, "exams-running");
    await page.goto("/");
    await expect(page.locator(".next").getByRole("link")).toHaveAttribute("href", /\/sitting\//);
  });
});

test("results say what passed, what did not, and what to study next", async ({ arrive, demo, say }) => {
  await test.step("before the release nothing is told", async () => {
    const page = await arrive({ baseURL: demo.url });
    await signInAs(page, demo, cast.awaiting, say);
    await page.goto("/exams");
    await look(page, "exams-awaiting");
    await page.locator("tbody").getByRole("link").first().click();
    await expect(page).toHaveURL(/\/results\//);
    await expect(page.getByRole("heading", { level: 1, name: say("exam.pending.heading_awaiting") })).toBeVisible();
    await look(page, "result-pending");
  });

  await test.step("passed, with the certificate", async () => {
    const page = await arrive({ baseURL: demo.url });
    await signInAs(page, demo, cast.passedWithCertificate, say);
    await page.goto("/exams");
    await page.locator("tbody").getByRole("link").first().click();
    await look(page, "result-passed");
    await page.getByRole("link", { name: say("exam.score.certificate") }).click();
    await expect(page).toHaveURL(/\/certificates\/RG1-/);
  });

  await test.step("not passed: where to begin, and when to come again", async () => {
    const page = await arrive({ baseURL: demo.url });
    await signInAs(page, demo, cast.failed, say);
    await page.goto("/exams");
    await page.locator("tbody").getByRole("link").first().click();
    await expect(page.locator(".scores [role=meter]")).toHaveCount(3);
    await look(page, "result-failed");
    await page.locator(".study a[href^='/lessons/']").first().click();
    await expect(page).toHaveURL(/\/lessons\//);
    await openSession(page, levelOne);
    await expect(page.getByRole("button", { name: say("exam.book.button") })).toBeVisible();
    await expect(page.locator("section[aria-labelledby=book]")).toContainText(/20\d\d年\d+月\d+日|\d+ \w+ 20\d\d/);
    await look(page, "exam-session-cooldown");
  });
});

test("the result of a mock exam gives the own answers back, each with the reason behind every option", async ({ arrive, demo, say }) => {
  const page = await arrive({ baseURL: demo.url });
  await signInAs(page, demo, cast.mockExplained, say);
  await page.goto("/exams");
  await page.locator("tbody").getByRole("link").first().click();
  await expect(page.getByRole("heading", { name: say("exam.score.items") })).toBeVisible();
  const parts = page.locator("details.answers");
  await expect(parts).toHaveCount(2);
  for (const part of await parts.all()) await part.locator("summary").click();
  const items = parts.first().locator("article.item");
  await expect(items).toHaveCount(20);
  await expect(items.first().getByText(say("exam.score.item", { number: 1 }))).toBeVisible();
  for (const item of await items.all()) await expect(item.locator(".because, .answered, .order, .muted").first()).toBeVisible();
  await look(page, "result-explained");
});

test("on-post exams: a pass meets the milestone, and after two failures HR is asked to talk", async ({ arrive, demo, say }) => {
  await test.step("passed", async () => {
    const page = await arrive({ baseURL: demo.url });
    await signInAs(page, demo, cast.monthThreePassed, say);
    await page.goto("/exams");
    await page.locator("tbody").getByRole("link").first().click();
    await expect(page.getByText(say("exam.score.lead_passed_month_three"))).toBeVisible();
    await look(page, "result-on-post");
    await page.goto("/file");
    await expect(page.getByText(say("exam.post.met"), { exact: true })).toBeVisible();
  });

  await test.step("failed twice: no attempt is left, and the page says what happens", async () => {
    const page = await arrive({ baseURL: demo.url });
    await signInAs(page, demo, cast.monthThreeFailedTwice, say);
    await openSession(page, monthThree);
    await expect(page.getByText(say("exam.refused.no_attempts", { n: 2 }))).toBeVisible();
    await expect(page.getByRole("button", { name: say("exam.book.button") })).toHaveCount(0);
    await look(page, "exam-session-no-attempts");
    await page.goto("/exams");
    await page.locator("tbody").getByRole("link").first().click();
    await expect(page.getByText(say("exam.score.talk"))).toBeVisible();
    await look(page, "result-on-post-failed");
  });

  await test.step("HR sees the task on the board", async () => {
    const hr = await arrive({ baseURL: demo.url });
    await signIn(hr, demo, "hr", say);
    await hr.goto("/people");
    const calls = hr.locator("section").filter({ has: hr.getByRole("heading", { name: say("exam.post.calls_title") }) });
    await expect(calls.getByRole("link")).toHaveCount(1);
    await look(hr, "board-on-post");
    await calls.getByRole("link").click();
    await expect(hr.getByText(say("exam.post.failed_twice"))).toBeVisible();
  });
});

test("without script a candidate reads the rules, and is told what the exam needs", async ({ arrive, demo, say }) => {
  await test.step("before the exam: rules and what to do, but no start that could not go on", async () => {
    const page = await arrive({ baseURL: demo.url, javaScriptEnabled: false });
    await signInAs(page, demo, cast.comesWithoutScript, say);
    await page.goto("/exams");
    // What stands in a noscript element is passed over by searches for text.
    await expect(page.locator("noscript .notice:visible b")).toHaveText(say("exam.no_script.title"));
    await look(page, "exams-no-script");
    await openSession(page, levelOne);
    await expect(page.locator("noscript .notice:visible p")).toHaveText(say("exam.no_script.words"));
    await expect(page.locator(".rules > li").first()).toBeVisible();
    await expect(page.getByRole("button", { name: say("exam.start.button") })).toHaveCount(0);
    await expect(page.getByRole("button", { name: say("exam.book.give_back") })).toBeVisible();
    await look(page, "exam-session-no-script");
  });

  await test.step("in the middle of it: how much time is left, what to do, and nothing that cannot be pressed", async () => {
    const page = await arrive({ baseURL: demo.url, javaScriptEnabled: false });
    await signInAs(page, demo, cast.inProgress, say);
    await page.goto("/exams");
    await page.getByRole("link", { name: say("exam.go_on") }).click();
    await expect(page).toHaveURL(/\/sitting\//);
    // A sitting speaks the language that it was begun in, and this one was begun in Chinese.
    const title = words("zh-CN")("sitting.no_script_title");
    await expect(page.locator("noscript .notice:visible h1")).toHaveText(title);
    await expect(page.locator("noscript .notice p").first()).toContainText(/[1-9]/);
    await expect(page.getByRole("button")).toHaveCount(0);
    await expect(page.locator("input:visible, textarea:visible, #clock:visible")).toHaveCount(0);
    await look(page, "sitting-no-script");
    await page.locator(".notice:visible a").click();
    await expect(page.locator("noscript .notice:visible h1")).toHaveText(title);
  });
});
