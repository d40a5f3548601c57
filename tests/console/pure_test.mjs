// The parts of the pages that decide without a browser.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { root } from './office.mjs';

const pages = join(root, 'office', 'console', 'pages');
const { build } = createRequire(join(pages, 'package.json'))('esbuild');
const folder = mkdtempSync(join(tmpdir(), 'lobby-pure-'));
let identity, sse, calls, viewport;

before(async () => {
    const entry = {
        identity: 'src/common/identity.ts', sse: 'src/common/sse.ts', calls: 'src/board/call_list.ts',
        viewport: 'src/staff/registrations/viewport.ts',
    };
    await build({ absWorkingDir: pages, entryPoints: entry, outdir: folder, bundle: true, format: 'esm', outExtension: { '.js': '.mjs' }, logLevel: 'error' });
    [identity, sse, calls, viewport] = await Promise.all(Object.keys(entry).map((name) => import(pathToFileURL(join(folder, `${name}.mjs`)))));
});
after(() => rmSync(folder, { recursive: true, force: true }));

test('an identity number is checked by length, characters, birth date and check digit (GB 11643), as the office does', () => {
    const cases = [
        ['34052419800101001X', null],
        ['34052419800101001x', null],
        [' 340524 19800101 001X ', null],
        ['３４０５２４１９８００１０１００１Ｘ', null],
        ['340524198001010010', 'check'],
        ['34052419800101001', 'length'],
        ['3405241980010100X1', 'characters'],
        ['340524198013010017', 'date'],
        ['', 'length'],
        ['911124198111080022', null], // permanent residence, 2023
        ['USA310085031515', null], // permanent residence, 2017
        ['USA310085031516', 'check'],
    ];
    for (const [text, expected] of cases) {
        const fault = identity.identityFault(identity.tidyIdentity(text));
        assert.equal(fault, expected, text);
    }
});

test('one wrong character of an identity number is always noticed', () => {
    const right = '34052419800101001X';
    for (let i = 0; i < 18; ++i)
        for (const digit of '0123456789X') {
            if (digit === right[i]) continue;
            assert.notEqual(identity.identityFault(right.slice(0, i) + digit + right.slice(i + 1)), null);
        }
});

test('an event stream reads the same however it is cut into pieces', () => {
    const stream = ': ping\n\nid: 7\nevent: queue\ndata: {"a":1,\r\ndata: "b":2}\r\n\r\ndata:plain\n\n:x\nevent: lost without data\n\n';
    const whole = new sse.EventParser().push(stream);
    assert.deepEqual(whole, [
        { name: 'queue', id: '7', data: '{"a":1,\n"b":2}' },
        { name: 'message', id: '7', data: 'plain' },
    ]);
    for (let size = 1; size < 12; ++size) {
        const parser = new sse.EventParser();
        const events = [];
        for (let i = 0; i < stream.length; i += size) events.push(...parser.push(stream.slice(i, i + size)));
        assert.deepEqual(events, whole, `pieces of ${size}`);
    }
});

test('an event that never ends is given up', () => {
    const parser = new sse.EventParser();
    assert.throws(() => {
        for (let i = 0; i < 5000; ++i) parser.push(`data: ${'x'.repeat(1000)}\n`);
    });
});

const call = (seq, at) => ({ seq, at, number: `A${seq}`, again: false });
const heard = (list, now) => {
    const out = [];
    for (let next = list.next(now); next; next = list.next(now)) out.push(next.seq);
    return out;
};

test('calls are heard once each, in the order in which they were called', () => {
    const list = new calls.CallList();
    list.take({ version: 6, calls: [call(6, 1000), call(5, 900)] }, 1000);
    assert.deepEqual(heard(list, 1000), [5, 6]);
    list.take({ version: 9, calls: [call(9, 1500), call(6, 1000)] }, 1500);
    list.take({ version: 9, calls: [call(9, 1500), call(6, 1000)] }, 1600);
    assert.deepEqual(heard(list, 1600), [9]);
});

test('what was missed is heard only while it is younger than 30 s', () => {
    const list = new calls.CallList();
    list.take({ version: 8, calls: [call(8, 99_000), call(7, 71_000), call(6, 60_000)] }, 100_000);
    assert.deepEqual(heard(list, 100_000), [7, 8]);
});

