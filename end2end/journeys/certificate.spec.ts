import type { Page } from "@playwright/test";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { isRevoked, read, schemaProblems, signed, type Credential } from "../harness/certificate";
import { expect, look, onPaper, test } from "../harness/journey";
import { signIn } from "../harness/people";

/** The file behind a link that downloads. */
async function download(page: Page, link: string): Promise<{ name: string; bytes: Buffer }> {
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: link }).click()]);
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}

test("a certificate is downloaded by its holder and verified by anybody", async ({ arrive, demo, language, say }) => {
  const holder = await arrive({ baseURL: demo.url });
  const hr = await arrive({ baseURL: demo.url });
  const visitor = await arrive({ baseURL: demo.url });
  await signIn(holder, demo, "learner", say);
  await signIn(hr, demo, "hr", say);
  let number = "";

  await test.step("the holder finds the certificate", async () => {
    await holder.goto("/certificates");
    await look(holder, "certificates");
    await holder.getByRole("row").filter({ hasText: "RG2-" }).getByRole("link").click();
    number = new URL(holder.url()).pathname.split("/").pop() ?? "";
    expect(number).toMatch(/^RG2-\d{4}-\w{4}-\w{4}$/);
    await look(holder, "certificate");
    await onPaper(holder, "certificate", [holder.getByText(number).first(), holder.getByRole("heading", { level: 1 })]);
  });

  await test.step("on paper: one page with both names, the number, and a code that leads to the verification", async () => {
    const { name, bytes } = await download(holder, say("certificate.pdf"));
    expect(name).toBe(`${number}.pdf`);
    const printed = await read(await arrive(), bytes);
    writeFileSync(path.join(__dirname, "../output/screens", `certificate-pdf.${language}.png`), printed.picture);
    expect(printed.pages).toBe(1);
    // Spaced letters come back with spaces between them.
    for (const words of ["林晓雯", "LinXiaowen", number]) expect(printed.text.replaceAll(" ", "")).toContain(words);
    const code = new URL(printed.code ?? "");
    expect(code.pathname).toBe(`/verify/${number}`);
    await visitor.goto(code.pathname);
    await expect(visitor.getByRole("heading", { name: say("certificate.valid"), exact: true })).toBeVisible();
    await look(visitor, "verify-valid");
    const finding = visitor.locator(".finding");
    for (const words of [number, "林○雯", language === "en" ? "20 June 2024" : "2024年6月20日", say("certificate.no_expiry")]) await expect(finding).toContainText(words);
    for (const name of ["林晓雯", "Lin Xiaowen"]) expect(await visitor.content()).not.toContain(name);
  });

  await test.step("as a badge: signed with the published key, and as the published schema wants it", async () => {
    const { bytes } = await download(holder, say("certificate.badge"));
    const keys = await (await visitor.request.get("/.well-known/jwks.json")).json();
    const credential = signed<Credential>(bytes.toString(), keys);
    expect(schemaProblems(credential)).toEqual([]);
    expect(schemaProblems({ ...credential, issuer: 5 })).not.toEqual([]);
    expect(credential.credentialSubject.achievement.humanCode).toBe("RG2");
    const place = new URL(credential.credentialStatus.statusListCredential).pathname;
    const list = signed<{ credentialSubject: { encodedList: string } }>(await (await visitor.request.get(place)).text(), keys);
    expect(isRevoked(list, Number(credential.credentialStatus.statusListIndex))).toBe(false);
  });

  await test.step("a visitor types: nothing, a slip, a number that nobody has", async () => {
    await visitor.goto("/verify");
    await look(visitor, "verify");
    const field = visitor.getByLabel(say("certificate.number"));
    const go = visitor.getByRole("button", { name: say("certificate.verify_go") });
    const slip = number.replace("RG2", "RG3");
    await field.fill(slip);
    await go.click();
    await expect(visitor.getByText(say("certificate.bad_check"))).toBeVisible();
    await expect(field).toHaveValue(slip);
    await look(visitor, "verify-slip");
    await field.fill(number.toLowerCase());
    await go.click();
    await expect(visitor.getByRole("heading", { name: say("certificate.valid"), exact: true })).toBeVisible();

    // A year earlier nobody got this one; the last character is the check of the others.
    const stem = number.replace(/-\d{4}-/, "-1999-").slice(0, -1);
    for (const check of "0123456789ABCDEFGHJKMNPQRSTVWXYZ") {
      const answer = await visitor.request.get(`/verify?number=${stem}${check}`, { headers: { "accept-language": language } });
      if ((await answer.text()).includes(say("certificate.bad_check"))) continue;
      await field.fill(stem + check);
      await go.click();
      break;
    }
    await expect(visitor.getByText(say("certificate.unknown"), { exact: true })).toBeVisible();
    await look(visitor, "verify-unknown");
  });

  for (const [person, latin, standing] of [["丁浩然", "Ding Haoran", "expired"], ["苏敏", "Su Min", "revoked"]] as const) {
    await test.step(`one that is ${standing}`, async () => {
      await hr.goto(`/people?q=${encodeURIComponent(person)}`);
      await hr.locator("tbody").getByRole("link").first().click();
      await hr.getByRole("link", { name: say("staff.to_file"), exact: true }).click();
      await hr.getByRole("link", { name: say("staff.open_certificate") }).click();
      const theirs = new URL(hr.url()).pathname.split("/").pop() ?? "";
      await expect(hr.getByRole("heading", { level: 1, name: say("level.name_one") })).toBeVisible();
      await visitor.goto(`/verify/${theirs}`);
      await expect(visitor.getByRole("heading", { name: say(`certificate.${standing}`), exact: true })).toBeVisible();
      await expect(visitor.locator(".finding")).toContainText(say("certificate.was_valid"));
      for (const name of [person, latin]) expect(await visitor.content()).not.toContain(name);
      await look(visitor, `verify-${standing}`);
    });
  }
});
