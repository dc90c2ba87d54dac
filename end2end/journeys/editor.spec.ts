import type { Page } from "@playwright/test";
import { begin } from "../harness/exam";
import { expect, look, test } from "../harness/journey";
import { cast, signIn, signInAs } from "../harness/people";

/** An item of the list that is edited by fields. */
async function firstSingle(page: Page): Promise<string> {
  const href = await page.locator("tr.found a").first().getAttribute("href");
  if (!href) throw new Error("the list shows no item");
  return href;
}

test("a trainer finds an item, breaks it, mends it, sees it live in both languages, and publishes", async ({ arrive, demo, language, say }) => {
  const page = await arrive({ baseURL: demo.url });
  await signIn(page, demo, "trainer", say);
  const other = language === "zh-CN" ? "en" : "zh-CN";
  // Both languages may share a company: each edits an item of its own.
  const level = language === "zh-CN" ? "1" : "2";
  let path = "";

  await test.step("finds an item by type, level and use", async () => {
    await page.goto("/trainer");
    await page.getByRole("link", { name: say("editor.nav"), exact: true }).click();
    await expect(page.getByRole("heading", { level: 1, name: say("editor.title") })).toBeVisible();
    await page.getByLabel(say("editor.any_kind")).selectOption("single");
    await page.getByLabel(say("editor.any_level")).selectOption(level);
    await page.getByLabel(say("editor.any_use")).selectOption("practice");
    await page.getByRole("button", { name: say("editor.search") }).click();
    await look(page, "items");
    path = await firstSingle(page);
    await page.goto(`/items?q=${path.split("/").pop()}`);
    await page.locator("tr.found a").first().click();
    await expect(page).toHaveURL(new RegExp(`${path}$`));
  });

  const live = page.locator("#live");
  const english = page.locator("#option_B_en");
  let before = "";
  await test.step("breaks it and is told where, while writing", async () => {
    await expect(live.locator(".sound")).toBeVisible();
    await look(page, "item");
    before = await english.inputValue();
    await english.fill("");
    const problem = live.locator(".problem li");
    await expect(problem).toHaveCount(1);
    await expect(problem).toContainText(say("editor.option_en", { letter: "B" }));
    await expect(problem).toContainText(say("editor.missing_en"));
    await expect(page.locator(".field[data-problem]").filter({ has: english })).toHaveCount(1);
    await problem.getByRole("link").click();
    await expect(english).toBeFocused();
  });

  await test.step("publishing it like that is refused, and nothing typed is lost", async () => {
    await page.getByLabel(say("editor.publish_reason")).fill("Wording / 措辞");
    await page.getByRole("button", { name: say("editor.publish"), exact: true }).click();
    const summary = page.getByRole("alert");
    await expect(summary).toContainText(say("editor.missing_en"));
    await expect(english).toHaveAttribute("aria-invalid", "true");
    await expect(page.getByLabel(say("editor.publish_reason"))).toHaveValue("Wording / 措辞");
    await look(page, "item-refused");
  });

  const words = { "zh-CN": "新的题干：客户先说了什么？", en: "The new stem: what did the customer say first?" };
  await test.step("mends it and sees both languages change", async () => {
    await english.fill(before);
    await expect(live.locator(".problem")).toHaveCount(0);
    await page.locator("#stem_zh").fill(words["zh-CN"]);
    await page.locator("#stem_en").fill(words.en);
    for (const tag of [language, other] as const) {
      await expect(live.locator(`[data-language="${tag}"] .stem`)).toHaveText(words[tag]);
    }
    await expect(live.locator(".sound")).toBeVisible();
  });

  const second = await arrive({ baseURL: demo.url });
  await test.step("a second trainer has the item open too", async () => {
    await signIn(second, demo, "trainer", say);
    await second.goto(path);
    await second.locator("#stem_en").fill("Something quite different, written by the second trainer.");
    await second.getByLabel(say("editor.publish_reason")).fill("Mine");
  });

  await test.step("publishes with a reason, and finds it in the history", async () => {
    await page.getByRole("button", { name: say("editor.publish"), exact: true }).click();
    await expect(page.getByText(say("editor.published", { number: 1 }))).toBeVisible();
    await expect(page.locator(".versions")).toContainText("Wording / 措辞");
    await page.locator(".versions summary", { hasText: say("editor.changed") }).first().click();
    await expect(page.locator(".versions ins").first()).toContainText(words["zh-CN"]);
    await look(page, "item-published");
    const file = await page.request.get(`${path}/file?version=1`);
    expect(await file.text()).toContain(words.en);
  });

  await test.step("the second one is told who was faster, and keeps what was written", async () => {
    await second.getByRole("button", { name: say("editor.publish"), exact: true }).click();
    await expect(second.getByRole("alert").first()).toContainText("Wording / 措辞");
    await expect(second.locator("#stem_en")).toHaveValue(/second trainer/);
  });

  await test.step("without script the button shows the same", async () => {
    const plain = await arrive({ baseURL: demo.url, javaScriptEnabled: false });
    await signIn(plain, demo, "trainer", say);
    await plain.goto(path);
    await plain.locator("#option_A_slip").selectOption("");
    await plain.locator(".look").getByRole("button", { name: say("editor.preview_now") }).click();
    await expect(plain.locator("#option_A_en")).not.toHaveValue("");
  });

  await test.step("gives the item back to its file", async () => {
    await page.locator("summary", { hasText: say("editor.give_back") }).click();
    await page.getByLabel(say("editor.give_back_reason")).fill("Back / 恢复");
    await page.getByRole("button", { name: say("editor.give_back"), exact: true }).click();
    await expect(page.getByText(say("editor.published", { number: 2 }))).toBeVisible();
    await expect(page.locator("#option_B_en")).toHaveValue(before);
  });
});

