// Checks the pages' catalogues: every key in both languages, none empty, the same placeholders, each used by its page, and
// no text for people in the code.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const holes = (text) => [...text.matchAll(/\{([a-z_]+)\}/g)].map((m) => m[1]).sort().join(' ');

export function sourcesUnder(folder) {
    return readdirSync(folder, { withFileTypes: true, recursive: false }).flatMap((entry) => {
        const path = join(folder, entry.name);
        if (entry.isDirectory()) return sourcesUnder(path);
        return /\.tsx?$/.test(entry.name) ? [path] : [];
    });
}

export function localeFaults(root, page) {
    const faults = [];
    const read = (language) => JSON.parse(readFileSync(join(root, 'locales', language, `${page}.json`), 'utf8'));
    const [zh, en] = [read('zh'), read('en')];
    const code = sourcesUnder(join(root, 'src', page)).map((file) => [file, readFileSync(file, 'utf8')]);
    const all = code.map(([, text]) => text).join('\n');
    for (const key of new Set([...Object.keys(zh), ...Object.keys(en)])) {
        if (!zh[key] || !en[key]) {
            faults.push(`${page}: ${key} is missing or empty in ${zh[key] ? 'en' : 'zh'}`);
            continue;
        }
        if (holes(zh[key]) !== holes(en[key])) faults.push(`${page}: ${key} has other placeholders in zh and en`);
        const list = key.slice(0, key.lastIndexOf('.'));
        const used = all.includes(`'${key}'`) || all.includes(`word('${list}'`) || all.includes(`\`${list}.\${`);
        if (!used) faults.push(`${page}: ${key} is used nowhere`);
    }
    for (const [file, text] of code)
        text.split('\n').forEach((line, i) => {
            if (/[\u4e00-\u9fff]/.test(line)) faults.push(`${file}:${i + 1}: text for people in code`);
        });
    return faults;
}
