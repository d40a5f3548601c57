// The query code: shown this once, printed, and known to nobody afterwards.
import { useEffect, useRef } from 'preact/hooks';

import { t } from '../texts';
import type { Granted } from './entitlements';

export function CodeSlip({ granted, onDone }: { granted: Granted; onDone: () => void }) {
    const heading = useRef<HTMLHeadingElement>(null);
    useEffect(() => heading.current?.focus(), []);
    return (
        <div class="card code-card">
            <h1 ref={heading} tabIndex={-1}>{t('code.title')}</h1>
            {granted.code ? (
                <>
                    <p class="lead">{t('code.once')}</p>
                    <div class="slip">
                        <p>{t('code.slip_title')}</p>
                        <p class="slip-case">{t('code.slip_case', { number: granted.acceptance_number })}</p>
                        <p class="slip-number" data-testid="code">{granted.code.replace(/^(\d{4})(\d{4})$/, '$1 $2')}</p>
                        <p>{t('code.slip_how')}</p>
                        <p>{t('code.slip_keep')}</p>
                    </div>
                    <div class="actions">
                        <button type="button" class="primary" onClick={() => window.print()}>{t('common.print')}</button>
                        <button type="button" onClick={onDone}>{t('common.done')}</button>
                    </div>
                </>
            ) : (
                <>
                    <p class="lead">{t('code.none')}</p>
                    <div class="actions"><button type="button" class="primary" onClick={onDone}>{t('common.done')}</button></div>
                </>
            )}
        </div>
    );
}
