// What a reviewer does with a registration. One thing at a time, so that two quick presses are one deed; a refusal is told
// in words, and what is shown is fetched anew.
import { useRef, useState } from 'preact/hooks';

import { failureText, useTell } from '../notices';
import { useSession } from '../session';
import { t, texts, word } from '../texts';
import type { Registration, Whole } from './types';

// After these nothing that is shown can be decided any more; after the others it can be returned, or waited for.
const overtaken = ['changed_meanwhile', 'not_yours', 'not_open', 'not_found', 'erased'];

export type ReviewVerb = 'take' | 'release' | 'confirm' | 'return';

export interface ReviewDeeds {
    readonly busy: boolean;
    readonly open: (id: string) => Promise<Whole | null>;
    readonly take: (one: Pick<Registration, 'id' | 'version'>) => Promise<Whole | null>;
    // Null: refused, and told.
    readonly run: (verb: Exclude<ReviewVerb, 'take'>, one: Pick<Registration, 'id' | 'version'>, reasons?: readonly string[]) => Promise<Registration | null>;
}

export function useReviewDeeds(onRefused: () => void): ReviewDeeds {
    const session = useSession();
    const tell = useTell();
    const underWay = useRef(false);
    const [busy, setBusy] = useState(false);

    async function once<T>(ask: () => ReturnType<typeof session.post<T>>): Promise<T | null> {
        if (underWay.current) return null;
        underWay.current = true;
        setBusy(true);
        try {
            const answer = await ask();
            if (answer.ok) return answer.value;
            if (answer.status === 401) return null;
            const known = texts.has('review_fault', answer.error);
            if (known) tell('warning', word('review_fault', answer.error));
            else tell('trouble', failureText(answer));
            if (overtaken.includes(answer.error)) onRefused();
            return null;
        } finally {
            underWay.current = false;
            setBusy(false);
        }
    }
    const path = (id: string, verb?: ReviewVerb): string => `/api/registrations/${encodeURIComponent(id)}${verb ? `/${verb}` : ''}`;
    return {
        busy,
        open: (id) => once(() => session.get<Whole>(path(id))),
        take: (one) => once(() => session.post<Whole>(path(one.id, 'take'), { seen: one.version })),
        run: async (verb, one, reasons) => {
            const body = { seen: one.version, ...(reasons ? { reasons } : {}) };
            const done = await once(() => session.post<Registration>(path(one.id, verb), body));
            if (!done) return null;
            if (verb === 'confirm') {
                const half = done.state !== 'confirmed';
                tell(half ? 'warning' : 'good', half ? t('registrations.confirmed_once') : t('registrations.confirmed'));
            } else {
                tell('good', verb === 'return' ? t('registrations.returned') : t('registrations.released'));
            }
            return done;
        },
    };
}
