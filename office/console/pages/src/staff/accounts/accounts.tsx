import { useEffect, useState } from 'preact/hooks';

import { dayOf } from '../../common/time';
import { Dialog } from '../dialog';
import { failureText, useTell } from '../notices';
import { useForgetting } from '../private_page';
import { useSession } from '../session';
import { t, word } from '../texts';
import type { Account, Role } from '../types';

const roles: readonly Role[] = ['window', 'supervisor', 'technician', 'administrator'];
interface Initial {
    readonly name: string;
    readonly password: string;
}

export function Accounts() {
    const session = useSession();
    const tell = useTell();
    const [accounts, setAccounts] = useState<readonly Account[] | null>(null);
    const [initial, setInitial] = useState<Initial | null>(null);
    const [name, setName] = useState('');
    const [role, setRole] = useState<Role>('window');
    useForgetting(() => setInitial(null));

    const load = async (): Promise<void> => {
        const answer = await session.get<{ accounts: readonly Account[] }>('/api/accounts');
        if (answer.ok) setAccounts(answer.value.accounts);
        else tell('trouble', failureText(answer));
    };
    useEffect(() => void load(), [session]);

    const deed = async (path: string, body: unknown, about: string, done: string): Promise<boolean> => {
        const answer = await session.post<{ initial_password?: string } | null>(path, body);
        if (!answer.ok) {
            tell('trouble', failureText(answer));
            return false;
        }
        if (answer.value?.initial_password) setInitial({ name: about, password: answer.value.initial_password });
        else tell('good', done);
        await load();
        return true;
    };
    const add = async (event: Event): Promise<void> => {
        event.preventDefault();
        const wanted = name.trim();
        if (await deed('/api/accounts', { name: wanted, role }, wanted, '')) setName('');
    };
    const change = (account: Account, verb: 'disable' | 'enable' | 'reset'): void =>
        void deed(`/api/accounts/${encodeURIComponent(account.name)}/${verb}`, {}, account.name, t('accounts.done'));

    return (
        <>
            <h1>{t('accounts.title')}</h1>
            <form class="search card" onSubmit={add} autocomplete="off">
                <label class="field">
                    <span>{t('accounts.name')}</span>
                    <input value={name} required minLength={2} maxLength={32} pattern="[a-z0-9_.\-]+" title={t('accounts.name_hint')} autocomplete="off" spellcheck={false}
                        data-testid="account-name" onInput={(event) => setName(event.currentTarget.value)} />
                    <small>{t('accounts.name_hint')}</small>
                </label>
                <label class="field">
                    <span>{t('accounts.role')}</span>
                    <select value={role} onChange={(event) => setRole(event.currentTarget.value as Role)} data-testid="account-role">
                        {roles.map((r) => <option key={r} value={r}>{word('role_name', r)}</option>)}
                    </select>
                    <small>{word('role_means', role)}</small>
                </label>
                <button type="submit" class="primary" data-testid="account-add">{t('accounts.add')}</button>
            </form>
            <div class="table-box card" tabIndex={0} role="region" aria-label={t('accounts.title')}>
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{t('accounts.name')}</th>
                            <th scope="col">{t('accounts.role')}</th>
                            <th scope="col">{t('accounts.state')}</th>
                            <th scope="col">{t('accounts.added')}</th>
                            <th scope="col"><span class="unseen">{t('accounts.deeds')}</span></th>
                        </tr>
                    </thead>
                    <tbody>
                        {accounts?.map((account) => (
                            <tr key={account.name} class={account.disabled ? 'off' : ''}>
                                <th scope="row">{account.name}</th>
                                <td>{word('role_name', account.role)}</td>
                                <td>{account.disabled ? t('accounts.disabled') : account.must_change_password ? t('accounts.fresh') : t('accounts.active')}</td>
                                <td>{account.added_at ? dayOf(account.added_at) : ''}</td>
                                <td class="end">
                                    {account.name !== session.me.name && (
                                        <button type="button" onClick={() => change(account, 'reset')} aria-label={t('accounts.reset_of', { name: account.name })}>{t('accounts.reset')}</button>
                                    )}
                                    {account.name !== session.me.name && (
                                        <button type="button" class={account.disabled ? '' : 'danger'} onClick={() => change(account, account.disabled ? 'enable' : 'disable')}
                                            aria-label={t(account.disabled ? 'accounts.enable_of' : 'accounts.disable_of', { name: account.name })}>
                                            {t(account.disabled ? 'accounts.enable' : 'accounts.disable')}
                                        </button>
                                    )}
                                </td>
                            </tr>
                        ))}
                    </tbody>
                </table>
            </div>
            {initial && (
                <Dialog title={t('accounts.initial_title', { name: initial.name })} onClose={() => setInitial(null)}>
                    <p class="initial" data-testid="initial-password">{initial.password}</p>
                    <p>{t('accounts.initial_hint')}</p>
                    <div class="actions"><button type="button" class="primary" onClick={() => setInitial(null)}>{t('common.done')}</button></div>
                </Dialog>
            )}
        </>
    );
}
