import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const quizzes = path.resolve(__dirname, "../../quizzes");

/** The content as its authors wrote it. */
export interface Content {
  lessons: string[];
  items: { id: string; shelf: string; exam: boolean }[];
  scenarios: string[];
  /** Every reason, rubric, hidden fact and ending, in both languages: what nobody may receive before answering. */
  secrets: string[];
  /** Replies of role-plays that cost the customer's patience, in both languages. */
  rude: Set<string>;
}

export function content(): Content {
  const found: Content = { lessons: [], items: [], scenarios: [], secrets: [], rude: new Set() };
  const secrets = new Set<string>();
  const open: string[] = [];
  for (const entry of readdirSync(quizzes, { recursive: true, encoding: "utf8" })) {
    const kind = entry.split(path.sep)[0];
    const name = path.basename(entry, ".md");
    if (!/^[a-z]+\/l\d\/.+\.md$/.test(entry.replaceAll(path.sep, "/"))) continue;
    const text = readFileSync(path.join(quizzes, entry), "utf8");
    if (kind === "lessons") {
      found.lessons.push(name);
      open.push(plain(text));
      continue;
    }
    if (kind === "scenarios") found.scenarios.push(name);
    const shelf = /competency: ([a-z-]+)/.exec(text)?.[1] ?? "";
    const lines = text.split("\n");
    lines.forEach((line, index) => {
      const id = /^# (l\d-[a-z0-9-]+)$/.exec(line)?.[1];
      if (kind === "items" && id) {
        found.items.push({ id, shelf, exam: /use: exam/.test(lines[index + 1] ?? "") || /use: exam/.test(lines[1] ?? "") });
      }
      const reply = /\[(.+)\]\(#[\w-]+\).*`[^`]*patience-/.exec(line)?.[1];
      for (const half of reply?.split(" || ") ?? []) found.rude.add(plain(half));
      const reason = / > (.+)$/.exec(line)?.[1] ?? /^\s*> (.+)$/.exec(line)?.[1] ?? /^(?:hidden|end): (.+)$/.exec(line)?.[1];
      const marks = /^- [a-z-]+: 2 (.+)$/.exec(line)?.[1]?.split(/[；;] ?[10] | \|\| 2 /);
      for (const part of marks ?? reason?.split(" || ") ?? []) {
        const words = plain(part);
        if (words.length >= 10) secrets.add(words);
      }
    });
  }
  // A lesson may say the same in its own text, where it is meant to be read.
  const lessons = open.join("\n");
  found.secrets = [...secrets].filter((secret) => !lessons.includes(secret));
  return found;
}

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: "\"", "#39": "'", "#x27": "'" };

/** Text without marks: of Markdown, of HTML, of JSON. */
export function plain(text: string): string {
  return text
    .replace(/<[^>]*>/g, "")
    .replace(/&(#?\w+);/g, (whole, name: string) => entities[name] ?? whole)
    .replace(/[*`\\]/g, "")
    .replace(/\s+/g, " ")
    .trim();
}
