// Reserved times of a day: booked at the counter, without a name in the list.
import { useEffect, useState } from 'preact/hooks';

import { clock, dayOf } from '../../common/time';
import { Dialog } from '../dialog';
import { serviceName } from '../names';
import { failureText, useTell } from '../notices';
import { useQueue } from '../queue_feed';
import { useSession } from '../session';
import { t, texts, word } from '../texts';
import type { Appointment } from '../types';
import { BookForm } from './book_form';

const timesOf = (one: Appointment): string => `${clock(one.from, texts.language)}–${clock(one.until, texts.language)}`;

export function Appointments() {
    const session = useSession();
    const tell = useTell();
    const { queue } = useQueue();
    const [day, setDay] = useState(queue?.day ?? dayOf(Date.now()));
    const [list, setList] = useState<readonly Appointment[] | null>(null);
    const [leaving, setLeaving] = useState<Appointment | null>(null);

    const load = async (of: string): Promise<void> => {
        const answer = await session.get<{ appointments: readonly Appointment[] }>(`/api/appointments?day=${of}`);
        if (answer.ok) setList(answer.value.appointments);
        else tell('trouble', failureText(answer));
    };
    useEffect(() => void load(day), [session, day]);

    const cancel = async (one: Appointment): Promise<void> => {
        setLeaving(null);
        const answer = await session.post(`/api/appointments/${encodeURIComponent(one.id)}/cancel`);
        if (answer.ok) tell('good', t('appointments.cancelled'));
        else if (texts.has('appointment_fault', answer.error)) tell('warning', word('appointment_fault', answer.error));
        else tell('trouble', failureText(answer));
        await load(day);
    };
    const names = queue ?? { services: [] };
    return (
        <>
            <h1>{t('appointments.title')}</h1>
            <p class="lead">{t('appointments.lead')}</p>
            {queue && <BookForm day={day} services={queue.services} onDay={setDay} onBooked={() => load(day)} />}
            <div class="table-box card" tabIndex={0} role="region" aria-label={t('appointments.of_day')}>
                <table>
                    <caption class="soft">{list?.length === 0 ? t('appointments.none') : t('appointments.of_day')}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{t('appointments.time')}</th>
                            <th scope="col">{t('appointments.service')}</th>
                            <th scope="col">{t('appointments.state')}</th>
                            <th scope="col">{t('appointments.mark')}</th>
                            <th scope="col"><span class="unseen">{t('accounts.deeds')}</span></th>
                        </tr>
                    </thead>
                    <tbody>
                        {list?.map((one) => (
                            <tr key={one.id} class={one.state === 'booked' ? '' : 'off'} data-testid="appointment">
                                <th scope="row">{timesOf(one)}</th>
                                <td>{serviceName(names, one.service)}</td>
                                <td>{word('appointment_state', one.state)}</td>
                                <td class="digits">{one.id.slice(-4)}</td>
                                <td class="end">
                                    {one.state === 'booked' && (
                                        <button type="button" class="danger" onClick={() => setLeaving(one)}
                                            aria-label={t('appointments.cancel_of', { mark: one.id.slice(-4) })}>
                                            {t('appointments.cancel')}
                                        </button>
                                    )}
                                </td>
                            </tr>
                        ))}
                    </tbody>
                </table>
            </div>
            {leaving && (
                <Dialog title={t('appointments.cancel')} onClose={() => setLeaving(null)}>
                    <p>{t('appointments.cancel_ask', { times: timesOf(leaving), service: serviceName(names, leaving.service) })}</p>
                    <div class="actions">
                        <button type="button" class="danger" onClick={() => void cancel(leaving)} data-testid="cancel-appointment">{t('appointments.cancel')}</button>
                        <button type="button" onClick={() => setLeaving(null)}>{t('appointments.keep')}</button>
                    </div>
                </Dialog>
            )}
        </>
    );
}
