// Accounts, and the figures of a day.
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';

import { expectNoSidewaysScroll, expectSound, openPage, shot, signIn, startBrowser } from './browser.mjs';
import { Hand, Office } from './office.mjs';

let office, browser, page;

before(async () => {
    // Nobody listens there: what waits goes on waiting.
    office = await Office.start('[notices]\ngateway = "sms"\nsms_url = "http://127.0.0.1:9/send"\n');
    office.account('head', 'administrator');
    office.account('boss', 'supervisor');
    browser = await startBrowser();
});
after(async () => {
    await browser?.close();
    await office?.stop();
});
afterEach(() => page?.context().close());

test('an administrator adds an account, hands over its first password, and takes the account out of use', async () => {
    page = await openPage(browser, office);
    await signIn(page, 'head');
    await page.waitForSelector('tbody tr');
    await page.fill('[data-testid=account-name]', 'li.na');
    await page.selectOption('[data-testid=account-role]', 'window');
    await page.click('[data-testid=account-add]');
    const first = (await page.locator('[data-testid=initial-password]').textContent()).trim();
    await shot(page, 'initial');
    await expectSound(page, 'the first password');
    const other = await openPage(browser, office);
    await signIn(other, 'li.na', first);
    await other.waitForFunction(() => document.querySelectorAll('input[type=password]').length === 3);
    await other.context().close();
    await page.locator('dialog button').click();
    assert.equal(await page.locator('[data-testid=initial-password]').count(), 0);
    const row = page.locator('tr', { hasText: 'li.na' });
    await row.locator('button', { hasText: '停用' }).click();
    await row.locator('td', { hasText: '已停用' }).waitFor();
    await shot(page, 'accounts');
    await expectSound(page, 'accounts');
    await row.locator('button', { hasText: '启用' }).click();
    await row.locator('td', { hasText: '已停用' }).waitFor({ state: 'detached' });
    await row.locator('button', { hasText: '重置' }).click();
    const second = (await page.locator('[data-testid=initial-password]').textContent()).trim();
    assert.notEqual(second, first);
    await page.locator('dialog button').click();
    await page.fill('[data-testid=account-name]', 'li.na');
    await page.click('[data-testid=account-add]');
    await page.locator('[data-testid=notice]', { hasText: '已有这个账号' }).waitFor();
    assert.equal(await page.locator('tr', { hasText: 'head' }).locator('button').count(), 0, 'nobody locks himself out');
});

test('the figures of the day are plotted, stand in tables, and can be taken along', async () => {
    const boss = await Hand.signIn(office, 'boss');
    await boss.post('/api/queue/open-window', { window: '1' });
    for (let i = 0; i < 3; ++i) {
        const mine = await boss.take();
        await boss.post('/api/queue/next', { window: '1' });
        await boss.post('/api/queue/start', { ticket: mine.id });
        await boss.post('/api/queue/finish', { ticket: mine.id });
        await boss.post(`/api/t/${mine.token}/rate`, { score: 5 - i, reasons: ['quick'] });
    }
    page = await openPage(browser, office);
    await signIn(page, 'boss');
    await page.click('a[href="#/figures"]');
    await page.waitForSelector('.plots canvas');
    assert.match(await page.locator('.tiles').first().textContent(), /取号3办结3/);
    assert.equal(await page.locator('[data-testid=notices]').textContent(), '短信已发（近7天）0短信待发0短信未发出（近7天）0');
    await page.locator('.plot details summary').first().click();
    assert.match(await page.locator('.plot table').first().textContent(), /3/);
    const satisfaction = await page.locator('section[aria-label=评价]').textContent();
    assert.match(satisfaction, /案件查询34\.0/);
    const drawn = await page.evaluate(() => {
        const canvas = document.querySelector('.plots canvas');
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        let navy = 0;
        for (let i = 0; i < data.length; i += 4) if (data[i] === 0x16 && data[i + 1] === 0x32 && data[i + 2] === 0x5c && data[i + 3] === 255) ++navy;
        return navy;
    });
    assert.ok(drawn > 100, 'a bar is drawn');
    await shot(page, 'figures');
    await expectSound(page, 'figures');
    await expectNoSidewaysScroll(page, 'figures');
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator('a[download]').click()]);
    assert.match(download.suggestedFilename(), /\.csv$/);
    await page.locator('.quick button', { hasText: '近7天' }).click();
    await page.locator('section[aria-label=逐日] canvas').waitFor();
    await expectSound(page, 'figures of a week');
});

test('a technician sees that a window is taken, and neither numbers nor buttons', async () => {
    office.account('tech', 'technician');
    const boss = await Hand.signIn(office, 'boss');
    await boss.post('/api/queue/open-window', { window: '3' });
    const called = await boss.take('documents');
    await boss.post('/api/queue/next', { window: '3' });
    page = await openPage(browser, office);
    await signIn(page, 'tech');
    await page.locator('.hall-window', { hasText: '3号窗口' }).locator('.hall-number', { hasText: '有人在办' }).waitFor();
    assert.ok(!(await page.textContent('main')).includes(called.number));
    assert.equal(await page.locator('main button').count(), 0);
    await expectSound(page, 'the hall for a technician');
});
