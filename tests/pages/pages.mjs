// Judges HTML pages in a real browser: node pages.mjs [--shots FOLDER] CHROMIUM PAGE…
//
// Each page is opened on a phone and on a desk, light and dark, in both languages. It must have no fault that axe-core
// knows, not be wider than its window, keep its scale bar free of markers, and its language must change by keyboard
// alone. Exit status 1 if anything fails.

import { createRequire } from 'node:module';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const windows = { phone: { width: 390, height: 844 }, desk: { width: 1280, height: 900 } };

const words = process.argv.slice(2);
const shots = words[0] === '--shots' ? words.splice(0, 2)[1] : undefined;
const [executablePath, ...pages] = words;
const faults = [];

async function judge(page, where) {
  const { violations } = await page.evaluate(() => axe.run({ resultTypes: ['violations'] }));
  for (const v of violations)
    faults.push(`${where}: ${v.id}: ${v.help}: ${v.nodes.map((n) => n.html.slice(0, 120)).join(' | ')}`);
  const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  if (wide > room) faults.push(`${where}: ${wide} pixels wide in a window of ${room}`);
  for (const number of await coveringTheBar(page)) faults.push(`${where}: marker ${number} covers the scale bar`);
}

// The numbers of markers that overlap the scale bar or its figure.
const coveringTheBar = (page) =>
  page.evaluate(() => {
    const boxes = (selector) => [...document.querySelectorAll(selector)].map((e) => e.getBoundingClientRect());
    const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
    const bar = boxes('.bar, .n');
    if (bar.length !== 2) return ['(there is no scale bar)'];
    return boxes('.m').flatMap((marker, i) => (bar.some((part) => meet(marker, part)) ? [i + 1] : []));
  });

// What a reader sees: the heading, and the language that it is in.
const heading = (page) => page.evaluate(() => document.querySelector('h1').innerText.trim());

async function changeLanguage(page, where) {
  const before = await heading(page);
  await page.keyboard.press('Tab');
  const focused = await page.evaluate(() => document.activeElement.type === 'radio');
  if (!focused) faults.push(`${where}: Tab does not lead to the choice of language`);
  const ring = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  if (ring === 'none') faults.push(`${where}: focus cannot be seen`);
  await page.keyboard.press('ArrowRight');
  if ((await heading(page)) === before) faults.push(`${where}: an arrow key does not change the language`);
}

async function open(context, file, where) {
  const page = await context.newPage();
  page.on('request', (r) => r.url().startsWith('file:') || faults.push(`${where}: asks for ${r.url()}`));
  await page.goto(pathToFileURL(resolve(file)).href);
  await page.addScriptTag({ path: axe });
  return page;
}

const profile = mkdtempSync(join(tmpdir(), 'yizhan-pages-'));
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', `--disk-cache-dir=${profile}`] });
for (const file of pages) {
  for (const [size, viewport] of Object.entries(windows)) {
    for (const colorScheme of ['light', 'dark']) {
      const context = await browser.newContext({ viewport, colorScheme });
      const where = `${basename(file)}, ${size}, ${colorScheme}`;
      const page = await open(context, file, where);
      await judge(page, where);
      await changeLanguage(page, where);
      await judge(page, `${where}, other language`);
      if (shots) await page.screenshot({ path: join(shots, `${where.replaceAll(', ', '-')}.png`), fullPage: true });
      await context.close();
    }
  }
}
await browser.close();
rmSync(profile, { recursive: true, force: true });
for (const fault of faults) console.error(fault);
console.log(`${pages.length} pages, ${faults.length} faults`);
process.exitCode = faults.length > 0 ? 1 : 0;
