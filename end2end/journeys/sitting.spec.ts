import type { Page } from "@playwright/test";
import { answerByKeyboard, awake, beginByKeyboard, expectNamed, handIn, inSight, kept, left, next, saved } from "../harness/exam";
import { expect, look, Server, test } from "../harness/journey";
import { press } from "../harness/keyboard";
import { cast, signInAs } from "../harness/people";
import { content, plain } from "../harness/secrets";

/** How far browsers' clocks are off: more than a day, so that the time of day is wrong as well. */
const OFF = 25 * 3_600_000;

/** What requests of the pages that it follows brought, and what the server acknowledged. */
function ledger() {
  const acknowledged = new Map<string, number>();
  const texts: string[] = [];
  /** Follows one more page. How many answers went with each of its saves is counted from then on. */
  const follow = (page: Page): number[] => {
    const saves: number[] = [];
    page.on("request", (request) => {
      if (request.url().endsWith("/api/exam_save")) saves.push(request.postDataJSON().batch.saves.length);
    });
    page.on("response", (response) => {
      if (/\/(sitting|api)\//.test(response.url())) {
        void response.text().then((text) => {
          texts.push(text);
          if (!response.url().endsWith("/api/exam_save") || !response.ok()) return;
          for (const { item, fate } of JSON.parse(text).acknowledged ?? []) {
            if (fate.fate === "kept") acknowledged.set(item, Math.max(fate.sequence, acknowledged.get(item) ?? 0));
          }
        }).catch(() => undefined);
      }
    });
    return saves;
  };
  return { acknowledged, texts, follow };
}

