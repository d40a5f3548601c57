// The scanned pages of a registration: which there are, and one of them with its tools.
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

import { useSession } from '../session';
import { t, texts, word } from '../texts';
import { PageCanvas, zoomStep } from './page_canvas';
import { pagePath, usePicture } from './picture';
import type { Page } from './types';
import { turnedBy, whole, zoomed, type Look, type Size } from './viewport';

export interface ViewerTools {
    readonly zoomIn: () => void;
    readonly zoomOut: () => void;
    readonly fit: () => void;
    readonly turnLeft: () => void;
    readonly turnRight: () => void;
}

interface Props {
    readonly registration: string;
    readonly pages: readonly Page[];
    readonly shown: string | null; // a page's id
    readonly onShow: (page: string) => void;
    readonly onSeen: (page: string) => void;
    readonly tools: { current: ViewerTools | null }; // for the shortcuts of the whole view
}

export const pageName = (page: Page): string => t('registrations.page_name', { kind: word('page_kind', page.kind), n: page.ordinal });

export function PageViewer({ registration, pages, shown, onShow, onSeen, tools }: Props) {
    const session = useSession();
    const page = pages.find((one) => one.id === shown) ?? null;
    const { picture, again } = usePicture(session, page?.arrived && !page.erased ? pagePath(registration, page.id) : null);
    // How each page was turned stays while the registration is open: an upside-down one is turned once.
    const [looks, setLooks] = useState<Readonly<Record<string, Look>>>({});
    const frame = useRef<HTMLDivElement>(null);
    const look = (page && looks[page.id]) ?? whole;
    const bitmap = picture.is === 'there' ? picture.bitmap : null;
    // Before the next key: whoever sees the page and confirms at once has looked at it.
    useLayoutEffect(() => {
        if (bitmap && page) onSeen(page.id);
    }, [bitmap]);

    const change = (how: (look: Look, picture: Size, box: Size) => Look): void => {
        if (!page || !bitmap || !frame.current) return;
        const box = { width: frame.current.clientWidth, height: frame.current.clientHeight };
        setLooks((all) => ({ ...all, [page.id]: how(all[page.id] ?? whole, bitmap, box) }));
    };
    const middle = { x: 0, y: 0 };
    const own: ViewerTools = {
        zoomIn: () => change((l, p, b) => zoomed(l, zoomStep, middle, p, b)),
        zoomOut: () => change((l, p, b) => zoomed(l, 1 / zoomStep, middle, p, b)),
        fit: () => change((l) => ({ ...whole, turn: l.turn })),
        turnLeft: () => change((l, p, b) => turnedBy(l, -1, p, b)),
        turnRight: () => change((l, p, b) => turnedBy(l, 1, p, b)),
    };
    tools.current = own;
    // What is written on a button is part of its name (WCAG 2.5.3).
    const tool = (label: string, sign: string, key: string, deed: () => void, name: string) => (
        <button type="button" class="tool" disabled={!bitmap} onClick={deed} aria-label={`${label} ${sign}`} title={label} aria-keyshortcuts={key} data-testid={name}>
            {sign}
        </button>
    );
    const told = ((): string => {
        if (!page) return t('registrations.no_pages');
        if (page.erased) return word('page_fault', 'erased');
        if (!page.arrived) return word('page_fault', 'on_its_way');
        if (picture.is === 'fault') return texts.has('page_fault', picture.word) ? word('page_fault', picture.word) : word('page_fault', 'unreachable');
        return t('registrations.page_opening');
    })();
    return (
        <section class="viewer" aria-label={t('registrations.pages')}>
            <div class="viewer-bar">
                <div class="viewer-tabs" role="group" aria-label={t('registrations.pages')}>
                    {pages.map((one) => (
                        <button key={one.id} type="button" aria-pressed={one.id === shown} onClick={() => onShow(one.id)} data-testid="page-tab" data-kind={one.kind}>
                            {pageName(one)}{!one.arrived && <small>{t('registrations.page_waits')}</small>}
                        </button>
                    ))}
                </div>
                <div class="viewer-tools" role="group" aria-label={t('registrations.tools')}>
                    {tool(t('registrations.zoom_out'), '−', '-', own.zoomOut, 'zoom-out')}
                    {tool(t('registrations.fit'), `${Math.round(look.zoom * 100)}%`, '0', own.fit, 'fit')}
                    {tool(t('registrations.zoom_in'), '+', '+', own.zoomIn, 'zoom-in')}
                    {tool(t('registrations.turn_left'), '↺', 'Q', own.turnLeft, 'turn-left')}
                    {tool(t('registrations.turn_right'), '↻', 'E', own.turnRight, 'turn-right')}
                </div>
            </div>
            <div class="viewer-frame" ref={frame}>
                {bitmap && page ? (
                    <PageCanvas key={page.id} bitmap={bitmap} look={look} onLook={change} label={pageName(page)} describedBy="viewer-help" />
                ) : (
                    <div class="viewer-told" role="status">
                        <p>{told}</p>
                        {picture.is === 'fault' && page?.arrived && !page.erased && (
                            <button type="button" onClick={again} data-testid="page-again">{t('registrations.page_again')}</button>
                        )}
                    </div>
                )}
            </div>
            <p class="soft viewer-help" id="viewer-help">{t('registrations.viewer_help')}</p>
        </section>
    );
}
