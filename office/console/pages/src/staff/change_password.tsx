import { useRef, useState } from 'preact/hooks';

import { failureText, useTell } from './notices';
import { useSession } from './session';
import { t } from './texts';

interface Props {
    readonly forced: boolean; // the first password came from the administrator
    readonly onDone: () => Promise<void>;
    readonly onCancel?: () => void;
}

const shortest = 10; // characters; the office decides, this only saves a round trip

export function PasswordForm({ forced, onDone, onCancel }: Props) {
    const session = useSession();
    const tell = useTell();
    const [busy, setBusy] = useState(false);
    const [fault, setFault] = useState('');
    const old = useRef<HTMLInputElement>(null);
    const next = useRef<HTMLInputElement>(null);
    const again = useRef<HTMLInputElement>(null);

    const submit = async (event: Event): Promise<void> => {
        event.preventDefault();
        if (busy) return;
        if ([...next.current!.value].length < shortest) return setFault(t('password.too_short', { n: shortest }));
        if (next.current!.value !== again.current!.value) return setFault(t('password.differ'));
        setBusy(true);
        setFault('');
        const answer = await session.post('/api/password', { old: old.current!.value, new: next.current!.value });
        setBusy(false);
        if (answer.ok) {
            for (const field of [old, next, again]) if (field.current) field.current.value = '';
            tell('good', t('password.done'));
            return onDone();
        }
        const told: Record<string, string> = {
            too_short: t('password.too_short', { n: shortest }), same: t('password.same'), wrong: t('password.wrong'),
        };
        setFault(told[answer.error] ?? failureText(answer));
    };

    const field = (label: string, ref: typeof old, autocomplete: 'current-password' | 'new-password') => (
        <label class="field">
            <span>{label}</span>
            <input ref={ref} type="password" autocomplete={autocomplete} required maxLength={256} />
        </label>
    );
    return (
        <form onSubmit={submit}>
            {forced && <p class="hint">{t('password.forced')}</p>}
            {field(t('password.old'), old, 'current-password')}
            {field(t('password.new', { n: shortest }), next, 'new-password')}
            {field(t('password.again'), again, 'new-password')}
            <p class="fault" role="alert">{fault}</p>
            <div class="actions">
                <button type="submit" class="primary" disabled={busy}>{t('password.change')}</button>
                {onCancel && <button type="button" onClick={onCancel}>{t('common.cancel')}</button>}
            </div>
        </form>
    );
}

export function ChangePassword(props: Props) {
    return (
        <div class="entry">
            <header class="entry-bar" />
            <main class="entry-card">
                <h1>{t('password.title')}</h1>
                <PasswordForm {...props} />
            </main>
        </div>
    );
}
