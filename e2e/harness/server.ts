import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { environment, kizashi, runKizashi } from "./programs.ts";

const database = "sqlite:kizashi.db";
const patience = 20_000; // milliseconds for a start or a stop, on a busy machine

/** A running Kizashi on a port, a folder and a database of its own. */
export class Server {
  readonly url: string;
  /** Everything it has printed so far. */
  log = "";
  readonly #folder: string;
  readonly #process: ChildProcess;

  /** On a copy of the sample workspace, or on nothing at all. */
  static async start(begin: "sample" | "nothing"): Promise<Server> {
    const folder = await mkdtemp(join(tmpdir(), "kizashi-story-"));
    if (begin === "sample") await cp(process.env.KIZASHI_SAMPLE ?? "", folder, { recursive: true });
    const server = new Server(folder, await freePort());
    await server.#untilReady();
    return server;
  }

  private constructor(folder: string, port: number) {
    this.#folder = folder;
    this.url = `http://127.0.0.1:${port}`;
    const args = ["serve", "--listen", `127.0.0.1:${port}`, "--database", database];
    this.#process = spawn(kizashi, args, { cwd: folder, env: environment });
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        this.log += text;
      });
    }
  }

  /** A single-use link that signs its opener in as the person with this address. */
  signInLink(email: string): Promise<string> {
    return runKizashi(
      this.#folder,
      ...["user", "sign-in-link", email, "--database", database, "--public-url", this.url],
    );
  }

  /** Asks it to stop, as an operator would, and insists on a clean end. */
  async stop(): Promise<void> {
    const killer = setTimeout(() => this.#process.kill("SIGKILL"), patience);
    if (this.#running) {
      this.#process.kill("SIGTERM");
      await once(this.#process, "exit");
    }
    clearTimeout(killer);
    await rm(this.#folder, { recursive: true });
    if (this.#process.exitCode !== 0) throw this.#failure("did not end cleanly");
    if (this.log.includes("panicked at")) throw this.#failure("panicked");
  }

  get #running(): boolean {
    return this.#process.exitCode === null && this.#process.signalCode === null;
  }

  async #untilReady(): Promise<void> {
    const deadline = Date.now() + patience;
    while (this.#running && Date.now() < deadline) {
      const answer = await fetch(`${this.url}/readyz`).catch(() => undefined);
      if (answer?.ok) return;
      await pause(20);
    }
    this.#process.kill("SIGKILL");
    throw this.#failure("did not become ready");
  }

  #failure(what: string): Error {
    return new Error(`kizashi serve ${what}. It printed:\n${this.log}`);
  }
}

async function freePort(): Promise<number> {
  const listener = createServer().listen(0, "127.0.0.1");
  await once(listener, "listening");
  const address = listener.address();
  listener.close();
  await once(listener, "close");
  if (address === null || typeof address === "string") throw new Error("no port is free");
  return address.port;
}
