// Reserving a time at the window, finding it in the day's list, cancelling it.
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';

import { expectNoSidewaysScroll, expectSound, openPage, shot, signIn, startBrowser } from './browser.mjs';
import { Office } from './office.mjs';
import { wang, zheng } from './people.mjs';

let office, browser, page;

before(async () => {
    office = await Office.start();
    office.account('anna', 'window');
    browser = await startBrowser();
});
after(async () => {
    await browser?.close();
    await office?.stop();
});
afterEach(() => page?.context().close());

const tomorrow = new Date(Date.now() + 32 * 3_600_000).toISOString().slice(0, 10);

async function fill(number, from, until) {
    await page.fill('[data-testid=identity]', number);
    await page.fill('[data-testid=from]', from);
    await page.fill('[data-testid=until]', until);
}

test('a time is booked, stands in the list of its day without the person, and is cancelled', async () => {
    page = await openPage(browser, office);
    await signIn(page, 'anna');
    await page.click('a[href="#/appointments"]');
    await page.fill('[data-testid=day]', tomorrow);
    await page.locator('caption', { hasText: '没有预约' }).waitFor();
    await expectSound(page, 'no appointments');
    await fill(zheng.number, '09:30', '10:00');
    await page.click('[data-testid=book]');
    const row = page.locator('[data-testid=appointment]');
    await row.waitFor();
    assert.match(await row.textContent(), /09:30–10:00.*律师接待.*已预约/s);
    assert.equal(await page.inputValue('[data-testid=identity]'), '');
    const { appointments } = await page.evaluate((day) => fetch(`/api/appointments?day=${day}`).then((r) => r.json()), tomorrow);
    assert.equal(appointments.length, 1);
    assert.equal(appointments[0].from, Date.parse(`${tomorrow}T01:30:00Z`));
    assert.ok((await row.textContent()).includes(appointments[0].id.slice(-4)));
    assert.ok(!JSON.stringify(appointments).includes(zheng.number));
    await shot(page, 'appointments');
    await expectSound(page, 'a day with an appointment');
    await expectNoSidewaysScroll(page, 'appointments');

    await fill(zheng.number, '09:45', '10:15');
    await page.click('[data-testid=book]');
    await page.locator('.fault', { hasText: '已经有预约' }).waitFor();
    await fill(wang.number, '10:00', '09:00');
    await page.click('[data-testid=book]');
    await page.locator('.fault', { hasText: '结束要在开始以后' }).waitFor();
    await expectSound(page, 'a fault in the form');

    await row.locator('button').click();
    await page.waitForSelector('dialog[open]');
    await expectSound(page, 'the question before cancelling');
    await page.click('[data-testid=cancel-appointment]');
    await row.locator('td', { hasText: '已取消' }).waitFor();
    assert.equal(await row.locator('button').count(), 0);
});

test('a slip of the finger is told before anything is sent', async () => {
    page = await openPage(browser, office);
    await signIn(page, 'anna');
    await page.click('a[href="#/appointments"]');
    let asked = 0;
    page.on('request', (request) => { if (request.method() === 'POST' && request.url().endsWith('/api/appointments')) ++asked; });
    const last = zheng.number.at(-1) === '0' ? '1' : '0';
    await fill(zheng.number.slice(0, -1) + last, '09:30', '10:00');
    await page.locator('.wrong', { hasText: '校验' }).waitFor();
    await page.click('[data-testid=book]');
    await page.locator('.fault', { hasText: '校验' }).waitFor();
    assert.equal(asked, 0);
});
