// Builds dist/: app-[hash].js (with lazily loaded chunks), app-[hash].css, icons-[hash].svg,
// favicon-[hash].svg and manifest.json, which maps the name of each of these to its hashed file.
//   node build.mjs            once, minified
//   node build.mjs --watch    again after every change
//   node build.mjs --tests    test/*.test.ts into dist-test/ for node's own test runner
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import * as esbuild from "esbuild";

const root = import.meta.dirname;
const out = join(root, "dist");

/**
 * Turbo styles its progress bar by a <style> element, which `style-src 'self'` forbids; css/notice.css styles it
 * instead. Throws when a newer Turbo does it another way.
 */
const turboWithoutStyleElement = {
  name: "turbo-without-style-element",
  setup(build) {
    build.onLoad({ filter: /@hotwired\/turbo\/dist\/.*\.js$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      const call = "    this.installStylesheetElement();\n";
      if (source.split(call).length !== 2)
        throw new Error(`${path}: no single call of installStylesheetElement`);
      return { contents: source.replace(call, ""), loader: "js" };
    });
  },
};

if (process.argv.includes("--tests")) {
  await buildTests();
} else if (process.argv.includes("--watch")) {
  const { watch } = await import("node:fs");
  let timer;
  for (const folder of ["src", "css", "icons"]) {
    watch(join(root, folder), () => {
      clearTimeout(timer);
      timer = setTimeout(() => build().catch((error) => console.error(error.message)), 50);
    });
  }
  await build();
} else {
  await build();
}

async function build() {
  const result = await esbuild.build({
    absWorkingDir: root,
    entryPoints: { app: "src/app.ts", "app-css": "css/app.css" },
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
    outdir: "dist",
    bundle: true,
    splitting: true,
    format: "esm",
    target: ["es2022"],
    minify: true,
    legalComments: "none",
    plugins: [turboWithoutStyleElement],
    write: false,
  });
  const manifest = {};
  const files = [];
  for (const file of result.outputFiles) {
    const name = basename(file.path).replace(/^app-css-/, "app-");
    files.push([name, file.contents]);
    const entry = name.match(/^app-\w+\.(\w+)$/);
    if (entry) manifest[`app.${entry[1]}`] = name;
  }
  for (const [name, contents] of [
    ["icons.svg", await sprite()],
    ["favicon.svg", await readFile(join(root, "favicon.svg"))],
  ]) {
    const hashed = name.replace(".", `-${hash(contents)}.`);
    files.push([hashed, contents]);
    manifest[name] = hashed;
  }
  await rm(out, { recursive: true, force: true });
  await mkdir(out);
  for (const [name, contents] of files) await writeFile(join(out, name), contents);
  await writeFile(join(out, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** One <symbol> per file of icons/, named as the file. */
async function sprite() {
  const names = (await readdir(join(root, "icons"))).filter((name) => name.endsWith(".svg"));
  const symbols = await Promise.all(
    names.sort().map(async (name) => {
      const svg = await readFile(join(root, "icons", name), "utf8");
      const [, attributes, inner] = svg.match(/<svg([^>]*)>([\s\S]*)<\/svg>/);
      const kept = attributes.replace(/\s(xmlns|width|height)="[^"]*"/g, "");
      return `<symbol id="${basename(name, ".svg")}"${kept}>${inner.trim().replace(/>\s+</g, "><")}</symbol>`;
    }),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`;
}

function hash(contents) {
  return createHash("sha256").update(contents).digest("hex").slice(0, 8).toUpperCase();
}

async function buildTests() {
  await rm(join(root, "dist-test"), { recursive: true, force: true });
  const tests = (await readdir(join(root, "test"))).filter((name) => name.endsWith(".test.ts"));
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: tests.map((name) => `test/${name}`),
    outdir: "dist-test",
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    target: ["node20"],
  });
}
