// Entitling a person to a case, and answering at the window.
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';

import { expectNoSidewaysScroll, expectSound, openPage, shot, signIn, startBrowser } from './browser.mjs';
import { Office } from './office.mjs';
import { caseNumber, theCase, wang, zheng } from './people.mjs';

let office, browser, page;

before(async () => {
    office = await Office.start();
    office.account('anna', 'window');
    office.importCases([theCase]);
    browser = await startBrowser();
});
after(async () => {
    await browser?.close();
    await office?.stop();
});
afterEach(() => page?.context().close());

async function openView(view) {
    page = await openPage(browser, office);
    await signIn(page, 'anna');
    await page.click(`a[href="#/${view}"]`);
}

async function lookUp(number) {
    await page.fill('[data-testid=case-number]', number);
    await page.keyboard.press('Enter');
}

async function fillPerson(person, role, proofs) {
    await page.fill('[data-testid=identity]', person.number);
    await page.fill('[data-testid=person-name]', person.name);
    await page.selectOption('[data-testid=role]', role);
    for (const proof of proofs) await page.locator('.checks label', { hasText: proof }).click();
}

async function ask(person) {
    await page.fill('[data-testid=identity]', person.number);
    await page.fill('[data-testid=person-name]', person.name);
    await page.click('[data-testid=ask]');
}

test('before anybody is confirmed, nothing is told; afterwards the same person hears where the case stands', async () => {
    await openView('inquiry');
    await ask(zheng);
    await page.waitForSelector('[data-testid=nothing]');
    await expectSound(page, 'nothing to tell');
    await page.click('a[href="#/entitlements"]');
    await lookUp(caseNumber);
    await page.waitForSelector('[data-testid=confirm]');
    await shot(page, 'entitle');
    await expectSound(page, 'a case without entitlements');
    await expectNoSidewaysScroll(page, 'entitlements');
    await fillPerson(zheng, 'party', ['居民身份证']);
    await page.click('[data-testid=confirm]');
    const code = await page.locator('[data-testid=code]').textContent();
    assert.match(code, /^\d{4} \d{4}$/);
    await shot(page, 'code');
    await expectSound(page, 'the code');
    await page.emulateMedia({ media: 'print' });
    const printed = await page.evaluate(() => [...document.querySelectorAll('body *')].filter((e) => getComputedStyle(e).visibility === 'visible').map((e) => e.closest('.slip') !== null));
    assert.ok(printed.length > 0 && printed.every(Boolean), 'only the slip goes on paper');
    await page.emulateMedia({ media: 'screen' });
    await page.locator('.code-card button', { hasText: '好了' }).click();
    assert.equal(await page.locator('[data-testid=code]').count(), 0);
    assert.equal(await page.inputValue('[data-testid=case-number]'), '');

    await page.click('a[href="#/inquiry"]');
    await ask(zheng);
    const told = page.locator('[data-testid=case]');
    await told.waitFor();
    assert.match(await told.textContent(), /正在审查.*盗窃案/s);
    await shot(page, 'inquiry');
    await expectSound(page, 'a case told');
    await page.click('.bar button.on-dark');
    await page.locator('h2', { hasText: 'Under review' }).waitFor();
    await expectSound(page, 'a case told in English');
    const seen = await page.evaluate(() => location.href + document.title + JSON.stringify(localStorage) + JSON.stringify(sessionStorage));
    assert.ok(!seen.includes(zheng.number) && !seen.includes(zheng.name));
});

test('a relative is confirmed on two proofs until a day, stands in the list with a masked name, and is withdrawn', async () => {
    await openView('entitlements');
    await lookUp(caseNumber);
    await page.waitForSelector('[data-testid=confirm]');
    await fillPerson(wang, 'close_relative', ['居民身份证', '户口簿']);
    await page.fill('input[type=date]', '2099-12-31');
    await page.click('[data-testid=confirm]');
    await page.waitForSelector('[data-testid=code]');
    await page.locator('.code-card button', { hasText: '好了' }).click();
    await lookUp(caseNumber);
    // The same person once more: the code that he has goes on.
    await fillPerson(wang, 'agent', ['委托书']);
    await page.locator('label.check', { hasText: '查询码' }).click();
    await page.click('[data-testid=confirm]');
    await page.locator('.lead', { hasText: '没有给新的查询码' }).waitFor();
    await expectSound(page, 'no new code');
    await page.locator('.code-card button').click();
    await lookUp(caseNumber);
    const row = page.locator('.entitled li', { hasText: '近亲属' });
    await row.waitFor();
    const text = await row.textContent();
    assert.match(text, /王\*+/);
    assert.doesNotMatch(text, new RegExp(wang.name));
    assert.match(text, /户口簿/);
    assert.match(text, /2099年12月31日/);
    await shot(page, 'entitled');
    await expectSound(page, 'a case with entitlements');
    await row.locator('button').click();
    await page.waitForSelector('dialog[open]');
    await expectSound(page, 'the question before withdrawing');
    await page.click('[data-testid=withdraw]');
    await row.waitFor({ state: 'detached' });
});

test('a slip of the finger, a missing proof and a case that is not there are told before or in plain words', async () => {
    await openView('entitlements');
    await lookUp('53052120260099999');
    await page.locator('.banner.warning', { hasText: '没有这个受理号' }).waitFor();
    await lookUp(caseNumber);
    await page.waitForSelector('[data-testid=confirm]');
    let asked = 0;
    page.on('request', (request) => { if (request.method() === 'POST' && request.url().endsWith('/api/entitlements')) ++asked; });
    const last = zheng.number.at(-1) === '0' ? '1' : '0';
    await fillPerson({ ...zheng, number: zheng.number.slice(0, -1) + last }, 'party', []);
    await page.locator('.wrong', { hasText: '校验' }).waitFor();
    await page.click('[data-testid=confirm]');
    await page.locator('.fault', { hasText: '校验' }).waitFor();
    await page.fill('[data-testid=identity]', zheng.number);
    await page.click('[data-testid=confirm]');
    await page.locator('.fault', { hasText: '证明材料' }).waitFor();
    await expectSound(page, 'a fault in the form');
    assert.equal(asked, 0);
});

test('what was typed and shown is gone on leaving, and after two minutes without a touch', async () => {
    await openView('inquiry');
    await page.clock.install();
    await page.click('a[href="#/queue"]');
    await page.click('a[href="#/inquiry"]');
    await ask(zheng);
    await page.locator('[data-testid=case], [data-testid=nothing]').waitFor();
    await page.clock.fastForward(119_000);
    assert.equal(await page.inputValue('[data-testid=identity]'), zheng.number);
    await page.clock.fastForward(2_000);
    await page.waitForFunction(() => document.querySelector('[data-testid=identity]').value === '');
    assert.equal(await page.inputValue('[data-testid=person-name]'), '');
    assert.equal(await page.locator('[data-testid=case]').count(), 0);
    await page.fill('[data-testid=identity]', zheng.number);
    await page.click('a[href="#/entitlements"]');
    await page.click('a[href="#/inquiry"]');
    assert.equal(await page.inputValue('[data-testid=identity]'), '');
});
