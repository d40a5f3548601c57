import '../../styles/base.css';
import '../../styles/board.css';
import { Live } from '../common/live';
import { CallList } from './call_list';
import type { Board } from './types';
import { BoardView } from './view';
import { Voice } from './voice';

let skew = 0; // ms that the office's clock is ahead of this machine's
let newest: Board['calls'][number] | null = null;
let wasLost = false;
const officeNow = (): number => Date.now() + skew;

const calls = new CallList();
const view = new BoardView(document.getElementById('app')!, () => void voice.unlock(newest));
const voice = new Voice(calls, officeNow, () => view.needTouch(true), (call) => view.hear(call));

new Live('/api/board/events', 'board', {
    onData: (data) => {
        const board = data as Board;
        skew = board.now - Date.now();
        newest = board.calls[0] ?? null;
        view.show(board);
        view.tick(officeNow());
        calls.take(board, officeNow());
        voice.go();
    },
    onLine: (lostSince) => {
        view.showLost(lostSince === null ? null : lostSince + skew);
        if (lostSince === null && wasLost) void renew();
        wasLost = lostSince !== null;
    },
    onRefused: () => location.reload(),
});

view.tick(officeNow());
setInterval(() => view.tick(officeNow()), 1000);
void stayAwake();
document.addEventListener('visibilitychange', () => void stayAwake());

// The office was away: it may have been updated, and a board runs for weeks.
async function renew(): Promise<void> {
    try {
        const page = await (await fetch('/board', { cache: 'no-store' })).text();
        const script = document.querySelector('script[src]')?.getAttribute('src');
        if (script && page.includes('/assets/') && !page.includes(script)) location.reload();
    } catch {
        // The line tells by itself.
    }
}

async function stayAwake(): Promise<void> {
    try {
        if (document.visibilityState === 'visible') await navigator.wakeLock?.request('screen');
    } catch {
        // Not every television allows it; the guide tells how to set its own saver off.
    }
}
