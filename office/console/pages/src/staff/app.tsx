// Signed out, a password that has to be changed, or the shell.
import { useCallback, useEffect, useReducer, useState } from 'preact/hooks';

import { ask } from '../common/http';
import { ChangePassword } from './change_password';
import { Notices } from './notices';
import { Session, SessionContext } from './session';
import { Shell } from './shell';
import { SignIn } from './sign_in';
import { texts } from './texts';
import type { Me, Office } from './types';

type State =
    | { readonly is: 'asking' }
    | { readonly is: 'signed_out'; readonly ended: boolean }
    | { readonly is: 'signed_in'; readonly session: Session };

export function App() {
    const [state, setState] = useState<State>({ is: 'asking' });
    const [office, setOffice] = useState<Office | null>(null);
    const [, redraw] = useReducer((n: number) => n + 1, 0);
    useEffect(() => texts.onChange(() => redraw(0)), []);

    // The answers of sign-in and of a change of password lack the office; /api/me has all.
    const enter = useCallback(async (): Promise<void> => {
        const answer = await ask<Me>('/api/me');
        if (!answer.ok) {
            setState({ is: 'signed_out', ended: false });
            return;
        }
        if (answer.value.office) setOffice(answer.value.office);
        const session = new Session(answer.value, () => setState({ is: 'signed_out', ended: true }));
        setState({ is: 'signed_in', session });
    }, []);
    useEffect(() => void enter(), []);

    if (state.is === 'asking') return null;
    if (state.is === 'signed_out') return <SignIn office={office} ended={state.ended} onDone={enter} />;
    return (
        <SessionContext.Provider value={state.session}>
            <Notices>
                {state.session.me.must_change_password ? (
                    <ChangePassword forced onDone={enter} />
                ) : (
                    <Shell
                        office={office}
                        onSignedOut={() => setState({ is: 'signed_out', ended: false })}
                        onPasswordChanged={enter}
                    />
                )}
            </Notices>
        </SessionContext.Provider>
    );
}
