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
let identity, sse, calls;

before(async () => {
    const entry = { identity: 'src/common/identity.ts', sse: 'src/common/sse.ts', calls: 'src/board/call_list.ts' };
    await build({ absWorkingDir: pages, entryPoints: entry, outdir: folder, bundle: true, format: 'esm', outExtension: { '.js': '.mjs' }, logLevel: 'error' });
    [identity, sse, calls] = await Promise.all(Object.keys(entry).map((name) => import(pathToFileURL(join(folder, `${name}.mjs`)))));
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
