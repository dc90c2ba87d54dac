import { writeFileSync } from "node:fs";
import { expect, look, Server, test } from "../harness/journey";
import { accept, inviteByCommand, password } from "../harness/people";

test("what goes wrong is told on a page of its own: too large, too often, our fault", async ({ arrive, database, say }) => {
  const server = await Server.start("serve", database);
  try {
    const page = await arrive({ baseURL: server.url });
    await accept(page, await inviteByCommand(server, "wu.qi", "吴起", "learner"), say);

    await test.step("a document of seventeen megabytes", async () => {
      await page.goto("/file/education");
      const scan = test.info().outputPath("scan.pdf");
      writeFileSync(scan, Buffer.concat([Buffer.from("%PDF-1.4\n"), Buffer.alloc(17 * 1024 * 1024, "a")]));
      await page.locator("[name=school]").fill("夜校");
      await page.locator("[name=evidence]").setInputFiles(scan);
      const answer = page.waitForResponse((response) => response.request().method() === "POST");
      await page.getByRole("button", { name: say("staff.save"), exact: true }).click();
      expect((await answer).status()).toBe(413);
      await expect(page.getByRole("heading", { level: 1, name: say("error.too_large") })).toBeVisible();
      await look(page, "error-413");
      await page.goBack();
      await expect(page.locator("[name=school]"), "what was typed is still there").toHaveValue("夜校");
    });

    await test.step("the sign-in ends while somebody types", async () => {
      await page.goto("/file/education");
      await page.locator("[name=level]").selectOption("college");
      await page.locator("[name=school]").fill("夜校");
      await page.locator("[name=completed]").fill("2020-06-30");
      await server.command("account", "disable", "wu.qi");
      await server.command("account", "enable", "wu.qi");
      await page.getByRole("button", { name: say("staff.save"), exact: true }).click();
      await expect(page.getByRole("heading", { level: 1, name: say("error.still_here") })).toBeVisible();
      await look(page, "error-401");
      const opened = page.waitForEvent("popup");
      await page.getByRole("link", { name: say("error.sign_in_beside") }).click();
      const beside = await opened;
      await beside.getByLabel(say("account.sign_in_name"), { exact: true }).fill("wu.qi");
      await beside.getByLabel(say("account.password"), { exact: true }).fill(password);
      await beside.getByRole("button", { name: say("account.sign_in"), exact: true }).click();
      await expect(beside).not.toHaveURL(/sign-in/);
      await beside.close();
      await page.getByRole("button", { name: say("error.send_again") }).click();
      await expect(page.getByText("夜校").first()).toBeVisible();
    });

    await test.step("guessing a password", async () => {
      const stranger = await arrive({ baseURL: server.url });
      let status = 0;
      for (let attempt = 0; attempt < 10 && status !== 429; attempt++) {
        await stranger.goto("/sign-in");
        await stranger.getByLabel(say("account.sign_in_name"), { exact: true }).fill("wu.qi");
        await stranger.getByLabel(say("account.password"), { exact: true }).fill(`${password}${attempt}`);
        const answer = stranger.waitForResponse((response) => response.request().method() === "POST");
        await stranger.getByRole("button", { name: say("account.sign_in"), exact: true }).click();
        status = (await answer).status();
      }
      expect(status).toBe(429);
      await expect(stranger.getByRole("heading", { level: 1, name: say("error.too_many") })).toBeVisible();
      await look(stranger, "error-429");
    });

    await test.step("the database goes away under the running server", async () => {
      await server.loseDatabase();
      const answer = await page.goto("/lessons");
      expect(answer?.status()).toBe(500);
      await expect(page.getByRole("heading", { level: 1, name: say("error.internal") })).toBeVisible();
      await look(page, "error-500");
      expect((await page.request.get("/healthz")).status(), "the process itself lives").toBe(200);
      expect((await page.request.get("/readyz")).status(), "and says that it cannot work").toBe(503);
    });
  } finally {
    await server.stop();
  }
});
