import { useEffect, useState } from 'react';
import { lastAnswer } from './fetcher.js';

/** What the last answer cost and how old it is. */
export function Status() {
  const answer = lastAnswer.use();
  const now = useNow();
  if (!answer) return <p className="status">Not run yet</p>;
  const { exist, errors, millis, arrived } = answer;
  return (
    <p className="status" role="status">
      {exist ? <Cost exist={exist} seconds={age(exist, arrived, now)} /> : <span>no data</span>}
      {errors > 0 && <strong>{errors} {errors === 1 ? 'error' : 'errors'}</strong>}
      <span>{millis} ms</span>
    </p>
  );
}

function Cost({ exist, seconds }) {
  const { requests, cached, stale, asOf, rateLimit } = exist;
  return (
    <>
      <span>{requests} {requests === 1 ? 'request' : 'requests'}</span>
      <span>{cached} cached</span>
      <span data-stale={stale}>{stale ? 'stale' : 'fresh'}</span>
      {asOf && <span title={asOf}>age {words(seconds)}</span>}
      {rateLimit && <span>{rateLimit.remaining} of {rateLimit.limit} left</span>}
    </>
  );
}

/** Seconds since the oldest part was fetched, by this computer's clock. */
function age({ asOf }, arrived, now) {
  return Math.max(0, Math.round((Math.max(now, arrived) - Date.parse(asOf)) / 1000));
}

function words(seconds) {
  if (seconds < 120) return `${seconds} s`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}

function useNow() {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
