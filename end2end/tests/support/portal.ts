// A portal of its own for the tests: practice mode, a free port, and a folder that goes away afterwards.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export type PracticePerson = { email: string; password: string; nhs_number: string; name: string; note: string };
export type PracticeOrganisation = {
  ods_code: string;
  name: string;
  base_url: string;
  fault: string;
  faults: string[];
};

const START_LIMIT_MS = 60_000;

export class Portal {
  private constructor(
    readonly url: string,
    private readonly program: ChildProcess,
    private readonly folder: string,
    readonly people: PracticePerson[],
    readonly organisations: PracticeOrganisation[],
  ) {}

  /** Starts the program in FRONT_DOOR_BINARY. A fault that is set makes it forget every answer. */
  static async start(settings: Record<string, string> = {}): Promise<Portal> {
    const binary = process.env.FRONT_DOOR_BINARY;
    if (!binary) throw new Error("FRONT_DOOR_BINARY must name the portal's program");
    const folder = await mkdtemp(join(tmpdir(), "front-door-"));
    const port = await freePort();
    const url = `http://localhost:${port}`;
    const said: string[] = [];
    const program = spawn(binary, ["serve"], {
      cwd: folder,
      env: {
        PATH: process.env.PATH,
        FRONT_DOOR_PRACTICE: "yes",
        FRONT_DOOR_ADDRESS: `127.0.0.1:${port}`,
        FRONT_DOOR_PUBLIC_URL: url,
        FRONT_DOOR_KEYS: join(folder, "keys.toml"),
        DATABASE_URL: `sqlite:${join(folder, "front-door.db")}`,
        ...settings,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    program.stdout?.on("data", (words) => said.push(String(words)));
    program.stderr?.on("data", (words) => said.push(String(words)));
    try {
      await ready(url, program);
      const people = await json<PracticePerson[]>(`${url}/practice/people.json`);
      const organisations = await json<PracticeOrganisation[]>(`${url}/practice/organisations.json`);
      return new Portal(url, program, folder, people, organisations);
    } catch (error) {
      program.kill("SIGKILL");
      throw new Error(`the portal did not start: ${error}\n${said.join("").slice(-4000)}`);
    }
  }

  async stop(): Promise<void> {
    const ended = new Promise<void>((resolve) => this.program.once("exit", () => resolve()));
    if (this.program.exitCode === null && this.program.signalCode === null) {
      this.program.kill("SIGTERM");
      const timer = setTimeout(() => this.program.kill("SIGKILL"), 5_000);
      await ended;
      clearTimeout(timer);
    }
    await rm(this.folder, { recursive: true, force: true });
  }

  /** The practice person whose email address begins so. */
  person(key: string): PracticePerson {
    const found = this.people.find((person) => person.email.startsWith(`${key}@`));
    if (!found) throw new Error(`there is no practice person ${key}`);
    return found;
  }

  organisation(name: string): PracticeOrganisation {
    const found = this.organisations.find((organisation) => organisation.name === name);
    if (!found) throw new Error(`there is no practice organisation ${name}`);
    return found;
  }

  /** Sets what goes wrong at an organisation; `none` puts it right. */
  async setFault(name: string, fault: string, seconds?: number): Promise<void> {
    const body = new URLSearchParams({ ods_code: this.organisation(name).ods_code, fault });
    if (seconds !== undefined) body.set("seconds", String(seconds));
    const answer = await fetch(`${this.url}/practice/faults`, {
      method: "POST",
      body,
      headers: { origin: this.url },
      redirect: "manual",
    });
    if (answer.status !== 303) throw new Error(`${fault} was not set: ${answer.status} ${await answer.text()}`);
  }
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => (address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port"))));
    });
  });
}

async function ready(url: string, program: ChildProcess): Promise<void> {
  const until = Date.now() + START_LIMIT_MS;
  while (Date.now() < until) {
    if (program.exitCode !== null) throw new Error(`it ended with ${program.exitCode}`);
    try {
      if ((await fetch(`${url}/health/ready`)).ok) return;
    } catch {
      // Not listening yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("it was not ready in time");
}

async function json<T>(url: string): Promise<T> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  return (await answer.json()) as T;
}
