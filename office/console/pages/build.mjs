// node build.mjs OUT: builds the three pages into OUT: index.html, board.html, ticket.html and assets/ with hashed names.
// CMake calls it (target office_pages). The result replaces an older one as a whole.
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

import { build } from 'esbuild';

import { caseWords } from './tools/case_words.mjs';
import { localeFaults } from './tools/locales.mjs';

const root = dirname(fileURLToPath(import.meta.url));
const out = resolve(process.argv[2] ?? fail('usage: build.mjs OUT'));
const pages = { staff: 'index.html', board: 'board.html', ticket: 'ticket.html' };
const ticketBudget = 40 * 1024; // bytes, uncompressed: what a phone in a poor network has to load

function fail(why) {
    console.error(`pages: ${why}`);
    process.exit(1);
}

const faults = Object.keys(pages).flatMap((page) => localeFaults(root, page));
if (faults.length > 0) fail(`\n${faults.join('\n')}`);

const fresh = `${out}.new`;
rmSync(fresh, { recursive: true, force: true });
mkdirSync(join(fresh, 'assets'), { recursive: true });
const result = await build({
    absWorkingDir: root,
    entryPoints: { staff: 'src/staff/main.tsx', board: 'src/board/main.ts', ticket: 'src/ticket/main.ts' },
    outdir: join(fresh, 'assets'),
    entryNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    bundle: true,
    minify: true,
    format: 'esm',
    target: ['es2020', 'chrome87', 'safari14.1'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    charset: 'utf8',
    legalComments: 'eof',
    loader: { '.svg': 'file' },
    metafile: true,
    logLevel: 'warning',
    logLimit: 10,
    plugins: [caseWords(resolve(root, '../../../assets/locales'))],
});

const assets = Object.entries(result.metafile.outputs).map(([file, about]) => ({
    name: basename(file), entry: about.entryPoint ?? '', css: about.cssBundle ? basename(about.cssBundle) : null,
}));
for (const [page, html] of Object.entries(pages)) {
    const asset = assets.find((a) => a.entry.startsWith(`src/${page}/`)) ?? fail(`${page} was not built`);
    const template = readFileSync(join(root, 'html', html), 'utf8');
    const text = template.replace('@SCRIPT@', `/assets/${asset.name}`).replace('@STYLE@', `/assets/${asset.css}`);
    writeFileSync(join(fresh, html), text);
    const parts = [text, ...[asset.name, asset.css].map((name) => readFileSync(join(fresh, 'assets', name)))].map((part) => Buffer.from(part));
    const sum = (sizes) => sizes.reduce((a, b) => a + b, 0);
    const bytes = sum(parts.map((part) => part.length));
    console.log(`pages: ${html} ${(bytes / 1024).toFixed(1)} KiB, ${(sum(parts.map((part) => gzipSync(part).length)) / 1024).toFixed(1)} KiB compressed`);
    if (page === 'ticket' && bytes > ticketBudget) fail(`ticket.html and what it loads have ${bytes} bytes, more than ${ticketBudget}`);
}
rmSync(out, { recursive: true, force: true });
renameSync(fresh, out);
