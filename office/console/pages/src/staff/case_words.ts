// Words of cases, as the terminal says them: read out of the terminal's own catalogues when the pages are built, so that
// window and terminal never tell the same thing differently.
import { en, zh } from 'lobby:case-words';

import { texts } from './texts';

export function caseWord(list: 'kind' | 'stage' | 'measure' | 'outcome' | 'role', word: string, field: 'name' | 'means' = 'name'): string {
    const catalogue = texts.language === 'zh' ? zh : en;
    return catalogue[`${list}.${word}.${field}`] ?? (field === 'name' ? word : '');
}
