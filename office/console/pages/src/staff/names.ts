// Names of the office's windows and services in the language of the page.
import { pick, t } from './texts';
import type { Queue, Service, Ticket, Window } from './types';

export function serviceName(queue: Pick<Queue, 'services'>, id: string): string {
    const service: Service | undefined = queue.services.find((s) => s.id === id);
    return service ? pick(service.name_zh, service.name_en) : id;
}

export function windowName(queue: Pick<Queue, 'windows'>, id: string | null): string {
    const window: Window | undefined = queue.windows.find((w) => w.id === id);
    return window ? pick(window.name_zh, window.name_en) : (id ?? '');
}

export const waits = (ticket: Ticket): boolean =>
    ticket.state === 'waiting' || ticket.state === 'absent' || ticket.state === 'transferred';

// A wait as it is told to people; nothing when it is not known.
export function rangeText(low: number | null, high: number | null): string {
    if (low === null || high === null) return t('wait.unknown');
    if (high === 0) return t('wait.now');
    if (low === 0) return t('wait.within', { n: high });
    return low === high ? t('wait.about', { n: high }) : t('wait.range', { low, high });
}
