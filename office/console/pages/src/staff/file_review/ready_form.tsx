// Says of a case that its electronic file can be opened, or that it cannot: times are offered at once, or later.
import { useState } from 'preact/hooks';

import { clock, dayOf } from '../../common/time';
import { failureText, useTell } from '../notices';
import { useSession } from '../session';
import { t, texts } from '../texts';
import type { CaseFile } from './types';

export function ReadyForm({ onMarked }: { onMarked: () => Promise<void> }) {
    const session = useSession();
    const tell = useTell();
    const [number, setNumber] = useState('');
    const [file, setFile] = useState<CaseFile | null>(null);
    const [fault, setFault] = useState('');
    const [busy, setBusy] = useState(false);

    const ask = async (ready: boolean | null): Promise<void> => {
        const of = ready === null ? number.trim() : (file?.acceptance_number ?? '');
        if (!of) return;
        const path = `/api/cases/${encodeURIComponent(of)}/file`;
        setBusy(true);
        const answer = ready === null ? await session.get<CaseFile>(path) : await session.post<CaseFile>(path, { ready });
        setBusy(false);
        setFault('');
        if (answer.ok) {
            setFile(answer.value);
            if (ready === null) return;
            tell('good', ready ? t('file_review.marked_ready') : t('file_review.marked_not_ready'));
            await onMarked();
        } else if (answer.status === 404) {
            setFile(null);
            setFault(t('entitle.unknown_case'));
        } else if (answer.status !== 401) {
            tell('trouble', failureText(answer));
        }
    };
    return (
        <form class="card" aria-label={t('file_review.file_title')} autocomplete="off" onSubmit={(event) => { event.preventDefault(); void ask(null); }}>
            <h2>{t('file_review.file_title')}</h2>
            <div class="search">
                <label class="field"><span>{t('entitle.case_number')}</span>
                    <input value={number} class="digits" maxLength={40} required spellcheck={false} data-testid="file-case"
                        onInput={(event) => { setNumber(event.currentTarget.value); setFile(null); setFault(''); }} /></label>
                <button type="submit" disabled={busy} data-testid="file-look">{t('entitle.look')}</button>
            </div>
            <p class="fault" role="alert">{fault}</p>
            {file && (
                <div data-testid="file-state">
                    <p><span class="digits">{file.acceptance_number}</span>{' '}
                        <span class={`state ${file.ready ? 'open' : 'paused'}`}>{file.ready ? t('file_review.ready') : t('file_review.not_ready')}</span></p>
                    {file.marked_by && file.marked_at !== null && (
                        <p class="soft">{t('file_review.marked', { name: file.marked_by, time: `${dayOf(file.marked_at)} ${clock(file.marked_at, texts.language)}` })}</p>
                    )}
                    <div class="actions">
                        <button type="button" class="primary" disabled={busy || file.ready} onClick={() => void ask(true)} data-testid="mark-ready">{t('file_review.mark_ready')}</button>
                        <button type="button" disabled={busy || !file.ready} onClick={() => void ask(false)} data-testid="mark-not-ready">{t('file_review.mark_not_ready')}</button>
                    </div>
                </div>
            )}
        </form>
    );
}
