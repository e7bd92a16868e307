import { execFile, execFileSync } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const root = join(import.meta.dirname, "../..");

/** The system's own browser: none is downloaded. */
export const chromium = execFileSync(join(root, "scripts/find-chromium"), { encoding: "utf8" }).trim();

/** The program under test, as `cargo build -p kizashi` leaves it. */
export const kizashi =
  process.env.KIZASHI_BIN ?? join(root, process.env.CARGO_TARGET_DIR ?? "target", "debug", "kizashi");

/** What the program gets to see of this machine: no setting of the developer's own. */
export const environment = { PATH: process.env.PATH, RUST_BACKTRACE: "1" };

/** Runs a subcommand to its end in `folder` and returns what it printed. */
export async function runKizashi(folder: string, ...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(kizashi, args, { cwd: folder, env: environment });
  return stdout.trim();
}
