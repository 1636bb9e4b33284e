// The program is killed with SIGKILL while somebody books and cancels: nothing is done twice, and nothing that was
// acknowledged is lost. The practice health service belongs to another portal and outlives it.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { Portal, freePort, ready } from "./support/portal.ts";

const KILLS = process.env.FRONT_DOOR_LONG ? 200 : 20;
/** What a try may take; a killed program's request is looked for again about as long later. */
const REQUEST_SECONDS = 1;
const SETTLED_WITHIN_MS = 45_000;
const BOOK = "/appointments/book/A99901";

/** A program that can be killed and started again on the same database. */
class Mortal {
  private program: ChildProcess | undefined;
  private cookie = "";

  constructor(
    readonly url: string,
    private readonly folder: string,
    private readonly practiceService: string,
  ) {}

  async start(): Promise<void> {
    const program = spawn(process.env.FRONT_DOOR_BINARY ?? "", ["serve"], {
      cwd: this.folder,
      env: {
        PATH: process.env.PATH,
        FRONT_DOOR_PRACTICE: "yes",
        FRONT_DOOR_PRACTICE_SERVICE: this.practiceService,
        FRONT_DOOR_ADDRESS: new URL(this.url).host.replace("localhost", "127.0.0.1"),
        FRONT_DOOR_PUBLIC_URL: this.url,
        FRONT_DOOR_REQUEST_SECONDS: String(REQUEST_SECONDS),
        FRONT_DOOR_KEYS: join(this.folder, "keys.toml"),
        DATABASE_URL: `sqlite:${join(this.folder, "front-door.db")}`,
      },
      stdio: "ignore",
    });
    this.program = program;
    await ready(this.url, program);
  }

  /** Ends at once, without a chance to tidy up. */
  async kill(): Promise<void> {
    const program = this.program;
    if (!program || program.exitCode !== null || program.signalCode !== null) return;
    const ended = new Promise<void>((resolve) => program.once("exit", () => resolve()));
    program.kill("SIGKILL");
    await ended;
  }

  async logIn(person: { email: string; password: string }): Promise<void> {
    const answer = await this.post("/log-in", new URLSearchParams({ email: person.email, password: person.password }));
    expect(answer.status).toBe(303);
    this.cookie = (answer.headers.get("set-cookie") ?? "").split(";")[0];
  }

  async get(path: string): Promise<string> {
    const answer = await fetch(`${this.url}${path}`, { headers: { cookie: this.cookie }, redirect: "manual" });
    expect(answer.status, path).toBe(200);
    return answer.text();
  }

  async post(path: string, body: URLSearchParams): Promise<Response> {
    const headers = { cookie: this.cookie, origin: this.url };
    return fetch(`${this.url}${path}`, { method: "POST", body, headers, redirect: "manual" });
  }
}

