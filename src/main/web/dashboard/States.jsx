import { useEffect, useState } from 'react';
import { countdown, longDate, timeHere } from './format.js';
import { Icon } from './Icon.jsx';
import { Choices } from './Who.jsx';

export function Greeting({ me, isLoading }) {
  const name = me?.firstName ?? me?.username;
  const hour = Number(me?.localTime?.slice(11, 13) ?? 12);
  const part = hour < 5 ? 'night' : hour < 12 ? 'morning' : hour < 18 ? 'afternoon' : 'evening';
  return (
    <div className="greeting">
      <h1>{name ? `Good ${part}, ${name}` : 'Your days, as a graph'}</h1>
      <p>
        {me?.today ? `${longDate(me.today)} · ${me.timezone ?? ''}` : isLoading ? 'Reading…' : 'A GraphQL gateway to Exist'}
      </p>
    </div>
  );
}

/** Somebody without a credential. */
export function Welcome({ onPick }) {
  return (
    <section className="card welcome" aria-label="Signed out">
      <h2>Signed out</h2>
      <p>Choose whose days to look at. The token goes to the gateway with each request and is stored nowhere.</p>
      <Choices credential={null} onPick={onPick} />
    </section>
  );
}

/** The shapes of what is to come. */
export function Skeleton() {
  return (
    <div className="skeleton" role="status" aria-label="Loading" aria-busy="true">
      <div className="columns">
        <div className="card tall" />
        <div className="stack">
          <div className="card" />
          <div className="card" />
        </div>
      </div>
      <div className="card" />
      <div className="grid">
        {Array.from({ length: 6 }, (_, place) => (
          <div key={place} className="card small" />
        ))}
      </div>
    </div>
  );
}

const REASONS = {
  state: ['Not signed in', 'The answer of Exist belongs to no sign-in of this page. Start again.'],
  access_denied: ['Not signed in', 'You declined on the page of Exist. Nothing was read.'],
  'signed-out': ['Signed out', 'Exist does not accept this credential, or no longer. Choose another one above.'],
  forbidden: ['Not allowed', 'This credential may not read that.'],
  down: ['Exist does not answer', 'The gateway reached it and got no usable answer.'],
  unreachable: ['The gateway does not answer', 'No connection from this browser.'],
  refused: ['Refused', 'The gateway refused the query.'],
};

/** What keeps the page from being fresh and whole: rate limit, failures, stale data. */
export function Notice({ page, notice, exist }) {
  const trouble = notice ?? page.trouble;
  const shown = page.data?.me?.groups ? <Shown exist={exist} isKept={page.isKept} arrived={page.answer?.arrived} /> : null;
  if (trouble?.kind === 'limited') return <Limited key={page.answer?.arrived} page={page} seconds={trouble.retryAfter ?? 60}>{shown}</Limited>;
  if (trouble && !page.isLoading) return <Banner kind={trouble.kind} page={notice ? null : page} message={trouble.message}>{shown}</Banner>;
  if (exist?.stale) return <Stale page={page} exist={exist} />;
  return null;
}

function Banner({ kind, page, message, children }) {
  const [title, text] = REASONS[kind] ?? ['Not signed in', message];
  return (
    <div className="banner" role="alert" data-kind={kind}>
      <Icon name="warn" />
      <div>
        <strong>{title}</strong>
        <p>{text} {children}</p>
      </div>
      {page && kind !== 'signed-out' && <Again page={page} />}
    </div>
  );
}

function Again({ page }) {
  return (
    <button type="button" onClick={() => page.reload()} disabled={page.isLoading}>
      {page.isLoading ? 'Trying…' : 'Try again'}
    </button>
  );
}

/** Counts down to the moment at which a request is free, and then reads again. */
function Limited({ page, seconds, children }) {
  const left = useCountdown(seconds, page.reload);
  return (
    <div className="banner" role="alert" data-kind="limited">
      <Icon name="clock" />
      <div>
        <strong>The hour is spent</strong>
        <p>Exist allows 300 requests an hour. The page reads again by itself. {children}</p>
      </div>
      <span className="countdown" role="timer" aria-label="Time until the next request">
        {countdown(left)}
      </span>
    </div>
  );
}

function useCountdown(seconds, onEnd) {
  const [end] = useState(() => Date.now() + seconds * 1000);
  const [left, setLeft] = useState(seconds);
  useEffect(() => {
    const timer = setInterval(() => {
      const now = (end - Date.now()) / 1000;
      setLeft(now);
      if (now <= 0) {
        clearInterval(timer);
        onEnd();
      }
    }, 1000);
    return () => clearInterval(timer);
  }, [end, onEnd]);
  return left;
}

function Stale({ page, exist }) {
  const isSpent = page.answer.data?.freshness?.reason === 'RATE_LIMITED';
  return (
    <div className="banner" role="status" data-kind="stale">
      <Icon name="clock" />
      <div>
        <strong>{isSpent ? 'The hour is spent' : 'Exist does not answer'}: older data</strong>
        <p>
          What you see is what the gateway remembers<Since moment={exist.asOf} />.
        </p>
      </div>
      <Again page={page} />
    </div>
  );
}

function Shown({ exist, isKept, arrived }) {
  return isKept ? <>What you see is older.</> : exist?.stale && <>What you see is older<Since moment={exist.asOf ?? arrived} />.</>;
}

function Since({ moment }) {
  return moment ? `, as of ${timeHere(moment)}` : '';
}
