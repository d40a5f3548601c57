// Reviewing what lawyers hand in at a kiosk: the list, the page under the loupe, one key to confirm or return, four eyes.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';

import { expectNoSidewaysScroll, expectSound, openPage, shot, signIn, startBrowser } from './browser.mjs';
import { formOf, gao, Kiosk, lin, printPapers } from './lawyers.mjs';
import { Hand, Office } from './office.mjs';
import { caseNumber, theCase, zheng } from './people.mjs';

let office, browser, page, kiosk;

before(async () => {
    office = await Office.start();
    for (const name of ['anna', 'bert']) office.account(name, 'window');
    office.account('susan', 'supervisor');
    office.account('theo', 'technician');
    office.importCases([theCase, { ...theCase, acceptance_number: otherCase }, { ...theCase, acceptance_number: thirdCase }]);
    kiosk = new Kiosk(office);
    browser = await startBrowser();
});
after(async () => {
    await browser?.close();
    await office?.stop();
});
afterEach(() => page?.context().close());

const otherCase = '53052120260010102';
const thirdCase = '53052120260010103';
const papersOf = (lawyer, facts = {}) => printPapers(join(office.folder, `papers-${lawyer.licence}`), lawyer, facts);
const rowOf = (id, where = page) => where.locator(`[data-testid=registration][data-id="${id}"]`);

async function openRegistrations(name = 'anna', more = {}) {
    page = await openPage(browser, office, more);
    await signIn(page, name);
    await page.click('a[href="#/registrations"]');
    await page.waitForSelector('[data-testid=next-registration]');
    return page;
}

// Differs from a flat colour: something is drawn.
const drawn = (where = page) => where.evaluate(() => {
    const canvas = document.querySelector('[data-testid=page]');
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    let low = 255, high = 0;
    for (let i = 0; i < data.length; i += 4 * 97) { low = Math.min(low, data[i]); high = Math.max(high, data[i]); }
    return high - low;
});
const look = () => page.locator('[data-testid=page]').evaluate((e) => ({
    zoom: Number(e.dataset.zoom), turn: Number(e.dataset.turn), x: Number(e.dataset.x), y: Number(e.dataset.y),
}));
const settled = (what) => page.waitForFunction(what);

