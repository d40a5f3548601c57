// The rooms in which lawyers read files: who has no time yet, which file can be opened, a booking from a kiosk and its end.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';

import { expectNoSidewaysScroll, expectSound, openPage, shot, signIn, startBrowser } from './browser.mjs';
import { formOf, Kiosk, lin, printPapers } from './lawyers.mjs';
import { Hand, Office } from './office.mjs';
import { caseNumber, theCase } from './people.mjs';

let office, browser, page, kiosk, registration;

before(async () => {
    office = await Office.start();
    office.account('anna', 'window');
    office.account('theo', 'technician');
    office.importCases([theCase]);
    kiosk = new Kiosk(office);
    registration = await kiosk.handIn(formOf(lin, printPapers(join(office.folder, 'papers'), lin, {}), { typed: { case_number: caseNumber } }));
    const anna = await Hand.signIn(office, 'anna');
    const { registrations } = await anna.get('/api/registrations');
    const taken = await anna.post(`/api/registrations/${registration}/take`, { seen: registrations[0].version });
    await anna.post(`/api/registrations/${registration}/confirm`, { seen: taken.version });
    browser = await startBrowser();
});
after(async () => {
    await browser?.close();
    await office?.stop();
});
afterEach(() => page?.context().close());

async function openReviews() {
    page = await openPage(browser, office);
    await signIn(page, 'anna');
    await page.click('a[href="#/file_review"]');
    await page.waitForSelector('[data-testid=file-case]');
}

test('a confirmed lawyer without a time stands in the list, and his file is marked as ready by its case', async () => {
    await openReviews();
    const late = page.locator('[data-testid=late]');
    await late.waitFor();
    assert.match(await late.textContent(), new RegExp(`${caseNumber}.*没准备好`, 's'));
    assert.ok(!(await page.textContent('body')).includes(lin.name));
    await page.fill('[data-testid=file-case]', '53052120269999999');
    await page.click('[data-testid=file-look]');
    await page.locator('.fault', { hasText: '没有这个受理号' }).waitFor();
    await expectSound(page, 'an unknown case');
    await page.fill('[data-testid=file-case]', caseNumber);
    await page.keyboard.press('Enter');
    await page.click('[data-testid=mark-ready]');
    await page.locator('[data-testid=file-state]', { hasText: 'anna' }).waitFor();
    await late.locator('.state.open').waitFor();
    await shot(page, 'file-review-ready');
    await expectSound(page, 'a file that is ready');
    await expectNoSidewaysScroll(page, 'file review');
    const hand = await Hand.signIn(office, 'anna');
    const told = await hand.get(`/api/cases/${caseNumber}/file`);
    assert.deepEqual([told.ready, told.marked_by], [true, 'anna']);
    await page.click('[data-testid=mark-not-ready]');
    await late.locator('.state.paused').waitFor();
});

test('a time that a lawyer books at a kiosk stands in its room without him, and is cancelled', async () => {
    const booked = await kiosk.book(lin, registration);
    const day = new Date(booked.from + 8 * 3_600_000).toISOString().slice(0, 10);
    await openReviews();
    await page.fill('[data-testid=review-day]', day);
    const slot = page.locator(`[data-testid=review-booking][data-id="${booked.id}"]`);
    await slot.waitFor();
    assert.match(await slot.textContent(), new RegExp(`${caseNumber}.*已预约.*${booked.id.slice(-4)}`, 's'));
    await page.waitForSelector('[data-testid=none-late]');
    assert.ok(!(await page.textContent('body')).includes(lin.name));
    await shot(page, 'file-review');
    await expectSound(page, 'a day with a booking');
    await expectNoSidewaysScroll(page, 'a day with a booking');
    await page.click('.bar button.on-dark');
    await expectSound(page, 'a day with a booking in English');
    await slot.locator('[data-testid=cancel-slot]').click();
    await page.waitForSelector('dialog[open]');
    await expectSound(page, 'the question before cancelling');
    await page.click('[data-testid=cancel-review]');
    await slot.waitFor({ state: 'detached' });
    await page.waitForSelector('[data-testid=late]');
    const anna = await Hand.signIn(office, 'anna');
    await assert.rejects(anna.post(`/api/file-review/${booked.id}/cancel`), /409.*over/);
    await assert.rejects(anna.post('/api/file-review/nonsense/cancel'), /404/);
    await assert.rejects(anna.get('/api/file-review?day=tomorrow'), /400.*day/);
    await assert.rejects((await Hand.signIn(office, 'theo')).get('/api/file-review'), /403/);
    await assert.rejects(anna.post(`/api/cases/${caseNumber}/file`, { ready: 'yes' }), /400.*malformed/);
});
