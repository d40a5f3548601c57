// Plays the office's sound file of each call, in order, never two at once.
import type { CallList } from './call_list';
import type { Call } from './types';

const longestCall = 30_000; // ms: a sound that hangs does not silence the rest

export class Voice {
    private playing = false;
    private allowed = true;
    private readonly audio = new Audio();

    // onRefused: the browser wants a touch first. onCall: what is being heard; null: nothing.
    constructor(
        private readonly calls: CallList,
        private readonly officeNow: () => number,
        private readonly onRefused: () => void,
        private readonly onCall: (call: Call | null) => void,
    ) {
        this.audio.preload = 'auto';
    }

    // Something may have to be heard.
    go(): void {
        if (!this.playing && this.allowed) void this.run();
    }

    // Called from a touch, after which browsers let the page be heard. Says the given call, to show that it is.
    async unlock(example: Call | null): Promise<void> {
        this.allowed = true;
        if (this.playing) return;
        this.playing = true;
        if (example) await this.play(`/api/board/calls/${example.seq}.wav`);
        this.playing = false;
        this.go();
    }

    private async run(): Promise<void> {
        this.playing = true;
        for (let call = this.calls.next(this.officeNow()); call && this.allowed; call = this.calls.next(this.officeNow())) {
            this.onCall(call);
            await this.play(`/api/board/calls/${call.seq}.wav`);
        }
        this.onCall(null);
        this.playing = false;
    }

    private play(source: string): Promise<void> {
        return new Promise((resolve) => {
            const done = (): void => {
                clearTimeout(timer);
                this.audio.onended = this.audio.onerror = null;
                resolve();
            };
            const timer = setTimeout(() => {
                this.audio.pause();
                done();
            }, longestCall);
            this.audio.onended = this.audio.onerror = done;
            this.audio.src = source;
            this.audio.play().catch((why: unknown) => {
                if (why instanceof DOMException && why.name === 'NotAllowedError') {
                    this.allowed = false;
                    this.onRefused();
                }
                done();
            });
        });
    }
}
