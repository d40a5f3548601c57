// The picture of a scanned page. The office opens it for this one view and writes that down, so a page is asked for when
// somebody looks at it, and once. Its bytes live in this page's memory only, until the review is left.
import { useEffect, useRef, useState } from 'preact/hooks';

import type { Session } from '../session';

const patience = 20_000; // ms

export type Picture =
    | { readonly is: 'none' }
    | { readonly is: 'loading' }
    | { readonly is: 'there'; readonly path: string; readonly bitmap: ImageBitmap }
    | { readonly is: 'fault'; readonly path: string; readonly word: string };

export const pagePath = (registration: string, page: string): string =>
    `/api/registrations/${encodeURIComponent(registration)}/pages/${encodeURIComponent(page)}`;

async function fetchPage(path: string, signal: AbortSignal, session: Session): Promise<Blob | string> {
    const response = await fetch(path, { headers: { Accept: 'image/jpeg' }, cache: 'no-store', credentials: 'same-origin', signal });
    if (response.ok) return response.blob();
    if (response.status === 401) session.ended();
    const told: unknown = await response.json().catch(() => null);
    const word = (told as { error?: unknown } | null)?.error;
    return typeof word === 'string' ? word : 'unreachable';
}

// `path` null: no page. `again` asks once more after a fault.
export function usePicture(session: Session, path: string | null): { picture: Picture; again: () => void } {
    const [picture, setPicture] = useState<Picture>({ is: 'none' });
    const [attempt, setAttempt] = useState(0);
    const kept = useRef(new Map<string, Blob>());
    useEffect(() => {
        if (path === null) {
            setPicture({ is: 'none' });
            return undefined;
        }
        const abort = new AbortController();
        const timer = setTimeout(() => abort.abort(), patience);
        let bitmap: ImageBitmap | null = null;
        let left = false;
        const show = (next: Picture): void => {
            if (!left) setPicture(next);
        };
        const load = async (): Promise<void> => {
            const found = kept.current.get(path) ?? (await fetchPage(path, abort.signal, session));
            if (typeof found === 'string') return show({ is: 'fault', path, word: found });
            kept.current.set(path, found);
            try {
                bitmap = await createImageBitmap(found);
            } catch {
                return show({ is: 'fault', path, word: 'unreadable' });
            }
            if (left) return bitmap.close();
            return show({ is: 'there', path, bitmap });
        };
        setPicture({ is: 'loading' });
        load().catch(() => show({ is: 'fault', path, word: 'unreachable' })).finally(() => clearTimeout(timer));
        return () => {
            left = true;
            abort.abort();
            bitmap?.close();
        };
    }, [session, path, attempt]);
    // Until the new page is there, the old one is not shown in its place.
    const ofThisPage = 'path' in picture && picture.path !== path ? { is: 'loading' as const } : picture;
    return { picture: ofThisPage, again: () => setAttempt((n) => n + 1) };
}
