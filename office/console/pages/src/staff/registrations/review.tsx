// One registration under review: its pages on the left, what was confirmed and read on the right, the decision below. The
// buttons and the shortcuts are one table, so that they cannot disagree.
import { useEffect, useRef, useState } from 'preact/hooks';

import { dayText } from '../../common/time';
import { caseWord } from '../case_words';
import { Dialog } from '../dialog';
import { useKeys } from '../keys';
import { useSession } from '../session';
import { t, texts, word } from '../texts';
import { ageText, limitText, urgencyOf } from './age';
import type { ReviewDeeds } from './deeds';
import { FieldTable, Findings } from './field_table';
import { History } from './history';
import { pageName, PageViewer, type ViewerTools } from './page_viewer';
import { ReturnDialog } from './return_dialog';
import { isOpen, type Registration, type Whole } from './types';

interface Props {
    readonly registration: Whole;
    readonly now: number;
    readonly shortcuts: boolean;
    readonly deeds: ReviewDeeds;
    readonly onTaken: (whole: Whole) => void;
    readonly onDone: (row: Registration) => void; // decided, or given back to the others
    readonly onLook: (id: string) => void; // at another one
    readonly onLeave: () => void;
}

export function Review({ registration, now, shortcuts, deeds, onTaken, onDone, onLook, onLeave }: Props) {
    const session = useSession();
    const { page_list: pages } = registration;
    const [shown, setShown] = useState<string | null>(pages[0]?.id ?? null);
    const [seen, setSeen] = useState<ReadonlySet<string>>(new Set());
    const [dialog, setDialog] = useState<'return' | 'unseen' | null>(null);
    const tools = useRef<ViewerTools | null>(null);
    const heading = useRef<HTMLHeadingElement>(null);
    useEffect(() => heading.current?.focus(), [registration.id]);

    const mine = registration.state === 'checking' && registration.reviewer === session.me.name;
    const unseen = pages.filter((page) => !seen.has(page.id));
    const finish = async (verb: 'release' | 'confirm' | 'return', reasons?: readonly string[]): Promise<void> => {
        setDialog(null);
        const done = await deeds.run(verb, registration, reasons);
        if (done) onDone(done);
    };
    const step = (by: 1 | -1): void => {
        const at = pages.findIndex((page) => page.id === shown);
        const next = pages[at + by];
        if (next) setShown(next.id);
    };
    const mayTake = registration.state === 'submitted' && registration.confirmed_once_by !== session.me.name;
    const mayRelease = mine || (registration.state === 'checking' && session.me.role === 'supervisor');
    const work = {
        take: mayTake ? async () => {
            const whole = await deeds.take(registration);
            if (whole) onTaken(whole);
        } : null,
        // Whoever has not looked at a page is asked first; the second press is the answer.
        confirm: mine ? () => (unseen.length > 0 ? setDialog('unseen') : void finish('confirm')) : null,
        giveBack: mine ? () => setDialog('return') : null,
        release: mayRelease ? () => void finish('release') : null,
    };
    useKeys({
        t: work.take ? () => void work.take?.() : undefined,
        c: work.confirm ?? undefined,
        r: work.giveBack ?? undefined,
        l: work.release ?? undefined,
        '+': () => tools.current?.zoomIn(),
        '=': () => tools.current?.zoomIn(),
        '-': () => tools.current?.zoomOut(),
        '0': () => tools.current?.fit(),
        q: () => tools.current?.turnLeft(),
        e: () => tools.current?.turnRight(),
        pagedown: () => step(1),
        pageup: () => step(-1),
        escape: onLeave,
    }, shortcuts);

    const action = (label: string, key: string, deed: (() => void) | null, name: string, look = '') => (
        <button type="button" class={look} disabled={!deed || deeds.busy} onClick={deed ?? undefined} aria-keyshortcuts={key} data-testid={name}>
            {label} {shortcuts && <kbd>{key}</kbd>}
        </button>
    );
    return (
        <div class="review">
            <div class="review-head">
                <button type="button" onClick={onLeave} data-testid="to-list">{t('registrations.to_list')} {shortcuts && <kbd>Esc</kbd>}</button>
                <h1 ref={heading} tabIndex={-1}>{registration.lawyer || t('registrations.form_lost')}</h1>
                <span class="digits">{registration.identity_number}</span>
                <span>{word('sex', registration.sex)}</span>
                <span class={`state ${registration.state}`}>{word('registration_state', registration.state)}</span>
                {isOpen(registration) && (
                    <span class={`limit ${urgencyOf(registration)}`}>{t('registrations.waited', { age: ageText(registration.submitted_at, now) })} · {limitText(registration)}</span>
                )}
            </div>
            <Standing registration={registration} mine={mine} />
            {registration.follows && (
                <p class="hint">
                    {t('registrations.follows')}{' '}
                    <button type="button" disabled={deeds.busy} onClick={() => onLook(registration.follows ?? '')} data-testid="look-earlier">{t('registrations.look_earlier')}</button>
                </p>
            )}
            <div class="review-body">
                <PageViewer registration={registration.id} pages={pages} shown={shown} onShow={setShown} tools={tools}
                    onSeen={(page) => setSeen((old) => (old.has(page) ? old : new Set([...old, page])))} />
                <section class="review-facts" aria-label={t('registrations.fields')}>
                    <Findings findings={registration.findings} />
                    <About registration={registration} />
                    <FieldTable registration={registration} shown={shown} onShow={setShown} />
                    <History entries={registration.history} />
                </section>
            </div>
            <div class="review-deeds" role="group" aria-label={t('registrations.decide')}>
                {work.take && action(t('registrations.take'), 'T', () => void work.take?.(), 'review-take', 'primary')}
                {isOpen(registration) && action(registration.confirmed_once_by ? t('registrations.confirm_second') : t('registrations.confirm'), 'C', work.confirm, 'confirm', mine ? 'primary' : '')}
                {isOpen(registration) && action(t('registrations.give_back'), 'R', work.giveBack, 'return', 'danger')}
                {isOpen(registration) && action(t('registrations.release'), 'L', work.release, 'release')}
            </div>
            {dialog === 'return' && (
                <ReturnDialog findings={registration.findings} onClose={() => setDialog(null)} onReturn={(reasons) => void finish('return', reasons)} />
            )}
            {dialog === 'unseen' && (
                <Dialog title={t('registrations.unseen_title')} onClose={() => setDialog(null)}>
                    <p>{t('registrations.unseen', { pages: unseen.map(pageName).join(t('common.list')) })}</p>
                    <div class="actions">
                        <button type="button" class="primary" onClick={() => { setDialog(null); setShown(unseen[0]?.id ?? shown); }} data-testid="look-first">{t('registrations.look_first')}</button>
                        <button type="button" onClick={() => void finish('confirm')} data-testid="confirm-unseen">{t('registrations.confirm_all_the_same')}</button>
                    </div>
                </Dialog>
            )}
        </div>
    );
}