test("pairs are edited by fields and moved by buttons, and as a file too", async ({ arrive, demo, say }) => {
  const page = await arrive({ baseURL: demo.url });
  await signIn(page, demo, "trainer", say);
  await page.goto("/items?kind=match&level=1");
  await page.locator("tr.found a").first().click();
  const path = new URL(page.url()).pathname;
  const live = page.locator("#live");
  await expect(live.locator(".sound")).toBeVisible();
  const reason = page.locator("#pair_1_reason_en");
  const before = await reason.inputValue();
  await reason.fill("");
  await expect(live.locator(".problem li")).toContainText(say("editor.pair_reason_en", { number: 1 }));
  await reason.fill(before);
  const first = await page.locator("#pair_1_zh").inputValue();
  await page.getByRole("button", { name: say("editor.move_down", { number: 1 }), exact: true }).first().click();
  await expect(page.locator("#pair_2_zh")).toHaveValue(first);
  await expect(page.locator("#pair_2_reason_en")).toHaveValue(before);
  await expect(live.locator(".sound")).toBeVisible();
  await look(page, "item-pairs");

  await page.goto(`${path}?as=text`);
  const text = page.locator("#text");
  await text.fill((await text.inputValue()).replace(/key: \{.*?\}/, "key: {1: A, 2: A}"));
  await expect(live.locator(".problem li").first()).toContainText(say("editor.line", { line: 5 }));
  await look(page, "item-as-file");
});

test("a case is edited in its parts and published as one", async ({ arrive, demo, language, say }) => {
  const page = await arrive({ baseURL: demo.url });
  await signIn(page, demo, "trainer", say);
  // Both languages may share a company: each edits a case of its own.
  const group = language === "zh-CN" ? "l2-emotion-case-hotline" : "l2-complaint-case-heating";
  await page.goto(`/items?q=${group}`);
  await page.locator("tr.found a").first().click();
  const items = page.locator(".of-case a");
  await expect(items.nth(2)).toBeVisible();
  await look(page, "item-of-case");
  await page.getByRole("link", { name: say("editor.case_as_form"), exact: true }).click();
  const stimulus = page.locator("#stimulus_en");
  const added = "A sentence that the trainer has added.";
  await stimulus.fill(`${await stimulus.inputValue()}\n${added}`);
  await expect(page.locator("#live .sound")).toBeVisible();
  await look(page, "item-case");
  await page.getByLabel(say("editor.publish_reason")).fill("Clearer / 更清楚");
  await page.getByRole("button", { name: say("editor.publish"), exact: true }).click();
  await expect(page.getByText(say("editor.published", { number: 1 }))).toBeVisible();
  await expect(stimulus).toHaveValue(new RegExp(added));

  await items.last().click();
  await expect(page.locator('#live [data-language="en"]')).toContainText(added);
  await page.locator("summary", { hasText: say("editor.give_back") }).click();
  await page.getByLabel(say("editor.give_back_reason")).fill("Back / 恢复");
  await page.getByRole("button", { name: say("editor.give_back"), exact: true }).click();
  await expect(page.getByText(say("editor.published", { number: 2 }))).toBeVisible();
  await expect(page.locator("#live")).not.toContainText(added);
});

