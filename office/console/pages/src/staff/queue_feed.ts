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
}

const nothing: QueueFeed = { queue: null, lostSince: null, skew: 0, refresh: async () => {} };
export const QueueContext = createContext<QueueFeed>(nothing);
export const useQueue = (): QueueFeed => useContext(QueueContext);

export function useQueueFeed(session: Session): QueueFeed {
    const [queue, setQueue] = useState<Queue | null>(null);
    const [lostSince, setLostSince] = useState<number | null>(null);
    const skew = useRef(0);

    const take = (next: Queue): void => {
        skew.current = next.now - Date.now();
        setQueue((old) => (old && old.version > next.version && old.day === next.day ? old : next));
    };
    useEffect(() => {
        const live = new Live('/api/queue/events', 'queue', {
            onData: (data) => take(data as Queue),
            onLine: setLostSince,
            onRefused: (status) => {
                if (status === 401) session.ended();
                else setLostSince(Date.now());
            },
        });
        return () => live.stop();
    }, [session]);

    const refresh = async (): Promise<void> => {
        const answer = await session.get<Queue>('/api/queue');
        if (answer.ok) take(answer.value);
    };
    return { queue, lostSince, skew: skew.current, refresh };
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
