import type { FullConfig, FullResult, Reporter, Suite, TestCase } from "@playwright/test/reporter";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** A note on a journey: it has looked at the page of this path. */
export const LOOKED = "looked";

/** The paths of all pages, as the server's table of routes names them. */
function pages(): string[] {
  const table = readFileSync(path.join(__dirname, "../../src/server/routes.rs"), "utf8");
  const found = [...table.matchAll(/\b(?:public_)?page\("([^"]+)"/g)].map(([, route]) => route!);
  if (found.length < 50) throw new Error(`only ${found.length} pages in the table of routes`);
  return found;
}

/** The page that answers at a path: of those that fit, the one with the fewest parameters. */
function pageOf(all: string[], place: string): string | undefined {
  const fits = all.filter((route) => new RegExp(`^${route.replace(/\{[^}]+\}/g, "[^/]+")}$`).test(place));
  return fits.sort((a, b) => a.split("{").length - b.split("{").length)[0];
}

/** Whether these are all journeys there are, and every one went well. */
function isComplete(tests: TestCase[]): boolean {
  const folder = path.join(__dirname, "../journeys");
  const written = readdirSync(folder).flatMap((file) => readFileSync(path.join(folder, file), "utf8").match(/^test\(/gm) ?? []);
  return tests.length === written.length && tests.every((journey) => journey.ok() && journey.outcome() !== "skipped");
}

/** After a complete run of a setting: some journey has looked at every page. What is run in part is not asked. */
export default class EveryPage implements Reporter {
  private settings: Suite[] = [];

  onBegin(_: FullConfig, all: Suite): void {
    this.settings = all.suites;
  }

  async onEnd(result: FullResult): Promise<{ status: FullResult["status"] }> {
    const all = pages();
    let status = result.status;
    for (const setting of this.settings) {
      const tests = setting.allTests();
      if (!isComplete(tests)) continue;
      const notes = tests.flatMap((journey) => journey.results.flatMap(({ annotations }) => annotations));
      const seen = notes.filter(({ type }) => type === LOOKED).map(({ description = "" }) => pageOf(all, description));
      const unseen = all.filter((route) => !seen.includes(route));
      if (!unseen.length) continue;
      console.error(`No journey looks at these pages (${setting.title}): ${unseen.join(" ")}`);
      status = "failed";
    }
    return { status };
  }
}