test('a registration from a kiosk appears by itself, is read page by page and confirmed by one key', async () => {
    await openRegistrations();
    await page.locator('p', { hasText: '没有待审核的登记' }).waitFor();
    await expectSound(page, 'an empty list');
    const papers = papersOf(lin);
    const right = papers.fields.licence_number;
    const id = await kiosk.handIn(formOf(lin, papers, {
        misread: { licence_number: right.slice(0, -1) + ((Number(right.at(-1)) + 1) % 10) }, typed: { case_number: caseNumber, phone: '13800000000' },
    }));
    await rowOf(id).waitFor();
    const listed = await rowOf(id).textContent();
    assert.match(listed, /林\*\*.*还有3个工作日|林\*\*/s);
    assert.doesNotMatch(listed, new RegExp(lin.name));
    await shot(page, 'registrations');
    await expectSound(page, 'the list');
    await expectNoSidewaysScroll(page, 'registrations');

    await page.keyboard.press('n');
    await page.waitForSelector('[data-testid=page]');
    await page.locator('h1', { hasText: lin.name }).waitFor();
    assert.ok(await drawn() > 60, 'the page is drawn');
    const differing = page.locator('[data-testid=field][data-differs=true]');
    assert.equal(await differing.count(), 1);
    assert.match(await differing.textContent(), new RegExp(`${right}.*与确认的不同`, 's'));
    await shot(page, 'review');
    await expectSound(page, 'a review');
    await expectNoSidewaysScroll(page, 'review');

    // The loupe by keys.
    await page.keyboard.press('+');
    await page.keyboard.press('+');
    await settled(() => Number(document.querySelector('[data-testid=page]').dataset.zoom) > 1.9);
    await page.focus('[data-testid=page]');
    const before = await look();
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction((x) => Number(document.querySelector('[data-testid=page]').dataset.x) > x, before.x);
    await page.keyboard.press('e');
    await settled(() => document.querySelector('[data-testid=page]').dataset.turn === '1');
    await page.keyboard.press('q');
    await page.keyboard.press('0');
    await settled(() => document.querySelector('[data-testid=page]').dataset.zoom === '1.00');
    // And by the mouse.
    const place = await page.locator('[data-testid=page]').boundingBox();
    await page.mouse.move(place.x + place.width / 4, place.y + place.height / 2);
    for (let i = 0; i < 3; ++i) await page.mouse.wheel(0, -200);
    await settled(() => Number(document.querySelector('[data-testid=page]').dataset.zoom) > 3);
    const zoomedIn = await look();
    assert.ok(zoomedIn.x < 0.5, 'what is under the pointer stays there');
    await page.mouse.down();
    await page.mouse.move(place.x + place.width / 4 - 80, place.y + place.height / 2, { steps: 4 });
    await page.mouse.up();
    assert.ok((await look()).x > zoomedIn.x, 'dragging to the left shows what is at the right');
    await page.mouse.dblclick(place.x + 40, place.y + 40);
    await settled(() => document.querySelector('[data-testid=page]').dataset.zoom === '1.00');

    // Two pages are not looked at yet: the key asks first.
    await page.keyboard.press('c');
    await page.waitForSelector('[data-testid=look-first]');
    await expectSound(page, 'pages that were not looked at');
    await page.click('[data-testid=look-first]');
    await page.waitForFunction(() => document.querySelector('[data-testid=page-tab][aria-pressed=true]')?.dataset.kind === 'firm_certificate' && document.querySelector('[data-testid=page]'));
    await page.keyboard.press('PageDown');
    await page.waitForFunction(() => document.querySelector('[data-testid=page-tab][aria-pressed=true]')?.dataset.kind === 'power_of_attorney' && document.querySelector('[data-testid=page]'));
    await page.keyboard.press('c');
    await page.locator('[data-testid=notice]', { hasText: '已确认' }).waitFor();
    await page.waitForSelector(`[data-testid=registration][data-id="${id}"][data-state=confirmed]`);
    await shot(page, 'registration-confirmed');
    await expectSound(page, 'a confirmed registration in the list');

    // Every look is in the ledger, with who looked; the lawyer may see the case from now on.
    const views = office.ledger('registration_page_viewed');
    assert.equal(views.length, 3);
    assert.ok(views.every((one) => JSON.stringify(one).includes('anna')));
    assert.ok(!JSON.stringify([...views, ...office.ledger('registration_confirmed')]).includes(lin.name));
    const { entitlements } = await page.evaluate((number) => fetch(`/api/cases/${number}/entitlements`).then((r) => r.json()), caseNumber);
    assert.equal(entitlements.length, 1);
    assert.equal(entitlements[0].role, 'defender');
    // History says the same.
    await rowOf(id).locator('[data-testid=look]').click();
    await page.locator('.history summary').click();
    const kinds = await page.locator('[data-testid=history]').evaluateAll((all) => all.map((e) => e.dataset.kind));
    assert.equal(kinds[0], 'submit');
    assert.ok(kinds.includes('take') && kinds.includes('confirm'));
    assert.equal(kinds.filter((kind) => kind === 'view_page').length, 3);
});

test('what does not fit is returned with standard reasons, the ones that the check speaks for ticked already', async () => {
    const papers = papersOf(gao, { firm_name: '云南甲律师事务所', licence_firm: '云南乙律师事务所' });
    const id = await kiosk.handIn(formOf(gao, papers, { typed: { case_number: otherCase } }));
    await openRegistrations();
    await page.click('.bar button.on-dark');
    await rowOf(id).locator('[data-testid=take]').click();
    await page.waitForSelector('[data-testid=page]');
    await page.locator('[data-testid=finding]', { hasText: 'different firms' }).waitFor();
    assert.equal(await page.locator('.wrong-field').count(), 2);
    await expectSound(page, 'a review in English');
    await expectNoSidewaysScroll(page, 'review in English');
    await page.keyboard.press('r');
    await page.waitForSelector('dialog[open] [data-testid=return-do]');
    assert.ok(await page.isChecked('[data-testid=reason-firm_certificate_not_valid]'));
    await expectSound(page, 'the reasons');
    await shot(page, 'return');
    await page.keyboard.press('4'); // unticks it
    await page.keyboard.press('Enter');
    await page.locator('dialog .fault', { hasText: 'at least one' }).waitFor();
    await page.keyboard.press('4');
    await page.keyboard.press('1');
    await page.keyboard.press('Enter');
    await page.waitForSelector(`[data-testid=registration][data-id="${id}"][data-state=returned]`);
    const told = await page.evaluate((one) => fetch(`/api/registrations/${one}`).then((r) => r.json()), id);
    assert.deepEqual(told.reasons, ['page_unreadable', 'firm_certificate_not_valid']);
    assert.equal(office.ledger('registration_returned').length, 1);
    await page.context().close();

    // What builds on it leads to its papers, and to why it came back.
    const next = await kiosk.handIn(formOf(gao, papers, { typed: { case_number: otherCase }, follows: id }));
    await openRegistrations();
    await rowOf(next).locator('[data-testid=take]').click();
    await page.waitForSelector('[data-testid=page]');
    await expectSound(page, 'one that follows another');
    await page.click('[data-testid=look-earlier]');
    await page.locator('[data-testid=standing]', { hasText: '律所证明不合要求' }).waitFor();
    await page.waitForSelector('[data-testid=page]');
    assert.ok(await drawn() > 60, 'its pages can be opened');
    await expectSound(page, 'the earlier one');
    const seen = office.ledger('registration_page_viewed');
    assert.ok(JSON.stringify(seen.at(-1)).includes(id), 'and that is in the ledger');
});

