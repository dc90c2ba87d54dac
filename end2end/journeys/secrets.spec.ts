import { readdirSync } from "node:fs";
import path from "node:path";
import { expect, test } from "../harness/journey";
import { accept, inviteByCommand } from "../harness/people";
import { content, plain } from "../harness/secrets";

test("nothing secret of the real curriculum reaches a learner before the answer", async ({ arrive, demo, language, say }) => {
  const { lessons, items, scenarios, secrets } = content();
  expect(secrets.length, "secrets to look for").toBeGreaterThan(400);
  const page = await arrive({ baseURL: demo.url });
  await accept(page, await inviteByCommand(demo, `curious.${language.toLowerCase()}`, "何静怡", "learner"), say);
  let shown = 0;
  const search = (place: string, text: string) => {
    const words = plain(text);
    shown += words.length;
    const leaked = secrets.filter((secret) => words.includes(secret));
    expect(leaked, `${place} shows what is secret`).toEqual([]);
  };
  const ask = async (path: string, status = 200) => {
    const answer = await page.request.get(path);
    expect(answer.status(), path).toBe(status);
    const text = await answer.text();
    search(path, text);
    return text;
  };

  await test.step("every page of lessons, practice and role-plays", async () => {
    for (const path of ["/", "/lessons", "/practice", "/role-play", "/eligibility", "/file", "/privacy"]) await ask(path);
    for (const lesson of lessons) await ask(`/lessons/${lesson}`);
    for (const { id, shelf, exam } of items) await ask(`/practice/${shelf}?item=${id}`, exam ? 404 : 200);
    for (const scenario of scenarios) await ask(`/role-play/${scenario}`);
  });

  await test.step("a conversation in its page and through the server function", async () => {
    for (const scenario of scenarios.slice(0, 6)) {
      const form = { headers: { "sec-fetch-site": "same-origin" } };
      const begun = await page.request.post(`/role-play/${scenario}`, form);
      const play = new URL(begun.url()).pathname;
      const html = await begun.text();
      search(play, html);
      const version = Number(/name="version" value="(\d+)"/.exec(html)?.[1]);
      const chosen = /name="reply" value="([^"]+)"/.exec(html)?.[1];
      if (!chosen) continue;
      const answer = await page.request.post("/api/role_play_reply", {
        ...form, data: { play: play.split("/").at(-1), version, reply: { chosen } },
      });
      expect(answer.status()).toBe(200);
      search("/api/role_play_reply", await answer.text());
      await ask(play);
    }
  });

  await test.step("every file of the islands and of the player of exams, as the browser gets it", async () => {
    const programs: string[] = [];
    for (const file of readdirSync(path.resolve(__dirname, "../../target/site/pkg")).filter((file) => !file.endsWith(".br"))) {
      const answer = await page.request.get(`/pkg/${file}`);
      expect(answer.status(), file).toBe(200);
      const body = await answer.body();
      expect(secrets.filter((secret) => body.includes(secret)), `${file} holds what is secret`).toEqual([]);
      if (file.endsWith(".wasm") && body.includes(say("sitting.talk_unsent"))) programs.push("sitting");
      if (file.endsWith(".wasm") && body.includes(say("role_play.no_taking_back"))) programs.push("islands");
    }
    expect(programs.sort(), "the programs whose words were searched").toEqual(["islands", "sitting"]);
  });

  await test.step("the search can find: after the answer the reasons are there", async () => {
    expect(shown).toBeGreaterThan(10_000);
    const form = page.locator("form").filter({ has: page.getByRole("button", { name: say("practice.answer"), exact: true }) });
    const single = items.find(({ exam }) => !exam)!;
    await page.goto(`/practice/${single.shelf}?item=${single.id}`);
    await form.locator("input[type=radio], input[type=checkbox]").first().check();
    await form.getByRole("button", { name: say("practice.answer"), exact: true }).click();
    await expect(page.getByRole("link", { name: say("practice.next") })).toBeVisible();
    const words = plain(await page.content());
    expect(secrets.filter((secret) => words.includes(secret)).length).toBeGreaterThan(0);
  });
});
