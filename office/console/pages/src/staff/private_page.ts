// Pages on which people are named: what was typed and shown is gone when the page is left, hidden for long, or idle.
import { useEffect, useRef } from 'preact/hooks';

const idleLimit = 120_000; // ms
const signs = ['keydown', 'pointerdown', 'pointermove', 'input'] as const;

export function useForgetting(forget: (idle: boolean) => void): void {
    const latest = useRef(forget);
    latest.current = forget;
    useEffect(() => {
        let timer: ReturnType<typeof setTimeout> | undefined;
        const again = (): void => {
            clearTimeout(timer);
            timer = setTimeout(() => latest.current(true), idleLimit);
        };
        // The browser may keep the whole page for its "back".
        const leave = (): void => latest.current(false);
        for (const sign of signs) document.addEventListener(sign, again, { passive: true });
        window.addEventListener('pagehide', leave);
        again();
        return () => {
            clearTimeout(timer);
            for (const sign of signs) document.removeEventListener(sign, again);
            window.removeEventListener('pagehide', leave);
        };
    }, []);
}