test('a page on its way is said to be so, opens by itself when it has come, and nothing is confirmed before', async () => {
    const id = await kiosk.handIn(formOf(gao, papersOf(gao), { typed: { case_number: otherCase } }), { holdPages: true });
    await openRegistrations();
    await rowOf(id).locator('li', { hasText: '还有3页没传到' }).waitFor();
    await rowOf(id).locator('[data-testid=take]').click();
    await page.locator('.viewer-told', { hasText: '还没有从终端传到' }).waitFor();
    await expectSound(page, 'a page on its way');
    await page.keyboard.press('c');
    await page.click('[data-testid=confirm-unseen]');
    await page.locator('[data-testid=notice]', { hasText: '没有全部传到' }).waitFor();
    await page.locator('.viewer-told').waitFor(); // it can still be returned, or waited for
    await kiosk.sendPages();
    await page.waitForSelector('[data-testid=page]');
    assert.ok(await drawn() > 60);
    await page.keyboard.press('l');
    await page.waitForSelector(`[data-testid=registration][data-id="${id}"][data-state=submitted]`);
});

test('two reviewers do not work on the same one: the second is told, and a supervisor puts it back', async () => {
    const id = await kiosk.handIn(formOf(lin, papersOf(lin), { typed: { case_number: thirdCase } }));
    const bert = await openPage(browser, office);
    await signIn(bert, 'bert');
    await bert.click('a[href="#/registrations"]');
    await rowOf(id, bert).locator('[data-testid=take]').waitFor();
    await openRegistrations();
    await rowOf(id).locator('[data-testid=take]').click();
    await page.waitForSelector('[data-testid=page]');
    await rowOf(id, bert).locator('td', { hasText: 'anna 正在审核' }).waitFor();
    await rowOf(id, bert).locator('[data-testid=look]').click();
    await bert.locator('[data-testid=standing]', { hasText: 'anna 正在审核' }).waitFor();
    assert.ok(await bert.isDisabled('[data-testid=confirm]'));
    await expectSound(bert, 'what a colleague has');
    const hand = await Hand.signIn(office, 'bert');
    const whole = await hand.get(`/api/registrations/${id}`);
    await assert.rejects(hand.post(`/api/registrations/${id}/confirm`, { seen: whole.version }), /409.*not_yours/);
    await assert.rejects(hand.post(`/api/registrations/${id}/take`, { seen: whole.version }), /409.*not_yours/);
    await assert.rejects(hand.post(`/api/registrations/${id}/release`, { seen: whole.version }), /409.*not_yours/);
    const susan = await Hand.signIn(office, 'susan');
    const released = await susan.post(`/api/registrations/${id}/release`, { seen: whole.version });
    assert.equal(released.state, 'submitted');
    // Anna's page follows: nothing can be decided with what she saw.
    await page.waitForSelector('[data-testid=review-take]');
    await assert.rejects(hand.post(`/api/registrations/${id}/take`, { seen: whole.version }), /409.*changed_meanwhile/);
    await bert.context().close();
});

