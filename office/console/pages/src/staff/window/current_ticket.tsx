import { stopwatch, wholeMinutes, clock } from '../../common/time';
import { serviceName } from '../names';
import { t, texts, word } from '../texts';
import type { Queue, Ticket } from '../types';

interface Props {
    readonly queue: Queue;
    readonly ticket: Ticket | null;
    readonly now: number; // the office's clock
}

export function CurrentTicket({ queue, ticket, now }: Props) {
    if (!ticket)
        return (
            <div class="current free" data-testid="current">
                <p class="current-free">{t('window.free')}</p>
                <p class="soft">{t('window.free_hint')}</p>
            </div>
        );
    const since = ticket.state === 'serving' ? ticket.started_at : ticket.called_at;
    const waited = wholeMinutes((ticket.first_called_at ?? ticket.called_at ?? now) - ticket.taken_at);
    return (
        <div class={`current ${ticket.state}`} data-testid="current">
            <p class="current-state" role="status">
                {word('state', ticket.state)}
                {since !== null && <span class="running"> {stopwatch(now - since)}</span>}
            </p>
            <p class="current-number" data-testid="current-number">{ticket.number}</p>
            <p class="current-service">{serviceName(queue, ticket.service)}</p>
            <ul class="chips">
                <li>{t('window.waited', { n: waited })}</li>
                {ticket.precedence !== 'ordinary' && <li class="chip-first">{word('precedence', ticket.precedence)}</li>}
                {ticket.appointment && (
                    <li class="chip-first">
                        {t('window.appointment', { from: clock(ticket.appointment.from, texts.language), until: clock(ticket.appointment.until, texts.language) })}
                    </li>
                )}
                {ticket.recalls > 0 && <li>{t('window.recalls', { n: ticket.recalls })}</li>}
                {ticket.absences > 0 && <li class="chip-warning">{t('window.absences', { n: ticket.absences })}</li>}
                {ticket.print === 'unconfirmed' && <li class="chip-warning">{t('window.no_paper')}</li>}
            </ul>
            {ticket.note && <p class="note"><strong>{t('window.note')}</strong> {ticket.note}</p>}
        </div>
    );
}
