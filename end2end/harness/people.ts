import { expect, type Page } from "@playwright/test";
import type { Server } from "./server";
import type { Words } from "./words";

export const password = "correct horse battery";

/** A one-time link's path for somebody new, made the way an operator makes it. */
export async function inviteByCommand(server: Server, name: string, displayName: string, role: string): Promise<string> {
  const printed = await server.command(
    "account", "create-link", "--name", name, "--display-name", displayName, "--role", role,
  );
  const path = /\/invitation\/[\w-]+/.exec(printed)?.[0];
  if (!path) throw new Error(`no link in:\n${printed}`);
  return path;
}

/** Opens a one-time link and sets the password. */
export async function accept(page: Page, link: string, say: Words): Promise<void> {
  await page.goto(link);
  await page.getByLabel(say("account.new_password"), { exact: true }).fill(password);
  await page.getByLabel(say("account.password_again")).fill(password);
  await page.getByRole("button", { name: say("account.accept") }).click();
  await expect(page).not.toHaveURL(/invitation/);
}

/** Signs in with the account that `rungs demo` printed for a role: `learner`, `hr` or `administrator`. */
export async function signIn(page: Page, server: Server, role: string, say: Words): Promise<void> {
  const printed = server.printed();
  const name = new RegExp(`(\\S+@\\S+)\\s+\\(${role},`, "i").exec(printed)?.[1];
  const secret = /password: (\S+)/.exec(printed)?.[1];
  if (!name || !secret) throw new Error(`demo printed no sign-in for ${role}:\n${printed}`);
  await page.goto("/sign-in");
  await page.getByLabel(say("account.sign_in_name"), { exact: true }).fill(name);
  await page.getByLabel(say("account.password"), { exact: true }).fill(secret);
  await page.getByRole("button", { name: say("account.sign_in"), exact: true }).click();
  await expect(page).not.toHaveURL(/sign-in/);
}
