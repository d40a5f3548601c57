// The visitor's page on a phone.
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';

import { expectNoSidewaysScroll, expectSound, openPage, shot, startBrowser } from './browser.mjs';
import { Hand, Office } from './office.mjs';

let office, browser, boss, page;

before(async () => {
    office = await Office.start();
    office.account('boss', 'supervisor');
    boss = await Hand.signIn(office, 'boss');
    await boss.post('/api/queue/open-window', { window: '1' });
    browser = await startBrowser();
});
after(async () => {
    await browser?.close();
    await office?.stop();
});
afterEach(async () => {
    await page?.context().close();
    const { tickets } = await boss.get('/api/queue');
    for (const ticket of tickets) {
        if (['called', 'serving'].includes(ticket.state)) await boss.post('/api/queue/finish', { ticket: ticket.id });
        if (ticket.state === 'waiting') await boss.post('/api/queue/give-back', { ticket: ticket.id });
    }
});

async function open(ticket, more = {}) {
    page = await openPage(browser, office, { width: 360, height: 640, ...more });
    await page.goto(`/t/${ticket.token}`);
    await page.waitForSelector('[data-testid=number]');
}
const state = (text) => page.locator('[data-testid=state]', { hasText: text }).waitFor();

test('the place in the line, then the call with its window, then the rating', async () => {
    const [before, mine] = [await boss.take(), await boss.take()];
    await open(mine);
    assert.equal(await page.locator('[data-testid=number]').textContent(), mine.number);
    await page.locator('[data-testid=ahead]', { hasText: '1人' }).waitFor();
    await shot(page, 'phone-waiting');
    await expectSound(page, 'a waiting ticket');
    await expectNoSidewaysScroll(page, 'a waiting ticket');
    await boss.post('/api/queue/next', { window: '1' });
    await page.locator('[data-testid=ahead]', { hasText: '下一位就是您' }).waitFor();
    const { ticket } = await boss.post('/api/queue/next', { window: '1', finish_current: true });
    assert.equal(ticket.number, mine.number);
    assert.notEqual(before.number, mine.number);
    await state('正在叫您');
    assert.match(await page.locator('[data-testid=state]').textContent(), /1号窗口/);
    await shot(page, 'phone-called');
    await expectSound(page, 'a called ticket');
    await boss.post('/api/queue/finish', { ticket: mine.id });
    await page.waitForSelector('[data-testid=rating]');
    await page.locator('.score-5').click();
    await page.locator('.reason').first().click();
    await shot(page, 'phone-rating');
    await expectSound(page, 'the rating');
    await expectNoSidewaysScroll(page, 'the rating');
    await page.click('[data-testid=rating] button[type=submit]');
    await page.waitForSelector('.thanks');
    await page.reload();
    await page.waitForSelector('.thanks');
    assert.equal(await page.locator('[data-testid=rating]').count(), 0, 'rated once');
});

test('leaving asks once, and gives the ticket back', async () => {
    const mine = await boss.take();
    await open(mine);
    await page.click('[data-testid=leave]');
    await expectSound(page, 'the question before leaving');
    assert.equal((await boss.get('/api/queue')).tickets.find((t) => t.id === mine.id).state, 'waiting');
    await shot(page, 'phone-leave');
    await page.click('[data-testid=leave-yes]');
    await state('号已退');
    assert.equal((await boss.get('/api/queue')).tickets.find((t) => t.id === mine.id).state, 'given_back');
});

test('an open question stays open while the line moves elsewhere', async () => {
    const mine = await boss.take();
    await open(mine);
    await page.click('[data-testid=leave]');
    await boss.take('lawyers');
    await boss.post('/api/queue/open-window', { window: '2' });
    await boss.post('/api/queue/next', { window: '2' });
    assert.equal(await page.locator('[data-testid=leave-yes]').count(), 1);
});

test('an address that is no ticket says so, and no more', async () => {
    page = await openPage(browser, office, { width: 360, height: 640 });
    for (const path of ['/t/AAAAAAAAAAAAAAAAAAAAAA', '/t/short']) {
        await page.goto(path);
        await page.locator('h1', { hasText: '没有这个号' }).waitFor();
        await expectSound(page, path);
    }
});

test('a phone that speaks no Chinese sees English, and can switch', async () => {
    const mine = await boss.take();
    await open(mine, { locale: 'en-GB' });
    await state('Please take a chair');
    await shot(page, 'phone-en');
    await expectSound(page, 'in English');
    await expectNoSidewaysScroll(page, 'in English');
    await page.click('.language');
    await state('请坐下等候');
});

test('with text twice as large nothing is cut off', async () => {
    const mine = await boss.take();
    await open(mine);
    await page.evaluate(() => { document.documentElement.style.fontSize = '225%'; });
    await expectNoSidewaysScroll(page, 'larger text');
    await shot(page, 'phone-large');
    await boss.post('/api/queue/next', { window: '1' });
    await boss.post('/api/queue/finish', { ticket: mine.id });
    await page.waitForSelector('[data-testid=rating]');
    await page.locator('.score-2').click();
    await expectNoSidewaysScroll(page, 'larger text, rating');
});

test('the page and all that it loads have at most 40 KiB', async () => {
    const mine = await boss.take();
    let bytes = 0;
    page = await openPage(browser, office, { width: 360, height: 640 });
    const bodies = [];
    page.on('response', (response) => {
        if (!response.url().includes('/api/')) bodies.push(response.body().then((body) => { bytes += body.length; }));
    });
    await page.goto(`/t/${mine.token}`);
    await page.waitForSelector('[data-testid=number]');
    await Promise.all(bodies);
    assert.ok(bytes > 5_000 && bytes <= 40 * 1024, `${bytes} bytes`);
});
