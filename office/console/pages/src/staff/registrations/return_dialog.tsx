// Back to the lawyer, with the office's standard reasons. The ones that the check's findings speak for are ticked already.
import { useEffect, useRef, useState } from 'preact/hooks';

import { Dialog } from '../dialog';
import { t, word } from '../texts';
import type { FoundWrong } from './types';

export const returnReasons = [
    'page_unreadable', 'page_missing', 'licence_not_valid', 'firm_certificate_not_valid', 'authorisation_not_valid', 'relation_not_proved',
    'person_differs', 'case_differs', 'defenders_full', 'conflict_of_clients', 'not_in_register', 'other',
] as const;
export type ReturnReason = (typeof returnReasons)[number];

const reasonOf: Readonly<Record<string, ReturnReason>> = {
    practising_certificate_missing: 'page_missing', firm_certificate_missing: 'page_missing', authorisation_missing: 'page_missing',
    relation_proof_missing: 'relation_not_proved', licence_number_missing: 'licence_not_valid', licence_expired: 'licence_not_valid',
    licence_name_differs: 'person_differs', licence_sex_differs: 'person_differs', firm_lawyer_differs: 'person_differs',
    letter_lawyer_differs: 'person_differs', firm_name_missing: 'firm_certificate_not_valid', firm_code_wrong: 'firm_certificate_not_valid',
    firm_differs: 'firm_certificate_not_valid', firm_undated: 'firm_certificate_not_valid', firm_date_wrong: 'firm_certificate_not_valid',
    letter_undated: 'authorisation_not_valid', letter_date_wrong: 'authorisation_not_valid', client_missing: 'authorisation_not_valid',
    case_not_found: 'case_differs', stage_not_open: 'other', defenders_full: 'defenders_full', conflict_of_clients: 'conflict_of_clients',
    register_suspended: 'licence_not_valid', register_unknown: 'not_in_register', register_differs: 'not_in_register', phone_wrong: 'other',
};

export function suggestedReasons(findings: readonly FoundWrong[]): readonly ReturnReason[] {
    const found = findings.map((one) => reasonOf[one.finding]);
    return returnReasons.filter((reason) => found.includes(reason));
}

const keys = '1234567890ab'; // one for each reason, in their order

interface Props {
    readonly findings: readonly FoundWrong[];
    readonly onReturn: (reasons: readonly ReturnReason[]) => void;
    readonly onClose: () => void;
}

export function ReturnDialog({ findings, onReturn, onClose }: Props) {
    const [ticked, setTicked] = useState<ReadonlySet<ReturnReason>>(() => new Set(suggestedReasons(findings)));
    const [fault, setFault] = useState('');
    const form = useRef<HTMLFormElement>(null);
    useEffect(() => form.current?.querySelector<HTMLInputElement>('input')?.focus(), []);
    const turn = (reason: ReturnReason): void =>
        setTicked((old) => {
            const next = new Set(old);
            if (!next.delete(reason)) next.add(reason);
            return next;
        });
    const submit = (event: Event): void => {
        event.preventDefault();
        if (ticked.size === 0) return setFault(t('registrations.no_reason'));
        return onReturn(returnReasons.filter((reason) => ticked.has(reason)));
    };
    const press = (event: KeyboardEvent): void => {
        if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
        const reason = event.key.length === 1 ? returnReasons[keys.indexOf(event.key.toLowerCase())] : undefined;
        if (event.key === 'Enter' && !(event.target instanceof HTMLButtonElement)) return submit(event);
        if (!reason) return;
        event.preventDefault();
        turn(reason);
    };
    return (
        <Dialog title={t('registrations.return_title')} onClose={onClose}>
            <form ref={form} onSubmit={submit} onKeyDown={press}>
                <p class="soft">{t('registrations.return_lead')}</p>
                <fieldset class="reasons">
                    <legend>{t('registrations.reasons')}</legend>
                    {returnReasons.map((reason, i) => (
                        <label key={reason} class="check">
                            <input type="checkbox" checked={ticked.has(reason)} onChange={() => turn(reason)} data-testid={`reason-${reason}`} aria-keyshortcuts={keys[i]} />
                            <kbd aria-hidden="true">{keys[i]?.toUpperCase()}</kbd>
                            {word('return_reason', reason)}
                        </label>
                    ))}
                </fieldset>
                <p class="fault" role="alert">{fault}</p>
                <div class="actions">
                    <button type="submit" class="danger" data-testid="return-do">{t('registrations.return_do')}</button>
                    <button type="button" onClick={onClose}>{t('common.cancel')}</button>
                </div>
            </form>
        </Dialog>
    );
}
