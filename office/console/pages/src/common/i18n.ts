// Two languages, Chinese first. A page gives its two catalogues (locales/*/PAGE.json); keys and languages are checked by the
// compiler, placeholders and unused keys by tools/locales.mjs.

export type Language = 'zh' | 'en';
export type Values = Readonly<Record<string, string | number>>;

const storageKey = 'lobby.language'; // all that is ever kept in the browser, with the shortcut switch: nothing personal

export function fill(text: string, values?: Values): string {
    if (!values) return text;
    return text.replace(/\{([a-z_]+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole));
}

export class Texts<Key extends string> {
    private listeners = new Set<() => void>();

    constructor(
        private readonly catalogues: Readonly<Record<Language, Readonly<Record<Key, string>>>>,
        private current: Language,
    ) {
        this.tellDocument();
    }

    get language(): Language {
        return this.current;
    }

    readonly t = (key: Key, values?: Values): string => fill(this.catalogues[this.current][key], values);

    // The text of a word from the server ("state" + "waiting"); a word that a newer server knows is shown as it is.
    readonly word = (list: string, word: string): string => {
        const catalogue: Readonly<Record<string, string>> = this.catalogues[this.current];
        return catalogue[`${list}.${word}`] ?? word;
    };

    has(list: string, word: string): boolean {
        return `${list}.${word}` in this.catalogues[this.current];
    }

    // Of two names from the office's settings, the one in this language; the other where it is empty.
    readonly pick = (zh: string | null | undefined, en: string | null | undefined): string =>
        (this.current === 'zh' ? zh || en : en || zh) ?? '';

    switchTo(language: Language): void {
        this.current = language;
        remember(language);
        this.tellDocument();
        for (const listener of this.listeners) listener();
    }

    onChange(listener: () => void): () => void {
        this.listeners.add(listener);
        return () => this.listeners.delete(listener);
    }

    private tellDocument(): void {
        document.documentElement.lang = this.current === 'zh' ? 'zh-CN' : 'en';
    }
}

export function rememberedLanguage(): Language | null {
    try {
        const kept = localStorage.getItem(storageKey);
        return kept === 'zh' || kept === 'en' ? kept : null;
    } catch {
        return null; // storage is switched off: then it is not remembered
    }
}

function remember(language: Language): void {
    try {
        localStorage.setItem(storageKey, language);
    } catch {
        // as above
    }
}
