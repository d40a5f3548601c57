// Who may ask about a case: the office confirms a person once, in person, on proofs that were seen.
import { useEffect, useState } from 'preact/hooks';

import { failureText, useTell } from '../notices';
import { useForgetting } from '../private_page';
import { useSession } from '../session';
import { t } from '../texts';
import type { CaseEntitlements, Words } from '../types';
import { CodeSlip } from './code_slip';
import { ConfirmForm } from './confirm_form';
import { EntitlementList } from './entitlement_list';

export interface Granted {
    readonly acceptance_number: string;
    readonly code: string | null;
}

export function Entitlements() {
    const session = useSession();
    const tell = useTell();
    const [number, setNumber] = useState('');
    const [found, setFound] = useState<CaseEntitlements | null>(null);
    const [granted, setGranted] = useState<Granted | null>(null);
    const [words, setWords] = useState<Words | null>(null);
    const [busy, setBusy] = useState(false);
    const [serial, setSerial] = useState(0); // a new one makes a new, empty form

    const forget = (): void => {
        setNumber('');
        setFound(null);
        setGranted(null);
        setSerial((n) => n + 1);
    };
    useForgetting((idle) => {
        if (idle && (number || found || granted)) tell('warning', t('private.forgotten'));
        forget();
    });
    useEffect(() => {
        void session.get<Words>('/api/words').then((answer) => {
            if (answer.ok) setWords(answer.value);
            else tell('trouble', failureText(answer));
        });
    }, [session]);

    const look = async (wanted: string): Promise<void> => {
        setBusy(true);
        const answer = await session.get<CaseEntitlements>(`/api/cases/${encodeURIComponent(wanted)}/entitlements`);
        setBusy(false);
        if (answer.ok) setFound(answer.value);
        else tell('trouble', failureText(answer));
    };
    if (granted) return <CodeSlip granted={granted} onDone={forget} />;
    return (
        <>
            <h1>{t('entitle.title')}</h1>
            <p class="lead">{t('entitle.lead')}</p>
            <form class="search" onSubmit={(event) => { event.preventDefault(); void look(number.trim()); }}>
                <label class="field">
                    <span>{t('entitle.case_number')}</span>
                    <input value={number} required maxLength={64} autocomplete="off" spellcheck={false} class="digits" data-testid="case-number"
                        onInput={(event) => { setNumber(event.currentTarget.value); setFound(null); }} />
                </label>
                <button type="submit" class="primary" disabled={busy}>{t('entitle.look')}</button>
                {(number || found) && <button type="button" onClick={forget}>{t('private.clear')}</button>}
            </form>
            {found && !found.case.known && <p class="banner warning" role="status">{t('entitle.unknown_case')}</p>}
            {found?.case.known && words && (
                <div class="columns">
                    <ConfirmForm key={serial} number={found.case.acceptance_number} words={words} onGranted={setGranted} />
                    <EntitlementList found={found} onChanged={() => look(found.case.acceptance_number)} />
                </div>
            )}
        </>
    );
}