test("a trainer writes a new item, finds it in the export, and takes it out of use", async ({ arrive, demo, language, say }) => {
  const page = await arrive({ baseURL: demo.url });
  await signIn(page, demo, "trainer", say);
  await page.goto("/items");
  await page.getByRole("link", { name: say("editor.new"), exact: true }).click();
  await page.getByLabel(say("editor.new_kind")).selectOption("true-false");
  await look(page, "item-new-kind");
  await page.getByRole("button", { name: say("editor.new_begin"), exact: true }).click();
  const id = await page.locator("#id").inputValue();
  // Both languages may share a company, and no stem may be another's.
  const stems = {
    "zh-CN": ["客户还没说完，可以先挂断再打回去。", "A rep may hang up and ring back while the customer is still speaking."],
    en: ["记录里写上“已解决”，就不必再回访。", "Once the log says “solved”, nobody needs to follow up."],
  } as const;
  const [zh, en] = stems[language];
  await page.locator("#stem_zh").fill(zh);
  await page.locator("#stem_en").fill(en);
  await page.locator("#source").fill("001 logging");
  await page.locator(".written").getByLabel(say("editor.holds_not"), { exact: true }).check();
  for (const field of ["true_reason", "false_reason"]) {
    await page.locator(`#${field}_zh`).fill("这样做，事情就悬着。");
    await page.locator(`#${field}_en`).fill("That leaves the matter open.");
  }
  await expect(page.locator("#live .sound")).toBeVisible();
  await expect(page.locator('#live [data-language="zh-CN"] .stem')).toHaveText(zh);
  await look(page, "item-new");
  await page.getByLabel(say("editor.new_reason")).fill("One more / 少一道");
  await page.getByRole("button", { name: say("editor.new_publish"), exact: true }).click();
  await expect(page.getByText(say("editor.published", { number: 1 }))).toBeVisible();
  const exported = await page.request.get("/items/export");
  expect(await exported.text()).toContain(`# ${id}\n`);

  await page.locator("summary", { hasText: say("editor.retire") }).click();
  await page.getByLabel(say("editor.retire_reason")).fill("A trial / 试写");
  await page.getByRole("button", { name: say("editor.retire"), exact: true }).click();
  await expect(page.getByText(say("editor.retired_title"))).toBeVisible();
  await look(page, "item-retired");
  expect(await (await page.request.get("/items/export")).text()).not.toContain(id);
});

test("whoever sits the exam notices nothing of a new version", async ({ arrive, demo, language, say }) => {
  const candidate = await arrive({ baseURL: demo.url });
  await signInAs(candidate, demo, cast.sitsWhileEdited, say);
  await begin(candidate, say);
  const question = candidate.locator("[data-item][data-kind=single]").first();
  const item = await question.getAttribute("data-item");
  const asked = await question.locator(".stem").textContent();
  const paper = await candidate.locator("[data-item]").evaluateAll((all) => all.map((one) => one.getAttribute("data-item")));

  const words = { zh: `考试中途换上的新题干：${item}`, en: `A new stem in the middle of an exam: ${item}` };
  const trainer = await arrive({ baseURL: demo.url });
  await signIn(trainer, demo, "trainer", say);
  await trainer.goto(`/items/${item}`);
  await expect(trainer.locator(".effects li").first()).toBeVisible();
  await expect(trainer.locator(".effects")).not.toContainText(say("editor.effect_no_sittings"));
  await trainer.locator("#stem_zh").fill(words.zh);
  await trainer.locator("#stem_en").fill(words.en);
  await trainer.getByLabel(say("editor.publish_reason")).fill("Wording / 措辞");
  await trainer.getByRole("button", { name: say("editor.publish"), exact: true }).click();
  await expect(trainer).toHaveURL(/published=\d+/);
  await expect(trainer.locator("#stem_zh")).toHaveValue(words.zh);

  await candidate.reload();
  const still = candidate.locator(`[data-item="${item}"]`);
  expect(await still.locator(".stem").textContent()).toBe(asked);
  expect(await candidate.content()).not.toContain(words[language === "zh-CN" ? "zh" : "en"]);
  const after = await candidate.locator("[data-item]").evaluateAll((all) => all.map((one) => one.getAttribute("data-item")));
  expect(after).toEqual(paper);
});
