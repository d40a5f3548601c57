// The board in the lobby: seen, heard, and back by itself.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { expectSound, openPage, shot, startBrowser } from './browser.mjs';
import { Hand, Office } from './office.mjs';

let office, browser, boss;

before(async () => {
    office = await Office.start();
    office.account('boss', 'supervisor');
    boss = await Hand.signIn(office, 'boss');
    for (const id of ['1', '2', '3']) await boss.post('/api/queue/open-window', { window: id });
    browser = await startBrowser('--autoplay-policy=no-user-gesture-required');
});
after(async () => {
    await browser?.close();
    await office?.stop();
});

const next = async (window) => (await boss.post('/api/queue/next', { window, finish_current: true })).ticket;
const shows = (page, number) =>
    page.waitForFunction((n) => document.querySelector('[data-testid=now] [data-testid=number]')?.textContent === n, number);

// Notes when the page begins and ends to play which sound.
async function listen(page) {
    await page.addInitScript(() => {
        window.heard = [];
        const play = HTMLMediaElement.prototype.play;
        HTMLMediaElement.prototype.play = function () {
            const about = { seq: Number(/(\d+)\.wav$/.exec(this.src)?.[1]), from: performance.now(), to: null };
            window.heard.push(about);
            const end = () => {
                about.to ??= performance.now();
            };
            this.addEventListener('ended', end, { once: true });
            this.addEventListener('error', end, { once: true });
            const playing = play.call(this);
            playing.catch(() => { about.to ??= performance.now(); });
            return playing;
        };
    });
}

async function openBoard(more = {}) {
    const page = await openPage(browser, office, { width: 1920, height: 1080, ...more });
    await listen(page);
    await page.goto('/board');
    await page.waitForSelector('.time:not(:empty)');
    return page;
}

test('a call is large, calls before it stay, and who waits for what is told', async () => {
    const page = await openBoard();
    await page.waitForSelector('.quiet');
    await expectSound(page, 'a board without calls');
    await boss.take();
    await boss.take('lawyers');
    await boss.take('documents');
    await boss.take();
    const [first, second] = [await next('1'), await next('2')];
    await shows(page, second.number);
    await page.locator('.now.fresh').waitFor();
    assert.match(await page.locator('[data-testid=earlier]').textContent(), new RegExp(`${first.number}.*1号窗口`));
    assert.match(await page.locator('.waiting li', { hasText: '文书收送' }).textContent(), /1人/);
    await boss.post('/api/queue/recall', { ticket: first.id });
    await shows(page, first.number);
    assert.match(await page.locator('[data-testid=now]').textContent(), /再次呼叫/);
    await shot(page, 'board');
    await expectSound(page, 'the board');
    // Whoever missed his call finds it, and what to do; a call that was answered stays in sight too.
    await boss.post('/api/queue/no-show', { ticket: second.id });
    await page.locator('[data-testid=earlier] .missed', { hasText: second.number }).waitFor();
    await boss.post('/api/queue/finish', { ticket: first.id });
    await page.locator('[data-testid=earlier] .over', { hasText: first.number }).waitFor();
    await next('1');
    await expectSound(page, 'a board with calls that are over');
    await page.context().close();
});

test('nothing has to be scrolled, on any television', async () => {
    for (const [width, height] of [[1920, 1080], [1080, 1920], [1366, 768], [3840, 2160]]) {
        const page = await openBoard({ width, height });
        await page.waitForSelector('[data-testid=number]');
        const cut = await page.evaluate(() => [...document.querySelectorAll('#app *:not(.unseen)')].filter((e) => {
            const box = e.getBoundingClientRect();
            return box.width > 0 && e.checkVisibility() && (box.right > innerWidth + 1 || box.bottom > innerHeight + 1 || box.top < -1 || box.left < -1);
        }).map((e) => e.className));
        assert.deepEqual(cut, [], `${width}×${height}`);
        const card = await page.evaluate(() => {
            const outer = document.querySelector('.now').getBoundingClientRect();
            return [...document.querySelectorAll('.now > *')].every((e) => e.getBoundingClientRect().top >= outer.top && e.getBoundingClientRect().bottom <= outer.bottom);
        });
        assert.ok(card, `${width}×${height}: the call is inside of its card`);
        await shot(page, `board-${width}x${height}`);
        await page.context().close();
    }
});

test('calls are heard in order, never two at once', async () => {
    const page = await openBoard();
    for (let i = 0; i < 3; ++i) await boss.take();
    for (const service of ['lawyers', 'documents']) await boss.take(service);
    await Promise.all([next('1'), next('2'), next('3')]);
    const { calls } = await boss.get('/api/board');
    const expected = calls.slice(0, 3).map((call) => call.seq).sort((a, b) => a - b);
    await page.waitForFunction((last) => window.heard.some((h) => h.seq === last && h.to !== null), expected.at(-1), { timeout: 90_000 });
    const heard = (await page.evaluate(() => window.heard)).filter((h) => expected.includes(h.seq));
    assert.deepEqual(heard.map((h) => h.seq), expected);
    assert.ok(heard.every((h) => h.to - h.from > 2_000), 'each is a real sound, heard to its end');
    for (let i = 1; i < heard.length; ++i) assert.ok(heard[i].from >= heard[i - 1].to - 50, 'two at once'); // ms: the page hears of the end first
    await page.context().close();
});

test('where the browser wants a touch before sound, one touch is asked for', async () => {
    const strict = await startBrowser('--autoplay-policy=document-user-activation-required');
    const page = await openPage(strict, office, { width: 1920, height: 1080 });
    await listen(page);
    await page.goto('/board');
    await boss.take();
    const called = await next('1');
    await shows(page, called.number);
    await page.locator('.sound').waitFor();
    await shot(page, 'board-sound');
    await expectSound(page, 'a board that wants a touch');
    const before = await page.evaluate(() => window.heard.length);
    await page.click('.sound');
    await page.locator('.sound').waitFor({ state: 'hidden' });
    await page.waitForFunction((n) => window.heard.length > n, before);
    await strict.close();
});

test('a cut line is marked, and the board recovers by itself and calls what it missed', async () => {
    const page = await openBoard();
    await page.waitForSelector('[data-testid=number]');
    await office.halt('SIGKILL');
    await page.locator('.stale:not([hidden])').waitFor();
    await shot(page, 'board-stale');
    await expectSound(page, 'a stale board');
    await office.serve();
    boss = await Hand.signIn(office, 'boss');
    await boss.take('documents');
    const missed = await next('3');
    await page.locator('.stale').waitFor({ state: 'hidden', timeout: 30_000 });
    await shows(page, missed.number);
    const { calls } = await boss.get('/api/board');
    await page.waitForFunction((seq) => window.heard.some((h) => h.seq === seq), calls[0].seq, { timeout: 30_000 });
    await page.context().close();
});