test('who may not see does not, and what is asked for wrongly is refused', async () => {
    const { registrations } = await (await Hand.signIn(office, 'anna')).get('/api/registrations');
    const [one, two] = registrations;
    await openRegistrations();
    const all = await page.evaluate(async ([a, b]) => {
        const whole = await fetch(`/api/registrations/${a}`).then((r) => r.json());
        const path = `/api/registrations/${a}/pages/${whole.page_list[0].id}`;
        const picture = await fetch(path);
        const bytes = new Uint8Array(await picture.arrayBuffer());
        return {
            path, type: picture.headers.get('content-type'), store: picture.headers.get('cache-control'), head: [...bytes.slice(0, 3)],
            ofAnother: (await fetch(`/api/registrations/${b}/pages/${whole.page_list[0].id}`)).status,
            noSuch: (await fetch(`/api/registrations/${a}/pages/${'0'.repeat(32)}`)).status,
            noId: (await fetch(`/api/registrations/${a.slice(1)}`)).status,
        };
    }, [one.id, two.id]);
    assert.deepEqual({ ...all, path: '' }, { path: '', type: 'image/jpeg', store: 'no-store', head: [0xff, 0xd8, 0xff], ofAnother: 404, noSuch: 404, noId: 404 });
    const theo = await Hand.signIn(office, 'theo');
    for (const path of ['/api/registrations', `/api/registrations/${one.id}`, all.path]) await assert.rejects(theo.get(path), /403/);
    for (const path of ['/api/registrations', `/api/registrations/${one.id}`, all.path]) await assert.rejects(new Hand(office).get(path), /401/);
    const anna = await Hand.signIn(office, 'anna');
    await assert.rejects(anna.post(`/api/registrations/${one.id}/return`, { seen: one.version, reasons: ['nonsense'] }), /400.*reasons/);
    await assert.rejects(anna.post(`/api/registrations/${one.id}/return`, { seen: one.version }), /400.*malformed/);
    await assert.rejects(anna.post(`/api/registrations/${one.id}/confirm`, { seen: 0 }), /400.*malformed/);
    await assert.rejects(anna.post(`/api/registrations/${one.id}/confirm`, { seen: one.version, more: 1 }), /400.*malformed/);
    await assert.rejects(anna.post(`/api/registrations/${'0'.repeat(32)}/take`, { seen: 1 }), /404/);
});

test('nothing of a person stays when nobody is there', async () => {
    const { registrations } = await (await Hand.signIn(office, 'anna')).get('/api/registrations');
    page = await openPage(browser, office);
    await page.clock.install();
    await signIn(page, 'anna');
    await page.click('a[href="#/registrations"]');
    await rowOf(registrations[0].id).locator('button').click();
    await page.waitForSelector('[data-testid=page]');
    await page.clock.runFor(121_000);
    await page.waitForSelector('[data-testid=next-registration]');
    assert.equal(await page.locator('[data-testid=page]').count(), 0);
    const kept = await page.evaluate(() => document.body.textContent + location.href + document.title + JSON.stringify(localStorage) + JSON.stringify(sessionStorage));
    assert.ok(![lin, gao, zheng].some((person) => kept.includes(person.name) || kept.includes(person.number)));
});

test('where four eyes are wanted, the same person cannot confirm twice and a colleague can', async () => {
    const strict = await Office.start('[lawyers]\nfour_eyes = true\n');
    let anna, bert;
    try {
        for (const name of ['anna', 'bert']) strict.account(name, 'window');
        strict.importCases([theCase]);
        const papers = printPapers(join(strict.folder, 'papers'), lin, {});
        const id = await new Kiosk(strict).handIn(formOf(lin, papers, { typed: { case_number: caseNumber } }));
        const confirmAll = async (where) => {
            await where.waitForSelector('[data-testid=page]');
            await where.keyboard.press('c');
            await where.click('[data-testid=confirm-unseen]');
        };
        anna = await openPage(browser, strict);
        await signIn(anna, 'anna');
        await anna.click('a[href="#/registrations"]');
        await anna.locator('p', { hasText: '两个人先后确认' }).waitFor();
        await anna.waitForSelector(`[data-id="${id}"]`);
        await anna.keyboard.press('n');
        await confirmAll(anna);
        await anna.locator('[data-testid=notice]', { hasText: '还要一位同事' }).waitFor();
        await rowOf(id, anna).locator('td', { hasText: 'anna 已确认一次' }).waitFor();
        assert.equal(await rowOf(id, anna).locator('[data-testid=take]').count(), 0, 'not again by the same');
        await expectSound(anna, 'confirmed once');
        const hand = await Hand.signIn(strict, 'anna');
        const { version } = await hand.get(`/api/registrations/${id}`);
        await assert.rejects(hand.post(`/api/registrations/${id}/confirm`, { seen: version }), /409/);
        bert = await openPage(browser, strict);
        await signIn(bert, 'bert');
        await bert.click('a[href="#/registrations"]');
        await rowOf(id, bert).locator('[data-testid=take]').click();
        await bert.locator('[data-testid=standing]', { hasText: 'anna 已确认一次' }).waitFor();
        await confirmAll(bert);
        await bert.locator('[data-testid=notice]', { hasText: '已确认，' }).waitFor();
        await rowOf(id, anna).locator('td', { hasText: '已确认' }).waitFor();
        assert.equal((await hand.get(`/api/cases/${caseNumber}/entitlements`)).entitlements.length, 1);
    } finally {
        await anna?.context().close();
        await bert?.context().close();
        await strict.stop();
    }
});
