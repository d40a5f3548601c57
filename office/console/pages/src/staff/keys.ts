// Shortcuts of a page: single letters, which can be switched off (WCAG 2.2, 2.1.4), and which never take what is
// meant for a field, a button or a dialog.
import { useLayoutEffect, useRef } from 'preact/hooks';

export type KeyMap = Readonly<Record<string, (() => void) | undefined>>;

const interactive = 'input, select, textarea, button, a, summary, [contenteditable]';

export function useKeys(keys: KeyMap, on: boolean): void {
    const latest = useRef(keys);
    latest.current = keys;
    // Before the next event, not after the next picture: a key pressed right after switching off must do nothing.
    useLayoutEffect(() => {
        if (!on) return undefined;
        const press = (event: KeyboardEvent): void => {
            if (event.defaultPrevented || event.repeat || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
            if (document.querySelector('dialog[open]')) return;
            const target = event.target instanceof Element ? event.target : null;
            if (target?.closest('input, select, textarea')) return;
            const name = event.key === ' ' ? 'space' : event.key.toLowerCase();
            // Space on a button presses that button.
            if (name === 'space' && target?.closest(interactive)) return;
            const deed = latest.current[name];
            if (!deed) return;
            event.preventDefault();
            deed();
        };
        document.addEventListener('keydown', press);
        return () => document.removeEventListener('keydown', press);
    }, [on]);
}
