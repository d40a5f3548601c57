// How the text messages to those who agreed went. Nothing where the office sends none.
import { useEffect, useState } from 'preact/hooks';

import { useSession } from '../session';
import { t } from '../texts';

interface Counts {
    readonly on: boolean;
    readonly waiting: number;
    readonly sent: number; // in seven days
    readonly given_up: number; // in seven days
}

export function Notices() {
    const session = useSession();
    const [counts, setCounts] = useState<Counts | null>(null);
    useEffect(() => {
        void session.get<Counts>('/api/notices').then((answer) => {
            if (answer.ok) setCounts(answer.value);
        });
    }, [session]);
    if (!counts?.on) return null;
    const tiles: (readonly [string, number])[] = [
        [t('figures.notices_sent'), counts.sent],
        [t('figures.notices_waiting'), counts.waiting],
        [t('figures.notices_given_up'), counts.given_up],
    ];
    return (
        <dl class="tiles" data-testid="notices">
            {tiles.map(([label, value]) => <div class="tile" key={label}><dt>{label}</dt><dd>{value}</dd></div>)}
        </dl>
    );
}
