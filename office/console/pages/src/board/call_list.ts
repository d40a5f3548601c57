// Which calls are to be heard. Pure, so that the rules can be tested without a loudspeaker.
import type { Call } from './types';

export const youngEnough = 30_000; // ms: a call older than this is not cried out late

export class CallList {
    private last: number | null = null; // the highest number that was dealt with
    private waiting: Call[] = [];

    // Takes in what the office shows; `now` on the office's clock.
    take(calls: readonly Call[], now: number): void {
        const highest = calls.reduce((most, call) => Math.max(most, call.seq), 0);
        // Numbers that go back: the office has begun anew.
        if (this.last !== null && calls.length > 0 && highest < this.last) this.last = null;
        const last = this.last ?? 0;
        const fresh = calls.filter((call) => call.seq > last && now - call.at < youngEnough);
        this.waiting.push(...fresh.sort((a, b) => a.seq - b.seq));
        this.last = Math.max(last, highest);
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