/** The hidden fields of the form that is posted. */
function hidden(page: string): URLSearchParams {
  const fields = new URLSearchParams();
  const form = page.slice(page.indexOf("<main"));
  for (const [tag] of form.matchAll(/<input[^>]*type="hidden"[^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(tag)?.[1];
    if (name) fields.append(name, /value="([^"]*)"/.exec(tag)?.[1] ?? "");
  }
  return fields;
}

function words(page: string): string {
  return page
    .slice(page.indexOf("<main"), page.indexOf("</main"))
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ");
}

/** The page of a request once nothing more comes of it; nothing where there is no such request. */
async function settled(mortal: Mortal, id: string): Promise<string | undefined> {
  const until = Date.now() + SETTLED_WITHIN_MS;
  for (;;) {
    if (!(await mortal.get("/requests")).includes(`/requests/${id}`)) return undefined;
    const page = await mortal.get(`/requests/${id}`);
    if (!page.includes("Check again")) return page;
    if (Date.now() > until) throw new Error(`it is still open: ${words(page)}`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** How many appointments with this reason the surgery lists, told by another program than the one that was killed. */
async function listed(witness: Mortal, reason: string, status: string): Promise<number> {
  const ids = new Set<string>();
  // A long list stands on several pages.
  for (let number = 1, more = true; more; number += 1) {
    const page = await witness.get(`/appointments?page=${number}`);
    for (const [, id] of page.matchAll(/\/appointments\/([0-9a-f]{32})"/g)) ids.add(id);
    more = page.includes(`page=${number + 1}"`);
  }
  let found = 0;
  for (const id of ids) {
    const entry = words(await witness.get(`/appointments/${id}`));
    if (entry.includes(reason) && entry.includes(status)) found += 1;
  }
  return found;
}

/** The same once it is there, where it is said to be: while the surgery is slow, the witness shows its earlier list. */
async function listedAsSaid(witness: Mortal, isSaid: boolean, reason: string, status: string): Promise<number> {
  const until = Date.now() + SETTLED_WITHIN_MS;
  for (;;) {
    const found = await listed(witness, reason, status);
    if (found > 0 || !isSaid || Date.now() > until) return found;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

test("killed at every step, nothing is done twice and nothing acknowledged is lost", async () => {
  test.setTimeout(120_000 + KILLS * 30_000);
  // Its practice health service lives on, and its own pages are the witness: it keeps no answer for a second.
  const steady = await Portal.start({ FRONT_DOOR_REUSE_SECONDS: "0" });
  const folder = await mkdtemp(join(tmpdir(), "front-door-killed-"));
  const url = `http://localhost:${await freePort()}`;
  const mortal = new Mortal(url, folder, join(steady.folder, "practice-sources.toml"));
  const witness = new Mortal(steady.url, steady.folder, "");
  const person = steady.person("sam");
  const seen = { acknowledged: 0, unacknowledged: 0, nothing: 0, cancelled: 0 };
  try {
    await witness.logIn(person);
    await mortal.start();
    await mortal.logIn(person);
    // How long it takes when nobody is killed tells where the steps are.
    let usual = 400;
    for (let turn = -1; turn < KILLS; turn += 1) {
      const reason = `Killed ${String(turn + 2).padStart(3, "0")}`;
      const page = await mortal.get(`${BOOK}?how=in-person&from=${monday(turn)}`);
      const times = [...page.matchAll(/name="time"[^>]*value="([^"]*)"|value="([^"]*)"[^>]*name="time"/g)];
      // The nurse's first time of each day is always taken by somebody else.
      const [, one, other] = times[3 + (turn % 2)];
      const fields = hidden(page);
      fields.set("time", one ?? other);
      fields.set("reason", reason);
      fields.set("step", "send");
      const id = fields.get("wish") ?? "";
      const begun = Date.now();
      const answered = mortal.post(BOOK, fields).then(
        (answer) => answer.status === 303,
        () => false,
      );
      if (turn < 0) {
        expect(await answered).toBe(true);
        usual = Date.now() - begun;
      } else {
        // From before it arrives until after it is answered, evenly.
        const wait = (usual * 1.2 * turn) / KILLS;
        await new Promise((resolve) => setTimeout(resolve, wait));
        await mortal.kill();
      }
      const acknowledged = await answered;
      if (turn >= 0) {
        await mortal.start();
        await mortal.logIn(person);
      }
      const said = await settled(mortal, id);
      const isDone = said !== undefined && words(said).includes("Your appointment is booked");
      const booked = await listedAsSaid(witness, isDone, reason, "This appointment is booked.");
      expect(booked, `${reason} stands ${booked} times`).toBeLessThanOrEqual(1);
      if (acknowledged) expect(said, "what was acknowledged is lost").toBeDefined();
      expect(isDone, `${reason}: said ${said && words(said)}, listed ${booked}`).toBe(booked === 1);
      if (acknowledged) seen.acknowledged += 1;
      else if (said) seen.unacknowledged += 1;
      else seen.nothing += 1;

      // Every other one is cancelled, and killed in that.
      if (isDone && turn % 2 === 1) {
        const entry = /href="(\/appointments\/[0-9a-f]{32})"/.exec(said ?? "")?.[1] ?? "";
        const asked = await mortal.get(`${entry}/cancel`);
        const cancel = hidden(asked);
        cancel.set("why", "better");
        const sent = mortal.post(`${entry}/cancel`, cancel).then(
          (answer) => answer.status === 303,
          () => false,
        );
        await new Promise((resolve) => setTimeout(resolve, (usual * 1.2 * turn) / KILLS));
        await mortal.kill();
        const known = await sent;
        await mortal.start();
        await mortal.logIn(person);
        const then = await settled(mortal, cancel.get("wish") ?? "");
        const isCancelled = then !== undefined && words(then).includes("Your appointment is cancelled");
        const gone = await listedAsSaid(witness, isCancelled, reason, "This appointment was cancelled.");
        if (known) expect(then, "a cancellation that was acknowledged is lost").toBeDefined();
        expect(isCancelled).toBe(gone === 1);
        seen.cancelled += gone;
      }
    }
    console.log(JSON.stringify({ kills: KILLS, ...seen }));
  } finally {
    await mortal.kill();
    await steady.stop();
    await rm(folder, { recursive: true, force: true });
  }
});

/** The Monday some weeks ahead, so that the times of one day are never used up. */
function monday(turn: number): string {
  const day = new Date();
  day.setUTCDate(day.getUTCDate() + 7 - ((day.getUTCDay() + 6) % 7) + 7 * ((turn + 1) % 4));
  return day.toISOString().slice(0, 10);
}
