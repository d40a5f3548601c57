// A clerk at a window, in a browser, beside other clerks.
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';

import { expectNoSidewaysScroll, expectSound, openPage, shot, signIn, startBrowser } from './browser.mjs';
import { Hand, Office, password } from './office.mjs';

let office, browser, boss, page;

before(async () => {
    office = await Office.start();
    for (const name of ['anna', 'bert', 'cora']) office.account(name, 'window');
    office.account('boss', 'supervisor');
    boss = await Hand.signIn(office, 'boss');
    browser = await startBrowser();
});
after(async () => {
    await browser?.close();
    await office?.stop();
});
afterEach(async () => {
    await page?.context().close();
    const { windows, tickets } = await boss.get('/api/queue');
    for (const ticket of tickets.filter((t) => ['called', 'serving'].includes(t.state))) await boss.post('/api/queue/finish', { ticket: ticket.id }).catch(() => {});
    for (const w of windows.filter((w) => w.open)) await boss.post('/api/queue/close-window', { window: w.id });
    for (const ticket of tickets.filter((t) => ['waiting', 'absent', 'transferred', 'on_hold'].includes(t.state)))
        await boss.post('/api/queue/give-back', { ticket: ticket.id });
});

const current = () => page.locator('[data-testid=current-number]');
const notice = (text) => page.locator('[data-testid=notice]', { hasText: text }).waitFor();

async function atWindow(name, window) {
    page = await openPage(browser, office);
    await signIn(page, name);
    await page.click(`[data-testid=open-${window}]`);
    await page.waitForSelector('[data-testid=next]');
}

async function expectCurrent(number) {
    await page.waitForFunction((n) => document.querySelector('[data-testid=current-number]')?.textContent === n, number);
}

test('a whole visit by keyboard: next, call again, start, finish', async () => {
    const first = await boss.take();
    page = await openPage(browser, office);
    await page.goto('/');
    await page.waitForSelector('input[name=username]:focus');
    await page.keyboard.type('anna');
    await page.keyboard.press('Tab');
    await page.keyboard.type(password);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.windows');
    await shot(page, 'choose');
    await expectSound(page, 'choosing a window');
    await page.locator('[data-testid=open-1]').focus();
    await page.keyboard.press('Enter');
    await page.waitForSelector('.current.free');
    await shot(page, 'free');
    await expectSound(page, 'a free window');
    await page.keyboard.press('n');
    await expectCurrent(first.number);
    await page.waitForSelector('.current.called');
    await shot(page, 'called');
    await expectSound(page, 'a called visitor');
    await page.keyboard.press('r');
    await notice(first.number);
    await page.keyboard.press('s');
    await page.waitForSelector('.current.serving');
    await expectSound(page, 'a visitor at the window');
    await page.keyboard.press('f');
    await page.waitForSelector('.current.free');
    const { tickets } = await boss.get('/api/queue');
    const ticket = tickets.find((t) => t.id === first.id);
    assert.equal(ticket.state, 'finished');
    assert.equal(ticket.recalls, 1);
    await expectNoSidewaysScroll(page, 'window page');
});

test('space calls the next visitor, but presses a button that has the focus', async () => {
    const [first] = [await boss.take(), await boss.take()];
    await atWindow('anna', '1');
    await page.locator('#tab-held').focus();
    await page.keyboard.press('Space');
    await page.waitForSelector('#tab-held[aria-selected=true]');
    assert.equal(await current().count(), 0, 'the tab was pressed, nobody was called');
    await page.locator('#main').focus();
    await page.keyboard.press('Space');
    await expectCurrent(first.number);
});

test('shortcuts can be switched off at once, and stay off', async () => {
    await boss.take();
    await atWindow('anna', '1');
    // The key comes in the same picture as the click: nothing may depend on the page having been drawn in between.
    await page.evaluate(async () => {
        document.querySelector('.desk-head input[type=checkbox]').click();
        await new Promise((done) => setTimeout(done));
        document.querySelector('#main').dispatchEvent(new KeyboardEvent('keydown', { key: 'n', bubbles: true }));
    });
    assert.equal(await page.locator('.desk-head input[type=checkbox]').isChecked(), false);
    await page.reload();
    await page.waitForSelector('[data-testid=next]');
    assert.equal(await page.locator('.desk-head input[type=checkbox]').isChecked(), false);
    await page.keyboard.press('n');
    assert.equal((await boss.get('/api/queue')).tickets.filter((t) => t.state === 'called').length, 0);
});

