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

/**
 * People of the demo company by their staff numbers, named by what they are there for: the journeys of one worker share the
 * company, so nobody plays in two. Everybody signs in as `s` and the number. src/server/demo/exams.yaml has their exams.
 */
export const cast = {
  /** Booked for the level-1 session that is open; each can start once. */
  sits: "1801",
  sitsWithTroubles: "1802",
  sitsUntilTimeIsUp: "1803",
  comesWithoutScript: "1804",
  sitsWhileEdited: "1810",
  /** Looks after the own account. */
  changesPassword: "1755",
  /** Eligible for level 1 without a place: books one. */
  books: "1809",
  /** Not eligible for level 1, and from which day on. */
  ineligible: "1581",
  /** The level-1 session that has just closed: still sitting; waiting for a scorer; released. */
  inProgress: "1342",
  awaiting: "0533",
  failed: "1666",
  passedWithCertificate: "1690",
  /** Did not pass the mock exam, whose result explains every item. */
  mockExplained: "1807",
  /** The assessment of month 3. */
  monthThreeFailedTwice: "1721",
  monthThreePassed: "1699",
  /** Has failed it once, and a place for the second attempt. */
  monthThreeAgain: "1733",
} as const;

/** Signs in somebody of the demo company by staff number. */
export async function signInAs(page: Page, server: Server, number: string, say: Words): Promise<void> {
  const secret = /password: (\S+)/.exec(server.printed())?.[1];
  if (!secret) throw new Error("demo printed no password");
  await enter(page, `s${number}@rungs.example`, secret, say);
}

/** Signs in with the account that `rungs demo` printed for a role: `learner`, `hr` or `administrator`. */
export async function signIn(page: Page, server: Server, role: string, say: Words): Promise<void> {
  const printed = server.printed();
  const name = new RegExp(`(\\S+@\\S+)\\s+\\(${role},`, "i").exec(printed)?.[1];
  const secret = /password: (\S+)/.exec(printed)?.[1];
  if (!name || !secret) throw new Error(`demo printed no sign-in for ${role}:\n${printed}`);
  await enter(page, name, secret, say);
}

/** The same, where the page for signing in is open already. */
export async function signInHere(page: Page, server: Server, number: string, say: Words): Promise<void> {
  const secret = /password: (\S+)/.exec(server.printed())?.[1];
  await fillIn(page, `s${number}@rungs.example`, secret!, say);
}

async function enter(page: Page, name: string, secret: string, say: Words): Promise<void> {
  await page.goto("/sign-in");
  await fillIn(page, name, secret, say);
}

async function fillIn(page: Page, name: string, secret: string, say: Words): Promise<void> {
  await page.getByLabel(say("account.sign_in_name"), { exact: true }).fill(name);
  await page.getByLabel(say("account.password"), { exact: true }).fill(secret);
  await page.getByRole("button", { name: say("account.sign_in"), exact: true }).click();
  await expect(page).not.toHaveURL(/sign-in/);
}
