// What the office tells the board (docs/console-api.md). Times in ms.

export interface Call {
    readonly seq: number; // grows with each call; a second call of the same number is a new one
    readonly number: string;
    readonly window_zh: string;
    readonly window_en: string;
    readonly service_zh: string;
    readonly service_en: string;
    readonly at: number;
    readonly again: boolean;
}

// A call that is over: served, or missed.
export interface RecentCall {
    readonly number: string;
    readonly window_zh: string;
    readonly window_en: string;
    readonly at: number;
    readonly missed: boolean;
}

export interface WaitingLine {
    readonly service_zh: string;
    readonly service_en: string;
    readonly waiting: number;
    readonly low: number | null; // minutes
    readonly high: number | null;
}

export interface Board {
    readonly version: number; // of the queue; a call's number is the version that brought it
    readonly now: number;
    readonly office: { readonly name_zh: string; readonly name_en: string };
    readonly calls: readonly Call[]; // newest first
    readonly recent: readonly RecentCall[]; // newest first
    readonly waiting: readonly WaitingLine[];
}
