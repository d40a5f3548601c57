// Who is signed in, and every question that needs it.
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

import { ask, type Answer } from '../common/http';
import type { Me } from './types';

export class Session {
    // onEnd: the office no longer knows the session.
    constructor(readonly me: Me, private readonly onEnd: () => void) {}

    get<T>(path: string): Promise<Answer<T>> {
        return this.watch(ask<T>(path));
    }

    post<T>(path: string, body: unknown = {}): Promise<Answer<T>> {
        return this.watch(ask<T>(path, { method: 'POST', body, csrf: this.me.csrf }));
    }

    ended(): void {
        this.onEnd();
    }

    private async watch<T>(question: Promise<Answer<T>>): Promise<Answer<T>> {
        const answer = await question;
        if (!answer.ok && answer.status === 401) this.onEnd();
        return answer;
    }
}

export const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
    const session = useContext(SessionContext);
    if (!session) throw new Error('a view of the staff outside of a session');
    return session;
}
