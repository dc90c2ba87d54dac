import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

export type Language = "zh-CN" | "en";

/** The product's own words, so that a journey names what its user reads: `say("nav.today")`. */
export type Words = (key: string, values?: Record<string, string | number>) => string;

export function words(language: Language): Words {
  const folder = path.resolve(__dirname, "../../src/i18n", language);
  const messages = new Map<string, string>();
  for (const file of readdirSync(folder)) {
    let prefix = file.replace(/\.toml$/, "").replaceAll("-", "_");
    const area = prefix;
    for (const line of readFileSync(path.join(folder, file), "utf8").split("\n")) {
      const table = /^\[([\w.-]+)\]$/.exec(line);
      if (table?.[1]) prefix = `${area}.${table[1]}`;
      const message = /^([\w-]+) = (".*")$/.exec(line);
      if (message?.[1] && message[2]) messages.set(`${prefix}.${message[1]}`, JSON.parse(message[2]) as string);
    }
  }
  return (key, values = {}) => {
    const message = messages.get(key);
    if (message === undefined) throw new Error(`no message ${key} in ${language}`);
    return message.replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (_, name: string, one?: string, other?: string) => {
      const value = String(values[name] ?? "");
      return one === undefined ? value : `${value} ${value === "1" ? one : other}`;
    });
  };
}
