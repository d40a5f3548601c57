// What happened to a registration, out of the office's ledger.
import { clock, dayOf } from '../../common/time';
import { t, texts, word } from '../texts';
import type { HistoryEntry } from './types';

export function History({ entries }: { entries: readonly HistoryEntry[] }) {
    return (
        <details class="history">
            <summary>{t('registrations.history', { n: entries.length })}</summary>
            <ol class="steps">
                {entries.map((entry, i) => (
                    <li key={i} data-testid="history" data-kind={entry.kind}>
                        <span class="digits">{dayOf(entry.at)} {clock(entry.at, texts.language)}</span>
                        {' '}{word('registration_event', entry.kind)}
                        {entry.by && <span class="soft"> · {entry.by}</span>}
                        {entry.reasons.length > 0 && <span class="soft"> · {entry.reasons.map((reason) => word('return_reason', reason)).join(t('common.list'))}</span>}
                    </li>
                ))}
            </ol>
        </details>
    );
}
