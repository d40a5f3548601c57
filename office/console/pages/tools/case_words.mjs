// Words of kinds, stages, measures, outcomes and roles, out of the terminal's own catalogues (gettext): one truth for
// terminal and window.
import { readFileSync } from 'node:fs';

const wanted = /^(kind|stage|measure|outcome|role)\.[a-z_]+\.(name|means)$/;

function read(file) {
    const words = {};
    let key = null;
    let field = null;
    for (const raw of readFileSync(file, 'utf8').split('\n')) {
        const match = /^(?:(msgid|msgstr) )?("(?:[^"\\]|\\.)*")$/.exec(raw.trim());
        if (!match) {
            field = null;
            continue;
        }
        const text = JSON.parse(match[2]);
        field = match[1] ?? field;
        if (field === 'msgid') key = match[1] ? text : key + text;
        else if (field === 'msgstr' && wanted.test(key)) words[key] = (match[1] ? '' : words[key]) + text;
    }
    if (Object.keys(words).length === 0) throw new Error(`${file}: no words of cases in it`);
    return words;
}

export function caseWords(localesDir) {
    return {
        name: 'case-words',
        setup(build) {
            build.onResolve({ filter: /^lobby:case-words$/ }, (args) => ({ path: args.path, namespace: 'case-words' }));
            build.onLoad({ filter: /.*/, namespace: 'case-words' }, () => {
                const zh = read(`${localesDir}/zh_CN/lobby.po`);
                const en = read(`${localesDir}/en/lobby.po`);
                return { contents: `export const zh = ${JSON.stringify(zh)};\nexport const en = ${JSON.stringify(en)};\n`, loader: 'js' };
            });
        },
    };
}
