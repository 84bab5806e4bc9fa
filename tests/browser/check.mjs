// Opens pages of the report in an installed Chromium, as a reader would: on a desk, on a phone, on paper, and without
// script. Says what is wrong with each, one line per fault, and ends with status 1 when there was one.
//   node check.mjs MODULES CHROMIUM SCREENSHOTS NAME=PAGE…
import { createRequire } from "node:module";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const [modules, browserPath, screenshots, ...pages] = process.argv.slice(2);
const require = createRequire(join(resolve(modules), "node_modules", "x.js"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const views = [
  { name: "desktop", options: { viewport: { width: 1280, height: 900 } } },
  { name: "phone", options: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true } },
  { name: "print", options: { viewport: { width: 794, height: 1123 } }, media: "print" },
  { name: "noscript", options: { viewport: { width: 1280, height: 900 }, javaScriptEnabled: false } },
];
let looked = 0, faults = 0;
function fault(where, what) { faults++; console.log(`wrong: ${where}: ${what}`); }
function expect(where, good, what) { looked++; if (!good) fault(where, what); }

// --- what is looked at inside the page; each returns a list of faults ---

const layout = () => {
  const root = document.documentElement, found = [];
  if (root.scrollWidth > root.clientWidth) found.push(`scrolls sideways: ${root.scrollWidth} of ${root.clientWidth} pixels`);
  for (const chart of document.querySelectorAll("figure.chart")) {
    const svg = chart.querySelector("svg"), box = svg && svg.getBoundingClientRect();
    const marks = svg ? svg.querySelectorAll("path, polygon, rect, circle, use, line, polyline").length : 0;
    const hidden = chart.closest("details:not([open])");
    if (!svg || (!hidden && (box.width < 50 || box.height < 50)) || marks < 3) found.push(`chart ${chart.id} is empty`);
    if (svg && !svg.getAttribute("aria-label")) found.push(`chart ${chart.id} has no words for those who do not see it`);
    if (!chart.querySelector(".data")) found.push(`chart ${chart.id} does not say what it was drawn from`);
  }
  const ids = Array.from(document.querySelectorAll("[id]"), (e) => e.id);
  for (const id of new Set(ids.filter((id, i) => ids.indexOf(id) !== i).slice(0, 5))) found.push(`id ${id} stands twice`);
  return found;
};

const contents = () => {
  const found = [], reached = new Set();
  for (const link of document.querySelectorAll('a[href^="#"]')) {
    const target = document.getElementById(decodeURIComponent(link.getAttribute("href").slice(1)));
    if (!target) found.push(`${link.getAttribute("href")} leads nowhere`);
    else if (link.closest("nav.contents")) reached.add(target);
  }
  for (const section of document.querySelectorAll("main > section"))
    if (!reached.has(section)) found.push(`the contents do not reach ${section.id}`);
  if (!reached.size) found.push("there are no contents");
  return found;
};

// Every table that can be sorted is sorted by its last column of numbers, both ways; every filter is tried.
const tables = () => {
  const found = [];
  document.querySelectorAll("details").forEach((fold) => { fold.open = true; });
  let sorted = 0, filtered = 0;
  for (const table of document.querySelectorAll("main figure.table table")) {
    const rows = () => Array.from(table.tBodies[0].rows);
    const heads = Array.from(table.tHead.rows[0].cells);
    const column = heads.map((h) => h.classList.contains("number") && Boolean(h.querySelector(".sort"))).lastIndexOf(true);
    const printed = rows();
    if (column >= 0) {
      const values = () => rows().map((r) => r.cells[column]).filter((c) => !c.classList.contains("missing")).map((c) => Number(c.dataset.v));
      const button = heads[column].querySelector(".sort");
      button.click();
      if (values().some((v, i, all) => i && v < all[i - 1])) found.push(`table ${table.closest("figure").id} is not sorted upwards`);
      button.click();
      if (values().some((v, i, all) => i && v > all[i - 1])) found.push(`table ${table.closest("figure").id} is not sorted downwards`);
      button.click();
      if (rows().some((r, i) => r !== printed[i])) found.push(`table ${table.closest("figure").id} does not return to its order`);
      sorted++;
    }
    const input = table.closest("figure").querySelector("input[type=search]");
    if (input) {
      const word = printed[printed.length - 1].cells[0].textContent.toLowerCase().split(/\s+/)[0];
      const shown = () => rows().filter((r) => !r.hidden).length;
      const type = (text) => { input.value = text; input.dispatchEvent(new Event("input", { bubbles: true })); };
      const has = (r) => r.textContent.toLowerCase().includes(word);
      type(word);
      if (rows().some((r) => !r.hidden && !has(r)) || shown() === 0) found.push(`the filter of ${table.closest("figure").id} shows wrong rows`);
      type("no such row \u2603");
      if (shown() !== 0) found.push(`the filter of ${table.closest("figure").id} keeps rows that do not fit`);
      type("");
      if (shown() !== printed.length) found.push(`the filter of ${table.closest("figure").id} does not let go`);
      filtered++;
    }
  }
  return { found, sorted, filtered };
};

// The box that finds a department: there on pages with many, and the links it lists are those of the page.
const finder = () => {
  const found = [], box = document.querySelector(".find input");
  const known = new Set(Array.from(document.querySelectorAll("#depts a[href]"), (a) => a.getAttribute("href")).filter((h) => /^(dept\/|#dept-)/.test(h)));
  if (known.size <= 12) return box ? ["a box for few departments"] : found;
  if (!box) return ["there is no box that finds a department"];
  const listed = () => Array.from(document.querySelectorAll(".find ul a"));
  const type = (text) => { box.value = text; box.dispatchEvent(new Event("input", { bubbles: true })); };
  const name = document.querySelector(`#depts a[href="${Array.from(known).pop()}"]`).textContent;
  type(name);
  if (!listed().some((a) => a.textContent === name && known.has(a.getAttribute("href")))) found.push(`the box does not find ${name}`);
  type("no such department \u2603");
  if (listed().length) found.push("the box finds a department that is none");
  type("");
  if (listed().length) found.push("the box keeps what it found");
  return found;
};

const links = () => Array.from(document.querySelectorAll("a[href]"), (a) => a.getAttribute("href")).filter((h) => !h.startsWith("#"));

// --- one page in one view ---

async function look(browser, name, path, view) {
  const where = `${name}, ${view.name}`;
  const context = await browser.newContext({ ...view.options, offline: true });
  const page = await context.newPage();
  const address = pathToFileURL(resolve(path)).href;
  page.on("console", (message) => { if (message.type() === "error" || message.type() === "warning") fault(where, `console: ${message.text()}`); });
  page.on("pageerror", (error) => fault(where, `script: ${error.message}`));
  page.on("request", (request) => { if (request.url().split("#")[0] !== address) fault(where, `asks for ${request.url()}`); });
  const began = performance.now();
  await page.goto(address, { waitUntil: "load" });
  if (view.media) await page.emulateMedia({ media: view.media });
  const drawn = Math.round(performance.now() - began);
  if (view.name !== "noscript" && view.name !== "print") {
    const wrong = await page.evaluate(layout);
    expect(where, wrong.length === 0, wrong.slice(0, 8).join("; "));
  }
  if (view.name === "noscript") {
    const sections = await page.locator("main > section").count();
    expect(where, sections > 0 && (await page.locator("main > section h2").first().isVisible()), "nothing can be read without script");
    expect(where, (await page.locator("nav.contents a").first().isVisible()), "the contents are hidden without script");
  } else {
    await page.screenshot({ path: join(screenshots, `${name}-${view.name}.png`) });
  }
  if (view.name === "print") {
    const pdf = await page.pdf({ path: join(screenshots, `${name}.pdf`), preferCSSPageSize: true, outline: true, tagged: true });
    expect(where, pdf.length > 10000, "prints nothing");
  }
  if (view.name === "desktop") {
    const wrong = await page.evaluate(contents);
    expect(where, wrong.length === 0, wrong.slice(0, 8).join("; "));
    const missing = new Set((await page.evaluate(links)).filter((href) => {
      const target = new URL(href, address);
      return target.protocol !== "file:" || !existsSync(fileURLToPath(new URL(target.pathname, "file:///")));
    }));
    expect(where, missing.size === 0, `leads to what is not there: ${Array.from(missing).slice(0, 5).join(" ")}`);
  }
  if (view.name === "desktop" || view.name === "phone") await accessible(page, where);
  if (view.name === "desktop") {
    const lost = await page.evaluate(finder);
    expect(where, lost.length === 0, lost.join("; "));
    const tried = await page.evaluate(tables);
    expect(where, tried.found.length === 0, tried.found.slice(0, 8).join("; "));
    expect(where, tried.sorted > 0, "no table can be sorted");
    console.log(`${where}: loaded in ${drawn} ms, ${tried.sorted} tables sorted, ${tried.filtered} filtered`);
  }
  await context.close();
}

// The rules of WCAG 2.1 A and AA; what axe calls serious or critical is a fault.
async function accessible(page, where) {
  await page.evaluate(axe);
  const serious = await page.evaluate(async () => {
    const result = await window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"], resultTypes: ["violations"] });
    return result.violations.filter((v) => v.impact === "serious" || v.impact === "critical")
      .map((v) => `${v.id} (${v.nodes.length}): ${v.nodes[0].target.join(" ")}`);
  });
  expect(where, serious.length === 0, `axe: ${serious.join("; ")}`);
}

mkdirSync(screenshots, { recursive: true });
const browser = await chromium.launch({ executablePath: browserPath, args: ["--disable-gpu"], chromiumSandbox: process.getuid() !== 0 });
for (const entry of pages) {
  const at = entry.indexOf("=");
  for (const view of views) await look(browser, entry.slice(0, at), entry.slice(at + 1), view);
}
await browser.close();
console.log(`${faults} faults, ${looked} things looked at, ${pages.length} pages`);
process.exit(faults ? 1 : 0);
