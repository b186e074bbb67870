/** The page of administrators: asks for the key, and shows the report while it changes. */

import {UsageChart} from './usage-chart.js';
import {Poller, WrongKey} from './usage-poll.js';
import {element, setText, UsageTable} from './usage-table.js';
import {longDay, number, reason, short, time} from './usage-words.js';

/** Keys are sent in a header, which has no other characters. */
const KEY = /^[\x21-\x7e]+$/;

const SERIES = {
    tokens: {
        name: 'Tokens',
        parts: [
            {name: 'Prompt', className: 'bar-1', value: totals => totals.promptTokens},
            {name: 'Completion', className: 'bar-2', value: totals => totals.completionTokens},
        ],
    },
    requests: {
        name: 'Requests',
        parts: [
            {name: 'Answered', className: 'bar-1', value: answered},
            {name: 'Canceled', className: 'bar-other', value: totals => totals.canceled},
            {name: 'Refused', className: 'bar-warn', value: totals => totals.refused},
            {name: 'Failed', className: 'bar-bad', value: totals => totals.failed},
        ],
    },
};

const LIMITS = [
    {limit: 'requestsPerMinute', label: 'Requests a minute'},
    {limit: 'tokensPerMinute', label: 'Tokens a minute'},
    {limit: 'tokensPerDay', label: 'Tokens today'},
    {limit: 'tokensPerMonth', label: 'Tokens this month'},
    {limit: 'maxConcurrentRequests', label: 'At the same time'},
];

const byId = id => document.getElementById(id);
const chart = new UsageChart(byId('chart'));
const tables = {
    callers: usageTable('callers', 'caller', 'No calls yet. A caller is listed here after its first call.'),
    models: usageTable('models', 'model', 'No calls yet. A model is listed here after its first call.'),
    errors: new UsageTable(byId('errors'), [
        {label: 'Reason', value: row => row.text, show: showReason},
        {label: 'Today', value: row => row.today},
        {label: '30 days', value: row => row.last30Days},
    ], {label: 'Calls without an answer, by reason', noun: 'reason', empty: 'None in the last 30 days.', sort: 2}),
    limits: new UsageTable(byId('limits'), [
        {label: 'Caller', value: row => row.name, show: showLimited},
        ...LIMITS.map(({limit, label}) => ({
            label,
            value: row => leftPart(row.limits[limit]),
            show: (cell, row) => showLimit(cell, row.limits[limit], `${label} of ${row.name}`),
        })),
    ], {label: 'Limits of callers', noun: 'caller', empty: 'No caller has a limit.', sort: 0, ascending: true, filter: true}),
    days: new UsageTable(byId('days'), [
        {label: 'Day (UTC)', value: row => row.name, show: (cell, row) => setText(cell, longDay(row.name))},
        {label: 'Requests', value: row => row.totals.requests},
        {label: 'Refused', value: row => row.totals.refused},
        {label: 'Failed', value: row => row.totals.failed},
        {label: 'Canceled', value: row => row.totals.canceled},
        {label: 'Prompt tokens', value: row => row.totals.promptTokens},
        {label: 'Completion tokens', value: row => row.totals.completionTokens},
    ], {label: 'Each of the last 30 days', noun: 'day', empty: '', sort: 0}),
};

let poller = null;
let report = null;

byId('sign-in').addEventListener('submit', event => {
    event.preventDefault();
    signIn(byId('key').value.trim());
});
byId('leave').addEventListener('click', () => signOut(''));
for (const input of document.getElementsByName('measure')) {
    input.addEventListener('change', showChart);
}
byId('key').focus();

function signIn(key) {
    if (!KEY.test(key)) {
        refuse(key === '' ? 'Enter the key.' : 'A key has only letters, digits and signs of ASCII, and no spaces.');
        return;
    }
    byId('key-problem').replaceChildren();
    byId('show').disabled = true;
    poller?.stop();
    poller = new Poller(key, showReport, showError);
    poller.start();
}

/** Asks for the key again. */
function refuse(message) {
    byId('show').disabled = false;
    byId('key-problem').replaceChildren(
        ...(message === '' ? [] : [element('p', {className: 'problem problem-sentence'}, message)]));
    byId('key').focus();
    byId('key').select();
}

function signOut(message) {
    poller?.stop();
    poller = null;
    report = null;
    byId('key').value = '';
    showDashboard(false);
    refuse(message);
}

function showDashboard(visible) {
    byId('report').hidden = !visible;
    byId('live').hidden = !visible;
    byId('leave').hidden = !visible;
    byId('sign-in').hidden = visible;
}

function showError(error, waitMillis) {
    if (error instanceof WrongKey) {
        signOut(error.message);
        return;
    }
    const cause = error instanceof TypeError || error.name === 'AbortError' ? 'The gateway cannot be reached.' : error.message;
    if (report === null) {
        poller.stop();
        refuse(cause);
        return;
    }
    setText(byId('notice'), `${cause} The numbers are those of ${time(report.time)}. Next attempt in ${waitMillis / 1000} s.`);
    byId('notice').hidden = false;
    byId('live').classList.add('lost');
    setText(byId('updated'), `Not live since ${time(report.time)}`);
}

