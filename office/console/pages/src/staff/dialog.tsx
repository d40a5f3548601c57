// A modal dialog: the browser's own, which keeps the focus inside and gives it back.
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

interface Props {
    readonly title: string;
    readonly onClose: () => void;
    readonly children: ComponentChildren;
}

export function Dialog({ title, onClose, children }: Props) {
    const element = useRef<HTMLDialogElement>(null);
    useEffect(() => {
        const dialog = element.current;
        const before = document.activeElement;
        dialog?.showModal();
        return () => {
            dialog?.close();
            if (before instanceof HTMLElement) before.focus();
        };
    }, []);
    return (
        <dialog
            ref={element}
            class="dialog"
            aria-label={title}
            onCancel={(event) => {
                event.preventDefault();
                onClose();
            }}
        >
            <h2>{title}</h2>
            {children}
        </dialog>
    );
}
