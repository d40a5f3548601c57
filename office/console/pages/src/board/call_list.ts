// Which calls are to be heard. Pure, so that the rules can be tested without a loudspeaker.
import type { Board, Call } from './types';

export const youngEnough = 30_000; // ms: what was missed longer ago is not cried out late
export const longestQueue = 120_000; // ms: a call that waited so long for those before it is not said any more

export class CallList {
    private last: number | null = null; // the newest call that was dealt with
    private waiting: Call[] = [];
    private standing: ReadonlySet<number> = new Set();

    // Takes in what the office shows; `now` on the office's clock.
    take(board: Board, now: number): void {
        // The queue's version never goes back, unless the office has begun anew.
        if (this.last !== null && board.version < this.last) this.last = null;
        const last = this.last ?? 0;
        const fresh = board.calls.filter((call) => call.seq > last && now - call.at < youngEnough);
        this.waiting.push(...fresh.sort((a, b) => a.seq - b.seq));
        this.last = Math.max(last, ...board.calls.map((call) => call.seq));
        this.standing = new Set(board.calls.map((call) => call.seq));
    }

    // The next to be heard, in the order in which they were called. What the board shows no more (the visitor has been at the
    // window and gone, or was called again since) is left out, and so is what has waited too long.
    next(now: number): Call | null {
        for (;;) {
            const call = this.waiting.shift();
            if (!call) return null;
            if (this.standing.has(call.seq) && now - call.at < longestQueue) return call;
        }
    }
}
