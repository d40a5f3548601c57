import { useState } from 'preact/hooks';

import { Dialog } from '../dialog';
import { serviceName, windowName } from '../names';
import { t } from '../texts';
import type { Queue, Ticket, Window } from '../types';

const longestNote = 200; // bytes of UTF-8, as the office counts
const fits = (note: string): boolean => new TextEncoder().encode(note).length <= longestNote;

interface Props {
    readonly queue: Queue;
    readonly mine: Window;
    readonly ticket: Ticket;
    readonly onClose: () => void;
    readonly onTransfer: (to: { service?: string; window?: string; note?: string }) => void;
}

export function TransferDialog({ queue, mine, ticket, onClose, onTransfer }: Props) {
    const [service, setService] = useState(ticket.service);
    const [window, setWindow] = useState('');
    const [note, setNote] = useState(ticket.note ?? '');
    const able = queue.windows.filter((w) => w.id !== mine.id);
    const submit = (event: Event): void => {
        event.preventDefault();
        if (!fits(note)) return;
        onTransfer({ ...(service === ticket.service ? {} : { service }), ...(window ? { window } : {}), ...(note.trim() ? { note: note.trim() } : {}) });
    };
    return (
        <Dialog title={t('transfer.title', { number: ticket.number })} onClose={onClose}>
            <form onSubmit={submit}>
                <label class="field">
                    <span>{t('transfer.service')}</span>
                    <select value={service} onChange={(event) => setService(event.currentTarget.value)}>
                        {queue.services.map((s) => <option key={s.id} value={s.id}>{serviceName(queue, s.id)}</option>)}
                    </select>
                </label>
                <label class="field">
                    <span>{t('transfer.window')}</span>
                    <select value={window} onChange={(event) => setWindow(event.currentTarget.value)}>
                        <option value="">{t('transfer.any_window')}</option>
                        {able.map((w) => (
                            <option key={w.id} value={w.id}>{windowName(queue, w.id)}{w.open ? '' : ` ${t('transfer.closed')}`}</option>
                        ))}
                    </select>
                </label>
                <label class="field">
                    <span>{t('transfer.note')}</span>
                    <textarea rows={2} value={note} autocomplete="off" onInput={(event) => setNote(event.currentTarget.value.replace(/[\r\n]+/g, ' '))} />
                    <small>{t('transfer.note_hint')}</small>
                </label>
                <p class="fault" role="alert">{fits(note) ? '' : t('transfer.note_long')}</p>
                <div class="actions">
                    <button type="submit" class="primary" disabled={service === ticket.service && window === ''}>{t('transfer.do')}</button>
                    <button type="button" onClick={onClose}>{t('common.cancel')}</button>
                </div>
            </form>
        </Dialog>
    );
}
