import { t } from '../texts';
import { serviceName, windowName } from '../names';
import type { Queue } from '../types';
import { useDeeds } from './deeds';

export function ChooseWindow({ queue }: { queue: Queue }) {
    const { busy, run } = useDeeds();
    return (
        <>
            <h1>{t('choose.title')}</h1>
            <p class="lead">{t('choose.lead')}</p>
            <ul class="windows">
                {queue.windows.map((window) => (
                    <li key={window.id} class={window.open ? 'window-card taken' : 'window-card'}>
                        <h2>{windowName(queue, window.id)}</h2>
                        <p class="soft">{window.services.map((id) => serviceName(queue, id)).join(t('common.list'))}</p>
                        {window.open ? (
                            <p class="window-state">{window.opened_by ? t('choose.taken_by', { name: window.opened_by }) : t('choose.taken')}</p>
                        ) : (
                            <button type="button" class="primary" disabled={busy} data-testid={`open-${window.id}`}
                                onClick={() => run('open-window', { window: window.id })}>
                                {t('choose.open')}
                            </button>
                        )}
                    </li>
                ))}
            </ul>
        </>
    );
}
