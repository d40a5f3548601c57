// What a window asks of the queue. One at a time, so that two quick presses are one deed; a refusal is told and the view
// is fetched anew.
import { useRef, useState } from 'preact/hooks';

import { failureText, useTell } from '../notices';
import { useQueue } from '../queue_feed';
import { useSession } from '../session';
import { t } from '../texts';
import type { Ticket } from '../types';

export type QueueVerb =
    | 'open-window' | 'close-window' | 'next' | 'call' | 'recall' | 'start' | 'finish' | 'hold' | 'resume'
    | 'no-show' | 'transfer' | 'pause-service' | 'resume-service' | 'take';

export interface Deed {
    readonly window?: string;
    readonly ticket?: number;
    readonly service?: string;
    readonly note?: string;
    readonly seen?: number;
    readonly finish_current?: boolean;
    readonly precedence?: string;
}
export interface Done {
    readonly ticket: (Ticket & { readonly token?: string }) | null;
    readonly version: number;
}

export interface Deeds {
    readonly busy: boolean;
    readonly run: (verb: QueueVerb, deed: Deed, done?: string) => Promise<Done | null>;
}

export function useDeeds(): Deeds {
    const session = useSession();
    const { refresh, caughtUp } = useQueue();
    const tell = useTell();
    const underWay = useRef(false);
    const [busy, setBusy] = useState(false);

    const run = async (verb: QueueVerb, deed: Deed, done?: string): Promise<Done | null> => {
        if (underWay.current) return null;
        underWay.current = true;
        setBusy(true);
        try {
            const answer = await session.post<Done>(`/api/queue/${verb}`, deed);
            if (answer.ok) {
                if (done) tell('good', done);
                await caughtUp(answer.value.version);
                return answer.value;
            }
            if (answer.status === 409) {
                tell('warning', answer.error === 'nobody_waits' ? failureText(answer) : `${failureText(answer)} ${t('window.refreshed')}`);
                await refresh();
            } else if (answer.status !== 401) {
                tell('trouble', failureText(answer));
            }
            return null;
        } finally {
            underWay.current = false;
            setBusy(false);
        }
    };
    return { busy, run };
}
