// The whole hall at a glance, live.
import { clock, wholeMinutes } from '../common/time';
import { rangeText, serviceName, windowName } from './names';
import { useOfficeClock, useQueue } from './queue_feed';
import { useSession } from './session';
import { t, texts, word } from './texts';
import type { Queue, Service, Window } from './types';
import { useDeeds, type Deeds } from './window/deeds';

export function Overview() {
    const session = useSession();
    const { queue } = useQueue();
    const deeds = useDeeds();
    if (!queue) return <p class="waiting-for-office">{t('line.first')}</p>;
    const mayDirect = session.me.role === 'supervisor';
    const waiting = queue.services.reduce((sum, s) => sum + s.waiting, 0);
    const issued = queue.services.reduce((sum, s) => sum + s.issued, 0);
    const open = queue.windows.filter((w) => w.open).length;
    return (
        <>
            <h1>{t('overview.title')}</h1>
            <dl class="tiles">
                <Tile label={t('overview.waiting')} value={waiting} />
                <Tile label={t('overview.issued')} value={issued} />
                <Tile label={t('overview.windows_open')} value={`${open} / ${queue.windows.length}`} />
                <Tile label={t('overview.held')} value={queue.tickets.filter((x) => x.state === 'on_hold').length} />
            </dl>
            <div class="overview">
                <section>
                    <h2>{t('overview.services')}</h2>
                    <div class="table-box" tabIndex={0} role="region" aria-label={t('overview.services')}>
                        <table>
                            <thead>
                                <tr>
                                    <th scope="col">{t('overview.service')}</th>
                                    <th scope="col" class="figure">{t('overview.waiting')}</th>
                                    <th scope="col">{t('overview.range')}</th>
                                    <th scope="col" class="figure">{t('overview.issued')}</th>
                                    <th scope="col">{t('overview.state')}</th>
                                    {mayDirect && <th scope="col"><span class="unseen">{t('overview.direct')}</span></th>}
                                </tr>
                            </thead>
                            <tbody>{queue.services.map((s) => <ServiceRow key={s.id} queue={queue} service={s} deeds={mayDirect ? deeds : null} />)}</tbody>
                        </table>
                    </div>
                </section>
                <section>
                    <h2>{t('overview.windows')}</h2>
                    <ul class="hall">
                        {queue.windows.map((w) => <WindowTile key={w.id} queue={queue} window={w} deeds={mayDirect ? deeds : null} />)}
                    </ul>
                </section>
            </div>
        </>
    );
}

function Tile({ label, value }: { label: string; value: string | number }) {
    return <div class="tile"><dt>{label}</dt><dd>{value}</dd></div>;
}

function ServiceRow({ queue, service, deeds }: { queue: Queue; service: Service; deeds: Deeds | null }) {
    const state = service.paused ? 'paused' : service.open ? 'open' : 'closed';
    const name = serviceName(queue, service.id);
    return (
        <tr>
            <th scope="row"><span class="prefix">{service.prefix}</span> {name}</th>
            <td class="figure strong">{service.waiting}</td>
            <td>{rangeText(service.low, service.high)}</td>
            <td class="figure">{service.issued}{service.cap ? ` / ${service.cap}` : ''}</td>
            <td><span class={`state ${state}`}>{word('service_state', state)}</span></td>
            {deeds && (
                <td class="end">
                    <button type="button" disabled={deeds.busy} aria-label={t(service.paused ? 'overview.resume_service' : 'overview.pause_service', { name })}
                        onClick={() => deeds.run(service.paused ? 'resume-service' : 'pause-service', { service: service.id },
                            t(service.paused ? 'overview.resumed' : 'overview.paused', { name }))}>
                        {t(service.paused ? 'overview.resume' : 'overview.pause')}
                    </button>
                </td>
            )}
        </tr>
    );
}

function WindowTile({ queue, window, deeds }: { queue: Queue; window: Window; deeds: Deeds | null }) {
    const now = useOfficeClock();
    const ticket = queue.tickets.find((x) => x.id === window.ticket);
    const since = ticket && (ticket.state === 'serving' ? ticket.started_at : ticket.called_at);
    return (
        <li class={window.open ? 'hall-window' : 'hall-window closed'}>
            <h3>{windowName(queue, window.id)}</h3>
            <p class="hall-number">{ticket ? ticket.number : !window.open ? t('overview.window_closed') : window.ticket !== null ? t('overview.taken') : t('overview.free')}</p>
            <p class="soft">
                {ticket && since ? `${word('state', ticket.state)} · ${t('line_of.minutes', { n: wholeMinutes(now - since) })}` : ''}
                {window.open && window.opened_by ? ` ${window.opened_by}` : ''}
            </p>
            {deeds && window.open && !ticket && (
                <button type="button" disabled={deeds.busy} aria-label={t('overview.close_window', { name: windowName(queue, window.id) })}
                    onClick={() => deeds.run('close-window', { window: window.id })}>{t('window.close')}</button>
            )}
            {ticket?.appointment && <p class="soft">{clock(ticket.appointment.from, texts.language)}</p>}
        </li>
    );
}
