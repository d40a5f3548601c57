import { useEffect, useRef, useState } from 'preact/hooks';

import { ask } from '../common/http';
import { LanguageSwitch } from './language_switch';
import { failureText } from './notices';
import { pick, t, texts } from './texts';
import type { Office } from './types';

interface Props {
    readonly office: Office | null;
    readonly ended: boolean; // by the office: too long idle, or signed out elsewhere
    readonly onDone: () => Promise<void>;
}

export function SignIn({ office, ended, onDone }: Props) {
    const [busy, setBusy] = useState(false);
    const [fault, setFault] = useState('');
    const name = useRef<HTMLInputElement>(null);
    const password = useRef<HTMLInputElement>(null);
    useEffect(() => {
        document.title = t('app.title');
        name.current?.focus();
    }, [texts.language]);

    const submit = async (event: Event): Promise<void> => {
        event.preventDefault();
        if (busy) return;
        setBusy(true);
        setFault('');
        const answer = await ask('/api/sign-in', {
            method: 'POST',
            body: { name: name.current!.value.trim(), password: password.current!.value },
        });
        if (password.current) password.current.value = '';
        if (answer.ok) {
            await onDone();
            return;
        }
        setBusy(false);
        if (answer.error === 'locked') {
            setFault(t('sign_in.locked', { minutes: Math.max(1, Math.ceil(answer.retryAfterS / 60)) }));
        } else {
            setFault(answer.error === 'wrong' ? t('sign_in.wrong') : failureText(answer));
        }
        password.current?.focus();
    };

    return (
        <div class="entry">
            <header class="entry-bar">
                <LanguageSwitch />
            </header>
            <main class="entry-card">
                <p class="entry-office">{office ? pick(office.name_zh, office.name_en) : t('app.office_unnamed')}</p>
                <h1>{t('sign_in.title')}</h1>
                {ended && <p class="hint" role="status">{t('sign_in.ended')}</p>}
                <form onSubmit={submit}>
                    <label class="field">
                        <span>{t('sign_in.name')}</span>
                        <input ref={name} name="username" autocomplete="username" autocapitalize="none" spellcheck={false} required maxLength={64} />
                    </label>
                    <label class="field">
                        <span>{t('sign_in.password')}</span>
                        <input ref={password} type="password" name="password" autocomplete="current-password" required maxLength={256} />
                    </label>
                    <p class="fault" role="alert">{fault}</p>
                    <button type="submit" class="primary wide" disabled={busy}>
                        {busy ? t('common.wait') : t('sign_in.enter')}
                    </button>
                </form>
            </main>
            <p class="entry-foot">{t('sign_in.foot')}</p>
        </div>
    );
}
