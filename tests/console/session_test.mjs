// Signing in and out, and the first password.
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';

import { expectSound, openPage, shot, signIn, startBrowser } from './browser.mjs';
import { Office, password } from './office.mjs';

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

test('a wrong password and an unknown name are told alike', async () => {
    page = await openPage(browser, office);
    const told = [];
    for (const name of ['anna', 'nobody']) {
        await signIn(page, name, 'not the password');
        await page.locator('.fault:not(:empty)').waitFor();
        told.push(await page.locator('.fault').textContent());
        assert.equal(await page.inputValue('input[name=password]'), '');
    }
    assert.equal(told[0], told[1]);
    await shot(page, 'signin');
    await expectSound(page, 'a refused sign-in');
});

test('signing out ends the session', async () => {
    page = await openPage(browser, office);
    await signIn(page, 'anna');
    await page.waitForSelector('.windows');
    await page.click('.who summary');
    await expectSound(page, 'the menu');
    await page.click('[data-testid=sign-out]');
    await page.waitForSelector('input[name=username]');
    await page.reload();
    await page.waitForSelector('input[name=username]');
});

test('a one-time password opens nothing but its own change', async () => {
    const first = office.tool(['staff', 'add', 'dora', '--role', 'supervisor']).split('\n').at(-1);
    page = await openPage(browser, office);
    await signIn(page, 'dora', first);
    const fields = page.locator('input[type=password]');
    await page.waitForFunction(() => document.querySelectorAll('input[type=password]').length === 3);
    await shot(page, 'first-password');
    await expectSound(page, 'the first password');
    assert.equal(await page.locator('nav').count(), 0);
    const change = async (old, next, again) => {
        for (const [i, text] of [old, next, again].entries()) await fields.nth(i).fill(text);
        await page.click('button[type=submit]');
    };
    await change(first, 'short', 'short');
    await page.locator('.fault', { hasText: '至少' }).waitFor();
    await change(first, `${password} 2`, `${password} 3`);
    await page.locator('.fault', { hasText: '不一样' }).waitFor();
    await change('not it', `${password} 2`, `${password} 2`);
    await page.locator('.fault', { hasText: '现在的密码不对' }).waitFor();
    await change(first, `${password} 2`, `${password} 2`);
    await page.waitForSelector('.windows');
    // The new cookie and the new token against forgery are in use.
    await page.click('[data-testid=open-2]');
    await page.waitForSelector('[data-testid=next]');
});

test('the page asks for no password that a browser may keep under another name, and obeys the policy', async () => {
    page = await openPage(browser, office);
    const response = await page.goto('/');
    assert.match(response.headers()['content-security-policy'], /default-src 'none'/);
    await page.waitForSelector('input[name=username]');
    assert.equal(await page.getAttribute('input[name=password]', 'autocomplete'), 'current-password');
    await page.click('.entry-bar button');
    await page.locator('h1', { hasText: 'Sign in' }).waitFor();
    await expectSound(page, 'sign-in in English');
});