test("a candidate sits the level-1 exam through everything that can go wrong", async ({ arrive, database, say }) => {
  const server = await Server.start("demo", database);
  const number = cast.sits;
  try {
    let page = await arrive({ baseURL: server.url });
    await page.clock.install({ time: Date.now() - OFF });
    const told = ledger();
    let saves = told.follow(page);
    await signInAs(page, server, number, say);

    await test.step("starts, with the right time left although the clock is a day behind; a first visit is light", async () => {
      await beginByKeyboard(page, say);
      await expect.poll(() => left(page)).toBeGreaterThan(44 * 60);
      await expectServersTime(page);
      await expect(page.getByRole("timer", { name: say("sitting.time_left"), exact: true })).toHaveText(/\d+:\d\d/);
      const visitor = await arrive({ baseURL: server.url, storageState: await page.context().storageState() });
      const sizes: number[] = [];
      visitor.on("requestfinished", (request) => {
        void request.sizes().then(({ responseBodySize }) => sizes.push(responseBodySize)).catch(() => undefined);
      });
      await visitor.goto(page.url());
      await awake(visitor);
      await expect.poll(() => sizes.length).toBeGreaterThan(3);
      expect(sizes.length, "requests").toBeLessThanOrEqual(8);
      expect(sizes.reduce((sum, size) => sum + size, 0), "bytes of a first visit").toBeLessThanOrEqual(150 * 1024);
      console.log(`first visit: ${sizes.length} requests, ${sizes.reduce((sum, size) => sum + size, 0)} bytes`);
      await visitor.close();
    });

    await test.step("a second window takes over; the first says so at once, and takes it back", async () => {
      await page.reload();
      await awake(page);
      const second = await page.context().newPage();
      await second.goto(page.url());
      await awake(second);
      await expect(page.locator("#elsewhere")).toBeVisible();
      await page.locator("#take-back").click();
      // It opens the page anew; until then the paper lies hidden, but awake.
      await expect(page.locator("#elsewhere")).toBeHidden();
      await awake(page);
      await expect(second.locator("#elsewhere")).toBeVisible();
      await second.close();
    });

    const kinds = new Set<string>();
    /** Answers the question in sight; the first of each kind is listened to before. */
    const answerHere = async () => {
      const kind = (await inSight(page).getAttribute("data-kind"))!;
      if (!kinds.has(kind)) await expectNamed(page, say);
      kinds.add(await answerByKeyboard(page, say));
    };
    const total = await page.locator(".question").count();
    await test.step("answers half of the theory by keyboard alone, flags, and sees it saved", async () => {
      let flagged = false;
      for (let count = 0; count < total / 2; count++) {
        await answerHere();
        // Where there are six options, F is one of them.
        if (!flagged && (await inSight(page).locator("[name=choice]").count()) < 6) {
          flagged = true;
          await inSight(page).locator("h1").focus();
          await page.keyboard.press("f");
          await expect(inSight(page).locator("[data-flag]")).toBeChecked();
        }
        await next(page);
      }
      await saved(page);
      await expect(page.locator("#palette [data-flagged]")).toHaveCount(1);
      await look(page, "sitting-theory");
    });

    const answered = () => page.locator("#palette [data-answered]").count();
    const first = { page, saves, sent: 0 };
    let before = 0;
    await test.step("goes on in another browser, with the right time left although its clock is a day ahead", async () => {
      before = await answered();
      const other = await arrive({ baseURL: server.url });
      await other.clock.install({ time: Date.now() + OFF });
      const sent = told.follow(other);
      await signInAs(other, server, number, say);
      await other.goto(page.url().replace(/#.*/, ""));
      await awake(other);
      expect(await other.locator("#palette [data-answered]").count()).toBe(before);
      expect(await other.locator("#palette [data-flagged]").count()).toBe(1);
      await expectServersTime(other);

      // The old one learns it when somebody looks at it again, and keeps quiet.
      await page.evaluate(() => window.dispatchEvent(new Event("focus")));
      await expect(page.locator("#elsewhere")).toBeVisible();
      await expect(page.locator("#elsewhere-title")).toBeFocused();
      await look(page, "sitting-elsewhere");
      first.sent = saves.length;
      await page.keyboard.press("a");

      page = other;
      saves = sent;
    });

    await test.step("answers the rest; closes and opens the page", async () => {
      await press(page, page.locator(`#palette a[href='#q-${Math.ceil(total / 2) + 1}']`));
      do await answerHere();
      while (await next(page));
      await saved(page);
      // All the while the first browser had the time to send.
      expect(await first.page.locator("#elsewhere").isVisible()).toBe(true);
      expect(first.saves.length, "nothing is sent from the first browser").toBe(first.sent);
      await first.page.close();
      await page.reload();
      await awake(page);
      expect(await answered()).toBeGreaterThan(before);
      expect([...kinds].length, `kinds: ${[...kinds].join()}`).toBeGreaterThanOrEqual(6);
    });

    await test.step("the server is killed in the middle; nothing that was acknowledged is lost", async () => {
      const single = page.locator(".question[data-kind=single]");
      await server.crash();
      await page.locator(`#palette a[href='#${await single.nth(0).getAttribute("id")}']`).click();
      await page.keyboard.press("c");
      await expect(page.locator("#saved [data-of=local]")).toBeVisible();
      await expect(page.locator("#offline")).toBeVisible();
      await look(page, "sitting-offline");
      await server.restart();
      await saved(page);
      await expect(page.locator("#offline")).toBeHidden();
      const { answers } = await kept(page);
      for (const [item, sequence] of told.acknowledged) {
        expect(answers.get(item)?.sequence ?? 0, item).toBeGreaterThanOrEqual(sequence);
      }
      expect(told.acknowledged.size, "of both browsers").toBeGreaterThan(total * 0.9);
    });

    await test.step("goes on without a network; everything arrives in one request", async () => {
      const singles = page.locator(".question[data-kind=single]");
      await page.context().setOffline(true);
      const ids = await singles.evaluateAll((found) => found.slice(0, 4).map((question) => question.id));
      for (const [index, id] of ids.entries()) {
        await page.locator(`#palette a[href='#${id}']`).click();
        await page.keyboard.press(["a", "d", "a", "d"][index]!);
      }
      await expect(page.locator("#palette [data-local]")).toHaveCount(ids.length);
      await expect(page.locator("#offline")).toBeVisible();
      // A minute of page time: tries fail, the clock goes on, nothing is lost.
      const before = await left(page);
      await page.clock.fastForward(60_000);
      await expect.poll(() => left(page)).toBeLessThan(before - 55);
      await expect(page.locator("#palette [data-local]")).toHaveCount(ids.length);
      saves.length = 0;
      const arrived = page.waitForResponse((response) => response.url().endsWith("/api/exam_save") && response.ok());
      await page.context().setOffline(false);
      await arrived;
      await saved(page);
      expect(saves.at(-1), "one request carries them all").toBe(ids.length);
      await expect(page.locator("#palette [data-local]")).toHaveCount(0);
      await expect.poll(async () => Math.abs((await left(page)) - (await kept(page)).remaining), "the server’s time counts").toBeLessThan(3);
    });

    await test.step("looks once more and hands in, by keys", async () => {
      await press(page, page.locator("#beside [data-review]"));
      await expect(page.getByRole("dialog", { name: /./ })).toBeVisible();
      await look(page, "sitting-review");
      await press(page, page.locator("#review-back"));
      await expect(page.locator("#review")).toBeHidden();
      await press(page, page.locator("#beside [data-review]"));
      await press(page, page.locator("#hand-in"));
      await expect(page.locator("#begin")).toBeVisible();
      await awake(page);
      await look(page, "sitting-pause");
    });

    await test.step("the role-play; a line survives a reload while it is typed, and an outage when it is said", async () => {
      await page.locator("#begin").click();
      await expect(page.locator("#talk")).toBeVisible();
      await awake(page);
      await look(page, "sitting-role-play");
      await converse(page, async () => {
        const line = page.locator("#reply textarea");
        await line.fill(promise);
        await page.reload();
        await awake(page);
        await expect(line).toHaveValue(promise);

        // The server hears it, but its answer does not come back.
        const said = page.locator(".script [data-who=you]", { hasText: promise });
        let calls = 0;
        await page.route("**/api/exam_reply", async (route) => {
          if (calls++ > 0) return route.continue();
          await route.fetch();
          await page.context().setOffline(true);
          await route.abort();
        });
        const turn = Number(await page.locator("#talk").getAttribute("data-version"));
        await page.locator("#reply [type=submit]").click();
        await expect(page.locator("#offline")).toBeVisible();
        await expect(page.locator("#reply-problem")).toHaveText(say("sitting.talk_unsent"));
        await expect(line).toHaveValue(promise);
        await expect(said).toHaveCount(0);
        await look(page, "sitting-role-play-offline");
        await page.context().setOffline(false);
        await expect(said).toHaveCount(1);
        await expect(page.locator("#talk")).toHaveAttribute("data-version", String(turn + 1));
        await expect(page.locator("#offline")).toBeHidden();
        expect(calls, "it was said again").toBeGreaterThan(1);
        await page.unroute("**/api/exam_reply");
      });
      await handIn(page);
      await expect(page.locator("#begin")).toBeVisible();
    });

    await test.step("the cases and the essay, which survives a reload", async () => {
      await page.locator("#begin").click();
      await expect(page.locator(".given").first()).toBeVisible();
      await awake(page);
      await look(page, "sitting-case");
      do await answerHere();
      while (await next(page));
      await saved(page);
      const essay = page.locator(".question[data-kind=essay] textarea");
      const written = await essay.inputValue();
      expect(written.length).toBeGreaterThan(20);
      await page.reload();
      await awake(page);
      await expect(essay).toHaveValue(written);
      await handIn(page);
    });

    await test.step("the end: what happens now, and nothing stays on the device", async () => {
      await expect(page.locator("#forgotten")).toBeVisible();
      await look(page, "sitting-end");
      const left = await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("rungs.sitting")));
      expect(left).toEqual([]);
    });

    await test.step("no key, reason or rubric was in anything that arrived", async () => {
      const { secrets } = content();
      const words = plain(told.texts.join("\n"));
      expect(words.length).toBeGreaterThan(10_000);
      expect(secrets.filter((secret) => words.includes(secret))).toEqual([]);
    });
  } finally {
    await server.stop();
  }
});

