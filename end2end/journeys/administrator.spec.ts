import { expect, look, Server, test } from "../harness/journey";

const password = "correct horse battery";

test("an administrator founds the company, invites people, looks after accounts and proves the log", async ({ arrive, database, say }) => {
  const server = await Server.start("serve", database);
  try {
    const founder = await arrive({ baseURL: server.url });

    await test.step("the first account comes from a one-time link", async () => {
      const link = /\/invitation\/[\w-]+/.exec(server.printed())?.[0];
      expect(link, "serve prints the first link").toBeTruthy();
      await founder.goto(link!);
      await look(founder, "invitation-first");
      await founder.getByLabel(say("account.sign_in_name"), { exact: true }).fill("zhou.min");
      await founder.getByLabel(say("account.display_name"), { exact: true }).fill("周敏");
      await founder.getByLabel(say("account.new_password"), { exact: true }).fill("short");
      await founder.getByLabel(say("account.password_again")).fill("short");
      await founder.getByRole("button", { name: say("account.accept") }).click();
      await expect(founder.getByText(say("account.password_short")).first()).toBeVisible();
      await expect(founder.getByLabel(say("account.sign_in_name"))).toHaveValue("zhou.min");
      await look(founder, "invitation-refused");
      await founder.getByLabel(say("account.new_password"), { exact: true }).fill(password);
      await founder.getByLabel(say("account.password_again")).fill(password);
      await founder.getByRole("button", { name: say("account.accept") }).click();
      await expect(founder).not.toHaveURL(/invitation/);
      const again = await arrive({ baseURL: server.url });
      await again.goto(link!);
      await expect(again.getByRole("heading", { level: 1, name: say("account.link_gone_title") })).toBeVisible();
      await look(again, "invitation-gone");
    });

    const link = await test.step("inviting somebody shows a link once", async () => {
      await founder.goto("/accounts");
      await look(founder, "accounts");
      await founder.getByRole("link", { name: say("admin.invite") }).first().click();
      await look(founder, "account-new");
      await founder.getByLabel(say("admin.field_name"), { exact: true }).fill("林晓雯");
      await founder.getByRole("button", { name: say("admin.invite_go") }).click();
      await expect(founder.getByText(say("account.name_needed")).first()).toBeVisible();
      await expect(founder.getByLabel(say("admin.field_name"), { exact: true })).toHaveValue("林晓雯");
      await founder.getByLabel(say("admin.field_sign_in_name"), { exact: true }).fill("lin.xiaowen");
      await founder.getByRole("checkbox", { name: say("admin.role_learner") }).check();
      await founder.getByRole("button", { name: say("admin.invite_go") }).click();
      await look(founder, "account-link");
      const shown = (await founder.locator("main").innerText()) + (await founder.locator("main input").evaluateAll(
        (fields) => fields.map((field) => (field as HTMLInputElement).value).join(" "),
      ));
      const found = /\/invitation\/[\w-]+/.exec(shown)?.[0];
      expect(found, "the page shows the link").toBeTruthy();
      return found!;
    });

    const hire = await arrive({ baseURL: server.url });
    await test.step("the invited person sets a password and is in", async () => {
      await hire.goto(link);
      await hire.getByLabel(say("account.new_password"), { exact: true }).fill(password);
      await hire.getByLabel(say("account.password_again")).fill(password);
      await hire.getByRole("button", { name: say("account.accept") }).click();
      await expect(hire.getByRole("navigation", { name: say("nav.main") })).toBeVisible();
    });

    await test.step("what a role does not allow is refused with a designed page", async () => {
      const answer = await hire.goto("/accounts");
      expect(answer?.status()).toBe(403);
      await look(hire, "error-403");
      const missing = await hire.goto("/nowhere");
      expect(missing?.status()).toBe(404);
      await look(hire, "error-404");
    });

    await test.step("disabling works at the next request", async () => {
      await founder.goto("/accounts");
      await founder.getByRole("link", { name: "林晓雯" }).click();
      await look(founder, "account");
      await founder.getByRole("link", { name: say("admin.disable") }).click();
      await look(founder, "account-disable");
      await founder.getByRole("button", { name: say("admin.disable_go") }).click();
      await expect(founder.getByText(say("admin.done_disabled"))).toBeVisible();
      await hire.goto("/");
      await expect(hire).toHaveURL(/sign-in/);
      await hire.getByLabel(say("account.sign_in_name"), { exact: true }).fill("lin.xiaowen");
      await hire.getByLabel(say("account.password"), { exact: true }).fill(password);
      await hire.getByRole("button", { name: say("account.sign_in") }).click();
      await expect(hire.getByText(say("account.wrong"))).toBeVisible();
      await look(hire, "sign-in-refused");
    });

    const account = new URL(founder.url()).pathname;
    const comeIn = async (secret: string) => {
      await hire.getByLabel(say("account.sign_in_name"), { exact: true }).fill("lin.xiaowen");
      await hire.getByLabel(say("account.password"), { exact: true }).fill(secret);
      await hire.getByRole("button", { name: say("account.sign_in"), exact: true }).click();
      await expect(hire).not.toHaveURL(/sign-in/);
    };

    await test.step("enabled again, the old password opens", async () => {
      await founder.goto(`${account}/enable`);
      await look(founder, "account-enable");
      await founder.getByRole("button", { name: say("admin.enable") }).click();
      await expect(founder.getByText(say("admin.done_enabled"))).toBeVisible();
      await comeIn(password);
    });

    await test.step("a role that is given counts from the next page on, and so does taking it", async () => {
      const role = founder.getByRole("checkbox", { name: say("admin.role_trainer") });
      for (const [given, status] of [[true, 200], [false, 403]] as const) {
        await role.setChecked(given);
        await founder.getByRole("button", { name: say("admin.roles_save") }).click();
        await expect(founder.getByText(say("admin.done_roles"))).toBeVisible();
        await expect(role).toBeChecked({ checked: given });
        expect((await hire.goto("/trainer"))?.status()).toBe(status);
      }
    });

    await test.step("signed out on every device", async () => {
      await founder.getByRole("link", { name: say("admin.sign_out") }).click();
      await look(founder, "account-sign-out");
      await founder.getByRole("button", { name: say("admin.sign_out_go") }).click();
      await expect(founder.getByText(say("admin.done_signed_out"))).toBeVisible();
      await hire.goto("/");
      await expect(hire).toHaveURL(/sign-in/);
      await look(hire, "sign-in");
    });

    await test.step("a new link takes the place of a forgotten password", async () => {
      await founder.getByRole("link", { name: say("admin.new_link") }).click();
      await look(founder, "account-new-link");
      await founder.getByRole("button", { name: say("admin.new_link_go") }).click();
      await hire.goto(new URL(await founder.locator("#link").innerText()).pathname);
      await hire.getByLabel(say("account.new_password"), { exact: true }).fill(`${password} anew`);
      await hire.getByLabel(say("account.password_again")).fill(`${password} anew`);
      await hire.getByRole("button", { name: say("account.accept") }).click();
      await expect(hire.getByRole("navigation", { name: say("nav.main") })).toBeVisible();
      const elsewhere = await arrive({ baseURL: server.url });
      await elsewhere.goto("/sign-in");
      await elsewhere.getByLabel(say("account.sign_in_name"), { exact: true }).fill("lin.xiaowen");
      await elsewhere.getByLabel(say("account.password"), { exact: true }).fill(password);
      await elsewhere.getByRole("button", { name: say("account.sign_in"), exact: true }).click();
      await expect(elsewhere.getByText(say("account.wrong"))).toBeVisible();
    });

    await test.step("the log names what happened, and its chain holds", async () => {
      await founder.goto("/audit");
      await expect(founder.getByRole("cell", { name: say("audit.action_account_disable") }).first()).toBeVisible();
      await look(founder, "audit");
      await founder.getByRole("link", { name: say("audit.verify") }).click();
      await expect(founder.getByText(say("audit.verify_sound"))).toBeVisible();
      await look(founder, "audit-verified");
      await expect(server.command("audit", "verify")).resolves.toBeTruthy();
    });
  } finally {
    await server.stop();
  }
});