// Who has it, who has confirmed it already, and why it came back: also of one that a newer one has replaced.
function Standing({ registration, mine }: { registration: Whole; mine: boolean }) {
    const replaced = registration.state === 'withdrawn' ? [...registration.history].reverse().find((one) => one.kind === 'return') : undefined;
    const reasons = replaced?.reasons ?? registration.reasons;
    const lines = [
        registration.state === 'checking' && !mine && registration.reviewer && t('registrations.with', { name: registration.reviewer }),
        isOpen(registration) && registration.confirmed_once_by && t('registrations.four_eyes', { name: registration.confirmed_once_by }),
        reasons.length > 0 && t('registrations.returned_for', { reasons: reasons.map((one) => word('return_reason', one)).join(t('common.list')) }),
        registration.state === 'confirmed' && registration.valid_until && t('registrations.valid_until', { day: dayText(registration.valid_until, texts.language) }),
        registration.ticket && t('registrations.by_window_long'),
    ].filter((line): line is string => Boolean(line));
    return <>{lines.map((line) => <p key={line} class="hint" data-testid="standing">{line}</p>)}</>;
}

function About({ registration }: { registration: Whole }) {
    const found = registration.case;
    return (
        <dl class="facts" data-testid="about">
            <div><dt>{t('registrations.authorisation')}</dt><dd>{word('authorisation', registration.authorisation)}</dd></div>
            <div><dt>{t('registrations.principal')}</dt><dd>{word('principal', registration.principal)}</dd></div>
            <div><dt>{t('registrations.notices')}</dt><dd>{registration.agrees_to_notices ? t('registrations.agrees') : t('registrations.agrees_not')}</dd></div>
            <div class="wide">
                <dt>{t('registrations.case_here')}</dt>
                <dd>{found ? (
                    <>
                        <span class="digits">{found.acceptance_number}</span> {found.cause ?? ''}
                        <small class="line-below">{caseWord('kind', found.kind)}{found.stage ? ` · ${caseWord('stage', found.stage)}` : ''}{found.stage_on ? ` ${found.stage_on}` : ''}</small>
                        <small class="line-below">{t('registrations.clients_here', { names: found.clients.join(t('common.list')) })}</small>
                    </>
                ) : t('registrations.no_case')}</dd>
            </div>
        </dl>
    );
}
