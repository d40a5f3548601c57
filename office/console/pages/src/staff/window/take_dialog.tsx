// A ticket for somebody who cannot use the terminal: the number is told, and printed when wanted.
import { useEffect, useState } from 'preact/hooks';

import { Dialog } from '../dialog';
import { rangeText, serviceName } from '../names';
import { useSession } from '../session';
import { t, word } from '../texts';
import type { Queue, Words } from '../types';
import type { Deeds, Done } from './deeds';

interface Props {
    readonly queue: Queue;
    readonly run: Deeds['run'];
    readonly onClose: () => void;
}

export function TakeDialog({ queue, run, onClose }: Props) {
    const session = useSession();
    const [words, setWords] = useState<readonly string[]>(['ordinary']);
    const [service, setService] = useState(queue.services.find((s) => s.open && !s.paused)?.id ?? queue.services[0]?.id ?? '');
    const [precedence, setPrecedence] = useState('ordinary');
    const [taken, setTaken] = useState<Done['ticket']>(null);
    useEffect(() => {
        void session.get<Words>('/api/words').then((answer) => {
            if (answer.ok) setWords(answer.value.precedences);
        });
    }, [session]);

    const submit = async (event: Event): Promise<void> => {
        event.preventDefault();
        const done = await run('take', { service, precedence });
        if (done?.ticket) setTaken(done.ticket);
    };
    if (taken) {
        const ticket = queue.tickets.find((other) => other.id === taken.id);
        return (
            <Dialog title={t('take.title')} onClose={onClose}>
                <div class="slip">
                    <p>{serviceName(queue, service)}</p>
                    <p class="slip-number" data-testid="taken-number">{taken.number}</p>
                    <p>{t('take.wait', { range: rangeText(ticket?.low ?? null, ticket?.high ?? null) })}</p>
                    <p>{t('take.sit')}</p>
                </div>
                <div class="actions">
                    <button type="button" class="primary" onClick={() => window.print()}>{t('common.print')}</button>
                    <button type="button" onClick={onClose}>{t('common.done')}</button>
                </div>
            </Dialog>
        );
    }
    return (
        <Dialog title={t('take.title')} onClose={onClose}>
            <form onSubmit={submit}>
                <label class="field">
                    <span>{t('take.service')}</span>
                    <select value={service} onChange={(event) => setService(event.currentTarget.value)}>
                        {queue.services.map((s) => (
                            <option key={s.id} value={s.id} disabled={!s.open || s.paused}>
                                {serviceName(queue, s.id)}{s.paused ? ` ${t('take.paused')}` : s.open ? '' : ` ${t('take.closed')}`}
                            </option>
                        ))}
                    </select>
                </label>
                <label class="field">
                    <span>{t('take.precedence')}</span>
                    <select value={precedence} onChange={(event) => setPrecedence(event.currentTarget.value)}>
                        {words.filter((w) => w !== 'lawyer_with_appointment').map((w) => <option key={w} value={w}>{word('precedence', w)}</option>)}
                    </select>
                </label>
                <div class="actions">
                    <button type="submit" class="primary">{t('take.do')}</button>
                    <button type="button" onClick={onClose}>{t('common.cancel')}</button>
                </div>
            </form>
        </Dialog>
    );
}
