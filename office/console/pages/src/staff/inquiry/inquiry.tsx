// An inquiry answered at the window: the same rules and the same record as at the terminal.
import { useState } from 'preact/hooks';

import { identityFault, tidyIdentity } from '../../common/identity';
import { clock } from '../../common/time';
import { IdentityField } from '../identity_field';
import { failureText, useTell } from '../notices';
import { useForgetting } from '../private_page';
import { useSession } from '../session';
import { t, texts, word } from '../texts';
import type { DisclosedCase } from '../types';
import { CaseCard } from './case_card';

interface Told {
    readonly cases: readonly DisclosedCase[];
    readonly as_of?: number;
}

export function Inquiry() {
    const session = useSession();
    const tell = useTell();
    const [identity, setIdentity] = useState('');
    const [name, setName] = useState('');
    const [told, setTold] = useState<Told | null>(null);
    const [fault, setFault] = useState('');
    const [busy, setBusy] = useState(false);

    const forget = (): void => {
        setIdentity('');
        setName('');
        setTold(null);
        setFault('');
    };
    useForgetting((idle) => {
        if (idle && (identity || name || told)) tell('warning', t('private.forgotten'));
        forget();
    });
    const submit = async (event: Event): Promise<void> => {
        event.preventDefault();
        const tidy = tidyIdentity(identity);
        const wrong = identityFault(tidy);
        setTold(null);
        if (wrong) return setFault(word('identity', wrong));
        setFault('');
        setBusy(true);
        const answer = await session.post<Told>('/api/inquiries', { identity_number: tidy, name: name.trim() });
        setBusy(false);
        if (answer.ok) return setTold(answer.value);
        if (answer.status === 400 && texts.has('entitle_fault', answer.error)) return setFault(word('entitle_fault', answer.error));
        return tell('trouble', failureText(answer));
    };
    return (
        <>
            <h1>{t('inquiry.title')}</h1>
            <p class="lead">{t('inquiry.lead')}</p>
            <form class="card inquiry-form" onSubmit={submit} autocomplete="off">
                <IdentityField value={identity} onChange={(value) => { setIdentity(value); setTold(null); }} />
                <label class="field">
                    <span>{t('entitle.name')}</span>
                    <input value={name} required maxLength={60} autocomplete="off" spellcheck={false} data-testid="person-name"
                        onInput={(event) => { setName(event.currentTarget.value); setTold(null); }} />
                    <small>{t('entitle.name_hint')}</small>
                </label>
                <div class="actions">
                    <button type="submit" class="primary" disabled={busy} data-testid="ask">{t('inquiry.ask')}</button>
                    <button type="button" onClick={forget}>{t('private.clear')}</button>
                </div>
            </form>
            <p class="fault" role="alert">{fault}</p>
            <div role="status">
                {told && told.cases.length === 0 && (
                    <div class="banner" data-testid="nothing"><h2>{t('inquiry.nothing')}</h2><p>{t('inquiry.nothing_means')}</p></div>
                )}
                {told && told.cases.length > 0 && (
                    <p class="soft">
                        {t('inquiry.found', { n: told.cases.length })}
                        {told.as_of ? ` · ${t('inquiry.as_of', { time: clock(told.as_of, texts.language) })}` : ''}
                    </p>
                )}
            </div>
            {told?.cases.map((one) => <CaseCard key={one.acceptance_number} one={one} />)}
        </>
    );
}
