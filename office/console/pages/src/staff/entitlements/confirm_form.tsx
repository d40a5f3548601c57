import { useState } from 'preact/hooks';

import { identityFault, tidyIdentity } from '../../common/identity';
import { IdentityField } from '../identity_field';
import { failureText } from '../notices';
import { useSession } from '../session';
import { caseWord } from '../case_words';
import { t, texts, word } from '../texts';
import type { Words } from '../types';
import type { Granted } from './entitlements';

interface Props {
    readonly number: string; // of the case
    readonly words: Words;
    readonly onGranted: (granted: Granted) => void;
}

export function ConfirmForm({ number, words, onGranted }: Props) {
    const session = useSession();
    const [identity, setIdentity] = useState('');
    const [name, setName] = useState('');
    const [role, setRole] = useState('');
    const [principal, setPrincipal] = useState(true);
    const [proofs, setProofs] = useState<readonly string[]>([]);
    const [until, setUntil] = useState('');
    const [newCode, setNewCode] = useState(true);
    const [busy, setBusy] = useState(false);
    const [fault, setFault] = useState<{ field: string; text: string } | null>(null);

    const say = (field: string, text: string): void => setFault({ field, text });
    const submit = async (event: Event): Promise<void> => {
        event.preventDefault();
        const tidy = tidyIdentity(identity);
        const wrong = identityFault(tidy);
        if (wrong) return say('identity_number', word('identity', wrong));
        if (!role) return say('role', t('entitle.choose_role'));
        if (proofs.length === 0) return say('proofs', t('entitle.no_proof'));
        setBusy(true);
        setFault(null);
        const answer = await session.post<{ id: number; code: string | null }>('/api/entitlements', {
            acceptance_number: number, identity_number: tidy, name: name.trim(), role, principal, proofs,
            new_code: newCode, ...(until ? { valid_until: until } : {}),
        });
        setBusy(false);
        if (answer.ok) return onGranted({ acceptance_number: number, code: answer.value.code });
        if (answer.status === 400 && texts.has('entitle_fault', answer.error)) return say(answer.error, word('entitle_fault', answer.error));
        return say('', failureText(answer));
    };
    const toggle = (proof: string, on: boolean): void =>
        setProofs((old) => (on ? [...old, proof] : old.filter((other) => other !== proof)));

    return (
        <form class="card" onSubmit={submit} aria-label={t('entitle.confirm_title')} autocomplete="off">
            <h2>{t('entitle.confirm_title')}</h2>
            <div class="pair">
                <IdentityField value={identity} onChange={setIdentity} {...(fault?.field === 'identity_number' ? { fault: fault.text } : {})} />
                <label class="field">
                    <span>{t('entitle.name')}</span>
                    <input value={name} required maxLength={60} autocomplete="off" spellcheck={false} data-testid="person-name"
                        onInput={(event) => setName(event.currentTarget.value)} />
                    <small>{t('entitle.name_hint')}</small>
                </label>
            </div>
            <div class="pair">
                <label class="field">
                    <span>{t('entitle.role')}</span>
                    <select value={role} required onChange={(event) => setRole(event.currentTarget.value)} data-testid="role">
                        <option value="">{t('entitle.choose_role')}</option>
                        {words.roles.map((w) => <option key={w} value={w}>{caseWord('role', w)}</option>)}
                    </select>
                </label>
                <label class="field">
                    <span>{t('entitle.until')}</span>
                    <input type="date" value={until} onInput={(event) => setUntil(event.currentTarget.value)} />
                    <small>{t('entitle.until_hint')}</small>
                </label>
            </div>
            <fieldset>
                <legend>{t('entitle.proofs')}</legend>
                <div class="checks">
                    {words.proofs.map((w) => (
                        <label class="check" key={w}>
                            <input type="checkbox" checked={proofs.includes(w)} onChange={(event) => toggle(w, event.currentTarget.checked)} />
                            {word('proof', w)}
                        </label>
                    ))}
                </div>
            </fieldset>
            <label class="check">
                <input type="checkbox" checked={principal} onChange={(event) => setPrincipal(event.currentTarget.checked)} />
                {t('entitle.principal')}
            </label>
            <label class="check">
                <input type="checkbox" checked={newCode} onChange={(event) => setNewCode(event.currentTarget.checked)} />
                {t('entitle.new_code')}
            </label>
            <p class="fault" role="alert">{fault?.text ?? ''}</p>
            <button type="submit" class="primary" disabled={busy} data-testid="confirm">{t('entitle.confirm')}</button>
        </form>
    );
}
