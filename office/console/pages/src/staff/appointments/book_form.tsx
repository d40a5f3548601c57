import { useState } from 'preact/hooks';

import { identityFault, tidyIdentity } from '../../common/identity';
import { officeTime } from '../../common/time';
import { IdentityField } from '../identity_field';
import { serviceName } from '../names';
import { failureText, useTell } from '../notices';
import { useForgetting } from '../private_page';
import { useSession } from '../session';
import { t, texts, word } from '../texts';
import type { Appointment, Service } from '../types';

interface Props {
    readonly day: string;
    readonly services: readonly Service[];
    readonly onDay: (day: string) => void;
    readonly onBooked: () => Promise<void>;
}

export function BookForm({ day, services, onDay, onBooked }: Props) {
    const session = useSession();
    const tell = useTell();
    const [identity, setIdentity] = useState('');
    // Lawyers are those who book most.
    const [service, setService] = useState(services.find((s) => s.id === 'lawyers')?.id ?? services[0]?.id ?? '');
    const [from, setFrom] = useState('');
    const [until, setUntil] = useState('');
    const [fault, setFault] = useState('');
    const [busy, setBusy] = useState(false);
    useForgetting((idle) => {
        if (idle && identity) tell('warning', t('private.forgotten'));
        setIdentity('');
    });

    const submit = async (event: Event): Promise<void> => {
        event.preventDefault();
        const tidy = tidyIdentity(identity);
        const wrong = identityFault(tidy);
        if (wrong) return setFault(word('identity', wrong));
        setFault('');
        setBusy(true);
        const answer = await session.post<Appointment>('/api/appointments', {
            identity_number: tidy, service, from: officeTime(day, from), until: officeTime(day, until),
        });
        setBusy(false);
        if (!answer.ok && texts.has('appointment_fault', answer.error)) return setFault(word('appointment_fault', answer.error));
        if (!answer.ok) return tell('trouble', failureText(answer));
        setIdentity('');
        tell('good', t('appointments.booked', { mark: answer.value.id.slice(-4) }));
        return onBooked();
    };
    return (
        <form class="card" onSubmit={submit} aria-label={t('appointments.book_title')} autocomplete="off">
            <h2>{t('appointments.book_title')}</h2>
            <div class="pair">
                <IdentityField value={identity} onChange={setIdentity} />
                <label class="field">
                    <span>{t('appointments.service')}</span>
                    <select value={service} required onChange={(event) => setService(event.currentTarget.value)} data-testid="service">
                        {services.map((s) => <option key={s.id} value={s.id}>{serviceName({ services }, s.id)}</option>)}
                    </select>
                </label>
            </div>
            <div class="search">
                <label class="field"><span>{t('appointments.day')}</span>
                    <input type="date" value={day} required data-testid="day"
                        onInput={(event) => event.currentTarget.value && onDay(event.currentTarget.value)} /></label>
                <label class="field"><span>{t('appointments.from')}</span>
                    <input type="time" value={from} required data-testid="from" onInput={(event) => setFrom(event.currentTarget.value)} /></label>
                <label class="field"><span>{t('appointments.until')}</span>
                    <input type="time" value={until} required data-testid="until" onInput={(event) => setUntil(event.currentTarget.value)} /></label>
                <button type="submit" class="primary" disabled={busy} data-testid="book">{t('appointments.book')}</button>
            </div>
            <p class="fault" role="alert">{fault}</p>
        </form>
    );
}
