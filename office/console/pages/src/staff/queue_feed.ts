// The queue as the office tells it, live; shared by every view.
import { createContext } from 'preact';
import { useContext, useEffect, useRef, useState } from 'preact/hooks';

import { Live } from '../common/live';
import type { Session } from './session';
import type { Queue } from './types';

export interface QueueFeed {
    readonly queue: Queue | null; // nothing yet
    readonly lostSince: number | null; // ms; the queue is as it was then
    readonly skew: number; // ms that the office's clock is ahead of ours
    readonly refresh: () => Promise<void>;
    // Until the queue is as new as this version; asks for it where the stream is slow.
    readonly caughtUp: (version: number) => Promise<void>;
}

const nothing: QueueFeed = { queue: null, lostSince: null, skew: 0, refresh: async () => {}, caughtUp: async () => {} };
export const QueueContext = createContext<QueueFeed>(nothing);
export const useQueue = (): QueueFeed => useContext(QueueContext);

export function useQueueFeed(session: Session): QueueFeed {
    const [queue, setQueue] = useState<Queue | null>(null);
    const [lostSince, setLostSince] = useState<number | null>(null);
    const skew = useRef(0);
    const newest = useRef(0);
    const waiting = useRef(new Set<() => void>());

    const take = (next: Queue): void => {
        skew.current = next.now - Date.now();
        setQueue((old) => (old && old.version > next.version && old.day === next.day ? old : next));
        newest.current = next.version;
        for (const look of [...waiting.current]) look();
    };
    useEffect(() => {
        const live = new Live('/api/queue/events', 'queue', {
            onData: (data) => take(data as Queue),
            onLine: setLostSince,
            onRefused: (status) => {
                if (status === 401) session.ended(); // 403: this role has no queue
            },
        });
        return () => live.stop();
    }, [session]);

    const refresh = async (): Promise<void> => {
        const answer = await session.get<Queue>('/api/queue');
        if (answer.ok) take(answer.value);
    };
    const caughtUp = (version: number): Promise<void> =>
        new Promise((resolve) => {
            const done = (): void => {
                waiting.current.delete(look);
                resolve();
            };
            const look = (): void => {
                if (newest.current >= version) done();
            };
            waiting.current.add(look);
            look();
            if (waiting.current.has(look)) void refresh().then(done);
        });
    return { queue, lostSince, skew: skew.current, refresh, caughtUp };
}

// Draws again each second, for times that run; the office's time now.
export function useOfficeClock(): number {
    const { skew } = useQueue();
    const [now, setNow] = useState(() => Date.now());
    useEffect(() => {
        const timer = setInterval(() => setNow(Date.now()), 1000);
        return () => clearInterval(timer);
    }, []);
    return now + skew;
}
