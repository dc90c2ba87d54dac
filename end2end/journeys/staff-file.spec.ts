import type { Locator, Page } from "@playwright/test";
import { readFileSync } from "node:fs";
import { scan } from "../harness/evidence";
import { expect, look, test } from "../harness/journey";
import { accept, signIn } from "../harness/people";

/** The row of a file that holds these words. */
function entry(page: Page, words: string): Locator {
  return page.getByRole("row").filter({ hasText: words });
}

test("HR keeps a staff file from its first line on, and the eligibility follows it", async ({ arrive, demo, language, say }) => {
  // Both languages may share a company: each has a newcomer of its own.
  const newcomer = { "zh-CN": { name: "卫兰", latin: "Wei Lan", number: "2901" }, en: { name: "施然", latin: "Shi Ran", number: "2902" } }[language];
  const called = language === "en" ? newcomer.latin : newcomer.name;
  const hr = await arrive({ baseURL: demo.url });
  await signIn(hr, demo, "hr", say);
  const save = () => hr.getByRole("button", { name: say("staff.save"), exact: true }).click();
  let file = "";

  await test.step("a new file: what is wrong stands at its field, nothing typed is lost", async () => {
    await hr.goto("/people");
    await hr.getByRole("link", { name: say("board.new_person") }).click();
    await hr.locator("[name=latin_name]").fill(newcomer.latin);
    await hr.locator("[name=staff_number]").fill("0876");
    await hr.getByRole("button", { name: say("staff.create") }).click();
    await expect(hr.getByText(say("staff.problem.missing", { field: say("staff.name") })).first()).toBeVisible();
    await expect(hr.locator("[name=latin_name]")).toHaveValue(newcomer.latin);
    await hr.locator("[name=name]").fill(newcomer.name);
    await hr.getByRole("button", { name: say("staff.create") }).click();
    await expect(hr.getByText(say("staff.problem.taken")).first()).toBeVisible();
    await look(hr, "person-new");
    await hr.locator("[name=staff_number]").fill(newcomer.number);
    await hr.getByRole("button", { name: say("staff.create") }).click();
    await expect(hr.getByRole("heading", { level: 1, name: say("staff.title", { name: called }) })).toBeVisible();
    file = new URL(hr.url()).pathname;
    expect(file).toMatch(/^\/people\/[0-9a-f-]{36}$/);
  });

  await test.step("the profile is changed", async () => {
    await hr.getByRole("link", { name: say("staff.edit_profile") }).click();
    await look(hr, "person-edit");
    await hr.locator("[name=department]").fill("客服二组");
    await hr.locator("[name=hired_on]").fill("2019-01-01");
    await save();
    const profile = hr.locator("section").filter({ has: hr.getByRole("heading", { name: say("staff.profile") }) });
    await expect(profile).toContainText("客服二组");
    await expect(profile).toContainText("2019-01-01");
  });

  await test.step("education whose original HR has seen counts at once", async () => {
    await hr.getByRole("link", { name: say("staff.add_education") }).click();
    await look(hr, "person-education");
    await hr.locator("[name=level]").selectOption("college");
    await hr.locator("[name=school]").fill("江城职业学院");
    await hr.locator("[name=completed]").fill("2018-06-30");
    await hr.locator("[name=evidence]").setInputFiles(scan("diploma.pdf"));
    await hr.getByRole("checkbox", { name: say("staff.seen") }).check();
    await save();
    await expect(entry(hr, "江城职业学院")).toContainText(say("staff.verified"));
  });

  await test.step("a job and a certificate wait to be verified; a slip in the certificate is corrected", async () => {
    await hr.getByRole("link", { name: say("staff.add_employment") }).click();
    await look(hr, "person-employment");
    await hr.locator("[name=employer]").fill("晨光家电");
    await hr.locator("[name=from]").fill("2019-01-01");
    await hr.locator("[name=evidence]").setInputFiles(scan("contract.pdf"));
    await save();
    await expect(entry(hr, "晨光家电")).toContainText(say("staff.claimed"));
    await hr.getByRole("link", { name: say("staff.add_credentials") }).click();
    await look(hr, "person-credentials");
    await hr.locator("[name=level]").selectOption("1");
    await hr.locator("[name=number]").fill(`KF-${newcomer.number}`);
    await hr.locator("[name=issued]").fill("2012-05-01");
    await hr.locator("[name=evidence]").setInputFiles(scan("certificate.pdf"));
    await save();
    await entry(hr, `KF-${newcomer.number}`).locator(`a[href^='${file}/']`).click();
    await expect(hr.locator("[name=issued]")).toHaveValue("2012-05-01");
    await look(hr, "person-entry");
    await hr.locator("[name=issued]").fill("2021-05-01");
    await save();
    await expect(entry(hr, `KF-${newcomer.number}`)).toContainText("2021-05-01");
    await expect(entry(hr, `KF-${newcomer.number}`)).not.toContainText("2012-05-01");
  });

  await test.step("the document comes back as it went in", async () => {
    const sent = scan("contract.pdf");
    const link = hr.getByRole("link", { name: say("staff.download", { name: sent.name, size: 1 }) });
    const [download] = await Promise.all([hr.waitForEvent("download"), link.click()]);
    expect(download.suggestedFilename()).toBe(sent.name);
    expect(readFileSync(await download.path()).equals(sent.buffer)).toBe(true);
  });

  await test.step("what if the newcomer had a degree", async () => {
    await hr.goto(`${file}/eligibility`);
    await hr.getByRole("link", { name: say("assessment.what_if_of", { name: called }) }).click();
    await hr.locator("[name=edu]").selectOption("bachelor");
    await hr.locator("[name=edu_on]").fill("2020-06-30");
    await hr.getByRole("button", { name: say("suppose.calculate") }).click();
    await expect(entry(hr, say("suppose.opened", { routes: "3a" }))).toContainText(say("suppose.open", { date: "2020-06-30" }));
    await look(hr, "person-what-if");
  });

  /** Four years of related work: the third route to level 2. */
  const years = hr.locator('details[data-level="2"] .route').nth(2).locator("li").first();
  await test.step("verifying the job meets a condition that was not met before", async () => {
    await hr.goto(`${file}/eligibility`);
    await expect(years).toContainText(say("eligibility.condition.related_work", { years: 4 }));
    await expect(years).toHaveAttribute("data-state", "unverified");
    await hr.goto("/verification");
    await hr.getByRole("link", { name: say("claim.check_of", { name: called, what: "晨光家电" }) }).click();
    await hr.getByRole("button", { name: say("claim.verify") }).click();
    await expect(hr).toHaveURL(/\/verification/);
    await hr.goto(`${file}/eligibility`);
    await expect(years).toContainText(say("eligibility.condition.related_work", { years: 4 }));
    await expect(years).toHaveAttribute("data-state", "met");
  });

  const person = await arrive({ baseURL: demo.url });
  await test.step("the newcomer gets an account, and finds there what HR has written", async () => {
    const administrator = await arrive({ baseURL: demo.url });
    await signIn(administrator, demo, "administrator", say);
    await administrator.goto("/accounts/new");
    await administrator.locator("[name=display_name]").fill(called);
    await administrator.locator("[name=name]").fill(`s${newcomer.number}@rungs.example`);
    await administrator.locator("[name=staff_number]").fill(newcomer.number);
    await administrator.getByRole("button", { name: say("admin.invite_go") }).click();
    await accept(person, new URL(await administrator.locator("#link").innerText()).pathname, say);
    await person.goto("/file");
    for (const words of ["江城职业学院", "晨光家电", `KF-${newcomer.number}`]) await expect(entry(person, words)).toHaveCount(1);
  });

  await test.step("and adds to it", async () => {
    await person.getByRole("link", { name: say("staff.add_credentials") }).click();
    await look(person, "my-file-credentials");
    await person.goto("/file");
    await person.getByRole("link", { name: say("staff.add_employment") }).click();
    await person.locator("[name=employer]").fill("江城百货");
    await person.locator("[name=from]").fill("2017-01-01");
    await person.locator("input[name=to]").fill("2016-01-01");
    await person.getByRole("button", { name: say("staff.save"), exact: true }).click();
    await expect(person.getByText(say("staff.problem.before", { field: say("staff.to"), start: "2017-01-01" })).first()).toBeVisible();
    await look(person, "my-file-employment");
    await person.locator("input[name=to]").fill("2018-01-01");
    await person.getByRole("button", { name: say("staff.save"), exact: true }).click();
    await entry(person, "江城百货").locator("a[href^='/file/employment/']").click();
    await look(person, "my-file-entry");
    await person.locator("[name=title]").fill("门店收银");
    await person.getByRole("button", { name: say("staff.save"), exact: true }).click();
    await expect(entry(person, "江城百货")).toContainText("门店收银");
    await expect(entry(person, "江城百货")).toContainText(say("staff.claimed"));
  });
});