/** What is left, and the time of the last save, are the server's, whatever day the browser believes in. */
async function expectServersTime(page: Page): Promise<void> {
  const shift = await page.evaluate(() => Date.now()) - Date.now();
  expect(Math.abs(shift), "the browser's clock is off").toBeGreaterThan(OFF / 2);
  expect(Math.abs((await left(page)) - (await kept(page)).remaining)).toBeLessThan(3);
  const time = (await page.locator("#saved time").textContent())!;
  const now = new Date(Date.now() + 8 * 3600_000).toISOString().slice(11, 16);
  expect(Math.abs(minutesOf(time) - minutesOf(now)), "the server's time of day").toBeLessThanOrEqual(1);
}

function minutesOf(time: string): number {
  const [hours, minutes] = time.split(":").map(Number);
  return hours! * 60 + minutes!;
}

const promise = "我马上帮您查，十一点半以前给您回电话。";

/** Plays the conversation to its end: the first reply that costs no patience, so that it comes to a line of one's own; the first such line is `mine`. */
async function converse(page: Page, mine: () => Promise<void>): Promise<void> {
  const { rude } = content();
  let typed = 0;
  for (let turn = 0; turn < 40; turn++) {
    if (await page.locator("#talk[data-ended]").count()) return expect(typed, "lines of one's own").toBeGreaterThan(0);
    const version = await page.locator("#talk").getAttribute("data-version");
    const replies = page.locator("#reply label:has(input[type=radio])");
    if (await replies.count()) {
      const offered = await replies.locator("span").allInnerTexts();
      await replies.nth(offered.findIndex((text) => !rude.has(plain(text)))).getByRole("radio").check();
    } else if (typed++ === 0) {
      await mine();
      continue;
    } else {
      await page.locator("#reply textarea").fill(promise);
    }
    await page.locator("#reply [type=submit]").first().click();
    await expect(page.locator("#talk")).not.toHaveAttribute("data-version", version!);
  }
  throw new Error("the conversation does not end");
}
