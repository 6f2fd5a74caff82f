import { demo, signedIn } from '@shared/credentials.js';
import { features } from '@shared/gateway.js';
import { exchange, redirected } from '@shared/sign-in.js';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { Attribute } from './Attribute.jsx';
import { trouble, useAnswer } from './answers.js';
import { DashboardPage, ExchangeCode } from './documents.js';
import { Footer, Header } from './Frame.jsx';
import { Groups } from './Groups.jsx';
import { Hour } from './Hour.jsx';
import { Insights } from './Insights.jsx';
import { Mood } from './Mood.jsx';
import { Nights } from './Nights.jsx';
import { QueryDialog } from './QueryDialog.jsx';
import { Relations } from './Relations.jsx';
import { Greeting, Notice, Skeleton, Welcome } from './States.jsx';

const back = redirected();
const EVERY = 5 * 60_000;

/** The dashboard. The credential is in the memory of this component alone. */
export function App() {
  const [credential, setCredential] = useState(features.isDemo && !back ? demo.reader : null);
  const [notice, setNotice] = useState(back?.error ? { kind: back.error } : null);
  const [ledger, setLedger] = useState(null);
  const [shown, setShown] = useState(null);
  const [chosen, setChosen] = useState('steps');

  const record = useCallback(
    (operation, answer) =>
      setLedger((before) => ({ ...before, exist: answer.exist ?? before?.exist, operation, arrived: answer.arrived })),
    [],
  );
  const page = useAnswer(DashboardPage, EMPTY, credential, { skip: !credential, has, onAnswer: record });
  useReturn(setCredential, setNotice);
  useRegularly(page.reload, credential !== null);

  const me = page.data?.me;
  const attributes = useMemo(() => flat(me?.groups), [me]);
  const choose = useCallback((name) => {
    setChosen(name);
    document.getElementById('attribute')?.scrollIntoView({ behavior: preferred(), block: 'start' });
  }, []);
  const pick = useCallback((next) => {
    setNotice(null);
    setLedger(null);
    setCredential(next);
  }, []);

  const context = { credential, record, show: setShown, attributes, today: me?.today };
  return (
    <>
      <Header credential={credential} onPick={pick} />
      <main>
        <Greeting me={me} isLoading={page.isLoading} />
        {credential && <Hour ledger={ledger} page={page} localTime={page.answer?.data?.me?.localTime} />}
        <Notice page={page} notice={notice} exist={page.answer?.exist} />
        {!credential && <Welcome onPick={pick} />}
        {credential && page.isLoading && !me?.groups && <Skeleton />}
        {me?.groups && (
          <Panels me={me} page={page} context={context} chosen={chosen} setChosen={setChosen} choose={choose} />
        )}
      </main>
      <Footer onShow={() => setShown({ operation: DashboardPage, variables: {} })} />
      <QueryDialog shown={shown} credential={credential} onClose={() => setShown(null)} />
    </>
  );
}

function Panels({ me, page, context, chosen, setChosen, choose }) {
  const { attributes } = context;
  if (attributes.length === 0) {
    return (
      <section className="card empty" role="status">
        <h2>Nothing recorded</h2>
        <p>This account tracks no attribute that the credential may read. Connect a service in Exist, or choose another credential.</p>
      </section>
    );
  }
  const name = attributes.some((attribute) => attribute.name === chosen) ? chosen : attributes[0].name;
  return (
    <>
      <div className="columns">
        <Attribute {...context} name={name} onChoose={setChosen} />
        <div className="stack">
          <Mood {...context} update={page.update} />
          <Insights {...context} insights={me.insights} errors={page.answer?.errors} onChoose={choose} />
        </div>
      </div>
      <Nights {...context} />
      <Groups {...context} groups={me.groups} onChoose={choose} />
      <Relations {...context} />
    </>
  );
}

const EMPTY = {};
const has = (data) => Boolean(data?.me?.groups);

function flat(groups) {
  return (groups ?? []).flatMap((group) =>
    (group.attributes ?? []).map((attribute) => ({ ...attribute, group: { name: group.name, label: group.label } })),
  );
}

function preferred() {
  return matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth';
}

/** Goes on with signing in where Exist has sent the user back. */
function useReturn(setCredential, setNotice) {
  useEffect(() => {
    if (!back?.code) return;
    exchange(ExchangeCode, back.code).then((answer) => {
      const token = answer.data?.exchangeAuthorizationCode?.authorization;
      if (token) setCredential(signedIn(token));
      else setNotice(trouble(answer) ?? { kind: 'refused' });
    });
  }, []);
}

/** Reads again from time to time while somebody looks: what is fresh in the gateway's cache costs nothing. */
function useRegularly(reload, isOn) {
  useEffect(() => {
    if (!isOn) return undefined;
    const timer = setInterval(() => document.visibilityState === 'visible' && reload(), EVERY);
    return () => clearInterval(timer);
  }, [reload, isOn]);
}
