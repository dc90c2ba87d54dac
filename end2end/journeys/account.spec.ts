import { expect, look, test } from "../harness/journey";
import { cast, password, signInAs } from "../harness/people";

test("somebody changes the password, and signs out everywhere", async ({ arrive, demo, say }) => {
  const here = await arrive({ baseURL: demo.url });
  const there = await arrive({ baseURL: demo.url });
  await signInAs(here, demo, cast.changesPassword, say);
  await signInAs(there, demo, cast.changesPassword, say);
  const current = /password: (\S+)/.exec(demo.printed())![1]!;
  const change = async (old: string) => {
    await here.getByLabel(say("account.current_password"), { exact: true }).fill(old);
    await here.getByLabel(say("account.new_password"), { exact: true }).fill(password);
    await here.getByLabel(say("account.password_again")).fill(password);
    await here.getByRole("button", { name: say("account.change_password") }).click();
  };

  await test.step("the menu under the own name leads there", async () => {
    await here.goto("/");
    await here.locator(".menu > summary").click();
    await here.getByRole("link", { name: say("nav.own_account") }).click();
    await expect(here.getByText(say("account.devices_signed_in", { n: 2 }))).toBeVisible();
    await look(here, "account-own");
  });

  await test.step("a wrong password is told at its field; the right one keeps this browser and ends the other", async () => {
    await change("not the password");
    await expect(here.getByText(say("account.current_wrong")).first()).toBeVisible();
    await look(here, "account-own-refused");
    await change(current);
    await expect(here.getByText(say("account.password_changed"))).toBeVisible();
    await expect(here.getByText(say("account.devices_signed_in", { n: 1 }))).toBeVisible();
    await there.goto("/");
    await expect(there).toHaveURL(/sign-in/);
  });

  await test.step("the new password opens, and everything ends at once", async () => {
    await there.getByLabel(say("account.sign_in_name"), { exact: true }).fill(`s${cast.changesPassword}@rungs.example`);
    await there.getByLabel(say("account.password"), { exact: true }).fill(password);
    await there.getByRole("button", { name: say("account.sign_in"), exact: true }).click();
    await expect(there).not.toHaveURL(/sign-in/);
    await here.getByRole("button", { name: say("nav.sign_out_everywhere") }).click();
    await expect(here).toHaveURL(/sign-in/);
    await there.goto("/");
    await expect(there).toHaveURL(/sign-in/);
  });
});
