// The list of registrations as the office tells it, live while the page is open.
import { useEffect, useRef, useState } from 'preact/hooks';

import { Live } from '../../common/live';
import { useSession } from '../session';
import type { RegistrationList } from './types';

export interface RegistrationFeed {
    readonly list: RegistrationList | null;
    readonly refresh: () => Promise<void>;
}

export function useRegistrations(): RegistrationFeed {
    const session = useSession();
    const [list, setList] = useState<RegistrationList | null>(null);
    const newest = useRef(-1);
    const take = (next: RegistrationList): void => {
        if (next.version < newest.current) return;
        newest.current = next.version;
        setList(next);
    };
    useEffect(() => {
        const live = new Live('/api/registrations/events', 'registrations', {
            // An office that was started anew counts from the beginning.
            onLine: (lostSince) => { if (lostSince !== null) newest.current = -1; },
            onData: (data) => take(data as RegistrationList),
            onRefused: (status) => { if (status === 401) session.ended(); },
        });
        return () => live.stop();
    }, [session]);
    const refresh = async (): Promise<void> => {
        const answer = await session.get<RegistrationList>('/api/registrations');
        if (answer.ok) take(answer.value);
    };
    return { list, refresh };
}
