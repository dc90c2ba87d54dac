import { expect, look, test } from "../harness/journey";
import { press, tabTo, type } from "../harness/keyboard";
import { accept, inviteByCommand, password } from "../harness/people";

test("somebody without a pointer signs in, learns, practises, rehearses and asks what if", async ({ arrive, demo, language, say }) => {
  const name = `no.pointer.${language.toLowerCase()}`;
  await accept(await arrive({ baseURL: demo.url }), await inviteByCommand(demo, name, "何静怡", "learner"), say);
  const page = await arrive({ baseURL: demo.url });
  const main = page.locator("main");

  await test.step("signing in", async () => {
    await page.goto("/sign-in");
    await type(page, page.getByLabel(say("account.sign_in_name"), { exact: true }), name);
    await type(page, page.getByLabel(say("account.password"), { exact: true }), password);
    await page.keyboard.press("Enter");
    await expect(page).not.toHaveURL(/sign-in/);
  });

  await test.step("the first stop of a page skips its head", async () => {
    await page.keyboard.press("Tab");
    await expect(page.getByRole("link", { name: say("nav.skip") })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(main).toBeFocused();
  });

  await test.step("a lesson, with its first check answered", async () => {
    await press(page, page.getByRole("link", { name: say("nav.lessons"), exact: true }));
    await expect(page).toHaveURL(/\/lessons$/);
    await press(page, main.locator("a[href='/lessons/l1-mindset-customer-and-user']"));
    await expect(page).toHaveURL(/l1-mindset/);
    await press(page, main.getByRole("button", { name: say("lesson.read_through") }).first());
    await expect(page).toHaveURL(/#/);
    const radios = page.locator("#checks form").first().locator("input[type=radio]");
    await press(page, radios, "Space");
    await press(page, page.locator("#checks form").first().getByRole("button", { name: say("practice.answer"), exact: true }));
    await expect(page).toHaveURL(/#check-/);
  });

  await test.step("practice, one question", async () => {
    await press(page, page.getByRole("link", { name: say("nav.practice"), exact: true }));
    await expect(page).toHaveURL(/\/practice$/);
    await press(page, main.locator("a[href^='/practice/']").first());
    await expect(page).toHaveURL(/\/practice\/./);
    const form = main.locator("form").filter({ has: page.getByRole("button", { name: say("practice.answer"), exact: true }) });
    const controls = form.locator("input:not([type=hidden]), select, textarea");
    const first = controls.first();
    const kind = await first.evaluate((control) => (control instanceof HTMLInputElement ? control.type : control.tagName.toLowerCase()));
    if (kind === "select") {
      for (const select of await controls.all()) {
        await tabTo(page, select);
        await page.keyboard.press("ArrowDown");
      }
    } else if (kind === "radio") {
      await press(page, form.locator("input[type=radio]"), "Space");
      await page.keyboard.press("ArrowDown");
    } else if (kind === "checkbox") {
      await press(page, first, "Space");
    } else {
      for (const field of await controls.all()) await type(page, field, "42");
    }
    await press(page, form.getByRole("button", { name: say("practice.answer"), exact: true }));
    await expect(page.getByRole("link", { name: say("practice.next") })).toBeVisible();
    await tabTo(page, page.getByRole("link", { name: say("practice.next") }));
    await look(page, "practice-by-keys");
  });

  await test.step("a role-play to its ending", async () => {
    await press(page, page.getByRole("link", { name: say("nav.roleplay") }));
    await expect(page).toHaveURL(/\/role-play$/);
    await press(page, main.locator("a[href='/role-play/l1-process-late-parcel']").first());
    await expect(page).toHaveURL(/late-parcel/);
    await press(page, main.getByRole("button", { name: say("role_play.start") }));
    await expect(page).toHaveURL(/\/plays\//);
    const ended = page.getByRole("link", { name: say("role_play.to_debrief") });
    const radios = page.locator("#reply input[type=radio]");
    const written = page.locator("#reply textarea");
    for (let turn = 0; turn < 40; turn++) {
      await ended.or(radios.first()).or(written).first().waitFor();
      if (await ended.count()) break;
      const heard = await page.locator("[data-who]").count();
      if (await radios.count()) {
        await tabTo(page, radios);
        await page.keyboard.press("Space");
        await page.keyboard.press("ArrowDown");
        await press(page, page.getByRole("button", { name: say("role_play.say_it") }).first());
      } else {
        await type(page, written, language === "en" ? "I'll call you by 11:30." : "11:30 前我给您打电话。");
        await press(page, page.getByRole("button", { name: say("role_play.say_it") }).first());
      }
      await expect.poll(async () => (await page.locator("[data-who]").count()) > heard || (await ended.count()) > 0).toBe(true);
    }
    await press(page, ended);
    await expect(page.getByRole("heading", { name: say("role_play.transcript") })).toBeVisible();
  });

  await test.step("what if: a degree, chosen and dated by keys", async () => {
    await press(page, page.getByRole("link", { name: say("nav.eligibility"), exact: true }));
    await expect(page).toHaveURL(/\/eligibility$/);
    await press(page, main.locator("a[href^='/eligibility/what-if']").first());
    await expect(page).toHaveURL(/what-if/);
    const degree = page.locator("[name=edu]");
    await tabTo(page, degree);
    for (let presses = 0; presses < 10 && (await degree.inputValue()) !== "bachelor"; presses++) await page.keyboard.press("ArrowDown");
    await expect(degree).toHaveValue("bachelor");
    const date = page.locator("[name=edu_on]");
    await tabTo(page, date);
    // The order of day, month and year in the field is the browser's.
    for (const digits of ["06302027", "20270630", "2027\t0630"]) {
      await date.press("Backspace");
      await page.keyboard.type(digits);
      if ((await date.inputValue()) === "2027-06-30") break;
      await date.focus();
    }
    await expect(date).toHaveValue("2027-06-30");
    await press(page, page.getByRole("button", { name: say("suppose.calculate") }));
    await expect(page.getByRole("heading", { name: say("suppose.proofs") })).toBeVisible();
    const changed = page.getByRole("row").filter({ hasText: say("level.ordinal", { level: language === "en" ? 3 : "三" }) });
    await expect(changed).toContainText(say("suppose.waiting", { date: "2027-06-30" }));
    await look(page, "what-if-by-keys");
  });
});
