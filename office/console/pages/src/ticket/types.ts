// What the office tells the holder of a ticket (docs/console-api.md).

export interface TicketNow {
    readonly number: string;
    readonly service_zh: string;
    readonly service_en: string;
    readonly day: string;
    readonly state: string;
    readonly ahead: number | null;
    readonly low: number | null; // minutes
    readonly high: number | null;
    readonly window_zh: string | null;
    readonly window_en: string | null;
    readonly chairs_zh: string | null;
    readonly chairs_en: string | null;
    readonly may_give_back: boolean;
    readonly may_rate: boolean;
    readonly rated: boolean;
    readonly office: { readonly name_zh: string; readonly name_en: string };
}
