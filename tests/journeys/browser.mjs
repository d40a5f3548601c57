// A Chromium for journeys: commands come as JSON lines on standard input, one answer a line goes out. Each named page
// has a context of its own, as if it stood on another machine: the window clerk's, the board's, the visitor's phone.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { writeFileSync } from "node:fs";

const { chromium } = createRequire(process.env.LOBBY_NODE_MODULES + "/")("playwright-core");
const browser = await chromium.launch({
  executablePath: process.env.LOBBY_CHROMIUM ?? "/usr/bin/chromium",
  // The board's television is set up so (docs/staff-guide.md); the sandbox needs a user namespace that root has not.
  args: ["--autoplay-policy=no-user-gesture-required", ...(process.getuid() === 0 ? ["--no-sandbox"] : [])],
});
const pages = new Map();
const patience = 20_000;

const locator = (page, command) => page.locator(command.css).nth(command.nth ?? 0);

// Which sounds the page really played, and how far.
const watch_sound = `
  window.__played = [];
  const play = HTMLMediaElement.prototype.play;
  HTMLMediaElement.prototype.play = function () {
    for (const name of ["playing", "ended", "error"])
      this.addEventListener(name, () => window.__played.push([name, this.currentSrc]), { once: true });
    return play.call(this);
  };`;

async function open({ page: name, url, width = 1280, height = 800, locale = "zh-CN" }) {
  await pages.get(name)?.context.close();
  // The office's certificate is of its own authority, which a phone asks about and a test accepts.
  const context = await browser.newContext({ ignoreHTTPSErrors: true, viewport: { width, height }, locale });
  await context.addInitScript(watch_sound);
  const page = await context.newPage();
  const seen = { context, page, faults: [], responses: [] };
  page.on("pageerror", (error) => seen.faults.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") seen.faults.push(message.text());
  });
  page.on("response", (response) => seen.responses.push(response));
  pages.set(name, seen);
  await page.goto(url, { waitUntil: "domcontentloaded", timeout: patience });
}

const commands = {
  open,
  click: async (c) => void (await locator(pages.get(c.page).page, c).click({ timeout: patience })),
  fill: async (c) => void (await locator(pages.get(c.page).page, c).fill(c.value, { timeout: patience })),
  press: async (c) => void (await pages.get(c.page).page.keyboard.press(c.key)),
  text: async (c) => locator(pages.get(c.page).page, c).innerText({ timeout: patience }),
  wait: async (c) => void (await locator(pages.get(c.page).page, c).waitFor({ state: c.state ?? "visible", timeout: c.timeout ?? patience })),
  // Until the element's (or the whole page's) text matches.
  reads: async (c) => {
    const element = pages.get(c.page).page.locator(c.css ?? "body").nth(c.nth ?? 0);
    await pages.get(c.page).page.waitForFunction(
      ([node, pattern]) => new RegExp(pattern).test(node.innerText), [await element.elementHandle(), c.pattern],
      { timeout: c.timeout ?? patience });
    return element.innerText();
  },
  // Until a sound whose address matches was really played; what was fetched is left in a file.
  hears: async (c) => {
    const seen = pages.get(c.page);
    await seen.page.waitForFunction(
      ([pattern, what]) => window.__played.some(([event, source]) => event === what && new RegExp(pattern).test(source)),
      [c.pattern, c.event ?? "ended"], { timeout: c.timeout ?? patience });
    const response = seen.responses.findLast((r) => new RegExp(c.pattern).test(r.url()) && r.ok());
    if (c.path) writeFileSync(c.path, await (await seen.context.request.get(response.url())).body());
    return { url: response.url(), played: await seen.page.evaluate("window.__played") };
  },
  picture: async (c) => void (await pages.get(c.page).page.screenshot({ path: c.path })),
  faults: async (c) => pages.get(c.page).faults,
};

for await (const line of createInterface({ input: process.stdin })) {
  const command = JSON.parse(line);
  let answer;
  try {
    answer = { ok: (await commands[command.do](command)) ?? null };
  } catch (error) {
    answer = { error: String(error).slice(0, 2000) };
  }
  process.stdout.write(JSON.stringify(answer) + "\n");
}
await browser.close();
