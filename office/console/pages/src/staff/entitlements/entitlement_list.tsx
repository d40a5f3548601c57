import { useState } from 'preact/hooks';

import { clock, dayOf, dayText } from '../../common/time';
import { caseWord } from '../case_words';
import { Dialog } from '../dialog';
import { failureText, useTell } from '../notices';
import { useSession } from '../session';
import { t, texts, word } from '../texts';
import type { CaseEntitlements, Entitlement } from '../types';

interface Props {
    readonly found: CaseEntitlements;
    readonly onChanged: () => Promise<void>;
}

export function EntitlementList({ found, onChanged }: Props) {
    const session = useSession();
    const tell = useTell();
    const [leaving, setLeaving] = useState<Entitlement | null>(null);
    const withdraw = async (entitlement: Entitlement): Promise<void> => {
        setLeaving(null);
        const answer = await session.post(`/api/entitlements/${encodeURIComponent(String(entitlement.id))}/withdraw`);
        if (answer.ok) tell('good', t('entitle.withdrawn'));
        else tell('trouble', failureText(answer));
        await onChanged();
    };
    return (
        <section class="card" aria-label={t('entitle.list_title')}>
            <h2>{t('entitle.list_title')}</h2>
            {found.entitlements.length === 0 && <p class="soft">{t('entitle.list_empty')}</p>}
            <ul class="entitled">
                {found.entitlements.map((entitlement) => (
                    <li key={entitlement.id}>
                        <div>
                            <strong>{entitlement.person}</strong> <span class="chip">{caseWord('role', entitlement.role)}</span>
                            <p class="soft">{entitlement.proofs.map((w) => word('proof', w)).join(t('common.list'))}</p>
                            <p class="soft">
                                {entitlement.valid_until ? t('entitle.valid_until', { day: dayText(entitlement.valid_until, texts.language) }) : t('entitle.no_end')}
                                {' · '}
                                {t('entitle.granted', { name: entitlement.granted_by, time: `${dayOf(entitlement.granted_at)} ${clock(entitlement.granted_at, texts.language)}` })}
                            </p>
                        </div>
                        <button type="button" class="danger" onClick={() => setLeaving(entitlement)} aria-label={t('entitle.withdraw_of', { name: entitlement.person })}>
                            {t('entitle.withdraw')}
                        </button>
                    </li>
                ))}
            </ul>
            {leaving && (
                <Dialog title={t('entitle.withdraw_title')} onClose={() => setLeaving(null)}>
                    <p>{t('entitle.withdraw_ask', { name: leaving.person, role: caseWord('role', leaving.role) })}</p>
                    <div class="actions">
                        <button type="button" class="danger" onClick={() => withdraw(leaving)} data-testid="withdraw">{t('entitle.withdraw')}</button>
                        <button type="button" onClick={() => setLeaving(null)}>{t('common.cancel')}</button>
                    </div>
                </Dialog>
            )}
        </section>
    );
}
