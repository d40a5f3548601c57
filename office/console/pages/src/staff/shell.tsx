// What is around every view: the bar, the line to the office, calls for help. Which views there are, by role.
import type { FunctionComponent } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import { clock } from '../common/time';
import { Accounts } from './accounts/accounts';
import { Appointments } from './appointments/appointments';
import { PasswordForm } from './change_password';
import { Dialog } from './dialog';
import { Entitlements } from './entitlements/entitlements';
import { Figures } from './figures/figures';
import { FileReview } from './file_review/file_review';
import { HelpCalls } from './help_calls';
import { Inquiry } from './inquiry/inquiry';
import { LanguageSwitch } from './language_switch';
import { Overview } from './overview';
import { QueueContext, useQueueFeed } from './queue_feed';
import { Registrations } from './registrations/registrations';
import { useSession } from './session';
import { pick, t, texts, word, type Key } from './texts';
import type { Office, Role } from './types';
import { WindowView } from './window/window_view';

type ViewName = 'window' | 'queue' | 'registrations' | 'file_review' | 'appointments' | 'entitlements' | 'inquiry' | 'figures' | 'accounts';

const views: Record<ViewName, FunctionComponent> = {
    window: WindowView,
    queue: Overview,
    registrations: Registrations,
    file_review: FileReview,
    appointments: Appointments,
    entitlements: Entitlements,
    inquiry: Inquiry,
    figures: Figures,
    accounts: Accounts,
};
const viewsOf: Record<Role, readonly ViewName[]> = {
    window: ['window', 'queue', 'registrations', 'file_review', 'appointments', 'entitlements', 'inquiry'],
    supervisor: ['window', 'queue', 'registrations', 'file_review', 'appointments', 'entitlements', 'inquiry', 'figures'],
    technician: ['queue'],
    administrator: ['accounts', 'queue', 'figures'],
};

// The view's name is all that ever stands in the address.
function useView(allowed: readonly ViewName[]): ViewName {
    const read = (): ViewName => allowed.find((name) => location.hash === `#/${name}`) ?? allowed[0]!;
    const [view, setView] = useState(read);
    useEffect(() => {
        const follow = (): void => setView(read());
        window.addEventListener('hashchange', follow);
        return () => window.removeEventListener('hashchange', follow);
    }, []);
    return view;
}

interface Props {
    readonly office: Office | null;
    readonly onSignedOut: () => void;
    readonly onPasswordChanged: () => Promise<void>;
}

export function Shell({ office, onSignedOut, onPasswordChanged }: Props) {
    const session = useSession();
    const feed = useQueueFeed(session);
    const allowed = viewsOf[session.me.role] ?? ['queue'];
    const view = useView(allowed);
    const [changing, setChanging] = useState(false);
    const label = (name: ViewName): string => t(`nav.${name}` as Key);
    useEffect(() => {
        document.title = `${label(view)} · ${t('app.title')}`;
    }, [view, texts.language]);

    const signOut = async (): Promise<void> => {
        const answer = await session.post('/api/sign-out');
        if (answer.ok || answer.status === 401) onSignedOut();
    };
    const View = views[view];
    return (
        <QueueContext.Provider value={feed}>
            <a class="skip" href="#main" onClick={(event) => { event.preventDefault(); document.getElementById('main')?.focus(); }}>
                {t('app.skip')}
            </a>
            <header class="bar">
                <p class="bar-office">{office ? pick(office.name_zh, office.name_en) : t('app.office_unnamed')}</p>
                <nav aria-label={t('nav.label')}>
                    {allowed.map((name) => (
                        <a key={name} href={`#/${name}`} {...(name === view ? { 'aria-current': 'page' as const } : {})}>{label(name)}</a>
                    ))}
                    <a href="/board" target="_blank" rel="noreferrer">{t('nav.board')}</a>
                </nav>
                <LanguageSwitch />
                <details class="who">
                    <summary>{session.me.name}<small>{word('role_name', session.me.role)}</small></summary>
                    <div class="who-menu">
                        <button type="button" onClick={() => setChanging(true)}>{t('password.title')}</button>
                        <button type="button" onClick={signOut} data-testid="sign-out">{t('sign_out')}</button>
                    </div>
                </details>
            </header>
            {feed.lostSince !== null && (
                <p class="lost" role="alert">{t('line.lost', { time: clock(feed.lostSince + feed.skew, texts.language) })}</p>
            )}
            <HelpCalls />
            <main id="main" tabIndex={-1} class={`view-${view}`}><View key={view} /></main>
            {changing && (
                <Dialog title={t('password.title')} onClose={() => setChanging(false)}>
                    <PasswordForm forced={false} onCancel={() => setChanging(false)}
                        onDone={async () => { setChanging(false); await onPasswordChanged(); }} />
                </Dialog>
            )}
        </QueueContext.Provider>
    );
}
