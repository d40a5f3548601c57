// An open window. The buttons and the shortcuts are one table, so that they cannot disagree.
import { useRef, useState } from 'preact/hooks';

import { useTell } from '../notices';
import { useOfficeClock } from '../queue_feed';
import { waits, windowName } from '../names';
import { rememberShortcuts, shortcutsWanted } from '../settings';
import { t } from '../texts';
import type { Queue, Ticket, Window } from '../types';
import { CurrentTicket } from './current_ticket';
import { useDeeds } from './deeds';
import { useKeys } from '../keys';
import { Line } from './line';
import { TakeDialog } from './take_dialog';
import { TransferDialog } from './transfer_dialog';

const tooSoon = 3_000; // ms after a call in which "next" is taken for a slip

interface Props {
    readonly queue: Queue;
    readonly mine: Window;
}

export function Desk({ queue, mine }: Props) {
    const { busy, run } = useDeeds();
    const tell = useTell();
    const now = useOfficeClock();
    const [dialog, setDialog] = useState<'transfer' | 'take' | null>(null);
    const [shortcuts, setShortcuts] = useState(shortcutsWanted);
    const calledAt = useRef(0);

    const current = queue.tickets.find((ticket) => ticket.id === mine.ticket) ?? null;
    const mayCall = (ticket: Ticket): boolean =>
        ticket.target_window ? ticket.target_window === mine.id : mine.services.includes(ticket.service);
    const line = queue.tickets.filter((ticket) => waits(ticket) && mayCall(ticket));
    const held = queue.tickets.filter((ticket) => ticket.state === 'on_hold');

    const of = (ticket: Ticket): { ticket: number; seen: number } => ({ ticket: ticket.id, seen: ticket.version });
    const next = async (): Promise<void> => {
        if (current && Date.now() - calledAt.current < tooSoon) return tell('warning', t('window.too_soon', { number: current.number }));
        const done = await run('next', { window: mine.id, finish_current: current !== null });
        if (done?.ticket) calledAt.current = Date.now();
        else if (done) tell('good', t('window.finished_nobody'));
        return undefined;
    };
    const callThis = async (ticket: Ticket): Promise<void> => {
        const done = await run('call', { window: mine.id, ...of(ticket), finish_current: false });
        if (done) calledAt.current = Date.now();
    };
    const called = current?.state === 'called' ? current : null;
    const serving = current?.state === 'serving' ? current : null;
    const deeds = {
        recall: called && (() => void run('recall', of(called), t('window.recalled', { number: called.number }))),
        start: called && (() => void run('start', of(called))),
        noShow: called && (() => void run('no-show', of(called), t('window.no_show_done', { number: called.number }))),
        finish: current && (() => void run('finish', of(current))),
        hold: current && (() => void run('hold', of(current), t('window.held', { number: current.number }))),
        transfer: current && (() => setDialog('transfer')),
    };
    useKeys({
        n: () => void next(),
        space: () => void next(),
        r: deeds.recall ?? undefined,
        s: deeds.start ?? undefined,
        x: deeds.noShow ?? undefined,
        f: deeds.finish ?? undefined,
        h: deeds.hold ?? undefined,
        t: deeds.transfer ?? undefined,
    }, shortcuts);

    const action = (label: string, key: string, deed: (() => void) | null, name: string) => (
        <button type="button" class={name === 'start' && deed ? 'primary' : ''} disabled={!deed || busy} onClick={deed ?? undefined} aria-keyshortcuts={key} data-testid={name}>
            {label} {shortcuts && <kbd>{key}</kbd>}
        </button>
    );
    return (
        <div class="desk">
            <section class="desk-main" aria-label={windowName(queue, mine.id)}>
                <div class="desk-head">
                    <h1>{windowName(queue, mine.id)}</h1>
                    <label class="check">
                        <input type="checkbox" checked={shortcuts}
                            onChange={(event) => { setShortcuts(event.currentTarget.checked); rememberShortcuts(event.currentTarget.checked); }} />
                        {t('window.shortcuts')}
                    </label>
                    <button type="button" onClick={() => setDialog('take')} data-testid="take">{t('take.title')}</button>
                    <button type="button" disabled={busy || current !== null} data-testid="close-window"
                        title={current ? t('window.close_first') : undefined}
                        onClick={() => run('close-window', { window: mine.id })}>
                        {t('window.close')}
                    </button>
                </div>
                <CurrentTicket queue={queue} ticket={current} now={now} />
                <div class="deeds" role="group" aria-label={t('window.deeds')}>
                    {action(t('window.start'), 'S', deeds.start, 'start')}
                    {action(t('window.recall'), 'R', deeds.recall, 'recall')}
                    {action(t('window.no_show'), 'X', deeds.noShow, 'no-show')}
                    {action(t('window.finish'), 'F', deeds.finish, 'finish')}
                    {action(t('window.hold'), 'H', deeds.hold, 'hold')}
                    {action(t('window.transfer'), 'T', deeds.transfer, 'transfer')}
                </div>
                <button type="button" class="next" disabled={busy || (!current && line.length === 0)} onClick={next} aria-keyshortcuts="N Space" data-testid="next">
                    <span>{serving ?? called ? t('window.finish_next') : t('window.next')} {shortcuts && <kbd>N</kbd>}</span>
                    <small>
                        {line.length === 0 ? t('window.nobody') : t('window.waiting_count', { n: line.length })}
                    </small>
                </button>
            </section>
            <Line queue={queue} mine={mine} line={line} held={held} now={now} free={current === null && !busy}
                onCall={callThis} onResume={(ticket) => void run('resume', { window: mine.id, ...of(ticket) })} />
            {dialog === 'transfer' && current && (
                <TransferDialog queue={queue} mine={mine} ticket={current} onClose={() => setDialog(null)}
                    onTransfer={async (to) => {
                        setDialog(null);
                        await run('transfer', { ...of(current), ...to }, t('transfer.done', { number: current.number }));
                    }} />
            )}
            {dialog === 'take' && <TakeDialog queue={queue} onClose={() => setDialog(null)} run={run} />}
        </div>
    );
}
