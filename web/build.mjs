// Builds dist/: app-[hash].js (and what it loads lazily: chart, sortable), app-[hash].css, icons-[hash].svg,
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
  // Loaded only where they are needed, by import() of these names.
  const chart = await bundle({ chart: "./src/chart.ts" });
  const sortable = await bundle({ sortable: "sortablejs" });
  const lazy = importing({ "./chart": chart.name, sortablejs: sortable.name });
  const named = {
    "app.js": await bundle({ app: "./src/app.ts" }, [turboWithoutStyleElement, lazy]),
    "app.css": await bundle({ app: "./css/app.css" }),
    "public.js": await bundle({ public: "./src/public.ts" }, [], ["es2018"], "iife"),
    "public.css": await bundle({ public: "./css/public.css" }, [], ["safari12", "chrome64"]),
    "icons.svg": hashed("icons.svg", await sprite()),
    "favicon.svg": hashed("favicon.svg", await readFile(join(root, "favicon.svg"))),
  };
  const manifest = Object.fromEntries(Object.entries(named).map(([name, file]) => [name, file.name]));
  const manifestFile = { name: "manifest.json", contents: `${JSON.stringify(manifest, null, 2)}\n` };
  await publish([chart, sortable, ...Object.values(named), manifestFile]);
}

/** Leaves what did not change untouched, so that cargo does not embed it anew. */
async function publish(files) {
  await mkdir(out, { recursive: true });
  const names = new Set(files.map(({ name }) => name));
  for (const name of await readdir(out)) {
    if (!names.has(name)) await rm(join(out, name));
  }
  for (const { name, contents } of files) {
    const path = join(out, name);
    const old = await readFile(path).catch(() => undefined);
    if (!old?.equals(Buffer.from(contents))) await writeFile(path, contents);
  }
}

/** One file per entry: esbuild's splitting would add a chunk of 100 bytes that every page has to fetch. */
async function bundle(entryPoints, plugins = [], target = ["es2022"], format = "esm") {
  const { outputFiles } = await esbuild.build({
    absWorkingDir: root,
    entryPoints,
    entryNames: "[name]-[hash]",
    outdir: "dist",
    bundle: true,
    format,
    target,
    minify: true,
    legalComments: "none",
    plugins,
    write: false,
  });
  const [{ path, contents }] = outputFiles;
  return { name: basename(path), contents };
}

/** Points dynamic imports at files that are built already. */
function importing(names) {
  return {
    name: "importing",
    setup(build) {
      build.onResolve({ filter: /./ }, ({ path, kind }) => {
        if (kind === "dynamic-import" && names[path]) return { path: `./${names[path]}`, external: true };
      });
    },
  };
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

function hashed(name, contents) {
  const hash = createHash("sha256").update(contents).digest("hex").slice(0, 8).toUpperCase();
  return { name: name.replace(".", `-${hash}.`), contents };
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