test('who did not come, who is put aside, who is passed on with a note', async () => {
    const [absent, held, moved] = [await boss.take(), await boss.take(), await boss.take()];
    await atWindow('anna', '1');
    await page.keyboard.press('n');
    await expectCurrent(absent.number);
    await page.keyboard.press('x');
    await page.waitForSelector('.current.free');
    await page.keyboard.press('n');
    await expectCurrent(held.number);
    await page.keyboard.press('h');
    await page.waitForSelector('.current.free');
    await page.click('#tab-held');
    await page.waitForSelector(`[data-testid=row-${held.number}]`);
    await shot(page, 'held');
    await page.click('#tab-waiting');
    await page.click(`[data-testid=row-${moved.number}] button`);
    await expectCurrent(moved.number);
    await page.keyboard.press('t');
    await page.waitForSelector('dialog[open]');
    await page.selectOption('dialog select >> nth=0', 'documents');
    await page.fill('dialog textarea', '缺一份复印件');
    await shot(page, 'transfer');
    await expectSound(page, 'the transfer dialog');
    await page.keyboard.press('n');
    assert.match(await page.inputValue('dialog textarea'), /n$/, 'letters in a field are no shortcuts');
    await page.fill('dialog textarea', '缺一份复印件');
    await page.click('dialog button[type=submit]');
    await page.waitForSelector('.current.free');
    await page.click('#tab-held');
    await page.click(`[data-testid=row-${held.number}] button`);
    await expectCurrent(held.number);
    const { tickets } = await boss.get('/api/queue');
    const of = (ticket) => tickets.find((t) => t.id === ticket.id);
    assert.equal(of(absent).state, 'absent');
    assert.equal(of(moved).service, 'documents');
    assert.equal(of(moved).note, '缺一份复印件');
});

test('a conflict is told in plain words, and the view is fetched anew', async () => {
    const [first, second] = [await boss.take(), await boss.take()];
    await atWindow('anna', '1');
    await page.waitForSelector(`[data-testid=row-${second.number}]`);
    // This page hears no more, as behind a slow line.
    const stale = await page.evaluateHandle(() => document.querySelectorAll('.line-row').length);
    assert.equal(await stale.jsonValue(), 2);
    await page.route('**/api/queue/call', async (route) => {
        await boss.post('/api/queue/give-back', { ticket: first.id });
        await route.continue();
    });
    await page.click(`[data-testid=row-${first.number}] button`);
    await notice('已更新到最新情况');
    await page.waitForSelector(`[data-testid=row-${first.number}]`, { state: 'detached' });
    await expectSound(page, 'a conflict');
});

test('two clerks who press next at once get two visitors', async () => {
    const [first, second] = [await boss.take(), await boss.take('documents')];
    assert.notEqual(first.number, second.number);
    await boss.take();
    await atWindow('anna', '1');
    const other = await openPage(browser, office);
    await signIn(other, 'bert');
    await other.click('[data-testid=open-3]');
    await other.waitForSelector('[data-testid=next]');
    await Promise.all([page.keyboard.press('n'), other.keyboard.press('n')]);
    await Promise.all([current().waitFor(), other.locator('[data-testid=current-number]').waitFor()]);
    assert.notEqual(await current().textContent(), await other.locator('[data-testid=current-number]').textContent());
    await other.context().close();
});

test('a ticket taken for somebody is shown large', async () => {
    await atWindow('anna', '1');
    await page.click('[data-testid=take]');
    await page.waitForSelector('dialog[open]');
    await expectSound(page, 'taking a ticket');
    await page.click('dialog button[type=submit]');
    const number = await page.locator('[data-testid=taken-number]').textContent();
    await shot(page, 'taken');
    await expectSound(page, 'the ticket taken');
    assert.ok((await boss.get('/api/queue')).tickets.some((t) => t.number === number && t.state === 'waiting'));
});

test('the hall is live, and a supervisor pauses a service', async () => {
    page = await openPage(browser, office);
    await signIn(page, 'boss');
    await page.click('a[href="#/queue"]');
    await page.waitForSelector('.overview');
    await boss.take('petitions');
    await page.waitForFunction(() => [...document.querySelectorAll('tbody tr')].some((row) => row.textContent.includes('控告申诉') && row.querySelector('.strong').textContent === '1'));
    const row = page.locator('tbody tr', { hasText: '律师接待' });
    await row.locator('button').click();
    await row.locator('.state.paused').waitFor();
    await shot(page, 'overview');
    await expectSound(page, 'the hall');
    await row.locator('button').click();
    await row.locator('.state.open').waitFor();
    await page.click('.bar button.on-dark');
    await page.locator('h1', { hasText: 'The hall now' }).waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.lang), 'en');
    await shot(page, 'overview-en');
    await expectSound(page, 'the hall in English');
});

test('a clerk sees no more than a clerk may, and nothing personal is in address, title or storage', async () => {
    page = await openPage(browser, office);
    await signIn(page, 'cora');
    await page.waitForSelector('.windows');
    assert.equal(await page.locator('a[href="#/accounts"], a[href="#/figures"]').count(), 0);
    await page.goto('/#/accounts');
    await page.waitForSelector('.windows');
    const seen = await page.evaluate(() => location.href + document.title + JSON.stringify(localStorage) + JSON.stringify(sessionStorage) + document.cookie);
    assert.doesNotMatch(seen, /cora|password/);
});

test('a cut line is told with the time of what is shown; an office that has forgotten the session asks to sign in', async () => {
    await atWindow('anna', '1');
    await office.halt();
    await page.locator('.lost').waitFor();
    await shot(page, 'lost');
    await expectSound(page, 'a cut line');
    await office.serve();
    await page.waitForSelector('input[name=username]');
    await page.locator('.hint').waitFor();
    boss = await Hand.signIn(office, 'boss');
});