test('a call waits for those before it, unless it has left the board or two minutes have passed', () => {
    const list = new calls.CallList();
    const three = [call(9, 1000), call(8, 1000), call(7, 1000)];
    list.take({ version: 9, calls: three }, 1000);
    assert.equal(list.next(1000).seq, 7);
    list.take({ version: 10, calls: [three[0]] }, 40_000);
    assert.deepEqual(heard(list, 45_000), [9], '8 was served meanwhile');
    list.take({ version: 12, calls: [call(12, 50_000), call(11, 50_000)] }, 50_000);
    assert.equal(list.next(50_000).seq, 11);
    assert.deepEqual(heard(list, 170_000), []);
});

test('a call that leaves the board does not bring back older ones; an office that begins anew is heard again', () => {
    const list = new calls.CallList();
    list.take({ version: 9, calls: [call(9, 1000), call(8, 1000)] }, 1000);
    assert.deepEqual(heard(list, 1000), [8, 9]);
    list.take({ version: 10, calls: [call(8, 1000)] }, 1100);
    assert.deepEqual(heard(list, 1100), []);
    list.take({ version: 2, calls: [call(2, 2000)] }, 2000);
    assert.deepEqual(heard(list, 2000), [2]);
});

const page = { width: 1000, height: 2000 };
const box = { width: 600, height: 500 };
// Where a point of the picture, as parts of it, lies in the box, from its middle.
function placeOf(look, x, y) {
    const [tx, ty] = [[x, y], [1 - y, x], [1 - x, 1 - y], [y, 1 - x]][look.turn];
    const size = viewport.turnedSize(page, look.turn);
    const scale = viewport.scaleOf(look, page, box);
    return { x: (tx - look.x) * size.width * scale, y: (ty - look.y) * size.height * scale };
}
const near = (a, b, what) => assert.ok(Math.abs(a - b) < 1e-6, `${what}: ${a} ${b}`);

test('the whole page fits into its box, whichever way it is turned', () => {
    let look = viewport.whole;
    for (let turns = 0; turns < 4; ++turns) {
        const size = viewport.turnedSize(page, look.turn);
        const scale = viewport.scaleOf(look, page, box);
        assert.ok(size.width * scale <= box.width + 1e-9 && size.height * scale <= box.height + 1e-9);
        assert.ok(size.width * scale > box.width - 1e-9 || size.height * scale > box.height - 1e-9);
        look = viewport.turnedBy(look, 1, page, box);
    }
    assert.deepEqual(look, viewport.whole);
});

test('zooming keeps what is under the pointer where it is', () => {
    let look = viewport.zoomed(viewport.whole, 6, { x: 0, y: 0 }, page, box);
    for (const at of [{ x: 120, y: -80 }, { x: -30, y: 44 }]) {
        const scale = viewport.scaleOf(look, page, box);
        const under = { x: look.x + at.x / (page.width * scale), y: look.y + at.y / (page.height * scale) };
        look = viewport.zoomed(look, 1.3, at, page, box);
        const now = placeOf(look, under.x, under.y);
        near(now.x, at.x, 'across');
        near(now.y, at.y, 'down');
    }
});

test('a page that is moved or zoomed out never leaves its box empty, and turning back and forth loses nothing', () => {
    let look = viewport.zoomed(viewport.whole, 5, { x: 100, y: 100 }, page, box);
    look = viewport.moved(look, 1e6, -1e6, page, box);
    const left = placeOf(look, 0, 0);
    const right = placeOf(look, 1, 1);
    near(left.x, -box.width / 2, 'its left edge at the left');
    near(right.y, box.height / 2, 'its lower edge at the bottom');
    const there = viewport.turnedBy(viewport.turnedBy(viewport.whole, 1, page, box), -1, page, box);
    assert.deepEqual(there, viewport.whole);
    const out = viewport.zoomed(look, 1e-6, { x: 0, y: 0 }, page, box);
    assert.equal(out.zoom, 1);
    assert.equal(out.x, 0.5);
    assert.equal(viewport.zoomed(look, 1e6, { x: 0, y: 0 }, page, box).zoom, viewport.mostZoom);
});
