import { identityFault, tidyIdentity } from '../common/identity';
import { t, word } from './texts';

interface Props {
    readonly value: string;
    readonly onChange: (value: string) => void;
    readonly fault?: string;
}

// Tells a slip of the finger as soon as the number is complete, not while it is typed.
export function IdentityField({ value, onChange, fault }: Props) {
    const tidy = tidyIdentity(value);
    const own = tidy.length >= 15 ? identityFault(tidy) : null;
    const wrong = own && (tidy.length >= 18 || own !== 'length') ? word('identity', own) : fault;
    return (
        <label class="field">
            <span>{t('identity.label')}</span>
            <input value={value} autocomplete="off" spellcheck={false} autocapitalize="characters" maxLength={24} inputMode="text"
                class="digits" aria-invalid={wrong ? true : undefined} data-testid="identity"
                onInput={(event) => onChange(event.currentTarget.value)} required />
            <small class={wrong ? 'wrong' : ''} role="status">{wrong ?? t('identity.hint', { n: tidy.length })}</small>
        </label>
    );
}
