// The clerk's page: my window, the visitor before me, and who comes.
import { useEffect } from 'preact/hooks';

import { useQueue } from '../queue_feed';
import { useSession } from '../session';
import { t } from '../texts';
import { ChooseWindow } from './choose_window';
import { Desk } from './desk';

export function WindowView() {
    const session = useSession();
    const { queue } = useQueue();
    const mine = queue?.windows.find((w) => w.open && w.opened_by === session.me.name);
    useEffect(() => document.getElementById('main')?.focus(), [mine?.id]);
    if (!queue) return <p class="waiting-for-office">{t('line.first')}</p>;
    return mine ? <Desk queue={queue} mine={mine} /> : <ChooseWindow queue={queue} />;
}
