// Lawyers' registrations: the list of those that wait, and the review of one. What names a person is gone when the page is
// left or nobody is there.
import { useEffect, useState } from 'preact/hooks';

import { useKeys } from '../keys';
import { useTell } from '../notices';
import { useForgetting } from '../private_page';
import { useOfficeClock } from '../queue_feed';
import { useSession } from '../session';
import { rememberShortcuts, shortcutsWanted } from '../settings';
import { t } from '../texts';
import { useReviewDeeds } from './deeds';
import { useRegistrations } from './feed';
import { RegistrationTable } from './registration_list';
import { Review } from './review';
import { isOpen, type Registration, type Whole } from './types';

export function Registrations() {
    const session = useSession();
    const tell = useTell();
    const now = useOfficeClock();
    const { list, refresh } = useRegistrations();
    const [whole, setWhole] = useState<Whole | null>(null);
    const [shortcuts, setShortcuts] = useState(shortcutsWanted);
    const me = session.me.name;
    const deeds = useReviewDeeds(() => {
        setWhole(null);
        void refresh();
    });
    useForgetting((idle) => {
        if (whole && idle) tell('warning', t('private.forgotten'));
        setWhole(null);
    });

    const rows = list?.registrations ?? [];
    // A page has arrived, or somebody else did something: what is open is fetched anew.
    const listed = whole ? rows.find((one) => one.id === whole.id) : undefined;
    const stale = whole && listed && (listed.version > whole.version || listed.pages_waiting < whole.pages_waiting) ? whole.id : null;
    useEffect(() => {
        if (stale === null) return;
        void session.get<Whole>(`/api/registrations/${encodeURIComponent(stale)}`).then((answer) => {
            if (answer.ok) setWhole((old) => (old?.id === stale ? answer.value : old));
        });
    }, [stale, listed?.version, listed?.pages_waiting]);
    const open = rows.filter(isOpen);
    const take = async (one: Registration): Promise<void> => {
        const taken = await deeds.take(one);
        if (taken) setWhole(taken);
    };
    const look = async (one: Pick<Registration, 'id'>): Promise<void> => {
        const opened = await deeds.open(one.id);
        if (opened) setWhole(opened);
    };
    // What I have begun goes before what is new.
    const next = open.find((one) => one.state === 'checking' && one.reviewer === me)
        ?? open.find((one) => one.state === 'submitted' && one.confirmed_once_by !== me) ?? null;
    const goOn = (): void => {
        if (!next) tell('good', t('registrations.nothing_waits'));
        else void (next.state === 'checking' ? look(next) : take(next));
    };
    useKeys({ n: goOn }, shortcuts && !whole);

    if (whole)
        return (
            <Review key={whole.id} registration={whole} now={now} shortcuts={shortcuts} deeds={deeds} onTaken={setWhole} onLook={(id) => void look({ id })} onLeave={() => setWhole(null)}
                onDone={() => { setWhole(null); void refresh(); }} />
        );
    if (!list) return <p class="waiting-for-office">{t('line.first')}</p>;
    const shared = { now, me, busy: deeds.busy, onTake: (one: Registration) => void take(one), onLook: (one: Registration) => void look(one) };
    return (
        <>
            <div class="desk-head">
                <h1>{t('registrations.title')}</h1>
                <label class="check">
                    <input type="checkbox" checked={shortcuts}
                        onChange={(event) => { setShortcuts(event.currentTarget.checked); rememberShortcuts(event.currentTarget.checked); }} />
                    {t('window.shortcuts')}
                </label>
                <button type="button" class="primary" disabled={!next || deeds.busy} onClick={goOn} aria-keyshortcuts="N" data-testid="next-registration">
                    {t('registrations.next')} {shortcuts && <kbd>N</kbd>}
                </button>
            </div>
            <p class="soft">{list.four_eyes ? t('registrations.lead_four_eyes') : t('registrations.lead')}</p>
            <RegistrationTable rows={open} title={t('registrations.open', { n: open.length })} empty={t('registrations.none_open')} first={t('registrations.waiting')} {...shared} />
            <RegistrationTable rows={rows.filter((one) => !isOpen(one))} title={t('registrations.decided')} empty={t('registrations.none_decided')} first={t('registrations.decided_at')} {...shared} />
        </>
    );
}
