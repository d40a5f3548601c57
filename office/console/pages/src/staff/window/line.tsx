// Who waits for this window, and who was put aside.
import { useState } from 'preact/hooks';

import { wholeMinutes } from '../../common/time';
import { serviceName, windowName } from '../names';
import { t, word } from '../texts';
import type { Queue, Ticket, Window } from '../types';

interface Props {
    readonly queue: Queue;
    readonly mine: Window;
    readonly line: readonly Ticket[];
    readonly held: readonly Ticket[];
    readonly now: number;
    readonly free: boolean; // the window can take somebody
    readonly onCall: (ticket: Ticket) => void;
    readonly onResume: (ticket: Ticket) => void;
}

type Tab = 'waiting' | 'held';

export function Line({ queue, line, held, now, free, onCall, onResume }: Props) {
    const [tab, setTab] = useState<Tab>('waiting');
    const shown = tab === 'waiting' ? [...line].sort(byTurn) : held;
    const tabButton = (name: Tab, label: string) => (
        <button type="button" role="tab" id={`tab-${name}`} aria-selected={tab === name} aria-controls="line-panel"
            tabIndex={tab === name ? 0 : -1} onClick={() => setTab(name)}
            onKeyDown={(event) => {
                if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
                const other: Tab = name === 'waiting' ? 'held' : 'waiting';
                setTab(other);
                document.getElementById(`tab-${other}`)?.focus();
            }}>
            {label}
        </button>
    );
    return (
        <aside class="line" aria-label={t('line_of.label')}>
            <div class="tabs" role="tablist">
                {tabButton('waiting', t('line_of.waiting', { n: line.length }))}
                {tabButton('held', t('line_of.held', { n: held.length }))}
            </div>
            <div id="line-panel" role="tabpanel" aria-labelledby={`tab-${tab}`} class="line-panel" tabIndex={0}>
                {shown.length === 0 && <p class="soft empty">{tab === 'waiting' ? t('line_of.nobody') : t('line_of.none_held')}</p>}
                <ul>
                    {shown.map((ticket) => (
                        <li key={ticket.id} class="line-row" data-testid={`row-${ticket.number}`}>
                            <strong class="line-number">{ticket.number}</strong>
                            <span class="line-about">
                                {serviceName(queue, ticket.service)}
                                <small>{marks(queue, ticket, now).join(' · ')}</small>
                            </span>
                            <button type="button" disabled={!free} aria-label={t(tab === 'waiting' ? 'line_of.call_number' : 'line_of.resume_number', { number: ticket.number })}
                                onClick={() => (tab === 'waiting' ? onCall : onResume)(ticket)}>
                                {tab === 'waiting' ? t('line_of.call') : t('line_of.resume')}
                            </button>
                        </li>
                    ))}
                </ul>
            </div>
        </aside>
    );
}

const unknown = 1e6; // more than any line has
// As they will be called, as far as that is known; else as they came.
const byTurn = (a: Ticket, b: Ticket): number =>
    (a.ahead ?? unknown) - (b.ahead ?? unknown) || a.taken_at - b.taken_at || a.id - b.id;

function marks(queue: Queue, ticket: Ticket, now: number): string[] {
    const out = [t('line_of.minutes', { n: wholeMinutes(now - ticket.taken_at) })];
    if (ticket.precedence !== 'ordinary') out.push(word('precedence', ticket.precedence));
    if (ticket.state === 'absent') out.push(t('line_of.absent'));
    if (ticket.state === 'transferred') out.push(t('line_of.transferred'));
    if (ticket.state === 'on_hold' && ticket.window) out.push(windowName(queue, ticket.window));
    if (ticket.print === 'unconfirmed') out.push(t('line_of.no_paper'));
    if (ticket.note) out.push(ticket.note);
    return out;
}
