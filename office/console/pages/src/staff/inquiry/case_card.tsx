// One case in plain words, to be read out to the person. Only what the office sent: what may not be told never comes here.
import { dayText } from '../../common/time';
import { caseWord } from '../case_words';
import { t, texts } from '../texts';
import type { DisclosedCase } from '../types';

export function CaseCard({ one }: { one: DisclosedCase }) {
    const day = (text: string): string => dayText(text, texts.language);
    const facts: (readonly [string, string])[] = [];
    const fact = (label: string, value: string | null | undefined): void => {
        if (value) facts.push([label, value]);
    };
    fact(t('case.kind'), caseWord('kind', one.kind));
    fact(t('case.cause'), one.cause);
    fact(t('case.people'), one.suspects?.join(t('common.list')));
    fact(t('case.accepted_on'), one.accepted_on && day(one.accepted_on));
    fact(t('case.department'), one.department);
    fact(t('case.limit'), limitText(one));
    fact(t('case.measure'), one.measure && caseWord('measure', one.measure));
    fact(t('case.outcome'), one.outcome && caseWord('outcome', one.outcome));
    fact(t('case.concluded_on'), one.concluded_on && day(one.concluded_on));
    fact(t('case.asked_as'), caseWord('role', one.asked_as));
    const means = one.stage ? caseWord('stage', one.stage, 'means') : '';
    return (
        <article class="card case" data-testid="case">
            <p class="soft">{one.acceptance_number}</p>
            <h2>{one.stage ? caseWord('stage', one.stage) : t('case.stage_not_told')}</h2>
            {means && <p>{means}</p>}
            <dl class="facts">
                {facts.map(([label, value]) => <div key={label}><dt>{label}</dt><dd>{value}</dd></div>)}
            </dl>
            {one.history && one.history.length > 0 && (
                <>
                    <h3>{t('case.steps')}</h3>
                    <ol class="steps">
                        {one.history.map((step, i) => <li key={i}>{caseWord('stage', step.stage)} <span class="soft">{day(step.on)}</span></li>)}
                    </ol>
                </>
            )}
        </article>
    );
}

function limitText(one: DisclosedCase): string {
    const limit = one.limit;
    if (!limit) return '';
    const due = limit.due ? dayText(limit.due, texts.language) : '';
    switch (limit.state) {
        case 'running':
            return t('case.limit_running', { day: due, n: limit.days_left ?? 0 });
        case 'overdue':
            return t('case.limit_overdue', { day: due, n: Math.abs(limit.days_left ?? 0) });
        case 'suspended':
            return t('case.limit_suspended');
        default:
            return t('case.limit_ended');
    }
}
