// Debian's Chromium, driven by Playwright; each page is watched for faults of script, policy and accessibility.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { build, password, patience, root } from './office.mjs';

const packages = createRequire(join(root, 'office', 'console', 'pages', 'package.json'));
const { chromium } = packages('playwright-core');
const axe = readFileSync(packages.resolve('axe-core/axe.min.js'), 'utf8');

export async function startBrowser(...more) {
    const executablePath = process.env.LOBBY_CHROMIUM ?? '/usr/bin/chromium';
    assert.ok(existsSync(executablePath), `${executablePath} is not there: run scripts/setup test`);
    // Tests run as root in containers, where Chromium's own sandbox cannot be set up.
    return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', ...more] });
}

// A page whose every fault is a fault of the test. `bypassCSP` stays off: the office's policy holds.
export async function openPage(browser, office, { width = 1280, height = 800, ...more } = {}) {
    const context = await browser.newContext({
        baseURL: office.url, ignoreHTTPSErrors: true, viewport: { width, height }, locale: 'zh-CN', timezoneId: 'UTC', ...more,
    });
    context.setDefaultTimeout(patience);
    const page = await context.newPage();
    page.faults = [];
    page.on('pageerror', (error) => page.faults.push(`error: ${error.message}`));
    page.on('console', (message) => {
        if (message.type() === 'error' && /policy|violat|refused to/i.test(message.text())) page.faults.push(`policy: ${message.text()}`);
    });
    return page;
}

export async function signIn(page, name, secret = password) {
    await page.goto('/');
    await page.fill('input[name=username]', name);
    await page.fill('input[name=password]', secret);
    await page.click('button[type=submit]');
}

// No serious or critical fault by axe (WCAG 2.2 AA), and none of script or policy so far. axe goes in through the debugger,
// which the page's policy does not concern.
export async function expectSound(page, what) {
    const session = await page.context().newCDPSession(page);
    await session.send('Runtime.evaluate', { expression: axe });
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
        expression: `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
            .then((r) => r.violations.filter((v) => v.impact === 'serious' || v.impact === 'critical')
                .map((v) => v.id + ' (' + v.impact + '): ' + v.nodes.map((n) => n.target.join(' ') + ' ' + n.failureSummary).join('; ')))`,
        awaitPromise: true, returnByValue: true,
    });
    await session.detach();
    assert.equal(exceptionDetails, undefined, `${what}: axe could not run`);
    assert.deepEqual(result.value, [], `${what}: faults of accessibility`);
    assert.deepEqual(page.faults, [], `${what}: faults of the page`);
}

// Nothing of the page lies outside of what can be seen without scrolling sideways.
export async function expectNoSidewaysScroll(page, what) {
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(over <= 0, `${what}: ${over} px too wide`);
}

// Pictures for people, when asked for with LOBBY_SHOTS=DIR.
export async function shot(page, name) {
    const folder = process.env.LOBBY_SHOTS;
    if (!folder) return;
    mkdirSync(folder, { recursive: true });
    await page.screenshot({ path: join(folder, `${name}.png`) });
}

export const failures = join(build, 'console-failures');
