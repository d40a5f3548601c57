// The rooms in which lawyers read files: who comes when on a day, which files are ready to be opened, and who has no time yet.
import { useEffect, useState } from 'preact/hooks';

import { addDays, clock, dayOf } from '../../common/time';
import { Dialog } from '../dialog';
import { failureText, useTell } from '../notices';
import { useQueue } from '../queue_feed';
import { limitText, urgencyOf } from '../registrations/age';
import { useSession } from '../session';
import { pick, t, texts, word } from '../texts';
import { ReadyForm } from './ready_form';
import type { ReviewDay, Room, RoomBooking, RoomSlot, WithoutTime } from './types';

const times = (slot: RoomSlot): string => `${clock(slot.from, texts.language)}–${clock(slot.until, texts.language)}`;
const nameOf = (room: Room): string => pick(room.name_zh, room.name_en);

interface Leaving {
    readonly room: Room;
    readonly slot: RoomSlot;
    readonly booking: RoomBooking;
}

export function FileReview() {
    const session = useSession();
    const tell = useTell();
    const { queue } = useQueue();
    const today = queue?.day ?? dayOf(Date.now());
    const [day, setDay] = useState(today);
    const [found, setFound] = useState<ReviewDay | null>(null);
    const [leaving, setLeaving] = useState<Leaving | null>(null);

    const load = async (of: string): Promise<void> => {
        const answer = await session.get<ReviewDay>(`/api/file-review?day=${of}`);
        if (answer.ok) setFound(answer.value);
        else if (answer.status !== 401) tell('trouble', failureText(answer));
    };
    useEffect(() => void load(day), [session, day]);

    const cancel = async (booking: RoomBooking): Promise<void> => {
        setLeaving(null);
        const answer = await session.post(`/api/file-review/${encodeURIComponent(booking.id)}/cancel`);
        if (answer.ok) tell('good', t('file_review.cancelled'));
        else if (texts.has('appointment_fault', answer.error)) tell('warning', word('appointment_fault', answer.error));
        else if (answer.status !== 401) tell('trouble', failureText(answer));
        await load(day);
    };
    const quick = (label: string, to: string) => (
        <button type="button" aria-pressed={day === to} onClick={() => setDay(to)}>{label}</button>
    );
    return (
        <>
            <h1>{t('file_review.title')}</h1>
            <p class="lead">{t('file_review.lead')}</p>
            <div class="search">
                <label class="field"><span>{t('appointments.day')}</span>
                    <input type="date" value={day} required data-testid="review-day" onInput={(event) => event.currentTarget.value && setDay(event.currentTarget.value)} /></label>
                <span class="quick">
                    {quick(t('figures.today'), today)}
                    {quick(t('file_review.tomorrow'), addDays(today, 1))}
                    <button type="button" onClick={() => setDay(addDays(day, -1))} aria-label={t('file_review.day_before')}>←</button>
                    <button type="button" onClick={() => setDay(addDays(day, 1))} aria-label={t('file_review.day_after')}>→</button>
                </span>
            </div>
            {found && found.day === day && (
                <>
                    {!found.working_day && <p class="hint" data-testid="not-working">{t('file_review.not_working')}</p>}
                    <Rooms rooms={found.rooms} onCancel={setLeaving} />
                    <div class="columns">
                        <Late late={found.late} />
                        <ReadyForm onMarked={() => load(day)} />
                    </div>
                </>
            )}
            {leaving && (
                <Dialog title={t('file_review.cancel')} onClose={() => setLeaving(null)}>
                    <p>{t('file_review.cancel_ask', { room: nameOf(leaving.room), times: times(leaving.slot), number: leaving.booking.case_number })}</p>
                    <div class="actions">
                        <button type="button" class="danger" onClick={() => void cancel(leaving.booking)} data-testid="cancel-review">{t('file_review.cancel')}</button>
                        <button type="button" onClick={() => setLeaving(null)}>{t('appointments.keep')}</button>
                    </div>
                </Dialog>
            )}
        </>
    );
}

// Rooms beside each other, the day's times below each other.
function Rooms({ rooms, onCancel }: { rooms: readonly Room[]; onCancel: (leaving: Leaving) => void }) {
    const froms = [...new Set(rooms.flatMap((room) => room.slots.map((slot) => slot.from)))].sort((a, b) => a - b);
    if (froms.length === 0) return <p class="card soft">{t('file_review.no_times')}</p>;
    return (
        <div class="table-box card rooms" tabIndex={0} role="region" aria-label={t('file_review.rooms')}>
            <table>
                <thead>
                    <tr>
                        <th scope="col">{t('appointments.time')}</th>
                        {rooms.map((room) => <th key={room.id} scope="col">{nameOf(room)}</th>)}
                    </tr>
                </thead>
                <tbody>
                    {froms.map((from) => {
                        const first = rooms.flatMap((room) => room.slots).find((slot) => slot.from === from)!;
                        return (
                            <tr key={from}>
                                <th scope="row">{times(first)}</th>
                                {rooms.map((room) => {
                                    const slot = room.slots.find((one) => one.from === from);
                                    return <SlotCell key={room.id} room={room} slot={slot ?? null} onCancel={onCancel} />;
                                })}
                            </tr>
                        );
                    })}
                </tbody>
            </table>
        </div>
    );
}

function SlotCell({ room, slot, onCancel }: { room: Room; slot: RoomSlot | null; onCancel: (leaving: Leaving) => void }) {
    if (!slot) return <td />;
    const booking = slot.booking;
    if (!booking) return <td class="soft" data-testid="slot-free">{t('file_review.free')}</td>;
    return (
        <td class="taken" data-testid="review-booking" data-id={booking.id} data-state={booking.state}>
            <strong class="digits">{booking.case_number}</strong>
            <span class="line-below">
                <span class={`state ${booking.file_ready ? 'open' : 'paused'}`}>{booking.file_ready ? t('file_review.ready') : t('file_review.not_ready')}</span>{' '}
                <span class="soft">{word('appointment_state', booking.state)} · {t('appointments.mark')} <span class="digits">{booking.id.slice(-4)}</span></span>
            </span>
            {booking.state === 'booked' && (
                <button type="button" class="danger small" onClick={() => onCancel({ room, slot, booking })}
                    aria-label={t('file_review.cancel_of', { room: nameOf(room), times: times(slot) })} data-testid="cancel-slot">
                    {t('file_review.cancel')}
                </button>
            )}
        </td>
    );
}

function Late({ late }: { late: readonly WithoutTime[] }) {
    return (
        <section class="card" aria-label={t('file_review.late')}>
            <h2>{t('file_review.late')}</h2>
            <p class="soft">{t('file_review.late_lead')}</p>
            {late.length === 0 && <p class="soft" data-testid="none-late">{t('file_review.none_late')}</p>}
            <ul class="entitled">
                {late.map((one) => (
                    <li key={one.registration} data-testid="late">
                        <div>
                            <strong class="digits">{one.case_number}</strong>
                            <p class={`limit ${urgencyOf(one)}`}>{limitText({ due: one.arrange_by, days_left: one.days_left })}</p>
                        </div>
                        <span class={`state ${one.file_ready ? 'open' : 'paused'}`}>{one.file_ready ? t('file_review.ready') : t('file_review.not_ready')}</span>
                    </li>
                ))}
            </ul>
        </section>
    );
}
