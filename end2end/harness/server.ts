import { execFile, spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";

export type Database = "sqlite" | "postgres";

const binary = path.resolve(__dirname, "../../target/debug/rungs");
const run = promisify(execFile);

/** A `rungs` process with a database and a data folder of its own, on a free port of the loopback interface. */
export class Server {
  private constructor(
    readonly url: string,
    /** What it has printed so far: one-time links and sign-ins among it. */
    readonly printed: () => string,
    private child: ChildProcess,
    private readonly environment: NodeJS.ProcessEnv,
    private readonly cleanUp: () => Promise<void>,
    private readonly destroy: () => Promise<void>,
    private readonly run: (address: string) => Promise<{ url: string; child: ChildProcess }>,
  ) {}

  static async start(command: "serve" | "demo", database: Database): Promise<Server> {
    const folder = mkdtempSync(path.join(tmpdir(), "rungs-journey-"));
    const scratch = database === "postgres" ? await scratchDatabase() : undefined;
    const environment = {
      ...process.env,
      RUNGS_ADDR: "127.0.0.1:0",
      RUNGS_DATA_DIR: folder,
      RUNGS_LANG: "en",
      ...(scratch ? { RUNGS_DATABASE_URL: scratch.url } : {}),
    };
    let printed = "";
    const begin = async (address: string) => {
      const from = printed.length;
      const child = spawn(binary, [command], { env: { ...environment, RUNGS_ADDR: address }, stdio: ["ignore", "pipe", "pipe"] });
      child.stdout.setEncoding("utf8").on("data", (text: string) => (printed += text));
      child.stderr.setEncoding("utf8").on("data", (text: string) => (printed += text));
      const url = await new Promise<string>((resolve, reject) => {
        const look = () => {
          const found = /Rungs 阶梯(?:: |：)(http:\/\/[\d.:]+)/.exec(printed.slice(from));
          if (found?.[1]) resolve(found[1]);
        };
        child.stdout.on("data", look);
        child.once("exit", (code) => reject(new Error(`rungs ${command} ended with ${code}:\n${printed}`)));
      });
      return { url, child };
    };
    const { url, child } = await begin(environment.RUNGS_ADDR);
    return new Server(url, () => printed, child, environment, async () => {
      rmSync(folder, { recursive: true, force: true });
      await scratch?.drop();
    }, async () => (scratch ? scratch.drop() : scribble(folder)), begin);
  }

  /** Kills the process as a power cut would: nothing is finished, nothing is said. */
  async crash(): Promise<void> {
    const ended = new Promise((resolve) => this.child.once("exit", resolve));
    this.child.kill("SIGKILL");
    await ended;
  }

  /** Starts it again over what the last process left: the same address, folder and database. */
  async restart(): Promise<void> {
    this.child = (await this.run(new URL(this.url).host)).child;
  }

  /** Takes its database away while it runs, as a failing disk or a dropped database would. */
  async loseDatabase(): Promise<void> {
    await this.destroy();
  }

  /** Changes the database beside the running server, as somebody with its console could. */
  async sql(...statements: string[]): Promise<void> {
    const url = this.environment.RUNGS_DATABASE_URL;
    const text = statements.map((statement) => `${statement};`).join("\n");
    if (url) await run("psql", [url, "-v", "ON_ERROR_STOP=1", "-qc", text]);
    else await run("sqlite3", ["-bail", "-cmd", ".timeout 10000", path.join(this.environment.RUNGS_DATA_DIR!, "rungs.sqlite"), text]);
  }

  /** An id as the database writes it. */
  sqlId(id: string): string {
    return this.environment.RUNGS_DATABASE_URL ? `'${id}'` : `X'${id.replaceAll("-", "")}'`;
  }

  /** Runs another command of the binary over the same data. */
  async command(...words: string[]): Promise<string> {
    const { stdout } = await run(binary, words, { env: this.environment });
    return stdout;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const ended = new Promise((resolve) => this.child.once("exit", resolve));
      this.child.kill("SIGTERM");
      await ended;
    }
    await this.cleanUp();
  }
}

/** Writes zeros over every file of an SQLite database. */
function scribble(folder: string): void {
  for (const file of readdirSync(folder).filter((name) => name.includes("sqlite"))) {
    const place = path.join(folder, file);
    writeFileSync(place, Buffer.alloc(statSync(place).size), { flag: "r+" });
  }
}

/** A fresh database in the cluster that `with-postgres` has started. */
async function scratchDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  const cluster = process.env.RUNGS_TEST_POSTGRES;
  if (!cluster) throw new Error("RUNGS_TEST_POSTGRES is not set: run the journeys through `make journeys`");
  const name = `journey_${randomBytes(6).toString("hex")}`;
  await run("psql", [cluster, "-qc", `CREATE DATABASE ${name}`]);
  return {
    url: cluster.replace("/postgres?", `/${name}?`),
    drop: async () => void (await run("psql", [cluster, "-qc", `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`])),
  };
}
