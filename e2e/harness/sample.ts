import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runKizashi } from "./programs.ts";

/** Makes the sample workspace once. Every file of stories begins with a copy of it. */
export default async function makeSample() {
  const folder = await mkdtemp(join(tmpdir(), "kizashi-sample-"));
  const remove = () => rm(folder, { recursive: true });
  try {
    await runKizashi(folder, "sample", "--database", "sqlite:kizashi.db");
  } catch (error) {
    await remove();
    throw error;
  }
  process.env.KIZASHI_SAMPLE = folder;
  return remove;
}
