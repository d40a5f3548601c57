// What happened to the last thing that was asked for, told once at the foot of the page and to a screen reader.
import { createContext, type ComponentChildren } from 'preact';
import { useCallback, useContext, useEffect, useState } from 'preact/hooks';

import type { Failure } from '../common/http';
import { t, texts } from './texts';

export type Tone = 'good' | 'warning' | 'trouble';
interface Notice {
    readonly tone: Tone;
    readonly text: string;
    readonly serial: number;
}

type Tell = (tone: Tone, text: string) => void;
const TellContext = createContext<Tell>(() => {});
export const useTell = (): Tell => useContext(TellContext);

const shownFor: Record<Tone, number> = { good: 4_000, warning: 9_000, trouble: 12_000 }; // ms

// Why something was not done, in plain words.
export function failureText(failure: Failure): string {
    if (texts.has('error', failure.error)) return texts.word('error', failure.error);
    return t('error.other', { word: failure.error });
}

export function Notices({ children }: { children: ComponentChildren }) {
    const [notice, setNotice] = useState<Notice | null>(null);
    const tell = useCallback<Tell>((tone, text) => setNotice((old) => ({ tone, text, serial: (old?.serial ?? 0) + 1 })), []);
    useEffect(() => {
        if (!notice) return undefined;
        const timer = setTimeout(() => setNotice(null), shownFor[notice.tone]);
        return () => clearTimeout(timer);
    }, [notice]);
    return (
        <TellContext.Provider value={tell}>
            {children}
            <div class="notices" role="status" aria-live="polite">
                {notice && (
                    <p class={`notice ${notice.tone}`} key={notice.serial} data-testid="notice">
                        {notice.text}
                        <button type="button" class="plain" onClick={() => setNotice(null)} aria-label={t('common.close')}>
                            ×
                        </button>
                    </p>
                )}
            </div>
        </TellContext.Provider>
    );
}
