// The registrations that wait, oldest first, and those that were decided last. Names are masked here; the whole is opened by
// somebody who reviews it.
import { clock, dayOf } from '../../common/time';
import { t, texts, word } from '../texts';
import { ageText, limitText, urgencyOf } from './age';
import { isOpen, type Registration } from './types';

interface Props {
    readonly rows: readonly Registration[];
    readonly now: number;
    readonly me: string;
    readonly busy: boolean;
    readonly onTake: (one: Registration) => void;
    readonly onLook: (one: Registration) => void;
}

const caseOf = (one: Registration): string => one.case_number || t('registrations.case_unknown');

function StateCell({ one, me }: { one: Registration; me: string }) {
    return (
        <td>
            <span class={`state ${one.state}`}>{word('registration_state', one.state)}</span>
            {one.reviewer && <small class="line-below">{one.reviewer === me ? t('registrations.with_me') : t('registrations.with', { name: one.reviewer })}</small>}
            {one.confirmed_once_by && isOpen(one) && <small class="line-below">{t('registrations.once_by', { name: one.confirmed_once_by })}</small>}
        </td>
    );
}

function Marks({ one }: { one: Registration }) {
    const marks = [
        one.follows && t('registrations.follows'),
        one.ticket && t('registrations.by_window'),
        one.pages_waiting > 0 && t('registrations.pages_waiting', { n: one.pages_waiting }),
    ].filter((mark): mark is string => Boolean(mark));
    return (
        <td>
            <ul class="chips">
                {one.findings.map((finding) => <li key={finding} class="chip-warning">{word('finding', finding)}</li>)}
                {marks.map((mark) => <li key={mark}>{mark}</li>)}
            </ul>
        </td>
    );
}

function Row({ one, now, me, busy, onTake, onLook }: Omit<Props, 'rows'> & { one: Registration }) {
    const open = isOpen(one);
    // Whoever confirmed first is not the second pair of eyes.
    const mayTake = one.state === 'submitted' && one.confirmed_once_by !== me;
    const mine = one.state === 'checking' && one.reviewer === me;
    const about = t('registrations.about', { lawyer: one.lawyer, number: caseOf(one) });
    return (
        <tr class={open ? '' : 'off'} data-testid="registration" data-id={one.id} data-state={one.state}>
            <th scope="row">{open ? ageText(one.submitted_at, now) : `${dayOf(one.decided_at ?? one.submitted_at)} ${clock(one.decided_at ?? one.submitted_at, texts.language)}`}
                {open && <small class={`line-below limit ${urgencyOf(one)}`}>{limitText(one)}</small>}</th>
            <td>{one.lawyer}<small class="line-below">{word('authorisation', one.authorisation)}</small></td>
            <td><span class="digits">{caseOf(one)}</span><small class="line-below">{t('registrations.client_short', { name: one.client })}</small></td>
            <Marks one={one} />
            <StateCell one={one} me={me} />
            <td class="end">
                {mayTake || mine ? (
                    <button type="button" class="primary" disabled={busy} aria-label={`${mine ? t('registrations.go_on') : t('registrations.take')} ${about}`}
                        onClick={() => (mine ? onLook(one) : onTake(one))} data-testid="take">
                        {mine ? t('registrations.go_on') : t('registrations.take')}
                    </button>
                ) : (
                    <button type="button" disabled={busy} onClick={() => onLook(one)} aria-label={`${t('registrations.look')} ${about}`} data-testid="look">
                        {t('registrations.look')}
                    </button>
                )}
            </td>
        </tr>
    );
}

export function RegistrationTable({ rows, title, empty, first, ...rest }: Props & { title: string; empty: string; first: string }) {
    return (
        <section class="card">
            <h2>{title}</h2>
            {rows.length === 0 ? <p class="soft">{empty}</p> : (
                <div class="table-box" tabIndex={0} role="region" aria-label={title}>
                    <table class="registrations">
                        <thead>
                            <tr>
                                <th scope="col">{first}</th>
                                <th scope="col">{t('registrations.lawyer')}</th>
                                <th scope="col">{t('registrations.case')}</th>
                                <th scope="col">{t('registrations.marks')}</th>
                                <th scope="col">{t('registrations.state')}</th>
                                <th scope="col"><span class="unseen">{t('accounts.deeds')}</span></th>
                            </tr>
                        </thead>
                        <tbody>{rows.map((one) => <Row key={one.id} one={one} {...rest} />)}</tbody>
                    </table>
                </div>
            )}
        </section>
    );
}
