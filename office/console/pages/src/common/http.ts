// Questions to the office. What can go wrong in normal life is an Answer with a word; nothing is thrown.

const patience = 15_000; // ms

export interface Failure {
    readonly ok: false;
    readonly status: number; // 0: no answer
    readonly error: string; // the office's word; "unreachable" or "malformed" are ours
    readonly retryAfterS: number;
}
export type Answer<T> = { readonly ok: true; readonly value: T } | Failure;

export interface Question {
    readonly method?: 'GET' | 'POST';
    readonly body?: unknown;
    readonly csrf?: string;
}

const failure = (status: number, error: string, retryAfterS = 0): Failure => ({ ok: false, status, error, retryAfterS });

export async function ask<T>(path: string, question: Question = {}): Promise<Answer<T>> {
    const headers: Record<string, string> = { Accept: 'application/json' };
    if (question.body !== undefined) headers['Content-Type'] = 'application/json';
    if (question.csrf) headers['X-CSRF-Token'] = question.csrf;
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), patience);
    try {
        const response = await fetch(path, {
            method: question.method ?? 'GET',
            headers,
            cache: 'no-store',
            credentials: 'same-origin',
            signal: abort.signal,
            ...(question.body === undefined ? {} : { body: JSON.stringify(question.body) }),
        });
        const text = await response.text();
        const value: unknown = text === '' ? null : JSON.parse(text);
        if (response.ok) return { ok: true, value: value as T };
        const told = (value ?? {}) as { error?: unknown; retry_after_s?: unknown };
        return failure(response.status, typeof told.error === 'string' ? told.error : 'unreachable',
            typeof told.retry_after_s === 'number' ? told.retry_after_s : 0);
    } catch (trouble) {
        return failure(0, trouble instanceof SyntaxError ? 'malformed' : 'unreachable');
    } finally {
        clearTimeout(timer);
    }
}
