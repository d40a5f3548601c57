// Server-sent events, as text comes in (HTML standard, "Server-sent events"). Pure; bounded: an event that grows beyond
// what the office ever sends ends the stream.

export interface ServerEvent {
    readonly name: string;
    readonly id: string;
    readonly data: string;
}

const longestEvent = 4 * 1024 * 1024; // characters

export class EventParser {
    private pending = '';
    private name = '';
    private id = '';
    private data: string[] = [];
    private size = 0;

    push(chunk: string): ServerEvent[] {
        this.pending += chunk;
        this.size += chunk.length;
        if (this.size > longestEvent) throw new Error('an event is too long');
        const events: ServerEvent[] = [];
        for (;;) {
            const end = this.pending.search(/\r\n|\n|\r(?!$)/);
            if (end < 0) return events;
            const line = this.pending.slice(0, end);
            const skip = this.pending[end] === '\r' && this.pending[end + 1] === '\n' ? 2 : 1;
            this.pending = this.pending.slice(end + skip);
            if (line === '') {
                if (this.data.length > 0) events.push({ name: this.name || 'message', id: this.id, data: this.data.join('\n') });
                this.name = '';
                this.data = [];
                this.size = this.pending.length;
            } else {
                this.field(line);
            }
        }
    }

    private field(line: string): void {
        if (line.startsWith(':')) return; // a ping
        const colon = line.indexOf(':');
        const field = colon < 0 ? line : line.slice(0, colon);
        let value = colon < 0 ? '' : line.slice(colon + 1);
        if (value.startsWith(' ')) value = value.slice(1);
        if (field === 'event') this.name = value;
        else if (field === 'data') this.data.push(value);
        else if (field === 'id') this.id = value;
    }
}
