// Which calls are to be heard. Pure, so that the rules can be tested without a loudspeaker.
import type { Board, Call } from './types';

export const youngEnough = 30_000; // ms: a call older than this is not cried out late

export class CallList {
    private last: number | null = null; // the newest call that was dealt with
    private waiting: Call[] = [];

    // Takes in what the office shows; `now` on the office's clock.
    take(board: Board, now: number): void {
        // The queue's version never goes back, unless the office has begun anew.
        if (this.last !== null && board.version < this.last) this.last = null;
        const last = this.last ?? 0;
        const fresh = board.calls.filter((call) => call.seq > last && now - call.at < youngEnough);
        this.waiting.push(...fresh.sort((a, b) => a.seq - b.seq));
        this.last = Math.max(last, ...board.calls.map((call) => call.seq));
    }

    // The next to be heard, in the order in which they were called; those that have grown old are left out.
    next(now: number): Call | null {
        for (;;) {
            const call = this.waiting.shift();
            if (!call) return null;
            if (now - call.at < youngEnough) return call;
        }
    }
}