function showReport(data) {
    const isFirst = report === null;
    report = data;
    byId('notice').hidden = true;
    byId('live').classList.remove('lost');
    showDashboard(true);
    showTiles();
    showChart();
    showTables();
    setText(byId('updated'), `Live, ${time(data.time)}`);
    setText(byId('source'), `Days and months begin at midnight UTC. Requests in flight are those of the node ${data.node}.`
        + ' Usage of other nodes with the same database is included.');
    if (isFirst) {
        byId('key').value = '';
        byId('main').focus({preventScroll: true});
    }
}

function showTiles() {
    const {today, last30Days} = report.usage;
    showTile('requests', today.requests, `${short(last30Days.requests)} in 30 days`);
    showTile('tokens', tokens(today), `${short(tokens(last30Days))} in 30 days`);
    const others = [
        today.failed > 0 ? `${number(today.failed)} failed` : '',
        today.canceled > 0 ? `${number(today.canceled)} canceled` : '',
    ].filter(text => text !== '');
    showTile('refused', today.refused, others.join(', ') || `${short(last30Days.refused)} in 30 days`);
    const running = report.inFlight.filter(({requests}) => requests > 0);
    const sum = running.reduce((all, {requests}) => all + requests, 0);
    const names = running.map(({model, requests}) => `${model === '*' ? 'other models' : model} ${number(requests)}`);
    showTile('in-flight', sum, names.join(', ') || 'No call is being answered');
}

function showTile(id, value, more) {
    setText(byId(id), short(value));
    byId(id).title = number(value);
    setText(byId(`${id}-more`), more);
}

function showChart() {
    if (report !== null) {
        const measure = document.querySelector('input[name=measure]:checked').value;
        const {name, parts} = SERIES[measure];
        chart.update(name, report.usage.days, parts);
    }
}

function showTables() {
    const {usage, limits} = report;
    tables.days.update(usage.days.map(({day, totals}) => ({name: day, totals})));
    tables.callers.update(withOthers(usage.callers));
    tables.models.update(withOthers(usage.models));
    tables.errors.update(usage.errors.map(error => ({
        ...error,
        name: `${error.status} ${error.code}`,
        text: reason(error.status, error.code),
    })));
    tables.limits.update(limits.callers.map(({caller, limits: all, ...more}) => ({
        ...more,
        name: caller,
        limits: Object.fromEntries(all.map(state => [state.limit, state])),
    })));
}

/** The report has only the first lines of a long table. */
function withOthers({lines, left}) {
    const none = {requests: 0, refused: 0, failed: 0, tokens: 0};
    return left === 0 ? lines : [...lines, {name: `(${number(left)} more)`, today: none, last30Days: none}];
}

function usageTable(id, noun, empty) {
    return new UsageTable(byId(id), [
        {label: noun === 'caller' ? 'Caller' : 'Model', value: row => row.name},
        {label: 'Requests', group: 'Today', value: row => row.today.requests},
        {label: 'Tokens', group: 'Today', value: row => row.today.tokens},
        {label: 'Requests', group: '30 days', value: row => row.last30Days.requests},
        {label: 'Tokens', group: '30 days', value: row => row.last30Days.tokens},
        {label: 'Refused', group: '30 days', value: row => row.last30Days.refused},
    ], {label: `Usage by ${noun}`, noun, empty, sort: 4, filter: true});
}

function showReason(cell, row) {
    if (cell.firstElementChild === null) {
        cell.title = '';
        cell.append(element('span', {}, row.text), element('small', {}, row.name.trim()));
    }
}

function showLimited(cell, row) {
    const expiry = row.expires === null ? '' : `${row.isExpired ? 'Expired on' : 'Valid until'} ${row.expires}`;
    if (cell.firstElementChild === null) {
        cell.append(element('span'), element('small'));
    }
    setText(cell.firstElementChild, row.name);
    setText(cell.lastElementChild, expiry);
    cell.lastElementChild.classList.toggle('bad', row.isExpired);
}

function showLimit(cell, state, label) {
    if (state === undefined) {
        cell.replaceChildren('–');
        cell.classList.add('zero');
        return;
    }
    cell.classList.remove('zero');
    if (state.left === null) {
        cell.replaceChildren(`at most ${number(state.allowed)}`);
        return;
    }
    if (cell.querySelector('meter') === null) {
        cell.replaceChildren(element('meter'), element('span'));
    }
    const meter = cell.firstElementChild;
    meter.ariaLabel = `${label}, left`;
    meter.max = Math.max(state.allowed, 1);
    meter.low = meter.max / 10;
    meter.high = meter.max / 4;
    meter.optimum = meter.max;
    meter.value = state.left;
    const text = cell.lastElementChild;
    setText(text, `${number(state.left)} of ${number(state.allowed)} left`);
    text.classList.toggle('bad', state.left < meter.low);
    text.classList.toggle('warn', state.left >= meter.low && state.left < meter.high);
}

/** Limits that are not counted, and missing ones, follow all others. */
function leftPart(state) {
    if (state === undefined) {
        return 3;
    }
    return state.left === null ? 2 : state.left / Math.max(state.allowed, 1);
}

function answered(totals) {
    return totals.requests - totals.refused - totals.failed - totals.canceled;
}

function tokens(totals) {
    return totals.promptTokens + totals.completionTokens;
}
