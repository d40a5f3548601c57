// A view that follows the office: reads a stream of server-sent events, and comes back by itself after any failure. Read
// with fetch instead of EventSource, which shows neither the pings (so that a pulled cable goes unnoticed for hours) nor
// the status of a refusal.
import { EventParser } from './sse';

const silence = 40_000; // ms; the office pings every 15 s
const firstWait = 500; // ms
const longestWait = 15_000; // ms
const refused = [401, 403, 404];

export interface LiveHandlers {
    readonly onData: (data: unknown) => void;
    // lostSince: when the line broke, in ms; null while it stands.
    readonly onLine: (lostSince: number | null) => void;
    // The office will not tell: signed out, or no such thing. The stream has ended.
    readonly onRefused: (status: number) => void;
}

export class Live {
    private stopped = false;
    private abort: AbortController | null = null;
    private wait = firstWait;
    private timer: ReturnType<typeof setTimeout> | undefined;
    private lostSince: number | null = null;
    private readonly online = (): void => this.hurry();

    constructor(
        private readonly path: string,
        private readonly event: string,
        private readonly handlers: LiveHandlers,
    ) {
        window.addEventListener('online', this.online);
        void this.run();
    }

    stop(): void {
        this.stopped = true;
        window.removeEventListener('online', this.online);
        clearTimeout(this.timer);
        this.abort?.abort();
    }

    private async run(): Promise<void> {
        const status = await this.follow();
        if (this.stopped) return;
        if (refused.includes(status)) {
            this.stop();
            this.handlers.onRefused(status);
            return;
        }
        if (this.lostSince === null) {
            this.lostSince = Date.now();
            this.handlers.onLine(this.lostSince);
        }
        this.timer = setTimeout(() => void this.run(), this.wait * (0.5 + Math.random() / 2));
        this.wait = Math.min(longestWait, this.wait * 2);
    }

    // Until the stream ends: the status with which it was refused, or 0.
    private async follow(): Promise<number> {
        const abort = new AbortController();
        this.abort = abort;
        let watchdog = setTimeout(() => abort.abort(), silence);
        try {
            const response = await fetch(this.path, {
                headers: { Accept: 'text/event-stream' }, cache: 'no-store', signal: abort.signal,
            });
            if (!response.ok || !response.body) return response.status;
            const parser = new EventParser();
            const reader = response.body.getReader();
            const decoder = new TextDecoder();
            for (;;) {
                const { done, value } = await reader.read();
                if (done) return 0;
                clearTimeout(watchdog);
                watchdog = setTimeout(() => abort.abort(), silence);
                for (const event of parser.push(decoder.decode(value, { stream: true }))) this.take(event.name, event.data);
            }
        } catch {
            return 0; // the network, or our own watchdog
        } finally {
            clearTimeout(watchdog);
            abort.abort();
        }
    }

    private take(name: string, data: string): void {
        if (this.stopped || name !== this.event) return;
        this.wait = firstWait;
        this.handlers.onData(JSON.parse(data));
        if (this.lostSince !== null) {
            this.lostSince = null;
            this.handlers.onLine(null);
        }
    }

    // The network is back: do not wait for the rest of a long pause.
    private hurry(): void {
        if (this.stopped || this.lostSince === null) return;
        clearTimeout(this.timer);
        this.wait = firstWait;
        this.abort?.abort();
        this.timer = setTimeout(() => void this.run(), 0);
    }
}
